/** A story of many items: what is kept up from change to change is what would be found anew. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { ItemOrigin } from './assign-origins.ts'
import { namedOrigin } from './named-origin.ts'
import type { OriginItem } from './origin-item.ts'
import { sketchOf } from './sketch.ts'
import { StoryOrigins } from './story-origins.ts'
import { mostCompared } from './story-texts.ts'

const sources = ['Arden Gazette', 'Harbour Post', 'Reuters', 'MSN', 'Google News']
/** So many that a copy may come when its text is compared with no more. */
const texts = Array.from(
  { length: mostCompared + 30 },
  (_, at) => `Fire number ${at} burns in warehouse ${at}`,
)

const itemOf = (names: readonly string[]) =>
  fc
    .tuple(fc.constantFrom(...names), fc.oneof(fc.nat(5), fc.nat(texts.length - 1)))
    .map(([sourceName, at]): OriginItem => {
      const read = { title: '', text: texts[at] ?? '', sourceName }
      return { sketch: sketchOf(read), named: namedOrigin(read), sourceName }
    })
const item = itemOf(sources)
/** Between others, behind them, or in the place of one: ids are even at first. */
const step = fc.record({
  kind: fc.constantFrom('add', 'add', 'behind', 'put', 'remove'),
  at: fc.array(fc.nat(700), { minLength: 1, maxLength: 4 }),
  items: fc.array(item, { minLength: 4, maxLength: 4 }),
})

test('whatever comes late, is revised, leaves or comes from elsewhere, a story of many items counts as if it began anew', () => {
  const first = fc
    .constantFrom(sources, sources.slice(3))
    .chain(names => fc.array(itemOf(names), { minLength: 20, maxLength: 340, size: 'max' }))
  const property = fc.property(first, fc.array(step, { maxLength: 20, size: 'max' }), (items, steps) => {
    const origins = new StoryOrigins()
    const known = new Map<number, ItemOrigin>()
    const note = (changed: readonly ItemOrigin[]) => {
      for (const one of changed) known.set(one.itemId, one)
    }
    const add = (itemId: number, one: OriginItem) => {
      const { changed, ...own } = origins.add(itemId, one)
      note([own, ...changed])
    }
    for (const [at, one] of items.entries()) add(2 * at, one)
    for (const { kind, at, items: coming } of steps) {
      if (kind === 'behind') add((origins.items().at(-1)?.[0] ?? 0) + 1, coming[0] as OriginItem)
      else if (kind === 'add') add(at[0] ?? 0, coming[0] as OriginItem)
      else if (kind === 'put') {
        const ids = new Set(origins.items().map(([itemId]) => itemId))
        const strangers = [...new Set(at)].filter(itemId => !ids.has(itemId))
        const changed = origins.put(strangers.map((itemId, place) => [itemId, coming[place] as OriginItem]))
        for (const itemId of strangers) note([origins.originOf(itemId) as ItemOrigin])
        note(changed)
      } else {
        note(origins.remove(at))
        for (const itemId of at) known.delete(itemId)
      }
      const anew = new StoryOrigins(origins.items())
      for (const [itemId] of origins.items()) {
        assert.deepEqual(origins.originOf(itemId), anew.originOf(itemId))
        assert.deepEqual(known.get(itemId), anew.originOf(itemId), 'who follows what changed has it, too')
      }
      assert.equal(origins.count, anew.count)
    }
  })
  fc.assert(property, { numRuns: 40, endOnFailure: true })
})
