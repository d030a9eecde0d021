/**
 * Bytes to text. What decides, in this order: a byte order mark, the HTTP charset, the XML declaration,
 * utf-8 (RFC 7303 §3). A character set that was declared and does not fit the bytes gives way to the next.
 * Every label of the WHATWG Encoding Standard is known: Node's TextDecoder brings all of ICU.
 */

export interface DecodedFeed {
  text: string
  problems: string[]
}

const declaredWithin = 1024

export function decodeFeed(body: Uint8Array, contentType: string | null): DecodedFeed {
  const marked = byteOrderMark(body)
  if (marked) return { text: new TextDecoder(marked).decode(body), problems: [] }
  const wanted = [httpCharset(contentType), wideCharset(body), xmlCharset(body), 'utf-8'].filter(
    label => label !== null,
  )
  const problems: string[] = []
  for (const label of wanted) {
    const text = decodeStrictly(body, label)
    if (text !== null) return { text, problems }
    problems.push(`the feed is not the ${label.slice(0, 40)} that it says it is`)
  }
  // Nearly always windows-1252 pasted into a page that says utf-8; a few stray bytes are not worth that guess.
  const loose = new TextDecoder('utf-8').decode(body)
  const lost = loose.split('\uFFFD').length - 1
  const label = hasMultibyte(loose) ? 'utf-8' : 'windows-1252'
  const text = label === 'utf-8' ? loose : new TextDecoder(label).decode(body)
  return { text, problems: [`${lost} bytes are no valid utf-8; the feed was read as ${label}`] }
}

function byteOrderMark(body: Uint8Array): string | null {
  if (body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf) return 'utf-8'
  if (body[0] === 0xfe && body[1] === 0xff) return 'utf-16be'
  if (body[0] === 0xff && body[1] === 0xfe) return 'utf-16le'
  return null
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
  // A declaration that can be read byte by byte is no utf-16, whatever it says.
  return label && /^(utf-?16|ucs-?2|iso-10646-ucs-2)/i.test(label) ? null : label
}

/** Null when the label is unknown or a byte does not fit it. */
function decodeStrictly(body: Uint8Array, label: string): string | null {
  try {
    return new TextDecoder(label, { fatal: true }).decode(body)
  } catch {
    return null
  }
}

function hasMultibyte(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code > 0x7f && code !== 0xfffd) return true
  }
  return false
}
