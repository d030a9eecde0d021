/** The index's own small numbers for items and for their stories, given out again when they are free: to index arrays by. */

interface NumberedStory {
  id: number
  /** -1: none. */
  slot: number
}

export interface NumberedItem {
  story: NumberedStory
  /** -1: none. */
  slot: number
}

export interface Numbered<Item extends NumberedItem> {
  item(slot: number): Item | undefined
  story(slot: number): Item['story'] | undefined
  /** By the item's slot, that of its story. As it is now: good until the next `add`. */
  storyOf(): Int32Array
  /** Above every story's slot. */
  storySlots(): number
  add(item: Item): void
  remove(item: Item): void
  /** It is in another story now. */
  follow(item: Item): void
}

export function createNumbered<Item extends NumberedItem>(): Numbered<Item> {
  const items = createSlots<Item>()
  const stories = createSlots<Item['story']>()
  /** Items of each story, by its slot. */
  const counts: number[] = []
  let storyOf = new Int32Array(1 << 10)
  const enter = ({ story, slot }: Item) => {
    if (story.slot < 0) {
      story.slot = stories.take(story)
      counts[story.slot] = 0
    }
    counts[story.slot] = (counts[story.slot] ?? 0) + 1
    storyOf[slot] = story.slot
  }
  const exit = ({ slot }: Item) => {
    const of = storyOf[slot] ?? 0
    const story = stories.things[of]
    const left = (counts[of] ?? 0) - 1
    counts[of] = left
    if (!story || left > 0) return
    stories.free(of)
    story.slot = -1
  }
  return {
    item: slot => items.things[slot],
    story: slot => stories.things[slot],
    storyOf: () => storyOf,
    storySlots: () => stories.things.length,
    add(item) {
      item.slot = items.take(item)
      if (item.slot >= storyOf.length) storyOf = longer(storyOf)
      enter(item)
    },
    remove(item) {
      exit(item)
      items.free(item.slot)
      item.slot = -1
    },
    follow(item) {
      exit(item)
      enter(item)
    },
  }
}

function createSlots<Thing>() {
  const things: (Thing | undefined)[] = []
  const freed: number[] = []
  return {
    things,
    take(thing: Thing): number {
      const slot = freed.pop() ?? things.length
      things[slot] = thing
      return slot
    },
    free(slot: number): void {
      things[slot] = undefined
      freed.push(slot)
    },
  }
}

/** Twice as long, with what it holds. */
function longer(numbers: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(numbers.length * 2)
  copy.set(numbers)
  return copy
}
