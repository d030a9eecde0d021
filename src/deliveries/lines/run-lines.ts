/** Lines that run in this very thread: each writes its messages and speaks over its own connection. */
import { createScratch, type Scratch } from '../compose/scratch.ts'
import type { PlainContext } from '../delivery-context.ts'
import type { DkimKey } from '../dkim/index.ts'
import {
  connectSmtp,
  createTlsMemory,
  defaultTimeouts,
  type Envelope,
  type HandshakeFailure,
  passwordLogin,
  type SmtpConnection,
  type SmtpSettings,
  tokenLogin,
} from '../smtp/index.ts'
import type { LineJob, LineListener, Lines } from './line.ts'
import { createWriter, type Unwritten, type Writer } from './write-message.ts'

/** The relay, as plain data. */
export interface Relay extends Pick<SmtpSettings, 'host' | 'port' | 'implicitTls' | 'clientName'> {
  login:
    | { user: string; password: string }
    | { user: string; token: string }
    | { user: string; tokenFile: string }
    | null
}

/** Plain data: lines may run in another thread. */
export interface LineParts {
  count: number
  relay: Relay
  context: PlainContext
  dkim: readonly DkimKey[]
}

interface Written {
  number: number
  /** Null: it is still being composed. */
  envelope: Envelope | Unwritten | null
  scratch: Scratch
  /** Its signature is still being made, or could not be. */
  unsigned: 'so far' | 'for good' | null
}

const unwritable = {
  kind: 'refused',
  reply: null,
  reason: 'the message could not be written',
  step: 'envelope',
} as const

const unloaded = {
  kind: 'deferred',
  reply: null,
  reason: 'what composes the message could not be loaded',
  step: 'envelope',
  scope: 'message',
} as const

export function runLines({ count, relay, context, dkim }: LineParts, listener: LineListener): Lines {
  const smtp = settingsOf(relay)
  const writer = createWriter(context, dkim)
  const lines = Array.from({ length: count }, (_, number) => new Line(number, smtp, writer, listener))
  return {
    learn: writer.learn,
    forget: writer.forget,
    take: (line, job, number) => lines[line]?.take(job, number),
    release: (line, number) => lines[line]?.release(number),
    withhold: (line, number) => lines[line]?.withhold(number),
    hangUp: line => void lines[line]?.hangUp(),
    cut() {
      for (const line of lines) line.cut()
    },
    close: async () => void (await Promise.all(lines.map(line => line.close()))),
  }
}

function settingsOf({ login, ...relay }: Relay): SmtpSettings {
  return { ...relay, login: loginOf(login), timeouts: defaultTimeouts, tls: createTlsMemory() }
}

function loginOf(login: Relay['login']): SmtpSettings['login'] {
  if (!login) return null
  return 'password' in login ? passwordLogin(login.user, login.password) : tokenLogin(login.user, login)
}

type Unreached = Pick<HandshakeFailure, 'reason' | 'permanent' | 'reply'>

const closedAtOnce: Unreached = {
  reason: 'the relay closed the connection',
  permanent: false,
  reply: null,
}

class Line {
  readonly #number: number
  readonly #smtp: SmtpSettings
  readonly #writer: Writer
  readonly #listener: LineListener
  /** Taken and not yet handed to the connection. */
  #waiting: Written[] = []
  /** Those the connection holds. */
  readonly #offered: Written[] = []
  /** The one whose content the relay waits for. */
  #wanted: Written | null = null
  /** Its number once the listener was told: not before it is signed. */
  #ready: number | null = null
  #connection: SmtpConnection | null = null
  #reaching: AbortController | null = null
  /** The last connection's farewell: until it is through, the relay counts two. */
  #leaving: Promise<void> = Promise.resolve()
  /** Memory of messages that have ended, for the next ones. */
  readonly #spare: Scratch[] = []

  constructor(number: number, smtp: SmtpSettings, writer: Writer, listener: LineListener) {
    this.#number = number
    this.#smtp = smtp
    this.#writer = writer
    this.#listener = listener
  }

