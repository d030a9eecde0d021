/** What became of one attempt, as far as the books are concerned. */
import type { SendOutcome } from '../smtp/index.ts'

export interface Answer {
  code: number
  status: string | null
  text: string
}

export type AttemptOutcome =
  | { kind: 'accepted'; reply: Answer }
  | { kind: 'deferred'; reply: Answer | null; reason: string }
  | { kind: 'refused'; reply: Answer | null; reason: string }
  | { kind: 'uncertain'; reason: string }
  /** It was the connection's fault, not the message's: as if it had never been tried. */
  | { kind: 'untried'; againAt: number; reason: string | null }

/** After that many lost connections, or wanted logins, in a row it counts as the message's fault. */
const mostLosses = 3
const lossPauseMs = 2_000

/** RFC 4954 §6: the relay wants another login, whoever the recipient is. */
const loginCodes = new Set([530, 534, 535, 538])

/** Why an outcome says something of the relay and us and nothing of the message; null: it does not. */
export function faultOfOurs(outcome: SendOutcome): string | null {
  if (outcome.kind === 'deferred' && outcome.scope === 'connection') return outcome.reason
  const refusedUs = outcome.kind === 'refused' && loginCodes.has(outcome.reply?.code ?? 0)
  return refusedUs ? outcome.reason : null
}

/** @param losses How often in a row this message has lost its connection, this time included. */
export function attemptOutcome(outcome: SendOutcome, losses: number, at: number): AttemptOutcome {
  const reply = 'reply' in outcome && outcome.reply ? answerOf(outcome.reply) : null
  switch (outcome.kind) {
    case 'accepted':
      return { kind: 'accepted', reply: answerOf(outcome.reply) }
    case 'refused':
      if (faultOfOurs(outcome)) return oursFor(losses, { reply, reason: outcome.reason }, at)
      return { kind: 'refused', reply, reason: outcome.reason }
    case 'uncertain':
      return { kind: 'uncertain', reason: outcome.reason }
    case 'withdrawn':
      return { kind: 'untried', againAt: at, reason: null }
    case 'deferred': {
      const { reason } = outcome
      if (outcome.scope === 'message') return { kind: 'deferred', reply, reason }
      return oursFor(losses, { reply, reason }, at + lossPauseMs)
    }
  }
}

function oursFor(
  losses: number,
  { reply, reason }: { reply: Answer | null; reason: string },
  againAt: number,
): AttemptOutcome {
  if (losses >= mostLosses) return { kind: 'deferred', reply, reason }
  return { kind: 'untried', againAt, reason }
}

/** Bounded, and without what a database would not take. */
function answerOf(reply: { code: number; enhanced: string | null; text: string }): Answer {
  const text = reply.text.replaceAll('\0', ' ').slice(0, 300).toWellFormed()
  return { code: reply.code, status: reply.enhanced, text }
}
