/**
 * A grouping for tests that does a lot: an item goes to the newest of its topic (the first word of its title); one that
 * says `with OTHER` puts the two stories together, one that says `apart` divides its story. It asks the machine's rules
 * as the real one does.
 */
import type { GroupingRules } from './grouping/rules.ts'
import type { Breaking, Grouping, MachineParts, Placed, StoryMove } from './machine/parts.ts'
import { namedOrigin } from './origins/named-origin.ts'
import { sketchOf } from './origins/sketch.ts'
import { StoryOrigins } from './origins/story-origins.ts'
import { termOf } from './words/term.ts'

export const unrulyParts: MachineParts = {
  packWords: words => words,
  unpackWords: packed => packed,
  createOrigins: items => new StoryOrigins(items),
  read: item => ({
    words: item.title.split(' '),
    sketch: sketchOf(item),
    named: namedOrigin(item),
    facts: [{ kind: 'correction', whose: null, quote: item.title }],
    names: null,
  }),
  whatIsNew: (known, { itemId, facts }) => news(known, `${itemId} ${JSON.stringify(facts)}`),
  whatIsRevised: (known, { itemId, facts, before }) =>
    news(known, `${itemId} ${JSON.stringify(before)} ${JSON.stringify(facts)}`),
  createBreaking,
  readWeights: async () => null,
  scoreStory({ newest, origins, novelty }) {
    const score = newest.reduce((sum, { note, origin }) => sum + (note as Note).count * origin, origins) % 101
    return { score, reasons: [{ kind: 'speed', points: score, facts: { ...novelty } }] }
  },
  countedItems: 4,
  createGrouping,
}

/** All that was ever said, in its order: nothing that follows from the items as they are. */
function news(before: unknown, said: string): ReturnType<MachineParts['whatIsNew']> {
  const known = [...((before ?? []) as string[]), said].slice(-12)
  const facts = { before: known.length }
  return {
    known,
    changes:
      known.length % 3 ? [] : [{ kind: 'number', itemId: Number(said.split(' ')[0]), quote: said, facts }],
  }
}

interface Note {
  sourceId: number
  at: number
  /** Of its source in the newest days, when it came. */
  count: number
}

function createBreaking(): Breaking {
  const learned: Note[] = []
  const dayOf = (at: number) => Math.floor(at / 86_400_000)
  let newest = 0
  return {
    advance(at) {
      newest = dayOf(at)
    },
    note({ sourceId, seenAt: at }) {
      const of = learned.filter(note => note.sourceId === sourceId && dayOf(note.at) > newest - 8)
      return { sourceId, at, count: of.length }
    },
    revise: note => ({ ...(note as Note), count: 0 }),
    learn: note => void learned.push(note as Note),
    setWeights: () => undefined,
  }
}

interface Kept {
  topic: string
  storyId: number
}

/** As `read` made them. */
const wordsOf = ({ words }: Placed['reading']) => words as readonly string[]

interface Unruly {
  items: Map<number, Kept>
  nextId: number
}

function itemsOf({ items }: Unruly, storyId: number): number[] {
  return [...items].filter(([, kept]) => kept.storyId === storyId).map(([itemId]) => itemId)
}

function newestOf({ items }: Unruly, topic: string | undefined): number | undefined {
  const ids = [...items].filter(([, kept]) => kept.topic === topic).map(([itemId]) => itemId)
  return items.get(Math.max(...ids))?.storyId
}

function put(state: Unruly, { itemId, reading }: Placed, storyId: number): void {
  state.items.set(itemId, { topic: wordsOf(reading)[0] ?? '', storyId })
  state.nextId = Math.max(state.nextId, storyId + 1)
}

function go(state: Unruly, itemIds: readonly number[], storyId: number): void {
  for (const itemId of itemIds) Object.assign(state.items.get(itemId) ?? {}, { storyId })
  state.nextId = Math.max(state.nextId, storyId + 1)
}

function movesAfter(state: Unruly, rules: GroupingRules, { itemId, reading }: Placed): StoryMove[] {
  const storyId = state.items.get(itemId)?.storyId
  if (storyId === undefined) return []
  const [, verb, topic] = wordsOf(reading)
  if (verb === 'with') return mergeWith(state, rules, [storyId, newestOf(state, topic)])
  return verb === 'apart' ? divide(state, rules, storyId) : []
}

function mergeWith(
  state: Unruly,
  rules: GroupingRules,
  [storyId, other]: readonly [number, number | undefined],
): StoryMove[] {
  if (other === undefined || other === storyId) return []
  const survivor = rules.survivor(storyId, other)
  if (survivor === null) return []
  const to = survivor === 'either' ? Math.min(storyId, other) : survivor
  const from = to === storyId ? other : storyId
  const items = itemsOf(state, from)
  go(state, items, to)
  return [{ kind: 'merge', from, to, items, why: 'it said so' }]
}

function divide(state: Unruly, rules: GroupingRules, from: number): StoryMove[] {
  const items = itemsOf(state, from).filter(itemId => itemId % 2 === 0 && !rules.stays(itemId))
  if (items.length === 0 || items.length === itemsOf(state, from).length) return []
  const to = state.nextId
  go(state, items, to)
  return [{ kind: 'split', from, to, items, why: 'it said so' }]
}

function createGrouping(rules: GroupingRules): Grouping {
  const state: Unruly = { items: new Map(), nextId: 1 }
  return {
    place(item) {
      const known = newestOf(state, wordsOf(item.reading)[0])
      const storyId = known ?? state.nextId
      put(state, item, storyId)
      return { storyId, founded: known === undefined, moves: movesAfter(state, rules, item), likeness: 0 }
    },
    revise(item) {
      put(state, item, state.items.get(item.itemId)?.storyId ?? state.nextId)
      return movesAfter(state, rules, item)
    },
    restore: (item, storyId) => put(state, item, storyId),
    move(itemIds, to) {
      const storyId = to ?? state.nextId
      go(state, itemIds, storyId)
      return storyId
    },
    sleep(storyIds) {
      for (const storyId of storyIds) for (const itemId of itemsOf(state, storyId)) state.items.delete(itemId)
    },
    signatureOf: storyId =>
      [...new Set(itemsOf(state, storyId).map(itemId => state.items.get(itemId)?.topic ?? ''))]
        .sort()
        .map(termOf),
    startIdsAt(next) {
      state.nextId = Math.max(state.nextId, next)
    },
  }
}
