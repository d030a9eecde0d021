/** Character references, as fast as the usual few allow: `entities` knows the other two thousand. */
import { decodeHTML, decodeHTMLStrict } from 'entities'
import { replaceCodePoint } from 'entities/decode'
import { UnitRoom } from './unit-room.ts'

/** In XML: a reference ends with its semicolon. XML knows five names, the wild all of HTML's. */
export function decodeXmlText(text: string, room?: UnitRoom): string {
  return decode(text, decodeHTMLStrict, room)
}

/** In HTML, where some old ones end without it. */
export function decodeHtmlText(text: string): string {
  return decode(text, decodeHTML)
}

const ampersand = 0x26
const numberSign = 0x23
const semicolon = 0x3b
/** The longest name has 31 letters. */
const longest = 34

/** In place: no reference is shorter than what it stands for. */
function decode(text: string, unusual: (piece: string) => string, used?: UnitRoom): string {
  const first = text.indexOf('&')
  if (first < 0) return text
  const room = used ?? new UnitRoom()
  const units = room.fill(text)
  const reference = { code: 0, end: 0 }
  let length = first
  for (let at = first; at < text.length; ) {
    const unit = units[at] ?? 0
    if (unit !== ampersand) {
      units[length++] = unit
      at++
    } else if (readReference(units, at, reference)) {
      length = writeCode(units, length, reference.code)
      at = reference.end
    } else {
      const next = text.indexOf('&', at + 1)
      const end = Math.min(next < 0 ? text.length : next, at + longest)
      const decoded = unusual(text.slice(at, end))
      for (let n = 0; n < decoded.length; n++) units[length++] = decoded.charCodeAt(n)
      at = end
    }
  }
  return room.text(0, length)
}

/** As UTF-16 has it; the index after it. */
export function writeCode(units: Uint16Array, at: number, code: number): number {
  if (code <= 0xffff) {
    units[at] = code
    return at + 1
  }
  units[at] = 0xd800 + ((code - 0x10000) >> 10)
  units[at + 1] = 0xdc00 + (code & 0x3ff)
  return at + 2
}

export interface Reference {
  code: number
  /** The index after it. */
  end: number
}

/**
 * Reads the reference at the `&` at `at`, if it is one of those that texts are full of, and XML and HTML have alike:
 * a dozen names, and numbers.
 */
export function readReference(units: Uint16Array, at: number, into: Reference): boolean {
  const letter = units[at + 1] ?? 0
  if (letter === numberSign) return readNumber(units, at + 2, into)
  for (const { name, code } of usual[letter] ?? [])
    if (isNamed(units, at + 1, name)) {
      into.code = code
      into.end = at + 1 + name.length
      return true
    }
  return false
}

const names = [
  { name: 'lt;', code: 0x3c },
  { name: 'gt;', code: 0x3e },
  { name: 'amp;', code: ampersand },
  { name: 'apos;', code: 0x27 },
  { name: 'quot;', code: 0x22 },
  { name: 'nbsp;', code: 0xa0 },
  { name: 'ndash;', code: 0x2013 },
  { name: 'mdash;', code: 0x2014 },
  { name: 'lsquo;', code: 0x2018 },
  { name: 'rsquo;', code: 0x2019 },
  { name: 'ldquo;', code: 0x201c },
  { name: 'rdquo;', code: 0x201d },
  { name: 'hellip;', code: 0x2026 },
]
/** By their first letter. */
const usual = Array.from({ length: 0x80 }, (_, letter) =>
  names.filter(({ name }) => name.charCodeAt(0) === letter),
)

function isNamed(units: Uint16Array, at: number, name: string): boolean {
  for (let n = 0; n < name.length; n++) if (units[at + n] !== name.charCodeAt(n)) return false
  return true
}

/** `8217;`, `x2019;`, and `146;` as browsers and everyone else take it: windows-1252 (HTML §13.2.5.80). */
function readNumber(units: Uint16Array, from: number, into: Reference): boolean {
  const isHex = units[from] === 0x78 || units[from] === 0x58
  const first = isHex ? from + 1 : from
  const base = isHex ? 16 : 10
  const most = isHex ? mostHexDigits : mostDigits
  let code = 0
  let at = first
  for (
    let digit = digitOf(units[at] ?? 0);
    digit < base && at - first < most;
    digit = digitOf(units[at] ?? 0)
  ) {
    code = code * base + digit
    at++
  }
  if (at === first || units[at] !== semicolon) return false
  into.code = replaceCodePoint(code)
  into.end = at + 1
  return true
}

/** More say nothing that is a character. */
const mostDigits = 7
const mostHexDigits = 6

/** 16 and more for what is none. */
function digitOf(unit: number): number {
  if (unit >= 0x30 && unit <= 0x39) return unit - 0x30
  const small = unit | 0x20
  return small >= 0x61 && small <= 0x66 ? small - 0x61 + 10 : 16
}
