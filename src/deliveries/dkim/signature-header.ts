import type { DkimKey } from './dkim-key.ts'

/** The `DKIM-Signature` header up to the value of `bh=`. */
export interface Opening {
  /** As it goes over the wire. */
  written: string
  /** In relaxed form. */
  canonical: string
}

/** Named once more than they occur, so that nobody can add another one (RFC 6376 §8.15). */
const overSigned = ['From', 'Subject', 'To']
const lineLength = 76

/** `names`: those of all headers, in the order in which their canonical forms are hashed; none twice. */
export function signatureOpening(key: DkimKey, names: readonly string[], signedAt: number): Opening {
  const listed = [...names, ...overSigned].join(': ').split(' ')
  const written = folded('DKIM-Signature:', [
    ...['v=1;', `a=${key.algorithm};`, 'c=relaxed/relaxed;', `d=${key.domain};`, `s=${key.selector};`],
    `t=${Math.floor(signedAt / 1000)};`,
    `h=${listed[0]}`,
    ...listed.slice(1, -1),
    `${listed.at(-1)};`,
  ])
  const unfolded = written.replaceAll('\r\n', '').replace(/^DKIM-Signature: /, 'dkim-signature:')
  return { written: `${written}\r\n bh=`, canonical: `${unfolded} bh=` }
}

/** White space between tags, and around the colons of `h=`, means nothing (RFC 6376 §3.2, §3.5). */
function folded(start: string, words: readonly string[]): string {
  let text = start
  let length = start.length
  for (const word of words) {
    const fits = length + 1 + word.length <= lineLength
    text += fits ? ` ${word}` : `\r\n ${word}`
    length = fits ? length + 1 + word.length : 1 + word.length
  }
  return text
}

/** How many characters `foldBase64` makes of so many octets. */
export function foldedLength(octets: number): number {
  const characters = Math.ceil(octets / 3) * 4
  const further = Math.max(0, characters - (lineLength - 3))
  return characters + Math.ceil(further / (lineLength - 1)) * '\r\n '.length
}

/** Base64, folded: a verifier leaves the white space in `b=` out. */
export function foldBase64(octets: Buffer): string {
  const text = octets.toString('base64')
  let lines = text.slice(0, lineLength - 3)
  for (let from = lineLength - 3; from < text.length; from += lineLength - 1)
    lines += `\r\n ${text.slice(from, from + lineLength - 1)}`
  return lines
}
