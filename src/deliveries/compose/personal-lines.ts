/**
 * The header lines that differ from reader to reader. Everything is checked here once more, though we wrote it ourselves: one line break in an address or a token would be a
 * header of somebody else's (CWE-93).
 */
import { domainToASCII } from 'node:url'
import { TocsinError } from '../../errors.ts'
import type { Recipient } from './alert-mail.ts'

const longestUrl = 540
const mostReferences = 10

const atom = "[\\w!#$%&'*+\\-/=?^`{|}~\\u0080-\\uffff]+"
const dotAtom = new RegExp(`^${atom}(?:\\.${atom})*$`)
const quotedString = /^"(?:[\x20\x21\x23-\x5b\x5d-\x7e\u00a0-\uffff]|\\[\x20-\x7e])*"$/
const plainDomain = /^[\w.-]+$|^\[[\w.:]+\]$/
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it refuses
const unsafe = /[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/
const safeUrl = /^https?:\/\/[!#-;=?-~]+$/
const messageId = /^<?[!#-;=?A-~]{1,120}@[\w.\-[\]:]{1,120}>?$/
/** What nearly every address looks like, and what the long way would find nothing to change in. */
const plainAddress = /^[\w!#$%&'*+\-/=?^`{|}~]+(?:\.[\w!#$%&'*+\-/=?^`{|}~]+)*@[a-z\d_.-]{1,255}$/
const longestAddress = 320

/** Ends the mail to this person, not the others': names the field, never its value. */
export function unfillable(field: string, expected: string): TocsinError {
  return new TocsinError('mail.unfillable', `${field} cannot be written into a mail: expected ${expected}.`)
}

/** `To:`, `Message-ID:` and the thread: whole lines, in which every character stands for one octet of UTF-8. */
export function addressLines(to: string, id: string, references: readonly string[]): string {
  const lines = `To: ${utf8Octets(addressSpec(to))}\r\nMessage-ID: ${messageIdSpec(id)}\r\n`
  if (references.length === 0) return lines
  const ids = shortThread(references).map(messageIdSpec)
  return `${lines}In-Reply-To: ${ids.at(-1)}\r\nReferences: ${ids.join('\r\n ')}\r\n`
}

/** Whole lines, of a checked address and token. `List-Unsubscribe` stays on one line: its value has no place to fold at. */
export function personalLines(
  { address, messageId, references, leaveToken }: Recipient,
  leaveUrl: string,
): string {
  return `${addressLines(address, messageId, references)}List-Unsubscribe: <${leaveUrl}${leaveToken}>\r\n`
}

export function utf8Octets(value: string): string {
  return isAscii(value) ? value : Buffer.from(value, 'utf8').toString('latin1')
}

export function isAscii(octets: string): boolean {
  return !/[\x80-\uffff]/.test(octets)
}

/** The first of a thread and its latest: what clients thread by (RFC 5322 §3.6.4 lets the rest go). */
function shortThread(references: readonly string[]): readonly string[] {
  if (references.length <= mostReferences) return references
  return [...references.slice(0, 1), ...references.slice(1 - mostReferences)]
}

/**
 * RFC 5321 §4.1.2 with RFC 6531: the local part as it was typed, quoted if it must be; the domain as an
 * A-label, which every relay understands.
 */
export function addressSpec(address: string): string {
  if (address.length <= longestAddress && plainAddress.test(address)) return `<${address}>`
  const at = address.lastIndexOf('@')
  const [local, domain] = [address.slice(0, at), address.slice(at + 1)]
  if (at < 1 || unsafe.test(address) || !address.isWellFormed() || address.length > longestAddress)
    throw unfillable('address', 'local@domain without control characters')
  const ascii = plainDomain.test(domain) ? domain.toLowerCase() : domainToASCII(domain)
  if (ascii === '' || ascii.length > 255) throw unfillable('address', 'a valid domain')
  const valid = dotAtom.test(local) || quotedString.test(local)
  return `<${valid ? local : `"${local.replace(/["\\]/g, '\\$&')}"`}@${ascii}>`
}

function messageIdSpec(value: string): string {
  if (!messageId.test(value)) throw unfillable('messageId', 'id@domain in ASCII')
  return `${value.startsWith('<') ? '' : '<'}${value}${value.endsWith('>') ? '' : '>'}`
}

/** Returns its argument, for it is fit for a header line and, once escaped, for an attribute. */
export function checkedUrl(field: 'publicUrl', url: string): string {
  if (url.length > longestUrl || !safeUrl.test(url))
    throw unfillable(field, `an http(s) address in ASCII of at most ${longestUrl} characters`)
  return url
}
