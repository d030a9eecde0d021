/** Character references, as fast as the usual few allow: `entities` knows the other two thousand. */
import { decodeHTML, decodeHTMLStrict } from 'entities'
import { fromCodePoint, replaceCodePoint } from 'entities/decode'

/** By their first letter. */
const usual = new Map<number, readonly (readonly [name: string, character: string])[]>([
  [0x6c, [['lt;', '<']]],
  [0x67, [['gt;', '>']]],
  [
    0x61,
    [
      ['amp;', '&'],
      ['apos;', "'"],
    ],
  ],
  [0x71, [['quot;', '"']]],
  [0x6e, [['nbsp;', '\u00a0']]],
])
/** The longest name has 31 letters. */
const longest = 34

/** In XML: a reference ends with its semicolon. XML knows five names, the wild all of HTML's. */
export function decodeXmlText(text: string): string {
  return text.includes('&') ? decode(text, decodeHTMLStrict) : text
}

/** In HTML, where some old ones end without it. */
export function decodeHtmlText(text: string): string {
  return text.includes('&') ? decode(text, decodeHTML) : text
}

function decode(text: string, unusual: (piece: string) => string): string {
  let decoded = ''
  let from = 0
  for (let at = text.indexOf('&'); at >= 0; ) {
    const next = text.indexOf('&', at + 1)
    const known = usualAt(text, at + 1) ?? numberAt(text, at + 1)
    if (known) {
      decoded += text.slice(from, at) + known.text
      from = known.end
    } else {
      const end = Math.min(next < 0 ? text.length : next, at + longest)
      decoded += text.slice(from, at) + unusual(text.slice(at, end))
      from = end
    }
    at = next
  }
  return decoded + text.slice(from)
}

function usualAt(text: string, at: number): { text: string; end: number } | null {
  for (const [name, character] of usual.get(text.charCodeAt(at)) ?? [])
    if (text.startsWith(name, at)) return { text: character, end: at + name.length }
  return null
}

/** `#8217;`, `#x2019;`, and `#146;` as browsers and everyone else take it: windows-1252 (HTML §13.2.5.80). */
function numberAt(text: string, at: number): { text: string; end: number } | null {
  if (text.charCodeAt(at) !== 0x23) return null
  const digits = /^#(?:x([\da-f]{1,6})|(\d{1,7}));/i.exec(text.slice(at, at + 10))
  if (!digits) return null
  const code = digits[1] ? Number.parseInt(digits[1], 16) : Number(digits[2])
  return { text: fromCodePoint(replaceCodePoint(code)), end: at + digits[0].length }
}
