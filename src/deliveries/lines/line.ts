/**
 * A line is the place of one connection to the relay: it connects when it is given a message, holds at most two
 * (one under way, and the next, whose envelope travels behind the first one's content), and says what became of
 * each. Who decides and keeps the books is elsewhere; lines may run in threads of their own.
 */
import type { AlertTemplate, SingleMail } from '../compose/index.ts'
import type { SendOutcome } from '../smtp/index.ts'

/** What a line needs to write one message: plain data, because it may go to another thread. */
export type LineJob =
  | {
      kind: 'delivery'
      id: number
      alertId: number
      subscriberId: number
      address: string
      /** Of the words around the alert: one of those it was learned in. */
      language: string
      /** Null: the one that those without one of their own share. */
      reason: string | null
      /** Of the pages behind the links. */
      choicesToken: string
      leaveToken: string
      /** Earlier alerts of its thread, oldest first. */
      references: readonly number[]
    }
  | { kind: 'mail'; id: number; mail: SingleMail }

/** Lines are numbered from 0. Orders to one line are followed in the order they were given. */
export interface Lines {
  /** An alert's message in a language, before the first job that needs it. */
  learn(alertId: number, language: string, template: AlertTemplate): void
  /** In all languages. */
  forget(alertId: number): void
  /** At most two a line at a time. `number`: how many it was given before, so that words about one meet no other. */
  take(line: number, job: LineJob, number: number): void
  /** The content of this message, which `ready` announced, may leave. Nothing happens when it is gone meanwhile. */
  release(line: number, number: number): void
  /** It must not: its outcome is `withdrawn`. */
  withhold(line: number, number: number): void
  /** Closes its connection once what it holds has ended. */
  hangUp(line: number): void
  /** Closes all connections at once: what is under way gets its outcome. */
  cut(): void
  /** Hangs up everywhere; resolves when nothing is left open. */
  close(): Promise<void>
}

export interface WhyUnreached {
  reason: string
  permanent: boolean
  /** It said 421: it has too much to do. */
  pushedBack: boolean
  /** The number of the last message that it held: what it was given meanwhile, it still has. */
  upTo: number
}

export interface LineListener {
  /** The relay waits for the content of the line's first message. */
  ready(line: number): void
  /** What became of the line's first message. */
  ended(line: number, outcome: SendOutcome): void
  /** No connection could be made; the messages the line held are no longer its. */
  unreached(line: number, why: WhyUnreached): void
}

export type LineOrder =
  | { do: 'learn'; alertId: number; language: string; template: AlertTemplate }
  | { do: 'forget'; alertId: number }
  | { do: 'take'; line: number; job: LineJob; number: number }
  | { do: 'release'; line: number; number: number }
  | { do: 'withhold'; line: number; number: number }
  | { do: 'hangUp'; line: number }
  | { do: 'cut' }
  | { do: 'close' }

export type LineEvent =
  | { is: 'ready'; line: number }
  | { is: 'ended'; line: number; outcome: SendOutcome }
  | ({ is: 'unreached'; line: number } & WhyUnreached)
  | { is: 'closed' }
