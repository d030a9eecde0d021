/**
 * Commands out, answers in, strictly in order, over one socket.
 * Every command registers the answer it expects, so any number may be under way (RFC 2920). An answer nobody
 * waits for, an octet too many, a fault, a late answer, a 421 or a closed socket end the dialogue for good:
 * `lost` says why. Nothing is written any more once it is known to end.
 * A deadline runs for the first expected answer only, and is a whole answer's: a drip of octets does not renew
 * it. One coarse ticker counts for all deadlines, so that waiting costs nothing per message; they are never
 * early, and late by at most a fifth.
 */

import { ReplyParser } from './reply-parser.ts'
import type { SmtpTimeouts } from './settings.ts'
import { type SmtpReply, smtpReply } from './smtp-reply.ts'
import type { Wire } from './wire.ts'

/** Why a dialogue is over. */
export interface Lost {
  reason: string
  /** The answer that ended it: a 421, or one out of turn. */
  reply: SmtpReply | null
}

/** An answer that is expected; one object serves for all answers of its kind. */
export interface Wait {
  /** What it answers, for the reason when it does not come. */
  readonly to: string
  readonly limitMs: number
}

export interface DialogueListener {
  /** What the relay wrote is in `reply()` and `lines()` of the dialogue until this returns. */
  answered(wait: Wait, code: number): void
  /** The operating system has taken all that was written: follows when `write` said `waiting`. */
  taken(): void
  /** Once. */
  lost(lost: Lost): void
}

/**
 * `taken`: the operating system has every octet; `waiting`: it may have some, `taken()` will tell;
 * `failed`: it has none, and the dialogue is lost or about to be.
 */
export type Written = 'taken' | 'waiting' | 'failed'

export class Dialogue {
  /** Whose turn it is to speak: the handshake's, then the connection's. */
  listener: DialogueListener | null = null
  readonly #wire: Wire
  readonly #parser = new ReplyParser()
  readonly #expected: Wait[] = []
  readonly #takeMs: number
  readonly #tickMs: number
  readonly #ticker: NodeJS.Timeout
  #ticks = 0
  #waitingSince = 0
  /** When a write began to wait for the operating system; null: it has everything. */
  #untakenSince: number | null = null
  #code = 0
  #doomed = false
  #lost: Lost | null = null

  constructor(wire: Wire, { greetingMs, commandMs, dataMs }: SmtpTimeouts) {
    this.#wire = wire
    this.#takeMs = dataMs
    this.#tickMs = Math.min(500, Math.max(5, Math.min(greetingMs, commandMs, dataMs) / 10))
    this.#ticker = setInterval(() => this.#tick(), this.#tickMs)
    wire.listen({
      octets: (chunk, length) => this.#receive(chunk, length),
      closed: reason => this.lose(reason),
    })
  }

  get lost(): Lost | null {
    return this.#lost
  }

  /** False once nothing can be written any more: it is lost, or will be when the octets here are read. */
  get open(): boolean {
    return this.#lost === null && !this.#doomed
  }

  /** The answer being told. */
  reply(): SmtpReply {
    return smtpReply(this.#code, this.#parser.lines())
  }

  /** Its lines as they came: still hostile. */
  lines(): string[] {
    return this.#parser.lines()
  }

  /** Registers the next answer, in the turn in which its command is written. */
  expect(wait: Wait): void {
    if (!this.open) return
    if (this.#expected.length === 0) this.#waitingSince = this.#ticks
    this.#expected.push(wait)
  }

  write(octets: string | Uint8Array): Written {
    if (!this.open) return 'failed'
    this.#wire.socket.write(octets)
    return this.#written()
  }

  /** Both in one system call. */
  writeTogether(octets: Uint8Array, lines: string): Written {
    if (!this.open) return 'failed'
    const { socket } = this.#wire
    socket.cork()
    socket.write(octets)
    socket.write(lines)
    socket.uncork()
    return this.#written()
  }

  /** Ends the dialogue, and the socket with it; the first reason stays. */
  lose(reason: string, reply: SmtpReply | null = null): void {
    if (this.#lost) return
    this.#lost = { reason, reply }
    clearInterval(this.#ticker)
    this.#expected.length = 0
    this.#wire.socket.destroy()
    this.listener?.lost(this.#lost)
  }

  /**
   * Hands the wire back for TLS; null when the dialogue is lost. An octet that came after the last answer
   * has lost it already (response injection, CVE-2011-0411), so none can be read as if it had come by TLS.
   */
  release(): Wire | null {
    if (!this.open) return null
    clearInterval(this.#ticker)
    this.#lost = { reason: 'the socket went over to TLS', reply: null }
    this.#wire.listen(null)
    return this.#wire
  }

  #written(): Written {
    const { socket } = this.#wire
    // A write that fails at once leaves no length either; its error event comes in a later turn.
    if (socket.errored) return 'failed'
    if (socket.writableLength === 0) return 'taken'
    this.#untakenSince ??= this.#ticks
    socket.write('', () => {
      if (this.#lost || socket.writableLength > 0) return
      this.#untakenSince = null
      if (!this.#doomed) this.listener?.taken()
    })
    return 'waiting'
  }

  #receive(chunk: Buffer, length: number): void {
    const parser = this.#parser
    if (this.#lost) return
    parser.feed(chunk, length)
    while (!this.#lost) {
      const code = parser.next()
      if (code === 0) break
      if (code === -1) this.lose(parser.fault)
      else this.#deliver(code)
    }
    if (!this.#lost && this.#expected.length === 0 && !parser.idle)
      this.lose('the relay sent octets out of turn')
  }

  #deliver(code: number): void {
    const wait = this.#expected.shift()
    this.#code = code
    this.#waitingSince = this.#ticks
    if (!wait) {
      this.lose(`the relay sent ${code} out of turn`, this.reply())
      return
    }
    // Octets behind the last answer were sent before the command that this answer may set off: they must not
    // be taken for its answer.
    if (code === 421 || (this.#expected.length === 0 && !this.#parser.idle)) this.#doomed = true
    this.listener?.answered(wait, code)
    // RFC 5321 §3.8: 421 may come at any time, and the relay closes after it.
    if (code === 421) this.lose('the relay is closing the connection (421)', this.reply())
  }

  #tick(): void {
    this.#ticks += 1
    const [first] = this.#expected
    if (this.#untakenSince !== null && this.#isOver(this.#untakenSince, this.#takeMs))
      this.lose(`the relay did not take what was sent within ${this.#takeMs} ms`)
    else if (first && this.#isOver(this.#waitingSince, first.limitMs))
      this.lose(`no answer to ${first.to} within ${first.limitMs} ms`)
  }

  #isOver(since: number, limitMs: number): boolean {
    // The first tick may have come at once.
    return (this.#ticks - since - 1) * this.#tickMs >= limitMs
  }
}
