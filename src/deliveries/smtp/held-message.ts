/** A message that a connection holds: how far it is, and what its loss would mean. */
import type { Capabilities } from './capabilities.ts'
import type { Lost } from './dialogue.ts'
import { type Envelope, prepareEnvelope } from './envelope.ts'
import { lostOutcome, type SendOutcome, type SendStep } from './outcome.ts'

/**
 * `waiting`: nothing was said of it; `envelope`: MAIL, RCPT or DATA is under way; `ready`: the listener's word
 * is awaited; `content`: its octets are leaving; `dot`: its final dot is with the operating system.
 */
type Phase = 'waiting' | 'envelope' | 'ready' | 'content' | 'dot'

export interface HeldMessage {
  /** The lines of its envelope, with their CRLF. */
  readonly mail: string
  readonly rcpt: string
  /** Dot-stuffed. */
  readonly content: Uint8Array
  phase: Phase
  /** What the next answer to it answers; its loss is told with this. */
  step: SendStep
  /** Known before it has ended: its envelope was refused, or it was withheld. */
  outcome: SendOutcome | null
}

export function holdMessage(envelope: Envelope, relay: Capabilities): HeldMessage {
  const prepared = prepareEnvelope(envelope, relay)
  return {
    mail: prepared.ok ? prepared.mail : '',
    rcpt: prepared.ok ? prepared.rcpt : '',
    content: envelope.mail.wire,
    phase: 'waiting',
    step: 'envelope',
    outcome: prepared.ok ? null : { kind: 'refused', reply: null, reason: prepared.reason, step: 'envelope' },
  }
}

/** Doubt begins with the final dot: before it, a relay must not keep what it got (RFC 5321 §4.1.1.4). */
export function outcomeWhenLost(message: HeldMessage, lost: Lost): SendOutcome {
  if (message.outcome) return message.outcome
  return message.phase === 'dot'
    ? { kind: 'uncertain', reason: lost.reason }
    : lostOutcome(message.step, lost)
}
