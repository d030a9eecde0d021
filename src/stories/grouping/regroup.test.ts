import assert from 'node:assert/strict'
import { test } from 'node:test'
import { shippedBackground } from '../words/background.ts'
import { createLiveState, moveItems, putItem, storyNumbered } from './live-state.ts'
import { shippedModel } from './model.ts'
import { regroup } from './regroup.ts'
import { type GroupingRules, plainRules } from './rules.ts'
import { openNewsroom } from './test-news.ts'
import { ferryFlash, ferryReport, governorTrial, mayorTrial } from './test-reports.ts'

const newsroom = openNewsroom()
const ferry = {
  title: 'Mandal ferry Solvind sinks: coast guard saves 143 passengers',
  text: ferryReport.text ?? '',
}

/** All of them in one story, but those of `apart`. */
function groupedWrongly(rules: GroupingRules, apart: readonly number[] = []) {
  const state = createLiveState({ model: shippedModel(), background: shippedBackground(), rules })
  for (const [at, news] of [ferryReport, ferryFlash, ferry, mayorTrial, governorTrial].entries()) {
    const item = { id: at + 1, urlKey: null, at: 0, words: newsroom.wordsOf(news) }
    putItem(state, item, storyNumbered(state, apart.includes(item.id) ? item.id + 10 : 1))
  }
  const regrouped = () =>
    regroup(storyNumbered(state, 1), state.knowledge, rules).map(({ to, items }) => ({
      to: to?.id ?? null,
      items: items.map(({ id }) => id),
    }))
  return { state, regrouped }
}

test('a story that took in other events gives them back, and keeps its own', () => {
  const apart = groupedWrongly(plainRules).regrouped()
  assert.deepEqual(
    apart.find(({ to }) => to === 1),
    { to: 1, items: [1, 2, 3] },
  )
  assert.ok(apart.some(({ to, items }) => to === null && items.includes(4)))
})

test('its number stays with the items that must stay in it', () => {
  const rules = { ...plainRules, stays: (itemId: number) => itemId === 4 }
  const { to } = groupedWrongly(rules)
    .regrouped()
    .find(({ items }) => items.includes(4)) ?? { to: null }
  assert.equal(to, 1)
})

test('of a story of many sizes only some are looked at', () => {
  assert.deepEqual(groupedWrongly(plainRules, [1, 2, 3, 4]).regrouped(), [])
})

test('an item that must stay does not move, nor does one between stories that must stay apart', () => {
  const staying = { ...plainRules, stays: (itemId: number) => itemId === 4 }
  const { state } = groupedWrongly(staying)
  const items = [4, 5].flatMap(id => state.items.get(id) ?? [])
  assert.deepEqual(moveItems(state, items, null, 'why')?.items, [5])
  const parted = groupedWrongly({ ...plainRules, survivor: () => null }, [5])
  const [item] = [4].flatMap(id => parted.state.items.get(id) ?? [])
  assert.ok(item)
  assert.equal(moveItems(parted.state, [item], storyNumbered(parted.state, 15), 'why'), null)
})

test('a story of which all is to go elsewhere goes whole, also where an alert was made of it', () => {
  const staying = { ...plainRules, stays: (itemId: number) => itemId === 1 || itemId === 3 }
  const { state } = groupedWrongly(staying, [3, 4])
  const items = [3].flatMap(id => state.items.get(id) ?? [])
  const { kind, to } = moveItems(state, items, storyNumbered(state, 1), 'why') ?? {}
  assert.deepEqual([kind, to], ['merge', 1])
})

test('where a stream tells of much, a pair that alone makes no story does it beside others like it', () => {
  const model = { ...shippedModel(), pair: { base: 1.5, trees: [] } }
  const joined = (storyOf: readonly number[]) => {
    const state = createLiveState({ model, background: shippedBackground() })
    for (const [at, story] of storyOf.entries()) {
      const words = newsroom.wordsOf({
        title: `Mandal ferry Solvind sinks ${['off the coast', 'at night', 'in a storm', 'near a rock'][at]}`,
      })
      putItem(state, { id: at + 1, urlKey: null, at: 0, words }, storyNumbered(state, story))
    }
    const knowledge = { ...state.knowledge, variety: () => 3.6 }
    return regroup(storyNumbered(state, 1), knowledge, plainRules).length === 1
  }
  assert.equal(joined([1, 1, 2]), false)
  assert.equal(joined([1, 1, 2, 2]), true)
})
