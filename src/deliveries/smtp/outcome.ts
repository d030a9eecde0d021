/** What became of one message, and how an answer says so (RFC 5321 §4.2.1, §4.3.2). */
import type { Lost } from './dialogue.ts'
import type { SmtpReply } from './smtp-reply.ts'

/** Where in the dialogue it was decided; `envelope`: by us, before a word was said. */
export type SendStep = 'envelope' | 'MAIL' | 'RCPT' | 'DATA' | 'message'

export type SendOutcome =
  | { kind: 'accepted'; reply: SmtpReply }
  /** Not taken, and certainly not sent: 4xx, or a connection lost before the final dot. */
  | {
      kind: 'deferred'
      reply: SmtpReply | null
      reason: string
      step: SendStep
      scope: 'message' | 'connection'
    }
  /** 5xx, or a message that this relay can never take. */
  | { kind: 'refused'; reply: SmtpReply | null; reason: string; step: SendStep }
  /** The final dot was handed to the operating system and no answer to it was read. */
  | { kind: 'uncertain'; reason: string }
  /** By `withhold()`. */
  | { kind: 'withdrawn' }

/** 2xx (RFC 5321 §4.2.1), but not a greeting, a farewell or a login: those answer another command. */
export function isYes(code: number): boolean {
  return code >= 200 && code < 300 && !(code >= 220 && code < 240)
}

// No reason ever repeats what the relay wrote: it may hold the address, and reasons go into logs.

/** The outcome that an answer of 4xx or 5xx means. */
export function unwantedOutcome(step: SendStep, reply: SmtpReply): SendOutcome {
  const said = reply.enhanced ? `${reply.code} ${reply.enhanced}` : String(reply.code)
  const reason = `the relay answered ${said} to ${step}`
  if (reply.code >= 500) return { kind: 'refused', reply, reason, step }
  return { kind: 'deferred', reply, reason, step, scope: reply.code === 421 ? 'connection' : 'message' }
}

export function lostOutcome(step: SendStep, lost: Lost): SendOutcome {
  return { kind: 'deferred', reply: lost.reply, reason: lost.reason, step, scope: 'connection' }
}
