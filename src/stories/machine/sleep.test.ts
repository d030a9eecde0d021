import assert from 'node:assert/strict'
import { test } from 'node:test'
import { unrulyParts } from '../test-unruly.ts'
import { createStoryMachine } from './create-story-machine.ts'
import type { KeptMember, KeptStory } from './restore.ts'

const minuteMs = 60_000

function keptStory(id: number): KeptStory {
  const at = id * minuteMs
  return {
    ...{ id, createdAt: at, lastItemAt: at, headline: 'quake', score: 0, topScore: 0, splitFrom: null },
    ...{ language: null, signature: [], memory: null },
  }
}

/** The only item of the story of its id. */
function keptMember(id: number): KeptMember {
  const said = { title: `quake ${id}`, text: '', language: null, publishedAt: null, urlKey: null }
  const item = { ...said, id, sourceId: 1, sourceName: 'a', seenAt: id * minuteMs, firstPoll: false }
  return {
    ...{ itemId: id, storyId: id, sourceId: 1, sourceName: 'a', urlKey: null, at: item.seenAt },
    ...{ title: item.title, language: null, pinnedBy: null, kept: false, note: null, changes: [] },
    reading: unrulyParts.read(item),
  }
}

test('a story that wakes when as many are looked at as may be is there for what woke it', () => {
  const machine = createStoryMachine({
    ...unrulyParts,
    // The test's own looks through all of its items.
    createGrouping: rules => ({
      ...unrulyParts.createGrouping(rules),
      sleep: () => undefined,
      signatureOf: () => [],
    }),
  })
  const ids = Array.from({ length: 60_999 }, (_, at) => at + 2)
  for (const id of ids) machine.restoreStory(keptStory(id))
  machine.restoreMembers(ids.map(keptMember))
  machine.settle()
  const at = 61_000 * minuteMs
  machine.recall('now', String(at))
  assert.equal(machine.advance(at), false)
  machine.wake(keptStory(1))
  machine.wakeMembers(1, [keptMember(1)])
  machine.woken(1)
  const keep = { id: 1, kind: 'keep' as const, storyId: 1, to: null, items: [1], by: 'alerts', at }
  assert.equal(machine.order(keep).problem, null)
  assert.equal(machine.isLive(1), true)
  assert.equal(machine.advance(at), true, 'and what is too many sleeps before the next one')
})
