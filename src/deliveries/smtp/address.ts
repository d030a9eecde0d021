/**
 * A mail address -> the path that MAIL and RCPT may carry, or why there is none.
 * No control character, blank or angle bracket ever gets into a command line: what cannot be written without
 * one is refused, even where RFC 5321 §4.1.2 has a quoted form for it.
 */
import { domainToASCII } from 'node:url'

export type SmtpPath =
  | { ok: true; path: string; needsSmtpUtf8: boolean }
  // The reason never repeats the address: it goes into logs.
  | { ok: false; reason: string }

/** RFC 5321 §4.5.3.1.3: 256 octets with the angle brackets. */
const maxAddressBytes = 254
const plainLocalPart = /^[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~.\u{a0}-\u{10ffff}]+$/u
const quotedLocalPart = /^"(?:[!#-;=?-[\]-~\u{a0}-\u{10ffff}]|\\[!-;=?-~])*"$/u
const asciiDomain = /^(?!.*\.\.)[A-Za-z0-9_](?:[A-Za-z0-9._-]*[A-Za-z0-9_])?$/
const addressLiteral = /^\[[A-Za-z0-9:.-]+\]$/

/** What nearly every address looks like, and what the long way below would find nothing to change in. */
const plainAddress =
  /^[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~.]+@[A-Za-z0-9_](?:[A-Za-z0-9_-]|\.(?!\.))*(?<=[A-Za-z0-9_])$/

/** The empty address is the null reverse-path `<>` (RFC 5321 §4.5.5): only for a sender. */
export function smtpPath(address: string): SmtpPath {
  if (address === '') return { ok: true, path: '<>', needsSmtpUtf8: false }
  if (address.length <= maxAddressBytes && plainAddress.test(address))
    return { ok: true, path: `<${address}>`, needsSmtpUtf8: false }
  if (!address.isWellFormed() || /[\p{Cc}\p{Z}<>]/u.test(address))
    return { ok: false, reason: 'the address holds a character that no SMTP command may carry' }
  const at = address.lastIndexOf('@')
  const local = address.slice(0, at)
  if (at < 1 || !(plainLocalPart.test(local) || quotedLocalPart.test(local)))
    return { ok: false, reason: 'the part before the @ is not a valid local part' }
  const domain = asciiForm(address.slice(at + 1))
  if (domain === null) return { ok: false, reason: 'the part after the @ is not a valid domain' }
  if (Buffer.byteLength(local) + 1 + domain.length > maxAddressBytes)
    return { ok: false, reason: `the address is over ${maxAddressBytes} octets` }
  return { ok: true, path: `<${local}@${domain}>`, needsSmtpUtf8: !isAsciiText(local) }
}

/** The A-label spares every relay SMTPUTF8 where only the domain is international (RFC 6531 §3.7.1). */
function asciiForm(domain: string): string | null {
  if (addressLiteral.test(domain)) return domain
  const ascii = isAsciiText(domain) ? domain : domainToASCII(domain)
  return asciiDomain.test(ascii) ? ascii : null
}

function isAsciiText(text: string): boolean {
  return Buffer.byteLength(text) === text.length
}
