/**
 * One ready connection to a relay: an envelope in, exactly one outcome out, one message at a time.
 * The message's octets are handed over first and its final dot on its own, once the system has taken them: so
 * only an answer lost after those last three octets leaves a doubt (`uncertain`), and a connection lost
 * before them leaves none (`deferred`). A connection that has once been out of step is never used again.
 */
import type { Capabilities } from './capabilities.ts'
import type { Answer, Dialogue } from './dialogue.ts'
import { type Envelope, type PreparedEnvelope, prepareEnvelope } from './envelope.ts'
import { isYes, lostOutcome, type SendOutcome, unwantedOutcome } from './outcome.ts'
import { smtpReply } from './reply-parser.ts'
import type { SmtpTimeouts } from './settings.ts'

export interface SendOptions {
  /**
   * The ledger's word, awaited after RCPT was accepted and before DATA: it marks the message durably as
   * started, or says false (stopped, withdrawn), and then nothing is sent. If it rejects, `send` does too.
   */
  beforeData?: () => Promise<boolean>
}

export interface SmtpConnection {
  /** True while a further message may be sent. */
  readonly usable: boolean
  /** One at a time: rejects while another message is under way. */
  send(envelope: Envelope, options?: SendOptions): Promise<SendOutcome>
  /** Waits for the message under way, says QUIT, and closes. Never rejects; may be called twice. */
  close(): Promise<void>
  /** Closes at once; a message under way gets its outcome. */
  destroy(): void
  [Symbol.asyncDispose](): Promise<void>
}

type ReadyEnvelope = Extract<PreparedEnvelope, { ok: true }>

const finalDot = Buffer.from('.\r\n')
/** Nothing hangs on the answer to QUIT, so a relay that is slow with it is not waited for. */
const maxQuitMs = 2_000

export function openConnection(
  dialogue: Dialogue,
  capabilities: Capabilities,
  timeouts: SmtpTimeouts,
): SmtpConnection {
  return new Connection(dialogue, capabilities, timeouts)
}

class Connection implements SmtpConnection {
  readonly #dialogue: Dialogue
  readonly #capabilities: Capabilities
  readonly #timeouts: SmtpTimeouts
  #sending: Promise<SendOutcome> | null = null
  #resetting: Promise<void> | null = null
  #closing: Promise<void> | null = null

  constructor(dialogue: Dialogue, capabilities: Capabilities, timeouts: SmtpTimeouts) {
    this.#dialogue = dialogue
    this.#capabilities = capabilities
    this.#timeouts = timeouts
  }

  get usable(): boolean {
    return this.#dialogue.lost === null && this.#closing === null
  }

  async send(envelope: Envelope, options: SendOptions = {}): Promise<SendOutcome> {
    if (this.#sending) throw new Error('send() was called while another message is under way')
    const lost =
      this.#dialogue.lost ?? (this.#closing && { reason: 'the connection is closing', reply: null })
    if (lost) return lostOutcome('envelope', lost)
    const prepared = prepareEnvelope(envelope, this.#capabilities)
    if (!prepared.ok) return { kind: 'refused', reply: null, reason: prepared.reason, step: 'envelope' }
    try {
      this.#sending = this.#transact(prepared, options.beforeData)
      return await this.#sending
    } finally {
      this.#sending = null
    }
  }

  close(): Promise<void> {
    this.#closing ??= this.#quit()
    return this.#closing
  }

  destroy(): void {
    this.#dialogue.lose('the connection was closed by us')
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  async #transact(envelope: ReadyEnvelope, beforeData: SendOptions['beforeData']): Promise<SendOutcome> {
    await this.#resetting
    const unwanted = await this.#introduce(envelope)
    if (unwanted) {
      this.#reset()
      return unwanted
    }
    let wanted = beforeData === undefined
    try {
      if (beforeData) wanted = await beforeData()
    } finally {
      if (!wanted) this.#reset()
    }
    if (!wanted) return { kind: 'withdrawn' }
    return this.#deliver(envelope.body)
  }

  /** MAIL and RCPT, together where the relay pipelines (RFC 2920); null: both were accepted. */
  async #introduce({ mail, rcpt }: ReadyEnvelope): Promise<SendOutcome | null> {
    const { commandMs } = this.#timeouts
    if (!this.#capabilities.pipelining) {
      const unwanted = this.#unwanted('MAIL', await this.#dialogue.ask('MAIL', mail, commandMs))
      return unwanted ?? this.#unwanted('RCPT', await this.#dialogue.ask('RCPT', rcpt, commandMs))
    }
    const mailAnswer = this.#dialogue.expect('MAIL', commandMs)
    const rcptAnswer = this.#dialogue.expect('RCPT', commandMs)
    this.#dialogue.write(`${mail}\r\n${rcpt}\r\n`)
    // After a no to MAIL, the answer to RCPT only has its place in the order: RSET's comes after it.
    return this.#unwanted('MAIL', await mailAnswer) ?? this.#unwanted('RCPT', await rcptAnswer)
  }

  async #deliver(body: Uint8Array): Promise<SendOutcome> {
    const { commandMs, dataMs } = this.#timeouts
    const unwanted = this.#unwanted('DATA', await this.#dialogue.ask('DATA', 'DATA', commandMs))
    if (unwanted) {
      this.#reset()
      return unwanted
    }
    if (body.length > 0) await this.#dialogue.flush(body, dataMs)
    // Nothing may be awaited between this look and the write of the dot.
    if (this.#dialogue.lost) return lostOutcome('message', this.#dialogue.lost)
    const answered = this.#dialogue.expect('the final dot', dataMs)
    this.#dialogue.write(finalDot)
    return this.#lastWord(await answered)
  }

  #lastWord(answer: Answer): SendOutcome {
    if (answer.kind === 'lost') return { kind: 'uncertain', reason: answer.lost.reason }
    const { code } = answer.reply
    if (code >= 400) return unwantedOutcome('message', answer.reply)
    if (isYes(code)) return { kind: 'accepted', reply: smtpReply(answer.reply) }
    const reason = `the relay answered ${code} to the final dot, which says neither yes nor no`
    this.#dialogue.lose(reason)
    return { kind: 'uncertain', reason }
  }

  /** Null when the answer is the wanted one; one that fits no command ends the connection. */
  #unwanted(step: 'MAIL' | 'RCPT' | 'DATA', answer: Answer): SendOutcome | null {
    if (answer.kind === 'lost') return lostOutcome(step, answer.lost)
    const { code } = answer.reply
    // 354 is what proves that both sides are at the same command: nothing else may stand for it.
    if (step === 'DATA' ? code === 354 : isYes(code)) return null
    if (code >= 400) return unwantedOutcome(step, answer.reply)
    const reason = `the relay answered ${code} to ${step}, which is no answer to it`
    this.#dialogue.lose(reason)
    return lostOutcome(step, { reason, reply: smtpReply(answer.reply) })
  }

  /** Sent at once and awaited by the next message, so that this one's outcome does not wait for it. */
  #reset(): void {
    const answered = this.#dialogue.ask('RSET', 'RSET', this.#timeouts.commandMs)
    this.#resetting = answered.then(answer => {
      this.#resetting = null
      if (answer.kind === 'reply' && answer.reply.code >= 300)
        this.#dialogue.lose(`the relay answered ${answer.reply.code} to RSET`)
    })
  }

  async #quit(): Promise<void> {
    await this.#sending?.catch(() => undefined)
    await this.#resetting
    await this.#dialogue.ask('QUIT', 'QUIT', Math.min(this.#timeouts.commandMs, maxQuitMs))
    this.destroy()
  }
}
