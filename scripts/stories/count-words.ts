/** How common words are, counted in texts: what `words/background.ts` ships. */
import { type Background, backgroundOf } from '../../src/stories/words/background.ts'
import { splitWords } from '../../src/stories/words/split-words.ts'

export interface CountedText {
  title: string
  text: string
  language: string | null
}

const readCharacters = 1_000

export interface WordCounts {
  counts: ReadonlyMap<number, number>
  total: number
}

export function countWords(
  texts: Iterable<CountedText>,
  smallWords: (language: string | null) => ReadonlySet<string>,
): WordCounts {
  const counts = new Map<number, number>()
  let total = 0
  for (const { title, text, language } of texts) {
    const words = splitWords(`${title}\n${text.slice(0, readCharacters)}`, smallWords(language))
    for (const term of new Set(words.map(({ term }) => term))) {
      counts.set(term, (counts.get(term) ?? 0) + 1)
      total += 1
    }
  }
  return { counts, total }
}

export function addCounts(all: readonly WordCounts[]): WordCounts {
  const counts = new Map<number, number>()
  for (const one of all)
    for (const [term, count] of one.counts) counts.set(term, (counts.get(term) ?? 0) + count)
  return { counts, total: all.reduce((sum, { total }) => sum + total, 0) }
}

export const asBackground = ({ counts, total }: WordCounts): Background => backgroundOf(counts, total)
