/** Why a connection did not become ready: always a matter between us and the relay, never a subscriber's. */
import type { Lost } from './dialogue.ts'
import { type RawReply, type SmtpReply, smtpReply } from './reply-parser.ts'

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
export function replyFailure(to: string, raw: RawReply): HandshakeFailure {
  const reply = smtpReply(raw)
  return {
    ok: false,
    reason: `the relay answered ${reply.code} to ${to}`,
    permanent: reply.code >= 500,
    reply,
  }
}
