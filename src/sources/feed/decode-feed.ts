/**
 * Bytes to those of UTF-8. What decides, in this order: a byte order mark, the HTTP charset, the XML declaration,
 * utf-8 (RFC 7303 §3). A character set that was declared and does not fit the bytes gives way to the next.
 * Every label of the WHATWG Encoding Standard is known: Node's TextDecoder brings all of ICU.
 */

import { isUtf8 } from 'node:buffer'

export interface DecodedFeed {
  /** UTF-8, and all of it valid; without a mark. */
  octets: Buffer
  problems: string[]
}

const declaredWithin = 1024

export function decodeFeed(body: Uint8Array, contentType: string | null): DecodedFeed {
  const wide = utf32(body)
  if (wide !== null) return { octets: Buffer.from(wide), problems: [] }
  const marked = byteOrderMark(body)
  if (marked === 'utf-8' && isUtf8(body)) return { octets: octetsOf(body.subarray(3)), problems: [] }
  if (marked) return { octets: Buffer.from(new TextDecoder(marked).decode(body)), problems: [] }
  const wanted = [
    notWide(httpCharset(contentType), body),
    wideCharset(body),
    xmlCharset(body),
    'utf-8',
  ].filter(label => label !== null)
  const problems: string[] = []
  for (const label of wanted) {
    // Nearly all feeds are, and are read as they came.
    if (/^utf-?8$/i.test(label) && isUtf8(body)) return { octets: octetsOf(body), problems }
    const text = decodeLabel(body, label, { fatal: true })
    if (text !== null) return { octets: Buffer.from(text), problems }
    problems.push(`the feed is not the ${label.slice(0, 40)} that it says it is`)
  }
  const { text, problems: last } = decodeLoosely(body, wanted)
  return { octets: Buffer.from(text), problems: last }
}

function octetsOf(body: Uint8Array): Buffer {
  return Buffer.from(body.buffer, body.byteOffset, body.byteLength)
}

/** No charset fits every byte: one that fits nearly all of them is meant, as where the end is cut off. */
function decodeLoosely(body: Uint8Array, wanted: readonly string[]): { text: string; problems: string[] } {
  for (const label of wanted) {
    const text = label === 'utf-8' ? null : decodeLabel(body, label, { fatal: false })
    const { lost, beyondAscii } = text === null ? { lost: 1, beyondAscii: 0 } : countOf(text)
    if (text !== null && lost * fewLost <= beyondAscii)
      return { text, problems: [`${lost} bytes are no valid ${label}`] }
  }
  // Nearly always windows-1252 pasted into a page that says utf-8; a few stray bytes are not worth that guess.
  const loose = new TextDecoder('utf-8').decode(body)
  const { lost, beyondAscii } = countOf(loose)
  const label = beyondAscii > lost ? 'utf-8' : 'windows-1252'
  const text = label === 'utf-8' ? loose : new TextDecoder(label).decode(body)
  const last = `${lost} bytes are no valid utf-8; the feed was read as ${label}`
  return { text, problems: [last] }
}

/** One of so many characters beyond ASCII may be lost. */
const fewLost = 50

function countOf(text: string): { lost: number; beyondAscii: number } {
  let lost = 0
  let beyondAscii = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code > 0x7f) beyondAscii++
    if (code === 0xfffd) lost++
  }
  return { lost, beyondAscii }
}

function byteOrderMark(body: Uint8Array): string | null {
  if (body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf) return 'utf-8'
  if (body[0] === 0xfe && body[1] === 0xff) return 'utf-16be'
  if (body[0] === 0xff && body[1] === 0xfe) return 'utf-16le'
  return null
}

/** No browser reads it, but some feeds are written in it (XML 1.0, appendix F): told by its mark or its first `<`. */
function utf32(body: Uint8Array): string | null {
  const first = [...body.subarray(0, 4)].join(' ')
  const isLittle = first === '255 254 0 0' || first === '60 0 0 0'
  if (!isLittle && first !== '0 0 254 255' && first !== '0 0 0 60') return null
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength)
  const units = new Uint16Array(body.length / 2)
  let length = 0
  for (let at = 0; at + 4 <= body.length; at += 4) {
    const code = view.getUint32(at, isLittle)
    if (code > 0xffff) units[length++] = 0xd800 + (((code - 0x10000) >> 10) & 0x3ff)
    units[length++] = code > 0xffff ? 0xdc00 + (code & 0x3ff) : code
  }
  return new TextDecoder('utf-16le').decode(new Uint8Array(units.buffer, 0, length * 2))
}

function httpCharset(contentType: string | null): string | null {
  return /;\s*charset\s*=\s*["']?([^\s"';,]+)/i.exec(contentType ?? '')?.[1] ?? null
}

/** `<` with a zero byte beside it: utf-16 without its mark (XML 1.0, appendix F). */
function wideCharset(body: Uint8Array): string | null {
  if (body[0] === 0x3c && body[1] === 0) return 'utf-16le'
  if (body[0] === 0 && body[1] === 0x3c) return 'utf-16be'
  return null
}

function xmlCharset(body: Uint8Array): string | null {
  const head = new TextDecoder('latin1').decode(body.subarray(0, declaredWithin))
  const label = /<\?xml\b[^>]*?\bencoding\s*=\s*["']\s*([\w.:-]+)/i.exec(head)?.[1] ?? null
  return notWide(label, null)
}

/** A declaration that can be read byte by byte is no utf-16, whatever it says; nor is a body that begins like one. */
function notWide(label: string | null, body: Uint8Array | null): string | null {
  const isWide =
    label !== null && /^(?:x-)?(?:utf-?16|ucs-?2|ucs-?4|utf-?32|unicode|iso-10646-ucs-[24])/i.test(label)
  const begins = body === null || (body[0] !== 0 && body[1] !== 0)
  return isWide && begins ? null : label
}

/** Null when the label is unknown; with `fatal`, when a byte does not fit it. */
function decodeLabel(body: Uint8Array, label: string, options: { fatal: boolean }): string | null {
  try {
    return new TextDecoder(label, options).decode(body)
  } catch {
    return null
  }
}
