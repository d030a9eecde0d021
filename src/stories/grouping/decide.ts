/**
 * The decision for a new item: the likeliest story, or none. Two strangers make a story of two only on better evidence
 * than a story of many needs, for a story's second item is what rings the bell. Two short headlines must be sure of each
 * other, or wait for a third that agrees; and where both lean towards a large story they make no pair: the one joins it, or
 * stays alone until the story has grown to it (`correct.ts`).
 */

import type { ItemWords } from '../words/item-words.ts'
import { massOf } from '../words/item-words.ts'
import { type Judged, shortMass } from './judge.ts'
import type { LiveStory } from './live-story.ts'

/** Log odds that a story of one, and of two, must have above what others must. */
const second = 0.5
const third = 0.25
/** Two strangers of a few words each that nobody else agrees with must be so sure of each other. */
const surePair = 1
/** From so many items on a story is established. */
const established = 3
/** An established story takes a short headline with these odds when its first choice is a stranger. */
const leans = -0.5
/** With these it keeps it from the stranger. */
const mayLean = -3

function needed(items: number): number {
  return items === 1 ? second : items === 2 ? third : 0
}

/**
 * Null: it founds a story.
 * @param various Of the stream; see `variety.ts`. Where it tells of many events, two strangers may well be a new one.
 */
export function decide(words: ItemWords, judged: readonly Judged[], various: number): LiveStory | null {
  const margins = judged.map(({ story, odds }) => ({ story, odds: odds - needed(story.items.length) }))
  const best = highest(margins)
  if (!best || best.odds <= 0) return null
  if (massOf(words) >= shortMass || best.story.items.length >= established) return best.story
  const large = highest(margins.filter(({ story }) => story.items.length >= established))
  if (large && large.odds > leans + various) return large.story
  if (best.story.items.length > 1) return best.story
  if (large && large.odds > mayLean + various) return null
  return best.odds >= surePair || isAgreed(margins) ? best.story : null
}

/** Two that are alone still are rather of its event. */
function isAgreed(margins: readonly Judged[]): boolean {
  return margins.filter(({ story, odds }) => story.items.length === 1 && odds > 0).length > 1
}

function highest(judged: readonly Judged[]): Judged | null {
  let best: Judged | null = null
  for (const one of judged)
    if (!best || one.odds > best.odds || (one.odds === best.odds && one.story.id < best.story.id)) best = one
  return best
}
