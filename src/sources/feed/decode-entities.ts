/** Character references, as fast as the usual few allow: `entities` knows the other two thousand. */
import { decodeHTML, decodeHTMLStrict } from 'entities'
import { replaceCodePoint } from 'entities/decode'
import { writeCode } from './octet-room.ts'

/** In XML: a reference ends with its semicolon. XML knows five names, the wild all of HTML's. */
export function decodeXmlText(text: string): string {
  return decode(text, decodeHTMLStrict)
}

/** In HTML, where some old ones end without it. */
export function decodeHtmlText(text: string): string {
  return decode(text, decodeHTML)
}

/** No text becomes longer than this: `&nGt;` has five octets, what it stands for six. */
export function mostDecoded(length: number): number {
  return length + Math.ceil(length / 5)
}

const ampersand = 0x26
const numberSign = 0x23
const semicolon = 0x3b
/** The longest name has 31 letters. */
const longest = 34

type Unusual = (piece: string) => string

function decode(text: string, unusual: Unusual): string {
  if (!text.includes('&')) return text
  const octets = Buffer.from(text)
  const into = Buffer.allocUnsafe(mostDecoded(octets.length))
  const decoder = new Decoder({ octets, written: octets.toString('latin1') }, into, unusual)
  decoder.decode(0, octets.length)
  return into.toString('utf8', 0, decoder.length)
}

/** A text in octets, and the same with a letter for each of them, which is searched through faster. */
export interface Written {
  octets: Uint8Array
  written: string
}

/** Writes pieces of a text one behind the other, as they stand or decoded. */
export class Decoder {
  /** Of what was written. */
  length = 0
  readonly #octets: Uint8Array
  readonly #written: string
  readonly #into: Buffer
  readonly #unusual: Unusual
  /** The next `&`: each is looked for once, whatever the pieces are. */
  #next = -1
  readonly #found: Reference = { code: 0, end: 0 }

  /** As XML has it, where nobody says otherwise. `into` has room for `mostDecoded`. */
  constructor({ octets, written }: Written, into: Buffer, unusual: Unusual = decodeHTMLStrict) {
    this.#octets = octets
    this.#written = written
    this.#into = into
    this.#unusual = unusual
  }

  copy(from: number, to: number): void {
    this.#into.set(this.#octets.subarray(from, to), this.length)
    this.length += to - from
  }

  /** No reference goes on behind `to`. */
  decode(from: number, to: number): void {
    const octets = this.#octets
    const into = this.#into
    let length = this.length
    for (let at = from; at < to; ) {
      if (this.#next < at) {
        const found = this.#written.indexOf('&', at)
        this.#next = found < 0 ? this.#written.length : found
      }
      const end = Math.min(this.#next, to)
      if (end - at > shortCopy) {
        this.length = length
        this.copy(at, end)
        length = this.length
        at = end
      }
      while (at < end) into[length++] = octets[at++] ?? 0
      if (at === to) break
      const bracket = bracketAt(octets, at)
      if (bracket > 0) {
        into[length++] = bracket
        at += bracketLength
        continue
      }
      this.length = length
      at = this.#reference(at, to)
      length = this.length
    }
    this.length = length
  }

  /** Writes what the one at `at` stands for; the index after it. */
  #reference(at: number, to: number): number {
    if (readReference(this.#octets, at, this.#found)) {
      this.length = writeCode(this.#into, this.length, this.#found.code)
      return this.#found.end
    }
    const end = endOfReference(this.#octets, at, Math.min(to, at + longest))
    if (end === at + 1) this.copy(at, end)
    else this.length += this.#into.write(this.#unusual(this.#written.slice(at, end)), this.length)
    return end
  }
}

/** So few are copied faster one by one. */
const shortCopy = 48

/** After the `&` at `at` and the letters, digits and signs of what may be one. */
function endOfReference(octets: Uint8Array, at: number, to: number): number {
  let end = at + 1
  while (end < to && isOfReference(octets[end] ?? 0)) end++
  return end < to && octets[end] === semicolon ? end + 1 : end
}

function isOfReference(octet: number): boolean {
  return (
    (octet >= 0x30 && octet <= 0x39) ||
    ((octet | 0x20) >= 0x61 && (octet | 0x20) <= 0x7a) ||
    octet === numberSign
  )
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
export function readReference(octets: Uint8Array, at: number, into: Reference): boolean {
  const letter = octets[at + 1] ?? 0
  if (letter === numberSign) return readNumber(octets, at + 2, into)
  const bracket = bracketAt(octets, at)
  if (bracket > 0) {
    into.code = bracket
    into.end = at + bracketLength
    return true
  }
  for (const { name, code } of usual[letter] ?? [])
    if (isNamed(octets, at + 1, name)) {
      into.code = code
      into.end = at + 1 + name.length
      return true
    }
  return false
}

/** What `&lt;` or `&gt;` stands for, 0 where neither is: of HTML within XML nearly all references are these. */
function bracketAt(octets: Uint8Array, at: number): number {
  if (octets[at + 3] !== semicolon || octets[at + 2] !== 0x74) return 0
  const letter = octets[at + 1]
  return letter === 0x6c ? 0x3c : letter === 0x67 ? 0x3e : 0
}

const bracketLength = 4

const names = [
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
/** By their first letter, in octets. */
const usual = Array.from({ length: 0x80 }, (_, letter) =>
  names
    .filter(({ name }) => name.charCodeAt(0) === letter)
    .map(({ name, code }) => ({ name: Buffer.from(name), code })),
)

function isNamed(octets: Uint8Array, at: number, name: Uint8Array): boolean {
  for (let n = 1; n < name.length; n++) if (octets[at + n] !== name[n]) return false
  return true
}

/** `8217;`, `x2019;`, and `146;` as browsers and everyone else take it: windows-1252 (HTML §13.2.5.80). */
function readNumber(octets: Uint8Array, from: number, into: Reference): boolean {
  const isHex = octets[from] === 0x78 || octets[from] === 0x58
  const first = isHex ? from + 1 : from
  const base = isHex ? 16 : 10
  const most = isHex ? mostHexDigits : mostDigits
  let code = 0
  let at = first
  for (
    let digit = digitOf(octets[at] ?? 0);
    digit < base && at - first < most;
    digit = digitOf(octets[at] ?? 0)
  ) {
    code = code * base + digit
    at++
  }
  if (at === first || octets[at] !== semicolon) return false
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
