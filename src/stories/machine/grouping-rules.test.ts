/** What the machine tells the grouping of what may move: by a grouping that only notes the rules. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { GroupingRules } from '../grouping/rules.ts'
import { unrulyParts } from '../test-unruly.ts'
import { createStoryMachine } from './create-story-machine.ts'
import type { TakenOrder } from './do-order.ts'

function openMachine() {
  let rules: GroupingRules | null = null
  const machine = createStoryMachine({
    ...unrulyParts,
    createGrouping(asked) {
      rules = asked
      return unrulyParts.createGrouping(asked)
    },
  })
  assert.ok(rules)
  let [items, orders] = [0, 0]
  const take = (title: string) => {
    items += 1
    const said = { title, text: '', language: null, publishedAt: null, urlKey: null }
    return machine.take({ ...said, id: items, sourceId: 1, sourceName: 'a', seenAt: items, firstPoll: false })
  }
  const order = (given: Pick<TakenOrder, 'kind' | 'storyId' | 'to' | 'items'>) => {
    orders += 1
    assert.equal(machine.order({ ...given, id: orders, by: 'editor:Ada', at: 100 }).problem, null)
  }
  return { rules: rules as GroupingRules, take, order }
}

test('a story that the grouping makes right now may take up items of a second one', () => {
  const { rules, take } = openMachine()
  take('quake')
  assert.equal(rules.survivor(1, 2), 'either')
  assert.equal(rules.survivor(2, 1), 'either')
})

test('a story that is made right now goes into the one with an alert or an editor’s items, not the other way round', () => {
  const { rules, take, order } = openMachine()
  for (const title of ['quake', 'quake', 'flood']) take(title)
  order({ kind: 'split', storyId: 1, to: null, items: [2] })
  order({ kind: 'keep', storyId: 2, to: null, items: [3] })
  for (const storyId of [1, 2, 3]) assert.equal(rules.survivor(9, storyId), storyId)
  assert.equal(rules.survivor(1, 3), null)
})

test('of a story that an editor took apart nothing leaves by the machine, so that no third one brings it together again', () => {
  const { rules, take, order } = openMachine()
  for (const title of ['quake', 'quake', 'quake', 'flood']) take(title)
  order({ kind: 'split', storyId: 1, to: null, items: [2] })
  assert.deepEqual(
    [1, 2, 3, 4].map(itemId => rules.stays(itemId)),
    [true, true, true, false],
  )
  take('quake')
  assert.equal(rules.stays(5), true, 'nor what came to it since')
})
