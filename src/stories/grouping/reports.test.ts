/** Full texts and two lines, through the grouping and the model as they are shipped. */
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { type News, type Newsroom, openNewsroom } from './test-news.ts'
import {
  ferryFlash,
  ferryHeadline,
  ferryReport,
  governorTrial,
  kinsaroQuake,
  mayorTrial,
  talvaraQuake,
  talvaraToll,
} from './test-reports.ts'

let newsroom: Newsroom
before(() => {
  newsroom = openNewsroom()
})

test('a full article, two lines and a headline of one event join in every order', () => {
  const all = [ferryReport, ferryFlash, ferryHeadline]
  for (const one of all)
    for (const other of all)
      for (const third of all) {
        if (new Set([one, other, third]).size < 3) continue
        const titles = [one, other, third].map(({ title }) => title).join(' / ')
        assert.deepEqual(newsroom.storiesOf(one, other, third), [1, 1, 1], titles)
      }
})

test('another trial with other names, places and sums is another story', () => {
  assert.deepEqual(newsroom.storiesOf(mayorTrial, governorTrial), [1, 2])
  assert.deepEqual(newsroom.storiesOf(governorTrial, mayorTrial), [1, 2])
})

test('another earthquake of another day with other names and numbers is another story', () => {
  const later = { ...kinsaroQuake, hours: 72 }
  assert.deepEqual(newsroom.storiesOf(talvaraQuake, later), [1, 2])
  assert.deepEqual(newsroom.storiesOf(talvaraQuake, { title: kinsaroQuake.title }), [1, 2])
  assert.deepEqual(newsroom.storiesOf({ title: talvaraQuake.title }, kinsaroQuake), [1, 2])
})

test('the next report of an earthquake goes to that one and not to the other', () => {
  const later = (news: News, hours: number) => ({ ...news, hours })
  const stories = newsroom.storiesOf(talvaraQuake, later(kinsaroQuake, 30), later(talvaraToll, 31))
  assert.deepEqual(stories, [1, 2, 1])
})

test('events that come mixed are told apart, and each is one story', () => {
  const stories = newsroom.storiesOf(
    ferryHeadline,
    mayorTrial,
    talvaraQuake,
    ferryReport,
    governorTrial,
    ferryFlash,
    talvaraToll,
  )
  assert.deepEqual(stories, [1, 2, 3, 1, 4, 1, 3])
})

test('what a site puts below its articles does not join them', () => {
  const tail = '\n\nSubscribe to the Daily Lantern\n\nMost read: Lantern crossword\n\nLantern podcasts'
  const [one, other] = [ferryReport, mayorTrial].map(news => ({ ...news, text: `${news.text}${tail}` }))
  assert.ok(one && other)
  assert.deepEqual(newsroom.storiesOf(one, other), [1, 2])
})
