/** A story and its items as the grouping holds them while the story is live. */
import { placeIn } from '../place-in.ts'
import type { ItemWords } from '../words/item-words.ts'
import type { Posted } from './postings.ts'
import { type Lengths, type Profile, profileOf } from './profile.ts'
import { mostTallied, type Tally, tallyOf, tallyOfOne, withItem } from './tally.ts'

export interface LiveItem extends Posted {
  id: number
  words: ItemWords
  at: number
  urlKey: string | null
  story: LiveStory
  gone: boolean
  /** Of its words; made when they are needed. */
  lengths: Lengths | null
}

export interface LiveStory {
  id: number
  /** In the order of their ids. */
  items: LiveItem[]
  lastAt: number
  /** Made when they are needed; null when its items changed. */
  tally: Tally | null
  profile: Profile | null
  /** Since `forgetUnused`. */
  used: boolean
  /** See `numbered.ts`. */
  slot: number
}

/** An item is compared with so many of a story's newest by themselves. */
export const newestItems = 12

/** What a story tells of now. */
export function newestOf({ items }: LiveStory, except: LiveItem | null = null): LiveItem[] {
  return items
    .slice(-newestItems - 1)
    .filter(item => item !== except)
    .slice(-newestItems)
}

export function createStory(id: number): LiveStory {
  return { id, items: [], lastAt: 0, tally: null, profile: null, used: false, slot: -1 }
}

export function join(story: LiveStory, item: LiveItem): void {
  item.story = story
  const last = story.items.at(-1)
  if (!last || last.id < item.id) {
    // Most stories have one, and an empty array that grows takes room for sixteen more.
    if (last) story.items.push(item)
    else story.items = [item]
    // It is compared with as one of the newest no more.
    const older = story.items[story.items.length - 1 - newestItems]
    if (older) older.lengths = null
    story.tally = story.tally && story.items.length <= mostTallied ? withItem(story.tally, item.words) : null
  } else {
    story.items.splice(
      placeIn(story.items, other => other.id < item.id),
      0,
      item,
    )
    story.tally = null
  }
  story.profile = null
  story.lastAt = Math.max(story.lastAt, item.at)
}

/** All at once, for a flood may have filled either story. */
export function joinAll(story: LiveStory, items: readonly LiveItem[]): void {
  const [only] = items
  if (only && items.length === 1) {
    join(story, only)
    return
  }
  for (const item of items) item.story = story
  story.items = [...story.items, ...items].sort((one, other) => one.id - other.id)
  story.tally = null
  story.profile = null
  story.lastAt = items.reduce((last, { at }) => Math.max(last, at), story.lastAt)
}

export function leave(story: LiveStory, items: ReadonlySet<LiveItem>): void {
  story.items = story.items.filter(item => !items.has(item))
  story.tally = null
  story.profile = null
  story.lastAt = story.items.reduce((last, { at }) => Math.max(last, at), 0)
}

export function storyTally(story: LiveStory): Tally {
  // Most stories have one item, which says it all; kept twice, they would fill the memory.
  const [first] = story.items
  if (first && story.items.length === 1) return tallyOfOne(first.words)
  story.used = true
  story.tally ??= tallyOf(story.items.slice(-mostTallied).map(({ words }) => words))
  return story.tally
}

export function storyProfile(story: LiveStory, telling: (term: number) => number): Profile {
  if (story.items.length === 1) return profileOf(storyTally(story), telling)
  story.used = true
  story.profile ??= profileOf(storyTally(story), telling)
  return story.profile
}

/**
 * Drops what follows from the items of those that nobody looked at since the last time: of tens of thousands of stories a
 * few hundred are near to what comes, and what is made of a story takes more room than its items.
 */
export function forgetUnused(stories: Iterable<LiveStory>): void {
  for (const story of stories) {
    if (!story.used) {
      story.tally = null
      story.profile = null
      for (const item of story.items) item.lengths = null
    }
    story.used = false
  }
}
