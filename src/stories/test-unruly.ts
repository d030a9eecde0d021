/**
 * A grouping for tests that does a lot: an item goes to the newest of its topic (the first word of its title); one that
 * says `with OTHER` puts the two stories together, one that says `apart` divides its story. It asks the machine's rules
 * as the real one does.
 */
import type { Grouping, GroupingRules, MachineParts, Placed, StoryMove } from './machine/parts.ts'
import { shippedParts } from './machine/shipped-parts.ts'

export const unrulyParts: MachineParts = {
  ...shippedParts,
  read: item => ({
    ...shippedParts.read(item),
    words: item.title.split(' '),
    sketch: null,
    originName: null,
  }),
  createOrigins: originPerSource,
  whatIsNew: (known, { itemId }) => ({ changes: [], known: [...((known ?? []) as number[]), itemId] }),
  createBreaking,
  createGrouping,
}

/** Remembers how many moments each source had, and says so in the score. */
function createBreaking(): ReturnType<MachineParts['createBreaking']> {
  const seen = new Map<string, number>()
  const changed = new Set<string>()
  return {
    take({ item, items, likeness }) {
      const key = String(item?.sourceId ?? 'none')
      const count = (seen.get(key) ?? 0) + 1
      seen.set(key, count)
      changed.add(key)
      const score = (count * 7 + items) % 101
      return { score, reasons: [{ kind: 'speed', points: score, facts: { count, likeness } }] }
    },
    takeChanges() {
      const changes = [...changed].map(key => [key, String(seen.get(key))] as const)
      changed.clear()
      return changes
    },
    recall: (key, value) => void seen.set(key, Number(value)),
  }
}

function originPerSource(): ReturnType<MachineParts['createOrigins']> {
  const sources = new Set<number>()
  return {
    add(_itemId, { sourceId }) {
      sources.add(sourceId)
      return { origin: sourceId, originName: null }
    },
    get count() {
      return sources.size
    },
  }
}

interface Kept {
  topic: string
  storyId: number
}

function createGrouping(rules: GroupingRules): Grouping {
  const items = new Map<number, Kept>()
  let nextId = 1
  const put = ({ itemId, reading }: Placed, storyId: number) => {
    items.set(itemId, { topic: reading.words[0] ?? '', storyId })
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
    if (reading.words[1] === 'with') return mergeWith(storyId, newest(reading.words[2]))
    return reading.words[1] === 'apart' ? divide(storyId) : []
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
  return {
    place(item) {
      const known = newest(item.reading.words[0])
      const storyId = known ?? nextId
      put(item, storyId)
      return { storyId, founded: known === undefined, moves: movesAfter(item) }
    },
    revise(item) {
      put(item, items.get(item.itemId)?.storyId ?? nextId)
      return movesAfter(item)
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
