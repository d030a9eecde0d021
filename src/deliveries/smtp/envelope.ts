/**
 * An envelope -> the lines to write to a relay with these capabilities, or why it can never take them.
 * RFC 1870 (SIZE), RFC 6152 (8BITMIME), RFC 6531 (SMTPUTF8).
 */
import type { WireMail } from '../wire-mail.ts'
import { smtpPath } from './address.ts'
import type { Capabilities } from './capabilities.ts'

export interface Envelope {
  /** The envelope sender; empty: the null reverse-path of bounces. */
  from: string
  to: string
  mail: WireMail
}

/** Lines come with their CRLF. */
export type PreparedEnvelope = { ok: true; mail: string; rcpt: string } | { ok: false; reason: string }

export function prepareEnvelope(envelope: Envelope, relay: Capabilities): PreparedEnvelope {
  const from = smtpPath(envelope.from)
  if (!from.ok) return { ok: false, reason: `sender: ${from.reason}` }
  const to = smtpPath(envelope.to)
  if (!to.ok) return { ok: false, reason: `recipient: ${to.reason}` }
  if (to.path === '<>') return { ok: false, reason: 'recipient: the address is empty' }

  const utf8 = from.needsSmtpUtf8 || to.needsSmtpUtf8
  const fault = missing(relay, envelope.mail, utf8)
  if (fault) return { ok: false, reason: fault }

  let mail = `MAIL FROM:${from.path}`
  if (relay.size) mail += ` SIZE=${envelope.mail.sizeBytes}`
  if (envelope.mail.eightBit) mail += ' BODY=8BITMIME'
  if (utf8) mail += ' SMTPUTF8'
  return { ok: true, mail: `${mail}\r\n`, rcpt: `RCPT TO:${to.path}\r\n` }
}

function missing(relay: Capabilities, { sizeBytes, eightBit }: WireMail, utf8: boolean): string | null {
  if (utf8 && !relay.smtpUtf8) return 'the address needs SMTPUTF8 (RFC 6531), which the relay does not offer'
  if (eightBit && !relay.eightBitMime)
    return 'the message holds 8-bit octets and the relay does not offer 8BITMIME'
  const maxBytes = relay.size?.maxBytes ?? null
  if (maxBytes !== null && sizeBytes > maxBytes)
    return `the message has ${sizeBytes} octets and the relay takes at most ${maxBytes}`
  return null
}