  take(job: LineJob, number: number): void {
    const scratch = this.#spare.pop() ?? createScratch()
    const written: Written = { number, envelope: null, scratch, unsigned: null }
    this.#waiting.push(written)
    const envelope = this.#writer.write(job, scratch)
    const ready = (result: Envelope | Unwritten) => {
      written.envelope = result
      if (typeof result === 'object' && result.mail.complete)
        this.#awaitSignature(written, result.mail.complete)
      this.#offerNext()
    }
    if (envelope instanceof Promise) void envelope.then(ready)
    else ready(envelope)
  }

  /** Its envelope need not wait: that leaves behind the content of the message before, with no write of its own. */
  #awaitSignature(written: Written, complete: Promise<void>): void {
    const made = (unsigned: Written['unsigned']) => {
      written.unsigned = unsigned
      if (written === this.#wanted) this.#getReady(written)
    }
    written.unsigned = 'so far'
    complete.then(
      () => made(null),
      () => made('for good'),
    )
  }

  /** The relay waits for the content of this one. */
  #getReady(written: Written): void {
    this.#wanted = written
    if (written.unsigned === 'so far') return
    if (written.unsigned === 'for good') return void this.#connection?.withhold()
    this.#ready = written.number
    this.#listener.ready(this.#number)
  }

  release(number: number): void {
    if (this.#isReady(number)) this.#connection?.release()
  }

  withhold(number: number): void {
    if (this.#isReady(number)) this.#connection?.withhold()
  }

  /** Whether the relay still waits for this one's content. It is asked once. */
  #isReady(number: number): boolean {
    const ready = this.#ready === number
    if (ready) this.#ready = null
    return ready
  }

  async hangUp(): Promise<void> {
    const connection = this.#connection
    this.#connection = null
    if (!connection) return
    const leaving = connection.close()
    this.#leaving = leaving
    await leaving
  }

  cut(): void {
    this.#reaching?.abort()
    this.#connection?.destroy()
  }

  async close(): Promise<void> {
    this.#reaching?.abort()
    await this.hangUp()
  }

  #offerNext(): void {
    const [next] = this.#waiting
    if (!next?.envelope) return
    if (typeof next.envelope === 'string') {
      // In its order: not before what the connection still holds.
      if (this.#connection && this.#connection.held > 0) return
      this.#waiting.shift()
      this.#listener.ended(this.#number, next.envelope === 'unwritable' ? unwritable : unloaded)
      this.#offerNext()
      return
    }
    if (!this.#connection) return void this.#reach()
    if (!this.#connection.room) return
    this.#waiting.shift()
    this.#offered.push(next)
    this.#connection.offer(next.envelope)
    this.#offerNext()
  }

  async #reach(): Promise<void> {
    if (this.#reaching) return
    const reaching = new AbortController()
    this.#reaching = reaching
    await this.#leaving
    let mine: SmtpConnection | null = null
    const result = await connectSmtp(
      this.#smtp,
      {
        ready: () => {
          const [first] = this.#offered
          if (first) this.#getReady(first)
        },
        ended: outcome => {
          const done = this.#offered.shift()
          // A signature that is still being made is written where its message was.
          if (done && done.unsigned !== 'so far') this.#spare.push(done.scratch)
          this.#wanted = null
          this.#ready = null
          const isOurs = done?.unsigned === 'for good' && outcome.kind === 'withdrawn'
          this.#listener.ended(this.#number, isOurs ? unwritable : outcome)
          this.#offerNext()
        },
        closed: () => {
          if (this.#connection !== mine) return
          this.#connection = null
          this.#offerNext()
        },
      },
      reaching.signal,
    )
    this.#reaching = null
    if (!result.ok) return this.#failed(result)
    mine = result.connection
    if (!mine.usable) return this.#failed(closedAtOnce)
    this.#connection = mine
    this.#offerNext()
  }

  #failed({ reason, permanent, reply }: Unreached): void {
    const upTo = this.#waiting.at(-1)?.number ?? -1
    // Their memory is not for others: one may still be signed, and written then.
    this.#waiting = []
    const pushedBack = reply?.code === 421
    this.#listener.unreached(this.#number, { reason, permanent, pushedBack, upTo })
  }
}
