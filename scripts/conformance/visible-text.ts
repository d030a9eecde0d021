import { Parser } from 'htmlparser2'

const unseen = new Set(['script', 'style', 'template'])

/** What a reader would see of HTML, by another parser than Tocsin's; without white space, which tags may make or not. */
export function visibleText(html: string): string {
  let text = ''
  let hidden = 0
  const parser = new Parser({
    ontext(data) {
      if (hidden === 0) text += data
    },
    onopentag(name) {
      if (unseen.has(name)) hidden++
    },
    onclosetag(name) {
      if (unseen.has(name)) hidden--
    },
  })
  parser.end(html)
  return withoutSpace(text)
}

export function withoutSpace(text: string): string {
  return text.replace(/[\s\u200b-\u200f\ufeff]+/g, '').normalize('NFC')
}
