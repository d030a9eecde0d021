import assert from 'node:assert/strict'
import { test } from 'node:test'
import { shippedBackground } from '../words/background.ts'
import { decide } from './decide.ts'
import { createLiveState, mergeStories, putItem, storyNumbered } from './live-state.ts'
import { shippedModel } from './model.ts'
import { regroup } from './regroup.ts'
import { plainRules } from './rules.ts'
import { openNewsroom } from './test-news.ts'
import { ferryFlash, ferryReport, mayorTrial } from './test-reports.ts'

const newsroom = openNewsroom()
const headline = newsroom.wordsOf({ title: 'Storm Alda kills 12 in northern Spain' })
const report = newsroom.wordsOf(ferryReport)

type Candidate = readonly [items: number, odds: number]

/** Of so many items each, with those odds; their numbers are 1, 2, 3 … */
function judged(candidates: readonly Candidate[]) {
  const state = newState()
  return candidates.map(([items, odds], at) => {
    const story = storyNumbered(state, at + 1)
    for (let item = 0; item < items; item++)
      putItem(state, { id: at * 100 + item, urlKey: null, at: 0, words: headline }, story)
    return { story, odds }
  })
}

const newState = () => createLiveState({ model: shippedModel(), background: shippedBackground() })
const chosen = (words: typeof headline, ...candidates: readonly Candidate[]) =>
  decide(words, judged(candidates), 0)?.id ?? null

test('two headlines that are not sure of each other wait for a third that agrees with both', () => {
  assert.equal(chosen(headline, [1, 1.2]), null)
  assert.equal(chosen(headline, [1, 1.2], [1, 0.4]), null, 'it does not agree')
  assert.equal(chosen(headline, [1, 1.2], [1, 0.8]), 1)
  assert.equal(chosen(headline, [1, 2.5]), 1)
})

test('a text needs no third, nor does a story of two', () => {
  assert.equal(chosen(report, [1, 1.2]), 1)
  assert.equal(chosen(headline, [2, 1.2]), 1)
})

test('a headline that leans towards a large story makes no pair with a stranger, however sure', () => {
  assert.equal(chosen(headline, [1, 4], [3, 0]), 2)
  assert.equal(chosen(headline, [1, 4], [3, -1]), null)
})

test('the story of more items keeps its number when two go together, of equal ones the older', () => {
  for (const [sizes, kept] of [
    [[1, 2], 2],
    [[3, 2], 1],
    [[2, 2], 1],
  ] as const) {
    const state = newState()
    const [one, other] = sizes.map((size, at) => {
      for (let item = 0; item < size; item++)
        putItem(
          state,
          { id: at * 10 + item, urlKey: null, at: 0, words: headline },
          storyNumbered(state, at + 1),
        )
      return storyNumbered(state, at + 1)
    })
    assert.ok(one && other)
    assert.equal(mergeStories(state, other, one, 'why')?.to, kept)
  }
})

test('two that are alone make no pair because a third story grew', () => {
  const state = newState()
  const all = [ferryReport, ferryFlash, mayorTrial, mayorTrial]
  for (const [at, news] of all.entries()) {
    const story = storyNumbered(state, at < 2 ? 9 : at)
    putItem(state, { id: at + 1, urlKey: null, at: 0, words: newsroom.wordsOf(news) }, story)
  }
  const grown = storyNumbered(state, 9)
  assert.deepEqual(
    regroup(grown, state.knowledge, plainRules).map(({ items }) => items.map(({ id }) => id)),
    [[1, 2]],
  )
})
