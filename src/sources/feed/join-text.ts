import { maxTextLength } from './feed.ts'
import { safeParagraphs } from './html/html-writer.ts'
import { cutTo, type RichText } from './plain-text.ts'

/** So much of a summary is looked for in the full text; feeds cut its end and add dots. */
const openingWords = 10
const openingLength = 600
const maxWordLength = 80
/** A summary of a word or two is found everywhere and tells nothing about where the text begins. */
const leastTelling = 20
/** Before the first sentence of a full text stand kickers, bylines, the headline again; not more than this. */
const maxFurniture = 1500

/**
 * A summary and a full text as one text that begins with what happened. Where the full text says the
 * summary again, all before that is page furniture (section, "Advertisement", byline) and goes.
 */
export function joinText(summary: RichText, body: RichText): RichText {
  const image = body.image ?? summary.image
  if (summary.text === '' || body.text === '' || body.text.startsWith(summary.text))
    return { ...(body.text === '' ? summary : body), image }
  const at = summary.text.length < leastTelling ? -1 : placeOf(body.text, summary.text)
  if (at < 0)
    return {
      text: cutTo(`${summary.text}\n\n${body.text}`, maxTextLength),
      html: bothHtml(summary, body),
      image,
    }
  const rest = body.text.slice(at)
  return rest.length >= summary.text.length * 0.8
    ? { text: rest, html: body.html, image }
    : { ...summary, image }
}

function bothHtml(summary: RichText, body: RichText): string {
  if (summary.html === '' && body.html === '') return ''
  return (summary.html || safeParagraphs(summary.text)) + (body.html || safeParagraphs(body.text))
}

/** Where `text` begins with the first words of `summary`, whatever white space parts them; -1: nowhere near. */
function placeOf(text: string, summary: string): number {
  const words = summary
    .slice(0, openingLength)
    .replace(/[.…\s]+$/, '')
    .split(/\s+/, openingWords)
    .map(word => word.slice(0, maxWordLength))
  const near = text.slice(0, maxFurniture)
  const first = words[0] ?? ''
  for (let at = near.indexOf(first); at >= 0; at = near.indexOf(first, at + 1))
    if (followsAt(near, at, words)) return at
  return -1
}

function followsAt(text: string, start: number, words: readonly string[]): boolean {
  let at = start
  for (const [n, word] of words.entries()) {
    const before = at
    while (n > 0 && /\s/.test(text[at] ?? '')) at++
    if ((n > 0 && at === before) || !text.startsWith(word, at)) return false
    at += word.length
  }
  return true
}
