import { maxTextLength } from './feed.ts'
import { safeParagraphs } from './html/html-writer.ts'
import { type RichText, shorten } from './plain-text.ts'

/** So much of a summary is looked for in the full text; feeds cut its end and add dots. */
const openingWords = 10
const openingLength = 600
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
  const at = body.text.slice(0, maxFurniture).search(opening(summary.text))
  if (at < 0 || summary.text.length < leastTelling)
    return {
      text: shorten(`${summary.text}\n\n${body.text}`, maxTextLength),
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

function opening(text: string): RegExp {
  const words = text
    .slice(0, openingLength)
    .replace(/[.…\s]+$/, '')
    .split(/\s+/)
    .slice(0, openingWords)
  return new RegExp(words.map(word => RegExp.escape(word.slice(0, 80))).join('\\s+'), 'u')
}
