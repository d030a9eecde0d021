import { maxTextLength } from './feed.ts'
import { shorten } from './plain-text.ts'

/** So much of a summary is looked for in the full text; feeds cut its end and add dots. */
const openingWords = 10
/** A summary of a word or two is found everywhere and tells nothing about where the text begins. */
const leastTelling = 20
/** Before the first sentence of a full text stand kickers, bylines, the headline again; not more than this. */
const maxFurniture = 1500

/**
 * A summary and a full text as one text that begins with what happened. Where the full text says the
 * summary again, all before that is page furniture (section, "Advertisement", byline) and goes.
 */
export function joinText(summary: string, body: string): string {
  if (summary === '' || body === '' || body.startsWith(summary)) return body || summary
  const at = body.slice(0, maxFurniture).search(opening(summary))
  if (at < 0 || summary.length < leastTelling) return shorten(`${summary}\n\n${body}`, maxTextLength)
  const rest = body.slice(at)
  return rest.length >= summary.length * 0.8 ? rest : summary
}

function opening(text: string): RegExp {
  const words = text
    .replace(/[.…\s]+$/, '')
    .split(/\s+/)
    .slice(0, openingWords)
  return new RegExp(words.map(word => RegExp.escape(word.slice(0, 80))).join('\\s+'), 'u')
}
