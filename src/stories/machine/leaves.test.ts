import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createStoryMachine } from './create-story-machine.ts'
import { shippedParts } from './shipped-parts.ts'

const title = 'Live updates: Velmar river bursts its banks as thousands flee Port Arden'
const flood = 'The river Velmar burst its banks in the night, and thousands left their houses in Port Arden.'

const item = (id: number, headline: string, text: string) => ({
  ...{ id, sourceId: id, sourceName: `source ${id}`, urlKey: null, title: headline, text, language: 'en' },
  ...{ publishedAt: null, seenAt: id, firstPoll: false },
})

/** What becomes of the first of two items of one story. */
function revised(headline: string, text: string) {
  const machine = createStoryMachine(shippedParts())
  machine.take(item(1, title, flood))
  const { storyId } = machine.take(item(2, 'Velmar river bursts its banks, thousands flee Port Arden', flood))
  assert.equal(storyId, 1)
  return machine.revise(item(1, headline, text), 2, 9)
}

test('what a page tells of another event is nothing new to the story that it leaves', () => {
  const crash =
    'Rescuers said that 40 people were killed when a ferry sank off the coast of Kessel in a storm.'
  const outcome = revised('Live updates: ferry sinks off Kessel, 40 killed', crash)
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

test('who withdraws a report in other words says so to the story', () => {
  const outcome = revised(
    'Editors retract report',
    'This report has been withdrawn because it contained serious errors by our correspondent.',
  )
  assert.deepEqual(
    outcome.moments.map(({ storyId, kind, changes }) => [storyId, kind, changes.map(change => change.kind)]),
    [[1, 'revised', ['withdrawal']]],
  )
})

test('a page that translates itself stays where it was, whatever language its feed says', () => {
  const headline = 'Crecida: miles de personas huyen mientras el río se desborda'
  const text = 'El río se desbordó durante la noche y miles de personas abandonaron sus casas en la ciudad.'
  const outcome = revised(headline, text)
  assert.equal(outcome.storyId, 1)
  assert.deepEqual(
    outcome.moments.map(moment => [moment.storyId, moment.kind, moment.items]),
    [[1, 'revised', 2]],
  )
})
