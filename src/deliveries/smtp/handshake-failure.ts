/** Why a connection did not become ready: always a matter between us and the relay, never a subscriber's. */
import type { Lost } from './dialogue.ts'
import type { SmtpReply } from './smtp-reply.ts'

export interface HandshakeFailure {
  ok: false
  /** Never repeats the relay's words nor a credential. */
  reason: string
  /** True: trying again does not help until somebody changes a setting. */
  permanent: boolean
  reply: SmtpReply | null
}

export function permanentFailure(reason: string): HandshakeFailure {
  return { ok: false, reason, permanent: true, reply: null }
}

export function lostFailure(lost: Lost): HandshakeFailure {
  return { ok: false, reason: lost.reason, permanent: false, reply: lost.reply }
}

/** An answer that ends the handshake: 5xx for good, anything else for now. */
export function replyFailure(to: string, reply: SmtpReply): HandshakeFailure {
  const said = reply.enhanced ? `${reply.code} ${reply.enhanced}` : String(reply.code)
  return { ok: false, reason: `the relay answered ${said} to ${to}`, permanent: reply.code >= 500, reply }
}
