/** One element of a feed. Attributes and text are read when they are asked for: of most elements nobody asks. */
import { type Attribute, attributesOf } from '../attributes-of.ts'
import { decodeXmlText } from '../decode-entities.ts'
import type { UnitRoom } from '../unit-room.ts'

interface TagPlaces {
  /** Where its attributes begin and end. */
  at: number
  end: number
  /** After its `>`. */
  inner: number
}

/** Its text, and what decoding one piece of it after another uses again. */
export interface XmlDocument {
  text: string
  room: UnitRoom
}

export class XmlElement {
  readonly name: string
  readonly children: XmlElement[] = []
  /** The document ended before its end tag. */
  cut = false
  readonly #document: XmlDocument
  readonly #tag: TagPlaces
  #innerEnd: number
  #attributes: readonly Attribute[] | null = null

  constructor(document: XmlDocument, name: string, tag: TagPlaces) {
    this.#document = document
    this.name = name
    this.#tag = tag
    this.#innerEnd = tag.inner
  }

  /** `at`: where its end tag begins. */
  close(at: number): void {
    this.#innerEnd = Math.max(at, this.#tag.inner)
  }

  leaveOpen(documentEnd: number): void {
    this.cut = true
    this.#innerEnd = documentEnd
  }

  /** By its name as it is usually written (`isPermaLink`, `xml:base`), in whatever case it is. */
  attribute(name: string): string | undefined {
    const { at, end } = this.#tag
    if (end - at < name.length + 3) return undefined
    this.#attributes ??= attributesOf(this.#document.text.slice(at, end))
    const value = this.#attributes.find(attribute => attribute.name === name.toLowerCase())?.value
    return value === undefined ? undefined : decodeXmlText(value)
  }

  first(name: string): XmlElement | undefined {
    for (const child of this.children) if (child.name === name) return child
    return undefined
  }

  all(name: string): XmlElement[] {
    return this.children.filter(child => child.name === name)
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
    if (this.children.length > 0) return this.markup()
    const inner = this.#inner()
    const decode = (text: string) => decodeXmlText(text, this.#document.room)
    return (inner.includes('<') ? withoutSections(inner, decode) : decode(inner)).trim()
  }

  /** What stands in it as it is written, CDATA unwrapped: XHTML in Atom, in RSS HTML that nobody escaped. */
  markup(): string {
    return withoutSections(this.#inner(), written => written).trim()
  }

  #inner(): string {
    return this.#document.text.slice(this.#tag.inner, this.#innerEnd)
  }
}

/** CDATA gives what it holds, a comment nothing, all else what `plain` makes of it. */
function withoutSections(inner: string, plain: (text: string) => string): string {
  let text = ''
  let at = 0
  for (let open = inner.indexOf('<!'); open >= 0; open = inner.indexOf('<!', at)) {
    const section = sectionAt(inner, open)
    text += plain(inner.slice(at, open)) + section.text
    at = section.end
  }
  return text + plain(inner.slice(at))
}

function sectionAt(text: string, at: number): { text: string; end: number } {
  const isData = text.startsWith('<![CDATA[', at)
  const mark = isData ? ']]>' : text.startsWith('<!--', at) ? '-->' : '>'
  const end = text.indexOf(mark, at)
  const contentEnd = end < 0 ? text.length : end
  return { text: isData ? text.slice(at + 9, contentEnd) : '', end: contentEnd + mark.length }
}
