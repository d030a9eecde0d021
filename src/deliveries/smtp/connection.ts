/**
 * One ready connection to a relay: up to two envelopes in, exactly one outcome for each out, in order.
 * With PIPELINING (RFC 2920) the write of a message carries the envelope of the next behind its final dot.
 * Content leaves only after `release()`. A message's octets are handed over before its final dot is: so only
 * an answer lost after the system has the dot leaves a doubt (`uncertain`), and a connection lost before leaves
 * none (`deferred`). A connection that has once been out of step is never used again.
 * Every answer concerns the oldest message held, for the relay answers in order. The listener may call back
 * from within any of its methods: what it finds is always in order.
 */
import type { Capabilities } from './capabilities.ts'
import type { Dialogue, DialogueListener, Lost, Wait, Written } from './dialogue.ts'
import type { Envelope } from './envelope.ts'
import { type HeldMessage, holdMessage, outcomeWhenLost } from './held-message.ts'
import { isYes, type SendOutcome, type SendStep, unwantedOutcome } from './outcome.ts'
import type { SmtpTimeouts } from './settings.ts'
import type { ConnectionListener, SmtpConnection } from './smtp-connection.ts'
import { type Waits, waitsWithin } from './waits.ts'

const finalDot = '.\r\n'
const dataLine = 'DATA\r\n'

export class Connection implements SmtpConnection, DialogueListener {
  readonly #dialogue: Dialogue
  readonly #relay: Capabilities
  readonly #listener: ConnectionListener
  readonly #waits: Waits
  #first: HeldMessage | null = null
  #second: HeldMessage | null = null
  /** The relay has a MAIL without its message, so RSET goes before the next (RFC 5321 §4.1.1.5). */
  #begun = false
  /** The longest content that the system took whole at once, with its dot right behind it. */
  #takenAtOnce = 0
  #closing: PromiseWithResolvers<void> | null = null

  constructor(dialogue: Dialogue, relay: Capabilities, timeouts: SmtpTimeouts, listener: ConnectionListener) {
    this.#dialogue = dialogue
    this.#relay = relay
    this.#listener = listener
    this.#waits = waitsWithin(timeouts)
    dialogue.listener = this
  }

  get usable(): boolean {
    return this.#dialogue.open && this.#closing === null
  }

  get room(): boolean {
    return this.#second === null && this.usable
  }

