import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createStoryMachine } from './create-story-machine.ts'
import { shippedParts } from './shipped-parts.ts'

test('what a page tells of another event is nothing new to the story that it leaves', () => {
  const machine = createStoryMachine(shippedParts())
  const item = (id: number, title: string, text: string) => ({
    ...{ id, sourceId: id, sourceName: `source ${id}`, urlKey: null, title, text, language: 'en' },
    ...{ publishedAt: null, seenAt: id, firstPoll: false },
  })
  const title = 'Live updates: Velmar river bursts its banks as thousands flee Port Arden'
  const flood =
    'The river Velmar burst its banks in the night, and thousands left their houses in Port Arden.'
  machine.take(item(1, title, flood))
  const { storyId } = machine.take(item(2, 'Velmar river bursts its banks, thousands flee Port Arden', flood))
  assert.equal(storyId, 1)
  const crash =
    'Rescuers said that 40 people were killed when a ferry sank off the coast of Kessel in a storm.'
  const outcome = machine.revise(item(1, 'Live updates: ferry sinks off Kessel, 40 killed', crash), 2, 9)
  assert.equal(outcome.storyId, 2)
  assert.deepEqual(
    outcome.moments.map(moment => [moment.storyId, moment.kind, moment.items, moment.changes]),
    [
      [1, 'revised', 2, []],
      [1, 'split', 1, []],
      [2, 'split', 1, []],
    ],
  )
})
