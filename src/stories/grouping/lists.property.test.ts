import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { createLists } from './lists.ts'

const slot = fc.integer({ min: 0, max: 400 })
/** Some fall on one place of the table, and some are the highest that there are. */
const term = fc.oneof(
  fc.integer({ min: 0, max: 12 }),
  fc.integer({ min: 0, max: 2_000 }).map(near => near * 1_000_003),
  fc.integer({ min: 2 ** 32 - 12, max: 2 ** 32 - 1 }),
)
const steps = fc.array(
  fc.oneof(
    { weight: 8, arbitrary: fc.record({ does: fc.constant('put' as const), term, slot }) },
    { weight: 3, arbitrary: fc.record({ does: fc.constant('drop' as const), term, slot }) },
    { weight: 1, arbitrary: fc.record({ does: fc.constant('sweep' as const), term, slot }) },
  ),
  { maxLength: 3_000 },
)

test('every term has the slots that were put and not dropped or swept, in their order', () => {
  fc.assert(
    fc.property(steps, all => {
      const lists = createLists()
      const known = new Map<number, number[]>()
      for (const { does, term: of, slot: given } of all) {
        const list = known.get(of) ?? []
        if (does === 'put' && !list.includes(given)) {
          lists.put(of, given, other => other < given)
          known.set(
            of,
            [...list, given].sort((one, other) => one - other),
          )
        }
        if (does === 'drop') {
          lists.drop(of, given)
          known.set(
            of,
            list.filter(other => other !== given),
          )
        }
        if (does === 'sweep') {
          const isKept = (other: number) => other % 3 !== given % 3
          lists.sweep(isKept)
          for (const [at, others] of known) known.set(at, others.filter(isKept))
        }
      }
      for (const [of, expected] of known) {
        const { slots, from, to } = lists.of(of)
        assert.deepEqual([...slots.subarray(from, to)], expected)
      }
    }),
    { numRuns: 60 },
  )
})
