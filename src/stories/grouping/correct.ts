/**
 * What a story that grew makes possible: to see that it is the same as another one, and that items which stayed alone are
 * its. Looked for only when it reaches certain sizes, so that it costs little and depends on nothing but the items.
 */
import { massOf } from '../words/item-words.ts'
import { isLikeliest, type Judged, judge, type Knowledge, shortMass } from './judge.ts'
import { type LiveItem, type LiveStory, storyProfile } from './live-story.ts'
import { coreFields } from './profile.ts'
import type { GroupingRules } from './rules.ts'

const mergeSizes = new Set([2, 3, 5, 8, 12, 18, 27, 40, 60, 90, 140, 210, 320])
const absorbSizes = new Set([4, 6, 9, 13, 19, 28, 42, 63, 94, 141, 212, 318])
const sampledItems = 8
/** The mean log odds, each cut to ±4, that the story's items must give another story. Long texts know better. */
const sameStory = 0.5
const sameStoryOfTexts = 2
const cut = 4
/** To take in an item that is alone. */
const isIts = 0.5
const coreTerms = 10
const mostAlone = 40

/** The story that is about the same event; null: there is none. */
export function findTwin(story: LiveStory, knowledge: Knowledge, rules: GroupingRules): LiveStory | null {
  if (!mergeSizes.has(story.items.length)) return null
  const sample = story.items.slice(-sampledItems)
  const votes = new Map<LiveStory, { sum: number; count: number }>()
  for (const item of sample)
    for (const { story: other, odds } of judge(item, knowledge, story).slice(0, 3)) {
      const vote = votes.get(other) ?? { sum: 0, count: 0 }
      votes.set(other, { sum: vote.sum + Math.max(-cut, Math.min(cut, odds)), count: vote.count + 1 })
    }
  const mass = sample.reduce((sum, { words }) => sum + massOf(words), 0) / sample.length
  let twin: Judged | null = null
  for (const [other, { sum, count }] of votes) {
    const odds = sum / sample.length
    if (count * 2 < sample.length || rules.survivor(story.id, other.id) === null) continue
    if (odds <= (mass < shortMass ? sameStory : sameStoryOfTexts)) continue
    if (!twin || odds > twin.odds || (odds === twin.odds && other.id < twin.story.id))
      twin = { story: other, odds }
  }
  return twin?.story ?? null
}

/** Items alone in their stories that belong to this one rather than to any other. */
export function findStrays(story: LiveStory, knowledge: Knowledge, rules: GroupingRules): LiveItem[] {
  if (!absorbSizes.has(story.items.length)) return []
  return aloneNear(story, knowledge).filter(
    item => rules.survivor(story.id, item.story.id) !== null && isLikeliest(item, story, isIts, knowledge),
  )
}

export function aloneNear(story: LiveStory, { counts, postings }: Knowledge): LiveItem[] {
  const { core } = storyProfile(story, counts.telling)
  const ranked: { term: number; rank: number }[] = []
  for (let at = 0; at < core.length; at += coreFields)
    ranked.push({ term: core[at] ?? 0, rank: (core[at + 2] ?? 0) * (core[at + 1] ?? 0) })
  ranked.sort((one, other) => other.rank - one.rank || one.term - other.term)
  const alone = new Set<LiveItem>()
  for (const { term } of ranked.slice(0, coreTerms))
    for (const item of postings.newest(term))
      if (item.story.items.length === 1 && item.story !== story) alone.add(item)
  return [...alone].sort((one, other) => other.id - one.id).slice(0, mostAlone)
}
