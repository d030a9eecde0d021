/**
 * Writes safe HTML: ten tags, no attribute but a link's, text escaped. What always holds: every tag it opens it
 * closes, in order; paragraphs hold only text, links and emphasis. Tags are written when text comes, so there
 * are no empty ones.
 */
import type { Gap } from './text-writer.ts'

/** What of the source's tags is kept, and as what. */
const inlineTags: Record<string, 'strong' | 'em'> = { strong: 'strong', b: 'strong', em: 'em', i: 'em' }
const headings = /^h[1-6]$/
const containers: Record<string, 'ul' | 'ol' | 'li' | 'blockquote'> = {
  ul: 'ul',
  ol: 'ol',
  li: 'li',
  blockquote: 'blockquote',
}
/** Deeper nesting is read as if it were not there. */
const maxNested = 12

interface Inline {
  tag: 'strong' | 'em' | 'a'
  href: string | null
}

export class HtmlWriter {
  #html = ''
  #containers: string[] = []
  /** How many of the containers are written. */
  #contained = 0
  #paragraph: 'p' | 'h3' | null = null
  #heading = false
  #inline: Inline[] = []
  #inlined = 0
  /** There is something in it that plain text has not. */
  #rich = false

  open(name: string): void {
    const inline = inlineTags[name]
    const container = containers[name]
    if (inline) this.#push({ tag: inline, href: null })
    else if (container) this.#enter(container)
    else if (headings.test(name)) {
      this.#endParagraph()
      this.#heading = true
    }
  }

  openLink(href: string | null): void {
    // Links do not nest.
    this.close('a')
    this.#push({ tag: 'a', href })
  }

  close(name: string): void {
    const inline = name === 'a' ? 'a' : inlineTags[name]
    const container = containers[name]
    if (inline) this.#endInline(this.#inline.findLastIndex(open => open.tag === inline))
    else if (container) this.#leave(this.#containers.lastIndexOf(container))
    else if (headings.test(name)) {
      this.#endParagraph()
      this.#heading = false
    }
  }

  /** `gap` as the text writer saw it. */
  add(gap: Gap, text: string): void {
    if (gap === '\n\n') this.#endParagraph()
    if (this.#paragraph === null) this.#startParagraph()
    else if (gap === '\n') this.#html += '<br>'
    else if (gap === ' ') this.#html += ' '
    while (this.#inlined < this.#inline.length) this.#html += this.#startTag(this.#inline[this.#inlined++])
    this.#html += escaped(text)
  }

  end(): string {
    if (!this.#rich) return ''
    this.#leave(0)
    this.#endParagraph()
    return this.#html
  }

  #push(inline: Inline): void {
    if (this.#inline.length < maxNested) this.#inline.push(inline)
  }

  #enter(container: string): void {
    this.#endParagraph()
    if (container === 'li') {
      const list = this.#containers.findLastIndex(open => open === 'ul' || open === 'ol')
      if (list < 0) return
      this.#leave(list + 1)
    }
    if (this.#containers.length < maxNested) this.#containers.push(container)
  }

  /** Leaves the container at `place`, and those in it. */
  #leave(place: number): void {
    if (place < 0) return
    this.#endParagraph()
    while (this.#containers.length > place) {
      const container = this.#containers.pop()
      if (this.#contained <= this.#containers.length) continue
      this.#html += `</${container}>`
      this.#contained = this.#containers.length
    }
  }

  #startParagraph(): void {
    while (this.#contained < this.#containers.length) {
      this.#html += `<${this.#containers[this.#contained++]}>`
      this.#rich = true
    }
    this.#paragraph = this.#heading ? 'h3' : 'p'
    this.#rich ||= this.#heading
    this.#html += `<${this.#paragraph}>`
  }

  #endParagraph(): void {
    if (this.#paragraph === null) return
    this.#endWritten(0)
    this.#html += `</${this.#paragraph}>`
    this.#paragraph = null
  }

  #endInline(place: number): void {
    if (place < 0) return
    this.#endWritten(place)
    this.#inline.splice(place, 1)
  }

  /** Ends what is written of the inline tags from `place` on; those still meant begin anew with the next text. */
  #endWritten(place: number): void {
    while (this.#inlined > place) {
      const open = this.#inline[--this.#inlined]
      if (open && isWritten(open)) this.#html += `</${open.tag}>`
    }
  }

  #startTag(inline: Inline | undefined): string {
    if (!inline || !isWritten(inline)) return ''
    this.#rich = true
    return inline.tag === 'a'
      ? `<a href="${escaped(inline.href ?? '')}" rel="nofollow noopener noreferrer">`
      : `<${inline.tag}>`
  }
}

function isWritten({ tag, href }: Inline): boolean {
  return tag !== 'a' || href !== null
}

const special = /[&<>"']/
const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escaped(text: string): string {
  return special.test(text) ? text.replace(/[&<>"']/g, character => entities[character] ?? '') : text
}

/** Plain paragraphs as HTML. */
export function safeParagraphs(text: string): string {
  if (text === '') return ''
  return `<p>${escaped(text).replaceAll('\n\n', '</p><p>').replaceAll('\n', '<br>')}</p>`
}
