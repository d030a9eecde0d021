/**
 * A grouping for tests that does a lot: an item goes to the newest of its topic (the first word of its title); one that
 * says `with OTHER` puts the two stories together, one that says `apart` divides its story. It asks the machine's rules
 * as the real one does.
 */
import type { Breaking, Grouping, GroupingRules, MachineParts, Placed, StoryMove } from './machine/parts.ts'
import { shippedParts } from './machine/shipped-parts.ts'

export const unrulyParts: MachineParts = {
  ...shippedParts,
  read: ({ title }) => ({ words: title.split(' '), sketch: null, named: null, facts: [title] }),
  whatIsNew: (known, { itemId, facts }) => news(known, `${itemId} ${facts}`),
  whatIsRevised: (known, { itemId, facts, before }) => news(known, `${itemId} ${before} ${facts}`),
  createBreaking,
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
  return {
    note({ sourceId, seenAt: at }) {
      const newest = Math.max(...learned.map(note => dayOf(note.at)))
      const of = learned.filter(note => note.sourceId === sourceId && dayOf(note.at) > newest - 8)
      return { sourceId, at, count: of.length }
    },
    revise: note => ({ ...(note as Note), count: 0 }),
    learn: note => void learned.push(note as Note),
  }
}

interface Kept {
  topic: string
  storyId: number
}

/** As `read` made them. */
const wordsOf = ({ words }: Placed['reading']) => words as readonly string[]

function createGrouping(rules: GroupingRules): Grouping {
  const items = new Map<number, Kept>()
  let nextId = 1
  const put = ({ itemId, reading }: Placed, storyId: number) => {
    items.set(itemId, { topic: wordsOf(reading)[0] ?? '', storyId })
    nextId = Math.max(nextId, storyId + 1)
  }
  const of = (storyId: number) =>
    [...items].filter(([, kept]) => kept.storyId === storyId).map(([itemId]) => itemId)
  const newest = (topic: string | undefined) => {
    const ids = [...items].filter(([, kept]) => kept.topic === topic).map(([itemId]) => itemId)
    return items.get(Math.max(...ids))?.storyId
  }
  const go = (itemIds: readonly number[], storyId: number) => {
    for (const itemId of itemIds) Object.assign(items.get(itemId) ?? {}, { storyId })
    nextId = Math.max(nextId, storyId + 1)
  }
  const movesAfter = ({ itemId, reading }: Placed): StoryMove[] => {
    const storyId = items.get(itemId)?.storyId
    if (storyId === undefined) return []
    const [, verb, other] = wordsOf(reading)
    if (verb === 'with') return mergeWith(storyId, newest(other))
    return verb === 'apart' ? divide(storyId) : []
  }
  const mergeWith = (storyId: number, other: number | undefined): StoryMove[] => {
    if (other === undefined || other === storyId) return []
    const to = rules.survivor(storyId, other)
    if (to === null) return []
    const from = to === storyId ? other : storyId
    const going = of(from)
    go(going, to)
    return [{ kind: 'merge', from, to, items: going, why: 'it said so' }]
  }
  const divide = (from: number): StoryMove[] => {
    const going = of(from).filter(itemId => itemId % 2 === 0 && !rules.stays(itemId))
    if (going.length === 0 || going.length === of(from).length) return []
    const to = nextId
    go(going, to)
    return [{ kind: 'split', from, to, items: going, why: 'it said so' }]
  }
  const revise = (item: Placed) => {
    put(item, items.get(item.itemId)?.storyId ?? nextId)
    return movesAfter(item)
  }
  return {
    revise,
    place(item) {
      const known = newest(wordsOf(item.reading)[0])
      const storyId = known ?? nextId
      put(item, storyId)
      return { storyId, founded: known === undefined, moves: movesAfter(item) }
    },
    restore: put,
    move(itemIds, to) {
      const storyId = to ?? nextId
      go(itemIds, storyId)
      return storyId
    },
    forget(storyId) {
      for (const itemId of of(storyId)) items.delete(itemId)
    },
    signatureOf: storyId => [...new Set(of(storyId).map(itemId => items.get(itemId)?.topic ?? ''))].sort(),
    startIdsAt(next) {
      nextId = Math.max(nextId, next)
    },
  }
}
