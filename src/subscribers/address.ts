/**
 * Mail addresses (RFC 5321 §4.1.2, RFC 6531 for internationalised ones). What was typed is what is mailed,
 * trimmed, in NFC, with the domain as a lower-case A-label; two addresses are the same when their keys are.
 * Quoted local parts and address literals are valid SMTP, but nobody reads news there: refused.
 */
import { domainToASCII } from 'node:url'

export interface Address {
  address: string
  /** The address with its local part case-folded: what "the same" means. */
  key: string
}

export type AddressParse = ({ ok: true } & Address) | { ok: false; problem: 'empty' | 'invalid' | 'too-long' }

const maxLocalOctets = 64
const maxAddressOctets = 254
/**
 * atext of RFC 5322 §3.2.3 and every non-ASCII character that is no control, space or separator; nor U+FFFD, which
 * is what a decoder leaves of octets that were no UTF-8.
 */
const dotAtom =
  /^(?:[\w!#$%&'*+/=?^`{|}~-]|(?![\p{C}\p{Z}\ufffd])[^\0-\x7f])+(?:\.(?:[\w!#$%&'*+/=?^`{|}~-]|(?![\p{C}\p{Z}\ufffd])[^\0-\x7f])+)*$/u
/** What may stand in a domain as typed; domainToASCII drops line breaks and decodes %41 without a word. */
const domainLetters = /^[\p{L}\p{N}\p{M}.。-]+$/u
const hostname =
  /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?!\d+$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/

export function parseAddress(input: string): AddressParse {
  const typed = input.trim().normalize('NFC')
  if (typed === '') return { ok: false, problem: 'empty' }
  if (typed.length > 4 * maxAddressOctets) return { ok: false, problem: 'too-long' }
  const at = typed.lastIndexOf('@')
  const local = typed.slice(0, at)
  const typedDomain = typed.slice(at + 1)
  const domain = domainToASCII(typedDomain).toLowerCase()
  if (at < 1 || !domainLetters.test(typedDomain) || !dotAtom.test(local) || !hostname.test(domain))
    return { ok: false, problem: 'invalid' }
  const address = `${local}@${domain}`
  if (Buffer.byteLength(local) > maxLocalOctets || Buffer.byteLength(address) > maxAddressOctets)
    return { ok: false, problem: 'too-long' }
  return { ok: true, address, key: `${caseFold(local)}@${domain}` }
}

/** Unicode's simple case folding, as far as lower-casing differs from it: the final sigma. */
function caseFold(text: string): string {
  return text.toLowerCase().replaceAll('ς', 'σ')
}

/** Two names of one provider's inboxes. */
const otherNames: Readonly<Record<string, string>> = { '@googlemail.com': '@gmail.com' }

/**
 * The address without what one inbox can vary at will: a +part, in the local part dots, and a provider's other name. Only
 * for limits, never for mailing or for deciding who is who.
 */
export function inboxOf(key: string): string {
  const at = key.lastIndexOf('@')
  const [local, domain] = [key.slice(0, at), key.slice(at)]
  const plain = (local.split('+')[0] ?? local).replaceAll('.', '')
  return `${plain || local}${Object.hasOwn(otherNames, domain) ? otherNames[domain] : domain}`
}
