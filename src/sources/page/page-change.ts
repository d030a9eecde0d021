/**
 * Whether a watched page says something else now. In: its readable text as it was stored, and as it is. Out: a
 * change that counts, or none, or that so much is gone at once that only a second look can tell (an error page, a
 * consent wall, half of a page that did not load). What moves on every page by itself is no change: how long ago
 * something was, clocks and dates that stand alone, counters, paragraphs that only changed their place.
 */
import { isDenial } from '../feed/item-changes.ts'
import { wordsOf } from '../feed/similar-text.ts'
import { dateWord, movingPart } from './moving-words.ts'
import { wordDifference } from './word-difference.ts'

export type PageChange = 'none' | 'changed' | 'shrunk'

export interface PageText {
  title: string
  text: string
}

/**
 * Fewer words than that, none of them a number or a denial, are what editors mend: "recieve", a comma, a second
 * thought about an adjective. What an operator chose by a selector is small on purpose: there every word counts.
 */
const fewestWords = 4
/** "The mayor resigned." as a paragraph of its own. */
const shortestNews = 3
const keptShare = 0.5
/** Shorter paragraphs around a number are captions of counters, not sentences. */
const shortestSentence = 4

export function pageChange(before: PageText, now: PageText, { chosen }: { chosen: boolean }): PageChange {
  const old = tellingParagraphs(before.text, chosen)
  const young = tellingParagraphs(now.text, chosen)
  const [gone, come] = [without(old, young), without(young, old)]
  const pieces = wordDifference(gone.join('\n\n'), come.join('\n\n')).filter(({ kind }) => kind !== 'same')
  const words = pieces.flatMap(({ text }) => wordsOf(text))
  const isNew = come.length > gone.length && come.some(paragraph => wordsOf(paragraph).length >= shortestNews)
  const isOther = isNew || !sameWords(before.title, now.title) || tells(words, chosen)
  if (!isOther) return 'none'
  return lengthOf(young) < lengthOf(old) * keptShare ? 'shrunk' : 'changed'
}

function tells(words: readonly string[], chosen: boolean): boolean {
  const fewest = chosen ? 1 : fewestWords
  return words.length >= fewest || words.some(word => /\p{N}/u.test(word) || isDenial(word))
}

function sameWords(one: string, other: string): boolean {
  return wordsOf(one).join(' ') === wordsOf(other).join(' ')
}

/** The paragraphs that say something, without what moves by itself. */
function tellingParagraphs(text: string, chosen: boolean): string[] {
  return text.split(/\n+/).flatMap(paragraph => {
    const still = paragraph.normalize('NFKC').replace(/\s+/g, ' ').replace(movingPart, '').trim()
    const words = wordsOf(still)
    const rest = words.filter(word => !dateWord.test(word))
    if (words.length === 0) return []
    // Chosen, a number that stands alone may be what it is all about.
    if (rest.length === 0) return chosen && /^[\d\s.,%]+$/.test(still) ? [still] : []
    const isCounter = words.length < shortestSentence && rest.length < words.length
    return isCounter && !chosen ? [] : [still]
  })
}

/** The paragraphs that the others have not, each as often as it is missing there; in order. */
function without(all: readonly string[], others: readonly string[]): string[] {
  const left = new Map<string, number>()
  for (const paragraph of others) left.set(paragraph, (left.get(paragraph) ?? 0) + 1)
  return all.filter(paragraph => {
    const count = left.get(paragraph) ?? 0
    if (count > 0) left.set(paragraph, count - 1)
    return count === 0
  })
}

function lengthOf(paragraphs: readonly string[]): number {
  return paragraphs.reduce((sum, paragraph) => sum + paragraph.length, 0)
}
