/**
 * XML as feeds have it, to a tree of elements. In: octets that are meant to be XML. Out: its root, or null. It
 * never fails: an end tag that is missing is supplied, one that fits nothing is skipped, and what a document
 * that ends in the middle left open is marked `cut`. No document type is read, so nothing it declares is ever
 * expanded or fetched (billion laughs, XXE). One pass, no recursion; depth is bounded by the caller.
 *
 * Names come in one form, whatever prefixes the document chose: `item`, `dc:creator`, `media:content`.
 */
import { createNames, type Names } from './names.ts'
import type { XmlDocument } from './xml-document.ts'
import { XmlElement } from './xml-element.ts'

export type Scan = { ok: true; root: XmlElement } | { ok: false; why: 'no-root' | 'too-deep' | 'too-many' }

export interface ScanOptions {
  /** Elements within elements, the root counted. */
  maxDepth: number
  /** One of these never holds another: where an end tag is missing, the next start tag stands for it. */
  separate: ReadonlySet<string>
}

/** Reads from `start`, where the root's `<` is. */
export function scanXml(document: XmlDocument, start: number, options: ScanOptions): Scan {
  const scanner = new Scanner(document, options)
  return scanner.run(start)
}

/** A sitemap has at most 50,000 addresses with nine elements each. An element takes some 200 bytes. */
const maxElements = 500_000

const bang = 0x21
const slash = 0x2f
const question = 0x3f
const greater = 0x3e

class Scanner {
  readonly #text: string
  readonly #document: XmlDocument
  readonly #options: ScanOptions
  readonly #names: Names = createNames()
  readonly #open: XmlElement[] = []
  /** Their names as they are written: by these nearly every end tag is told. */
  readonly #written: string[] = []
  #root: XmlElement | null = null
  #count = 0
  #declaration = -1

  constructor(document: XmlDocument, options: ScanOptions) {
    this.#text = document.written
    this.#document = document
    this.#options = options
  }

  run(start: number): Scan {
    const text = this.#text
    let at = text.indexOf('<', start)
    while (at >= 0) {
      const next = text.charCodeAt(at + 1)
      let end: number
      if (next === slash) end = this.#closeTag(at)
      else if (next === bang) end = afterBang(text, at)
      else if (next === question) end = text.indexOf('>', at)
      else if (isNameStart(next)) end = this.#openTag(at)
      else end = at
      if (end < 0) break
      if (this.#open.length > this.#options.maxDepth) return { ok: false, why: 'too-deep' }
      if (this.#count > maxElements) return { ok: false, why: 'too-many' }
      // The root is closed: what follows it is no part of the document.
      if (this.#root && this.#open.length === 0) break
      at = text.indexOf('<', end + 1)
    }
    for (const element of this.#open) element.leaveOpen(text.length)
    return this.#root ? { ok: true, root: this.#root } : { ok: false, why: 'no-root' }
  }

  /** Where a namespace is declared next; looked for once each. */
  #nextDeclaration(from: number): number {
    if (this.#declaration < from) {
      const found = this.#text.indexOf('xmlns', from)
      this.#declaration = found < 0 ? this.#text.length : found
    }
    return this.#declaration
  }

  /** The index of its `>`, or -1 when the document ends before. */
  #openTag(at: number): number {
    const text = this.#text
    const nameEnd = endOfName(text, at + 1)
    const end = text.charCodeAt(nameEnd) === greater ? nameEnd : endOfTag(text, nameEnd)
    if (end < 0) return -1
    const isEmpty = text.charCodeAt(end - 1) === slash
    const attributesEnd = isEmpty ? end - 1 : end
    const { written, form } = this.#names.at(text, at + 1, nameEnd)
    const name =
      this.#nextDeclaration(nameEnd) < attributesEnd
        ? this.#names.declare(written, text.slice(nameEnd, attributesEnd), this.#root === null)
        : form
    if (this.#options.separate.has(name)) this.#closeOpen(name, at)
    const element = new XmlElement(this.#document, name, nameEnd, attributesEnd, end + 1)
    this.#count++
    this.#open.at(-1)?.add(element)
    this.#root ??= element
    if (isEmpty) element.close(end + 1)
    else {
      this.#open.push(element)
      this.#written.push(written)
    }
    return end
  }

  #closeTag(at: number): number {
    const text = this.#text
    const nameEnd = endOfName(text, at + 2)
    const end = text.charCodeAt(nameEnd) === greater ? nameEnd : text.indexOf('>', nameEnd)
    if (end < 0) return -1
    const innermost = this.#written.at(-1)
    if (innermost?.length === nameEnd - at - 2 && text.startsWith(innermost, at + 2)) this.#close(at)
    else this.#closeOpen(this.#names.at(text, at + 2, nameEnd).form, at)
    return end
  }

  /** Closes the innermost open element of this name, and whatever was left open in it. */
  #closeOpen(name: string, at: number): void {
    const open = this.#open
    let place = open.length - 1
    while (place >= 0 && open[place]?.name !== name) place--
    if (place < 0) return
    while (open.length > place) this.#close(at)
  }

  /** Closes the innermost. */
  #close(at: number): void {
    this.#open.pop()?.close(at)
    this.#written.pop()
  }
}

/** The index of the last character of a comment, CDATA section or declaration; -1 when it never ends. */
function afterBang(text: string, at: number): number {
  if (text.startsWith('<![CDATA[', at)) return endOf(text, ']]>', at)
  if (text.startsWith('<!--', at)) return endOf(text, '-->', at)
  return text.indexOf('>', at)
}

function endOf(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from)
  return found < 0 ? -1 : found + mark.length - 1
}

function isNameStart(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || code === 0x5f || code > 0x7f
}

/** Up to a space, `/` or `>`: names are not checked further. */
function endOfName(text: string, at: number): number {
  let end = at
  for (let code = text.charCodeAt(end); code > 0x20 && code !== slash && code !== greater; )
    code = text.charCodeAt(++end)
  return end
}

/** A `>` within a quoted value ends no tag; a quote before the next `<` that is never closed is no quote. */
function endOfTag(text: string, from: number): number {
  const found = text.indexOf('<', from)
  const nextTag = found < 0 ? text.length : found
  let at = from
  for (;;) {
    const code = text.charCodeAt(at)
    if (code === greater) return at
    if (Number.isNaN(code)) return -1
    if (code === 0x22 || code === 0x27) {
      const closing = text.indexOf(code === 0x22 ? '"' : "'", at + 1)
      if (closing > 0 && closing < nextTag) at = closing
    }
    at++
  }
}
