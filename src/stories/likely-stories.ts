/**
 * Stories that an editor may mean when this one belongs together with another: those that it was like when it began,
 * and of the newest those whose headlines share rare words with it. A list to choose from, and no more than that:
 * nothing follows from it by itself.
 */
import type { Read } from '../store/index.ts'
import { listStories, relatedEarlier, type StoryRow } from './read-stories.ts'

/** Bounds what opening a page costs: a few milliseconds. */
const looked = 1_500
const most = 6
const fewestShared = 2
const segmenter = new Intl.Segmenter('und', { granularity: 'word' })

export async function likelyStories(
  read: Read,
  story: Pick<StoryRow, 'id' | 'headline'>,
): Promise<StoryRow[]> {
  const related = (await relatedEarlier(read, story.id)).map(row => row.story).slice(0, most / 2)
  const known = new Set([story.id, ...related.map(({ id }) => id)])
  const words = tellingWords(story.headline)
  const others = (await listStories(read, { limit: looked })).filter(({ id }) => !known.has(id))
  const alike = others
    .map(other => ({ other, shared: sharedWith(words, other.headline) }))
    .filter(({ shared }) => shared >= Math.min(fewestShared, words.length) && shared > 0)
    // Of equals the newer one, as they come.
    .sort((one, another) => another.shared - one.shared)
  return [...related, ...alike.map(({ other }) => other)].slice(0, most)
}

/** Short words of alphabets are in every headline. */
function tellingWords(headline: string): string[] {
  const parts = [...segmenter.segment(folded(headline))].filter(part => part.isWordLike)
  const words = parts.map(({ segment }) => segment)
  return [...new Set(words)].filter(word => word.length > 3 || /[\p{N}\p{Script=Han}]/u.test(word))
}

/** A word may go on in the other headline: so cases and plurals are found, and nothing is cut into words. */
function sharedWith(words: readonly string[], headline: string): number {
  const other = folded(headline)
  return words.filter(word => other.includes(word)).length
}

function folded(headline: string): string {
  return headline.normalize('NFKC').toLowerCase()
}
