/**
 * Text that somebody else wrote -> plain text that can be kept and shown: NFC, no control characters, no
 * bidirectional overrides (they make text read as what it is not), no invisible padding, no lone surrogates.
 */

const lineBreaks = /\r\n?|[\u0085\u2028\u2029]/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it removes
const controls = /[\x00-\x09\x0b-\x1f\x7f-\x9f]/g
const invisible = /[\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff\ufff9-\ufffb]/g

/** One line without white space at its ends or in a row. */
export function cleanLine(value: string): string {
  return neutral(value).replace(/\s+/g, ' ').trim()
}

/** Lines stay lines, paragraphs are apart by one empty line. */
export function cleanParagraphs(value: string): string {
  return neutral(value)
    .split('\n')
    .map(line => line.replace(/\s+/g, ' ').trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** At most `most` characters; cut at a word's border if there is one near, and `…` says so. */
export function cutAtWord(value: string, most: number): string {
  if (value.length <= most) return value
  const border = value.lastIndexOf(' ', most - 1)
  const cut = value.slice(0, border > most / 2 ? border : most - 1)
  // A cut between two halves of a surrogate pair would leave half a character.
  return `${cut.replace(/[\ud800-\udbff]$/, '').trimEnd()}…`
}

/** Letters and digits only, in lower case: two texts with the same one say the same. */
export function foldText(value: string): string {
  return value
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
}

function neutral(value: string): string {
  return value
    .toWellFormed()
    .normalize('NFC')
    .replace(lineBreaks, '\n')
    .replace(controls, ' ')
    .replace(invisible, '')
}
