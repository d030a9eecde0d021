/** The elements of a page or mail as a browser's parser sees them, in order. */
import { Parser } from 'htmlparser2'

export interface HtmlElement {
  name: string
  attributes: Readonly<Record<string, string>>
  /** All text inside, markup left out. */
  text: string
}

export function elementsOf(html: string): HtmlElement[] {
  const all: HtmlElement[] = []
  const open: HtmlElement[] = []
  const parser = new Parser({
    onopentag(name, attributes) {
      const element = { name, attributes, text: '' }
      all.push(element)
      open.push(element)
    },
    ontext(text) {
      for (const element of open) element.text += text
    },
    onclosetag: () => void open.pop(),
  })
  parser.end(html)
  return all
}

/** What a browser would send with a page's fields as they stand. */
export function fieldsOf(html: string): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const { name, attributes, text } of elementsOf(html)) {
    const field = attributes['name']
    if (!field) continue
    const isChoice = /^(checkbox|radio)$/.test(attributes['type'] ?? '')
    if (name === 'input' && (!isChoice || 'checked' in attributes)) fields[field] = attributes['value'] ?? ''
    if (name === 'textarea') fields[field] = text.replace(/^\n/, '')
  }
  return fields
}
