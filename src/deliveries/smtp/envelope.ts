/**
 * An envelope -> the octets to write to a relay with these capabilities, or why it can never take them.
 * RFC 1870 (SIZE), RFC 6152 (8BITMIME), RFC 6531 (SMTPUTF8).
 */
import { isAscii } from 'node:buffer'
import { smtpPath } from './address.ts'
import type { Capabilities } from './capabilities.ts'

export interface Envelope {
  /** The envelope sender; empty: the null reverse-path of bounces. */
  from: string
  to: string
  /** The whole message with CRLF line ends, dot-stuffed. */
  bytes: Uint8Array
}

export type PreparedEnvelope =
  | { ok: true; mail: string; rcpt: string; body: Uint8Array }
  | { ok: false; reason: string }

export function prepareEnvelope(envelope: Envelope, relay: Capabilities): PreparedEnvelope {
  const from = smtpPath(envelope.from)
  if (!from.ok) return { ok: false, reason: `sender: ${from.reason}` }
  const to = smtpPath(envelope.to)
  if (!to.ok) return { ok: false, reason: `recipient: ${to.reason}` }
  if (to.path === '<>') return { ok: false, reason: 'recipient: the address is empty' }

  const utf8 = from.needsSmtpUtf8 || to.needsSmtpUtf8
  const eightBit = !isAscii(envelope.bytes)
  const bytes = envelope.bytes.length
  const fault = missing(relay, { utf8, eightBit, bytes })
  if (fault) return { ok: false, reason: fault }

  let mail = `MAIL FROM:${from.path}`
  if (relay.size) mail += ` SIZE=${bytes}`
  if (eightBit) mail += ' BODY=8BITMIME'
  if (utf8) mail += ' SMTPUTF8'
  return { ok: true, mail, rcpt: `RCPT TO:${to.path}`, body: envelope.bytes }
}

function missing(
  relay: Capabilities,
  needs: { utf8: boolean; eightBit: boolean; bytes: number },
): string | null {
  if (needs.utf8 && !relay.smtpUtf8)
    return 'the address needs SMTPUTF8 (RFC 6531), which the relay does not offer'
  if (needs.eightBit && !relay.eightBitMime)
    return 'the message holds 8-bit octets and the relay does not offer 8BITMIME'
  const maxBytes = relay.size?.maxBytes ?? null
  if (maxBytes !== null && needs.bytes > maxBytes)
    return `the message has ${needs.bytes} octets and the relay takes at most ${maxBytes}`
  return null
}
