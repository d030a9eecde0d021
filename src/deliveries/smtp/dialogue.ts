/**
 * Commands out, answers in, strictly in order, over one socket.
 * Every command registers the answer it expects before it is written, so any number may be under way
 * (RFC 2920). An answer nobody waits for, an octet too many, a fault, a late answer, a 421 or a closed socket
 * end the dialogue for good: `lost` says why, and whoever waits is told. Nothing here ever rejects.
 * A deadline runs for the first expected answer only, and is a whole answer's: a drip of octets does not renew it.
 */
import type { Socket } from 'node:net'
import { type RawReply, ReplyParser, type SmtpReply, smtpReply } from './reply-parser.ts'

/** Why a dialogue is over. */
export interface Lost {
  reason: string
  /** The answer that ended it: a 421, or one out of turn. */
  reply: SmtpReply | null
}

export type Answer = { kind: 'reply'; reply: RawReply } | { kind: 'lost'; lost: Lost }

interface Expected {
  /** What it answers, for the reason when it does not come. */
  to: string
  deadlineMs: number
  resolve: (answer: Answer) => void
}

export class Dialogue {
  readonly #socket: Socket
  readonly #parser = new ReplyParser()
  readonly #expected: Expected[] = []
  #timer: NodeJS.Timeout | undefined
  #endFlush: ((flushed: boolean) => void) | null = null
  #lost: Lost | null = null

  readonly #onData = (chunk: Buffer) => this.#receive(chunk)
  readonly #onClose = () => this.lose('the relay closed the connection')
  readonly #onError = (error: NodeJS.ErrnoException) =>
    this.lose(`the connection failed (${error.code ?? error.name})`)

  constructor(socket: Socket) {
    this.#socket = socket
    socket.on('data', this.#onData).on('end', this.#onClose).on('close', this.#onClose)
    socket.on('error', this.#onError)
    if (socket.destroyed) this.#onClose()
  }

  get lost(): Lost | null {
    return this.#lost
  }

  /** Registers the next answer; `to` names what it answers. Call it before the command is written. */
  expect(to: string, deadlineMs: number): Promise<Answer> {
    if (this.#lost) return Promise.resolve({ kind: 'lost', lost: this.#lost })
    const { promise, resolve } = Promise.withResolvers<Answer>()
    this.#expected.push({ to, deadlineMs, resolve })
    if (this.#expected.length === 1) this.#startTimer()
    return promise
  }

  write(octets: string | Uint8Array): void {
    if (!this.#lost) this.#socket.write(octets)
  }

  /** One command, one answer. `line` comes without its CRLF. */
  ask(to: string, line: string, deadlineMs: number): Promise<Answer> {
    const answer = this.expect(to, deadlineMs)
    this.write(`${line}\r\n`)
    return answer
  }

  /** True once the operating system has taken every octet; false when the dialogue was lost before. */
  flush(octets: Uint8Array, deadlineMs: number): Promise<boolean> {
    if (this.#lost) return Promise.resolve(false)
    const { promise, resolve } = Promise.withResolvers<boolean>()
    const timer = setTimeout(
      () => this.lose(`the relay did not take the message within ${deadlineMs} ms`),
      deadlineMs,
    )
    this.#endFlush = flushed => {
      clearTimeout(timer)
      this.#endFlush = null
      resolve(flushed)
    }
    this.#socket.write(octets, error => this.#endFlush?.(!error && !this.#lost))
    return promise
  }

  /** Ends the dialogue, and the socket with it; the first reason stays. */
  lose(reason: string, reply: SmtpReply | null = null): void {
    if (this.#lost) return
    this.#lost = { reason, reply }
    clearTimeout(this.#timer)
    for (const { resolve } of this.#expected.splice(0)) resolve({ kind: 'lost', lost: this.#lost })
    this.#endFlush?.(false)
    this.#socket.destroy()
  }

  /**
   * Hands the socket back for TLS; null when the dialogue is lost. An octet that came after the last answer
   * has lost it already (response injection, CVE-2011-0411), so none can be read as if it had come by TLS.
   */
  release(): Socket | null {
    if (this.#lost) return null
    clearTimeout(this.#timer)
    this.#lost = { reason: 'the socket went over to TLS', reply: null }
    this.#socket.off('data', this.#onData).off('end', this.#onClose).off('close', this.#onClose)
    // The error listener stays: without one, a reset during the handshake would end the process.
    return this.#socket
  }

  #receive(chunk: Buffer): void {
    this.#parser.add(chunk)
    while (!this.#lost) {
      const next = this.#parser.next()
      if (next === null) break
      if ('fault' in next) this.lose(next.fault)
      else this.#deliver(next)
    }
    if (!this.#lost && this.#expected.length === 0 && !this.#parser.idle)
      this.lose('the relay sent octets out of turn')
  }

  #deliver(reply: RawReply): void {
    const expected = this.#expected.shift()
    clearTimeout(this.#timer)
    if (this.#expected.length > 0) this.#startTimer()
    expected?.resolve({ kind: 'reply', reply })
    // RFC 5321 §3.8: 421 may come at any time, and the relay closes after it.
    if (reply.code === 421) this.lose('the relay is closing the connection (421)', smtpReply(reply))
    else if (!expected) this.lose(`the relay sent ${reply.code} out of turn`, smtpReply(reply))
  }

  #startTimer(): void {
    const [first] = this.#expected
    if (!first) return
    clearTimeout(this.#timer)
    const { to, deadlineMs } = first
    this.#timer = setTimeout(() => this.lose(`no answer to ${to} within ${deadlineMs} ms`), deadlineMs)
  }
}
