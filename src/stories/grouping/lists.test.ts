import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { createLists } from './lists.ts'

test('whatever is put, dropped and swept, each term has the slots that a map of arrays would have, in order', () => {
  // Few terms and slots, that they meet again; also the highest term, and neighbours in the table.
  const term = fc.oneof(
    fc.nat(5),
    fc.nat(5).map(value => (value << 20) >>> 0),
    fc.constant(2 ** 32 - 1),
  )
  const step = fc.tuple(fc.constantFrom('put', 'put', 'put', 'drop', 'sweep'), term, fc.nat(40))
  fc.assert(
    fc.property(fc.array(step, { maxLength: 400 }), steps => {
      const [lists, plain] = [createLists(), new Map<number, number[]>()]
      for (const [verb, of, slot] of steps) {
        const slots = plain.get(of) ?? []
        if (verb === 'put' && !slots.includes(slot)) {
          lists.put(of, slot, other => other < slot)
          plain.set(
            of,
            [...slots, slot].sort((one, other) => one - other),
          )
        } else if (verb === 'drop') {
          lists.drop(of, slot)
          plain.set(
            of,
            slots.filter(other => other !== slot),
          )
        } else if (verb === 'sweep') {
          lists.sweep(other => other % 3 !== slot % 3)
          for (const [key, all] of plain)
            plain.set(
              key,
              all.filter(other => other % 3 !== slot % 3),
            )
        }
        for (const [key, all] of plain) assert.deepEqual(lists.of(key), all)
      }
    }),
  )
})

test('tens of thousands of terms come and go, and arrays are used again', () => {
  const lists = createLists()
  const isBefore = (slot: number) => (other: number) => other < slot
  for (let round = 0; round < 4; round++) {
    for (let term = 0; term < 10_000; term++)
      for (const slot of [0, 1, 2]) lists.put(round * 10_000 + term, slot, isBefore(slot))
    lists.sweep(slot => slot === 1)
    assert.deepEqual(lists.of(round * 10_000), [1])
    for (let term = 0; term < 10_000; term++) lists.drop(round * 10_000 + term, 1)
    assert.deepEqual(lists.of(round * 10_000), [])
  }
})
