/** One question, one answer at a time over a dialogue: how the handshake speaks. Nothing here ever rejects. */
import type { Dialogue, DialogueListener, Lost } from './dialogue.ts'
import type { SmtpReply } from './smtp-reply.ts'

export type Answer =
  /** `lines` are what the relay wrote, still hostile. */
  { kind: 'reply'; reply: SmtpReply; lines: readonly string[] } | { kind: 'lost'; lost: Lost }

export class Asker implements DialogueListener {
  readonly dialogue: Dialogue
  #resolve: ((answer: Answer) => void) | null = null

  constructor(dialogue: Dialogue) {
    this.dialogue = dialogue
    dialogue.listener = this
  }

  /** `line` comes without its CRLF; null: the relay speaks first. `to` names it, for the reason of a failure. */
  ask(to: string, line: string | null, limitMs: number): Promise<Answer> {
    const { dialogue } = this
    if (dialogue.lost) return Promise.resolve({ kind: 'lost', lost: dialogue.lost })
    const { promise, resolve } = Promise.withResolvers<Answer>()
    this.#resolve = resolve
    dialogue.expect({ to, limitMs })
    if (line !== null) dialogue.write(`${line}\r\n`)
    return promise
  }

  answered(): void {
    this.#settle({ kind: 'reply', reply: this.dialogue.reply(), lines: this.dialogue.lines() })
  }

  taken(): void {}

  lost(lost: Lost): void {
    this.#settle({ kind: 'lost', lost })
  }

  #settle(answer: Answer): void {
    const resolve = this.#resolve
    this.#resolve = null
    resolve?.(answer)
  }
}
