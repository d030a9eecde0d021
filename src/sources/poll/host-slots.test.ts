import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { freshStore } from '../../../test/support/store.ts'
import { drawHostSlots, slotsOf } from './host-slots.ts'

test('four at once, then one a second', () => {
  let freeAt = 0
  const counts = [100_000, 100_500, 101_000, 103_000, 200_000].map(at => {
    const drawn = slotsOf({ free_at: freeAt, crawl_delay_ms: null }, { want: 9, at })
    freeAt = drawn.freeAt
    return drawn.count
  })
  assert.deepEqual(counts, [4, 0, 1, 2, 4])
})

test('whatever is wanted and when, a crawl delay is kept between any two, and the pace over any time', () => {
  const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 0, max: 9 })))
  fc.assert(
    fc.property(fc.option(fc.integer({ min: 1, max: 100_000 })), steps, (delay, draws) => {
      let [at, freeAt] = [1_000_000, 0]
      const starts: number[] = []
      for (const [passed, want] of draws) {
        at += passed
        const drawn = slotsOf({ free_at: freeAt, crawl_delay_ms: delay }, { want, at })
        freeAt = drawn.freeAt
        for (let count = 0; count < drawn.count; count += 1) starts.push(at)
      }
      const [ahead, apart] = delay === null ? [3, 1_000] : [0, Math.max(delay, 1_000)]
      for (const [first, start] of starts.entries())
        for (const [later, end] of starts.slice(first + 1).entries())
          assert.ok(end - start >= (later + 1 - ahead) * apart, `${later + 2} in ${end - start} ms`)
    }),
  )
})

test('processes that draw at the same time share what is free, and one of them reads robots.txt', async t => {
  const store = await freshStore(t)
  const wanted = new Map([
    ['a.example', 3],
    ['b.example', 3],
  ])
  const at = 1_000_000
  const draws = await Promise.all(
    [1, 2, 3].map(() => store.write(tx => drawHostSlots(tx, store, { wanted, at }))),
  )
  for (const host of wanted.keys()) {
    const of = draws.map(drawn => drawn.get(host))
    assert.equal(
      of.reduce((sum, slots) => sum + (slots?.count ?? 0), 0),
      3,
      'four less the one for robots.txt',
    )
    assert.equal(of.filter(slots => slots?.robotsDue).length, 1)
  }
})
