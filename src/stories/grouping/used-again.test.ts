/** An address that is used again, such as `/live`: what its page tells of decides, not the address. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { shippedBackground } from '../words/background.ts'
import { createGrouping } from './grouping.ts'
import { shippedModel } from './model.ts'
import { plainRules } from './rules.ts'
import { type News, openNewsroom } from './test-news.ts'

const newsroom = openNewsroom()
const flood: News = {
  title: 'Live updates: Velmar river bursts its banks as thousands flee',
  text: 'The river Velmar burst its banks in the night, and thousands left their houses in Port Arden, rescuers said.',
}
const more: News = {
  title: 'Velmar flood: thousands flee Port Arden as river rises further',
  text: 'Rescuers in Port Arden said that the river Velmar would rise further, and that thousands had left their houses.',
}
const vote: News = {
  title: 'Live updates: Norvian parliament votes on budget of prime minister Osk',
  text: 'Lawmakers began to vote on taxes and pensions, after prime minister Osk lost two coalition partners over his budget.',
}

test('a live page that another feed lists when it tells of the next event is no part of the last one', () => {
  const at = (news: News, hours: number): News => ({ ...news, hours, urlKey: 'live' })
  assert.deepEqual(newsroom.storiesOf(at(flood, 0), at(more, 2), at(vote, 72)), [1, 1, 2])
  assert.deepEqual(newsroom.storiesOf(at(flood, 0), at(more, 72)), [1, 1], 'as long as it tells of it')
  const rewritten = { title: 'Dozens feared dead as houses fall', urlKey: 'live', hours: 3 }
  assert.deepEqual(newsroom.storiesOf(at(flood, 0), rewritten), [1, 1], 'within a day it is one article')
})

/** Where items are, when the first one was revised. */
function revised(to: News, stays = false) {
  const rules = { ...plainRules, stays: () => stays }
  const grouping = createGrouping({ model: shippedModel(), background: shippedBackground(), rules })
  const item = (id: number, news: News) => ({ id, urlKey: null, at: id, words: newsroom.wordsOf(news) })
  for (const [at, news] of [flood, more].entries()) grouping.place(item(at + 1, news))
  const moves = grouping.revise(item(1, to))
  return { moves: moves.map(({ kind, items }) => [kind, ...items]), first: grouping.itemsOf(1) }
}

test('a page that tells of another event now leaves the story that the others are in', () => {
  assert.deepEqual(revised(vote), { moves: [['split', 1]], first: [2] })
  const further = { ...flood, title: 'Live updates: Velmar flood reaches the harbour of Port Arden' }
  assert.deepEqual(revised(further), { moves: [], first: [1, 2] })
})

test('one that an alert was made of, or that says next to nothing now, stays', () => {
  assert.deepEqual(revised(vote, true), { moves: [], first: [1, 2] })
  assert.deepEqual(revised({ title: 'Page not found' }), { moves: [], first: [1, 2] })
})
