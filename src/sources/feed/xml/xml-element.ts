/** One element of a feed. Attributes and text are read when they are asked for: of most elements nobody asks. */
import { type Attribute, attributesOf } from '../attributes-of.ts'
import { Decoder, decodeXmlText, mostDecoded } from '../decode-entities.ts'
import type { OctetRoom } from '../octet-room.ts'
import type { XmlDocument } from './xml-document.ts'

export class XmlElement {
  readonly name: string
  /** The document ended before its end tag. */
  cut = false
  readonly #document: XmlDocument
  readonly #attributesAt: number
  readonly #attributesEnd: number
  readonly #innerAt: number
  #innerEnd: number
  #attributes: readonly Attribute[] | null = null
  /** Most have none. */
  #children: XmlElement[] | null = null

  /** `attributesAt` and `attributesEnd`: what stands in its tag behind the name. `innerAt`: after its `>`. */
  constructor(
    document: XmlDocument,
    name: string,
    attributesAt: number,
    attributesEnd: number,
    innerAt: number,
  ) {
    this.#document = document
    this.name = name
    this.#attributesAt = attributesAt
    this.#attributesEnd = attributesEnd
    this.#innerAt = innerAt
    this.#innerEnd = innerAt
  }

  get children(): readonly XmlElement[] {
    return this.#children ?? none
  }

  add(child: XmlElement): void {
    if (this.#children === null) this.#children = [child]
    else this.#children.push(child)
  }

  /** `at`: where its end tag begins. */
  close(at: number): void {
    this.#innerEnd = Math.max(at, this.#innerAt)
  }

  leaveOpen(documentEnd: number): void {
    this.cut = true
    this.#innerEnd = documentEnd
  }

  /** By its name as it is usually written (`isPermaLink`, `xml:base`), in whatever case it is. */
  attribute(name: string): string | undefined {
    if (this.#attributesEnd - this.#attributesAt < name.length + 3) return undefined
    this.#attributes ??= attributesOf(this.#document.textOf(this.#attributesAt, this.#attributesEnd))
    const small = name.toLowerCase()
    for (const attribute of this.#attributes)
      if (attribute.name === small) return decodeXmlText(attribute.value)
    return undefined
  }

  first(name: string): XmlElement | undefined {
    for (const child of this.children) if (child.name === name) return child
    return undefined
  }

  all(name: string): readonly XmlElement[] {
    let found: XmlElement[] | null = null
    for (const child of this.children)
      if (child.name === name) {
        found ??= []
        found.push(child)
      }
    return found ?? none
  }

  /** The text of the first child of this name; undefined when there is none, or nothing in it. */
  textOf(name: string): string | undefined {
    for (const child of this.children)
      if (child.name === name) {
        const text = child.text()
        if (text !== '') return text
      }
    return undefined
  }

  /** What it says: entities decoded, CDATA as it is. Of an element with elements in it, its markup. */
  text(): string {
    const document = this.#document
    const at = this.#innerAt
    const end = this.#innerEnd
    if (!hasMarkup(document.octets, at, end)) return document.textOf(at, end).trim()
    return document.room.text(0, this.writeTo(document.room)).trim()
  }

  saysAnything(): boolean {
    const { octets, written } = this.#document
    const end = this.#innerEnd
    let at = this.#innerAt
    while (at < end && (octets[at] ?? 0) <= 0x20) at++
    if (at === end) return false
    // A letter, or a tag that was escaped, or stands in CDATA.
    if (isLetter(octets[at]) || (octets[at] === ampersand && octets[at + 1] === smallL)) return true
    const isData = written.startsWith('<![CDATA[', at)
    return (isData && (octets[at + 9] === less || isLetter(octets[at + 9]))) || this.text() !== ''
  }

  /** What stands in it as it is written, CDATA unwrapped: XHTML in Atom, in RSS HTML that nobody escaped. */
  markup(): string {
    const { room } = this.#document
    return room.text(0, this.#write(room, false)).trim()
  }

  /** Puts `text()` into a room and a zero after it, without making a string of it; how many octets it has. */
  writeTo(room: OctetRoom): number {
    return this.#write(room, this.children.length === 0)
  }

  /** The same of `markup()`. */
  asMarkup(): { writeTo(room: OctetRoom): number } {
    return { writeTo: room => this.#write(room, false) }
  }

  includes(words: string): boolean {
    return this.#inner().includes(words)
  }

  #inner(): string {
    return this.#document.written.slice(this.#innerAt, this.#innerEnd)
  }

  /** CDATA gives what it holds, a comment nothing, all else itself or what it stands for. */
  #write(room: OctetRoom, decoded: boolean): number {
    const written = this.#inner()
    const octets = this.#document.octets.subarray(this.#innerAt, this.#innerEnd)
    const into = room.make(mostDecoded(written.length) + 1)
    const decoder = new Decoder({ octets, written }, into)
    const put = (from: number, to: number) => (decoded ? decoder.decode(from, to) : decoder.copy(from, to))
    let at = 0
    for (let open = written.indexOf('<!'); open >= 0; open = written.indexOf('<!', at)) {
      const section = sectionAt(written, open)
      put(at, open)
      decoder.copy(section.from, section.to)
      at = section.end
    }
    put(at, written.length)
    const length = trim(into, decoder.length)
    into[length] = 0
    return length
  }
}

/** Of most names an element has no child. */
const none: readonly XmlElement[] = []

/** Takes white space away around it; how much remains. */
function trim(octets: Uint8Array, length: number): number {
  let end = length
  while (end > 0 && isSpace(octets[end - 1])) end--
  let start = 0
  while (start < end && isSpace(octets[start])) start++
  if (start > 0) octets.copyWithin(0, start, end)
  return end - start
}

function isSpace(octet = 0): boolean {
  return octet === 0x20 || (octet >= 0x09 && octet <= 0x0d)
}

const ampersand = 0x26
const less = 0x3c
const smallL = 0x6c

function isLetter(octet = 0): boolean {
  const small = octet | 0x20
  return small >= 0x61 && small <= 0x7a
}

function hasMarkup(octets: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const octet = octets[at]
    if (octet === less || octet === ampersand) return true
  }
  return false
}

/** `from` and `to`: what it gives. */
function sectionAt(text: string, at: number): { from: number; to: number; end: number } {
  const isData = text.startsWith('<![CDATA[', at)
  const mark = isData ? ']]>' : text.startsWith('<!--', at) ? '-->' : '>'
  const found = text.indexOf(mark, at)
  const to = found < 0 ? text.length : found
  return { from: isData ? Math.min(at + 9, to) : to, to, end: to + mark.length }
}
