/** What always holds of a score, whatever comes. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { ChangeKind } from '../moment.ts'
import { reasonWords } from '../text/reasons-en.ts'
import type { NotedItem } from './breaking.ts'
import { dayMs, rememberedDays } from './days.ts'
import { countedItems, createBreaking, scoreStory, usualWeights } from './index.ts'
import { changePoints } from './points.ts'
import type { StoryNow } from './story-now.ts'
import { item, minuteMs, noon, noteAndLearn } from './test-story.ts'

const titles = fc.oneof(
  fc.constantFrom(
    'BREAKING: Explosion in the harbour',
    '*** Coup',
    'Markets wrap: Stocks slip',
    '速報：地震',
    'Wall Street ends lower',
    'Morning in brief: 12 things to know',
    'Council moves its seat',
  ),
  fc.string({ unit: 'grapheme', maxLength: 90 }),
)

const items = fc.array(
  fc.record({
    sourceId: fc.integer({ min: 1, max: 5 }),
    title: titles,
    text: fc.oneof(fc.constant('Police said in a statement that two died.'), fc.string({ maxLength: 200 })),
    seenAt: fc.integer({ min: noon - 12 * dayMs, max: noon }),
    firstPoll: fc.boolean(),
    publishedAt: fc.option(fc.integer({ min: noon - 20 * dayMs, max: noon })),
    url: fc.option(fc.constantFrom('https://a.gov/sport/x', 'https://b.example/opinion/y', 'no address')),
  }),
  { minLength: 1, maxLength: Math.min(40, countedItems) },
)

const counted = fc.record({
  origin: fc.integer({ min: 1, max: 4 }),
  kinds: fc.array(fc.constantFrom(...(Object.keys(changePoints) as ChangeKind[])), { maxLength: 3 }),
})

function machine() {
  const breaking = createBreaking()
  breaking.setWeights({ words: usualWeights, officialSources: new Set([5]) })
  return breaking
}

const asItem = (told: Partial<NotedItem>): NotedItem => ({ ...item({}), ...told })

const stories: fc.Arbitrary<StoryNow> = fc
  .record({
    items,
    counted: fc.array(counted, { minLength: 40, maxLength: 40 }),
    like: fc.integer({ min: 0, max: 100 }),
  })
  .map(({ items: told, counted: how, like }) => {
    const breaking = machine()
    const inOrder = told.toSorted((one, other) => one.seenAt - other.seenAt).map(asItem)
    const newest = inOrder.map((one, at) => ({
      note: noteAndLearn(breaking, one),
      origin: how[at]?.origin ?? 0,
      changes: (how[at]?.kinds ?? []).map(kind => ({ kind, itemId: at, quote: '', facts: {} })),
    }))
    const at = Math.max(...newest.map(({ note }) => note.at))
    const origins = new Set(newest.map(({ origin }) => origin)).size
    return {
      at,
      foundedAt: newest[0]?.note.at ?? at,
      origins,
      newest,
      novelty: { likenessPercent: like, days: 30 },
    }
  })

test('a score is whole and between 0 and 100, and its reasons add up to it, the weightiest first, each in words', () => {
  fc.assert(
    fc.property(stories, story => {
      const { score, reasons } = scoreStory(story)
      assert.ok(Number.isInteger(score) && score >= 0 && score <= 100)
      assert.equal(
        reasons.reduce((sum, { points }) => sum + points, 0),
        score,
      )
      assert.ok(reasons.every(({ points }) => Number.isInteger(points) && points !== 0))
      const sizes = reasons.map(({ points }) => Math.abs(points))
      assert.deepEqual(
        sizes,
        sizes.toSorted((one, other) => other - one),
      )
      for (const reason of reasons) assert.doesNotMatch(reasonWords(reason), /undefined|NaN|^$/)
    }),
  )
})

test('one more origin never lowers a score, all else equal', () => {
  fc.assert(
    fc.property(stories, fc.integer({ min: 0, max: 600 }), (story, minutes) => {
      const at = story.at + minutes * minuteMs
      const plain = noteAndLearn(machine(), item({ sourceId: 9, seenAt: at }))
      const known = { note: plain, changes: [] }
      const again = {
        ...story,
        at,
        newest: [...story.newest.slice(-20), { ...known, origin: story.newest.at(-1)?.origin ?? 1 }],
      }
      const more = { ...again, newest: [...again.newest, { ...known, origin: 99 }] }
      const same = {
        ...again,
        newest: [...again.newest, { ...known, origin: again.newest.at(-1)?.origin ?? 1 }],
      }
      assert.ok(scoreStory({ ...more, origins: story.origins + 1 }).score >= scoreStory(same).score)
    }),
  )
})

test('the same items make the same notes, and notes survive JSON', () => {
  fc.assert(
    fc.property(items, told => {
      const [one, other] = [machine(), machine()]
      const notes = told.map(asItem).map(next => noteAndLearn(one, next))
      assert.deepEqual(
        told.map(asItem).map(next => JSON.parse(JSON.stringify(noteAndLearn(other, next)))),
        notes,
      )
    }),
  )
})

test('a restart that learns the newest days again goes on like who never stopped, whenever it came', () => {
  fc.assert(
    fc.property(items, items, fc.nat(3 * dayMs), (before, after, laterMs) => {
      const never = machine()
      const notes = before.map(asItem).map(next => noteAndLearn(never, next))
      const now = Math.max(...notes.map(({ at }) => at)) + laterMs
      never.advance(now)
      const restarted = machine()
      restarted.advance(now)
      for (const note of notes)
        if (note.at >= (Math.floor(now / dayMs) - rememberedDays + 1) * dayMs)
          restarted.learn(JSON.parse(JSON.stringify(note)))
      for (const next of after.map(asItem))
        assert.deepEqual(noteAndLearn(restarted, next), noteAndLearn(never, next))
    }),
  )
})

test('a revision that takes a mark away changes what the item tells, and nothing that its source taught', () => {
  const breaking = machine()
  const marked = noteAndLearn(breaking, item({ title: 'BREAKING: Council resigns' }))
  const revised = breaking.revise(marked, item({ title: 'Council resigns' }))
  assert.equal(revised.mark, null)
  const later = breaking.revise(marked, item({ title: 'Council resigns', after: 90 }))
  assert.deepEqual([later.at, later.newsAt, later.saidAt], [marked.at, marked.at, marked.at + 90 * minuteMs])
  assert.deepEqual(revised.habit, marked.habit)
})
