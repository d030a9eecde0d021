/**
 * Stories that an editor may mean when this one belongs together with another: those that it was like when it began,
 * and of the newest those whose headlines share rare words with it. A list to choose from, and no more than that:
 * nothing follows from it by itself.
 */
import type { Read } from '../store/index.ts'
import { listStories, relatedEarlier, type StoryRow } from './read-stories.ts'

/** Bounds what opening a page costs: some ten milliseconds. */
const looked = 1_500
const most = 6
const fewestShared = 2
/** Of the weight of its own words. */
const leastShare = 0.25
const segmenter = new Intl.Segmenter('und', { granularity: 'word' })

export async function likelyStories(
  read: Read,
  story: Pick<StoryRow, 'id' | 'headline'>,
): Promise<StoryRow[]> {
  const related = (await relatedEarlier(read, story.id)).map(row => row.story).slice(0, most / 2)
  const known = new Set([story.id, ...related.map(({ id }) => id)])
  const newest = await listStories(read, { limit: looked })
  const others = newest.filter(({ id }) => !known.has(id)).map(other => ({ other, ...foldedOf(other) }))
  const words = wordsOf(story.headline).map(finds => {
    const found = others.filter(({ headline }) => finds.test(headline))
    return {
      found: new Set(found.map(({ other }) => other.id)),
      weight: weightOf(found.length, others.length),
    }
  })
  const whole = words.reduce((sum, { weight }) => sum + weight, 0)
  const alike = others
    .map(({ other }) => {
      const shared = words.filter(({ found }) => found.has(other.id))
      return { other, shared: shared.length, weight: shared.reduce((sum, { weight }) => sum + weight, 0) }
    })
    .filter(
      ({ shared, weight }) =>
        shared >= Math.min(fewestShared, words.length) && weight > 0 && weight >= whole * leastShare,
    )
    // Of equals the newer one, as they come.
    .sort((one, another) => another.weight - one.weight)
  return [...related, ...alike.map(({ other }) => other)].slice(0, most)
}

function foldedOf({ headline }: StoryRow): { headline: string } {
  return { headline: folded(headline) }
}

/** What finds each word of a headline in another: short ones whole, longer ones also where they go on (plurals, cases). */
function wordsOf(headline: string): RegExp[] {
  const parts = [...segmenter.segment(folded(headline))].filter(part => part.isWordLike)
  return [...new Set(parts.map(({ segment }) => segment))]
    .filter(word => word.length > 2 || /[\p{N}\p{Script=Han}]/u.test(word))
    .map(word => {
      const plain = RegExp.escape(word)
      // Nothing stands between the words of these.
      if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u.test(word))
        return new RegExp(plain, 'u')
      const end = word.length > 4 ? '' : '(?![\\p{L}\\p{N}])'
      return new RegExp(`(?<![\\p{L}\\p{N}])${plain}${end}`, 'u')
    })
}

/** A word that is in many headlines tells little of any. */
function weightOf(found: number, all: number): number {
  return Math.log((all + 1) / (found + 0.5))
}

function folded(headline: string): string {
  return headline.normalize('NFKC').toLowerCase()
}
