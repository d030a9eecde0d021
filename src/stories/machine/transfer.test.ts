import assert from 'node:assert/strict'
import { test } from 'node:test'
import { unrulyParts } from '../test-unruly.ts'
import { createStoryMachine } from './create-story-machine.ts'
import type { KeptMember } from './restore.ts'

test('a story that a flood filled can still be divided, and no item is lost', () => {
  const origin = (itemId: number) => ({ itemId, origin: 1, originName: null })
  const origins = {
    add: (itemId: number) => ({ ...origin(itemId), changed: [] }),
    originOf: origin,
    count: 1,
  }
  const machine = createStoryMachine({
    ...unrulyParts,
    // As quick as they can be: the machine's own part is looked at.
    createOrigins: () => ({ ...origins, put: () => [], remove: () => [] }),
    createGrouping: rules => ({
      ...unrulyParts.createGrouping(rules),
      move: (_, to) => to ?? 2,
      signatureOf: () => [],
    }),
  })
  const reading = {
    words: ['quake'],
    sketch: { codes: '', level: 0, title: '' },
    named: null,
    facts: [],
    names: null,
  }
  const member = (itemId: number): KeptMember => ({
    ...{ itemId, storyId: 1, sourceId: 1, sourceName: 'a', urlKey: null, at: itemId, title: 'quake' },
    ...{ language: null, pinnedBy: null, kept: false, note: null, changes: [], reading },
  })
  machine.restoreStory({
    ...{ id: 1, createdAt: 1, lastItemAt: 1, headline: 'quake', score: 0, topScore: 0, splitFrom: null },
    ...{ language: null, signature: [], memory: null },
  })
  const count = 200_000
  machine.restoreMembers(Array.from({ length: count }, (_, at) => member(at + 1)))
  const order = {
    id: 1,
    kind: 'split' as const,
    storyId: 1,
    to: null,
    items: [count],
    by: 'editor:Ada',
    at: count,
  }
  const { problem, moments } = machine.order(order)
  assert.equal(problem, null)
  assert.deepEqual(
    moments.map(({ storyId, items }) => [storyId, items]),
    [
      [1, count - 1],
      [2, 1],
    ],
  )
})