  get held(): number {
    return (this.#first ? 1 : 0) + (this.#second ? 1 : 0)
  }

  offer(envelope: Envelope): void {
    if (!this.room) throw new Error('offer() was called while there was no room')
    const message = holdMessage(envelope, this.#relay)
    const before = this.#first
    if (!before) {
      this.#first = message
      this.#begin(message)
      return
    }
    this.#second = message
    if (before.phase === 'dot' && this.#mayFollow(message)) this.#introduce(message)
  }

  release(): void {
    const message = this.#readyMessage('release')
    if (!message) return
    if (this.#relay.pipelining) this.#sendContent(message)
    else {
      message.phase = 'envelope'
      this.#say(dataLine, this.#waits.data)
    }
  }

  withhold(): void {
    const message = this.#readyMessage('withhold')
    if (!message) return
    message.outcome = { kind: 'withdrawn' }
    if (this.#relay.pipelining) this.#dialogue.lose('the connection was closed to withhold a message')
    else this.#endFirst(message.outcome)
  }

  close(): Promise<void> {
    if (!this.#closing) {
      this.#closing = Promise.withResolvers()
      if (this.#dialogue.lost) this.#closing.resolve()
      else if (!this.#first) this.#say('QUIT\r\n', this.#waits.quit)
    }
    return this.#closing.promise
  }

  destroy(): void {
    this.#dialogue.lose('the connection was closed by us')
  }

  /** For the dialogue, as `taken` and `lost`. */
  answered({ to }: Wait, code: number): void {
    const message = this.#first
    if (to === 'RSET') this.#answeredReset(code)
    else if (to === 'QUIT') this.destroy()
    // What the relay says of a lone dot concerns nobody: its message has ended.
    else if (to === 'a lone dot' || !message) return
    else if (to === 'MAIL') this.#answeredMail(message, code)
    else if (to === 'RCPT') this.#answeredRcpt(message, code)
    else if (to === 'DATA') this.#answeredData(message, code)
    else this.#answeredDot(code)
  }

  taken(): void {
    if (this.#first?.phase === 'content') this.#sendDot(this.#first)
  }

  lost(lost: Lost): void {
    const messages = [this.#first, this.#second]
    this.#first = null
    this.#second = null
    for (const message of messages) if (message) this.#listener.ended(outcomeWhenLost(message, lost))
    this.#listener.closed()
    this.#closing?.resolve()
  }

  /** Null: the connection was lost, and the message has ended or is about to. */
  #readyMessage(call: string): HeldMessage | null {
    if (!this.#dialogue.open) return null
    if (this.#first?.phase !== 'ready') throw new Error(`${call}() was called while nothing was ready`)
    return this.#first
  }

  /** The message's turn has come. One that we refuse ourselves ends a turn later, as ended() promises. */
  #begin(message: HeldMessage): void {
    if (!message.outcome) this.#introduce(message)
    else
      process.nextTick(() => {
        if (this.#first === message && message.outcome) this.#endFirst(message.outcome)
      })
  }

  #mayFollow(message: HeldMessage | null): message is HeldMessage {
    return this.#relay.pipelining && message !== null && message.phase === 'waiting' && !message.outcome
  }

  #introduce(message: HeldMessage): void {
    if (!this.#dialogue.open) return
    const { mail, reset } = this.#waits
    const begun = this.#begun
    this.#begun = false
    if (this.#relay.pipelining) {
      if (begun) this.#dialogue.expect(reset)
      this.#expectEnvelope(message)
      this.#dialogue.write(`${begun ? 'RSET\r\n' : ''}${message.mail}${message.rcpt}${dataLine}`)
    } else {
      message.phase = 'envelope'
      message.step = 'MAIL'
      if (begun) this.#say('RSET\r\n', reset)
      else this.#say(message.mail, mail)
    }
  }

  #expectEnvelope(message: HeldMessage): void {
    message.phase = 'envelope'
    message.step = 'MAIL'
    this.#dialogue.expect(this.#waits.mail)
    this.#dialogue.expect(this.#waits.rcpt)
    this.#dialogue.expect(this.#waits.data)
  }

  /**
   * Doubt must not begin before the system has the content. One write for content and dot is as exact as two
   * where the system takes it whole at once: that is known of what it has taken so before on this connection,
   * for the answer 354 says that the relay has read all that was written, so that the send buffer is empty.
   */
  #sendContent(message: HeldMessage): void {
    const { content } = message
    message.phase = 'content'
    if (content.length > 0 && content.length <= this.#takenAtOnce) {
      const written = this.#dialogue.writeTogether(content, this.#dotLines())
      // It can only have run out of memory: who knows what it has by now.
      if (written === 'waiting') this.#takenAtOnce = 0
      this.#leaveInDoubt(message, written)
      return
    }
    const written = content.length === 0 ? 'taken' : this.#dialogue.write(content)
    if (written !== 'taken') return
    if (this.#sendDot(message) === 'taken') this.#takenAtOnce = content.length
  }

  #sendDot(message: HeldMessage): Written {
    const written = this.#dialogue.write(this.#dotLines())
    this.#leaveInDoubt(message, written)
    return written
  }

  /** The final dot, and behind it the envelope of the message that waits. */
  #dotLines(): string {
    const next = this.#second
    return this.#mayFollow(next) ? `${finalDot}${next.mail}${next.rcpt}${dataLine}` : finalDot
  }

  #leaveInDoubt(message: HeldMessage, written: Written): void {
    if (written === 'failed') return
    message.phase = 'dot'
    this.#begun = false
    this.#dialogue.expect(this.#waits.dot)
    if (this.#mayFollow(this.#second)) this.#expectEnvelope(this.#second)
  }

  #answeredReset(code: number): void {
    const message = this.#first
    if (!isYes(code)) this.#dialogue.lose(`the relay answered ${code} to RSET`, this.#dialogue.reply())
    else if (message && !this.#relay.pipelining) this.#say(message.mail, this.#waits.mail)
  }

  #answeredMail(message: HeldMessage, code: number): void {
    if (!this.#checkAnswer(message, 'MAIL', code)) return
    message.step = 'RCPT'
    if (this.#relay.pipelining) return
    if (message.outcome) this.#endFirst(message.outcome)
    else this.#say(message.rcpt, this.#waits.rcpt)
  }

  #answeredRcpt(message: HeldMessage, code: number): void {
    if (!this.#checkAnswer(message, 'RCPT', code)) return
    message.step = 'DATA'
    if (this.#relay.pipelining) return
    if (message.outcome) this.#endFirst(message.outcome)
    else this.#getReady(message)
  }

  #answeredData(message: HeldMessage, code: number): void {
    message.step = code === 354 ? 'message' : 'DATA'
    if (code >= 400) this.#endFirst(message.outcome ?? unwantedOutcome('DATA', this.#dialogue.reply()))
    // 354 is what proves that both sides are at the same command: nothing else may stand for it.
    else if (code !== 354) this.#outOfStep('DATA', code)
    else if (message.outcome) this.#sayLoneDot(message.outcome)
    else if (this.#relay.pipelining) this.#getReady(message)
    else this.#sendContent(message)
  }

  /** RFC 2920 §3.1: a relay that wants the content although it took no recipient gets none. */
  #sayLoneDot(outcome: SendOutcome): void {
    this.#begun = false
    this.#say(finalDot, this.#waits.loneDot)
    this.#endFirst(outcome)
  }

  #answeredDot(code: number): void {
    if (isYes(code)) this.#endFirst({ kind: 'accepted', reply: this.#dialogue.reply() })
    else if (code >= 400) this.#endFirst(unwantedOutcome('message', this.#dialogue.reply()))
    else this.#dialogue.lose(`the relay answered ${code} to the final dot, which says neither yes nor no`)
  }

  /** False: it answers no such command, and the connection is lost. After a no, the rest only has its place. */
  #checkAnswer(message: HeldMessage, step: 'MAIL' | 'RCPT', code: number): boolean {
    if (isYes(code)) this.#begun = true
    else if (code >= 400) message.outcome ??= unwantedOutcome(step, this.#dialogue.reply())
    else this.#outOfStep(step, code)
    return this.#dialogue.lost === null
  }

  #outOfStep(step: SendStep, code: number): void {
    const reason = `the relay answered ${code} to ${step}, which is no answer to it`
    this.#dialogue.lose(reason, this.#dialogue.reply())
  }

  #getReady(message: HeldMessage): void {
    message.phase = 'ready'
    if (this.#dialogue.open) this.#listener.ready()
  }

  #endFirst(outcome: SendOutcome): void {
    const next = this.#second
    this.#first = next
    this.#second = null
    // The next one leaves before anybody hears of this one's end: it is what takes time.
    if (next?.phase === 'waiting') this.#begin(next)
    this.#listener.ended(outcome)
    if (this.#closing && !this.#first) this.#say('QUIT\r\n', this.#waits.quit)
  }

  #say(line: string, wait: Wait): void {
    this.#dialogue.expect(wait)
    this.#dialogue.write(line)
  }
}
