/**
 * The peer: what one would write first. One pass, TF-IDF over what was read so far, an inverted index, the cosine to a
 * story's centroid, one threshold.
 */
import { type ItemWords, termAt, termCount, weightAt } from '../../src/stories/words/item-words.ts'

const threshold = 0.35

interface Story {
  id: number
  sums: Map<number, number>
}

export function createTfidfGrouper(): { place(words: ItemWords): number; stories(): number } {
  const index = new Map<number, Story[]>()
  const seen = new Map<number, number>()
  let [items, stories] = [0, 0]
  const idf = (term: number) => Math.log((items + 1) / ((seen.get(term) ?? 0) + 1)) + 1
  const lengthOf = (weights: Iterable<[number, number]>) => {
    let squares = 0
    for (const [term, weight] of weights) squares += (weight * idf(term)) ** 2
    return Math.sqrt(squares)
  }
  return {
    stories: () => stories,
    place(words) {
      const weights = new Map<number, number>()
      for (let at = 0; at < termCount(words); at++) weights.set(termAt(words, at), weightAt(words, at))
      const dots = new Map<Story, number>()
      for (const [term, weight] of weights)
        for (const story of index.get(term) ?? [])
          dots.set(story, (dots.get(story) ?? 0) + weight * (story.sums.get(term) ?? 0) * idf(term) ** 2)
      const length = lengthOf(weights)
      let best: Story | null = null
      let nearest = threshold
      for (const [story, dot] of [...dots].sort(([, one], [, other]) => other - one).slice(0, 20)) {
        const cosine = dot / (length * lengthOf(story.sums) || 1)
        if (cosine > nearest) [best, nearest] = [story, cosine]
      }
      const story = best ?? { id: ++stories, sums: new Map<number, number>() }
      for (const [term, weight] of weights) {
        if (!story.sums.has(term)) {
          const list = index.get(term)
          if (list) list.push(story)
          else index.set(term, [story])
        }
        story.sums.set(term, (story.sums.get(term) ?? 0) + weight)
        seen.set(term, (seen.get(term) ?? 0) + 1)
      }
      items += 1
      return story.id
    },
  }
}
