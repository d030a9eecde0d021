/** The parts of the grouping: sums that do not depend on an order, and numbers that are always numbers. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { backgroundOf, shippedBackground } from '../words/background.ts'
import { type ItemWords, termAt, termCount } from '../words/item-words.ts'
import { createWordReader } from '../words/read-words.ts'
import { createSmallWords } from '../words/small-words.ts'
import { sharesOf } from './candidates.ts'
import { featureNames } from './features.ts'
import { see } from './judge.ts'
import { likelihoodRatio, saidByStory } from './likelihood.ts'
import { createLiveState, forgetStory, putItem, reviseItem, storyNumbered, takeItems } from './live-state.ts'
import { type LiveStory, storyProfile, storyTally } from './live-story.ts'
import { logOdds, shippedModel } from './model.ts'
import { createPostings, type Posted, tellingTerms } from './postings.ts'
import { profileOf } from './profile.ts'
import { countShared, tallyOf } from './tally.ts'
import { createTermCounts } from './term-counts.ts'
import { variety } from './variety.ts'

const background = shippedBackground()
const model = shippedModel()
const read = createWordReader(background, createSmallWords())
const readText = (title: string, text = '') => read({ title, text, language: 'en' })

const vocabulary =
  'Ferry Mandal quake Talvara 6.1 6.2 12 2024 trial Mayor the . \n\n May 5 日銀 金利 हिंदी ﷺ 🔥 \ud800 \u0000'.split(
    ' ',
  )
const phrase = fc.array(fc.constantFrom(...vocabulary), { maxLength: 12 }).map(words => words.join(' '))
const odd = fc.oneof({ weight: 4, arbitrary: phrase }, fc.string({ unit: 'binary', maxLength: 60 }))
const said = fc.tuple(odd, odd).map(([title, text]) => readText(title, text))

test('a tally is the same in whatever order the items came', () => {
  fc.assert(
    fc.property(
      fc.array(said, { minLength: 1, maxLength: 12 }),
      fc.infiniteStream(fc.nat()),
      (items, places) => {
        const mixed = items
          .map(item => ({ item, place: places.next().value }))
          .sort((one, other) => one.place - other.place)
          .map(({ item }) => item)
        const tally = tallyOf(items)
        assert.deepEqual(tallyOf(mixed), tally)
        for (const set of [tally.pairs, tally.marks])
          assert.ok(set.every((value, at) => at === 0 || value > (set[at - 1] ?? 0)))
      },
    ),
  )
})

test('a tally counts each item once, whatever it repeats', () => {
  const tally = tallyOf([readText('Ferry ferry', 'A ferry off Mandal'), readText('Ferry sinks')])
  const { terms, items } = tally
  assert.equal(items, 2)
  const counts = Array.from({ length: terms.length / 3 }, (_, at) => (terms[3 * at + 2] ?? 0) >>> 16)
  assert.deepEqual(counts.toSorted(), [1, 1, 2])
})

test('what the sorted sets share is counted', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(30)), fc.uniqueArray(fc.nat(30)), (one, other) => {
      const sorted = (values: number[]) => Uint32Array.from(values).sort()
      assert.equal(countShared(sorted(one), sorted(other)), one.filter(value => other.includes(value)).length)
    }),
  )
})

const change = fc.record({
  kind: fc.constantFrom('put' as const, 'put' as const, 'put' as const, 'take' as const, 'revise' as const),
  story: fc.integer({ min: 1, max: 4 }),
  which: fc.nat(40),
  said,
})

test('a story’s tally and profile follow from its newest items alone, however they came and went', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 40 }), changes => {
      const state = createLiveState({ model, background })
      const { telling } = state.knowledge.counts
      for (const [at, { kind, story, which, said: words }] of changes.entries()) {
        const items = [...state.items.values()]
        const item = items[which % Math.max(items.length, 1)]
        // Not in the order of their ids, as when a story wakes.
        const id = (at * 17) % 41
        if (kind === 'put') putItem(state, { id, at, words, urlKey: null }, storyNumbered(state, story))
        else if (item && kind === 'take')
          takeItems(state, [item], storyNumbered(state, (item.story.id % 4) + 1))
        else if (item) reviseItem(state, { id: item.id, at, words, urlKey: null })
        for (const live of state.stories.values()) {
          const ids = live.items.map(item => item.id)
          assert.deepEqual(
            ids,
            ids.toSorted((one, other) => one - other),
          )
          if (ids.length === 0) continue
          const tally = tallyOf(live.items.map(item => item.words))
          assert.deepEqual(storyTally(live), tally)
          assert.deepEqual(storyProfile(live, telling), profileOf(tally, telling))
          assert.equal(live.lastAt, Math.max(...live.items.map(item => item.at)))
        }
      }
    }),
    { numRuns: 60 },
  )
})

test('a story of more than 64 items is known by its newest 64', () => {
  const state = createLiveState({ model, background })
  const story = storyNumbered(state, 1)
  for (let id = 1; id <= 70; id++) {
    putItem(state, { id, at: 0, urlKey: null, words: readText(`Ferry word${id}`) }, story)
    storyTally(story)
  }
  assert.deepEqual(storyTally(story), tallyOf(story.items.slice(-64).map(({ words }) => words)))
  assert.equal(storyTally(story).items, 64)
})

test('what the words of all items sum up to is nothing again once all stories sleep', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(said, fc.integer({ min: 1, max: 5 })), { maxLength: 20 }), items => {
      const state = createLiveState({ model, background })
      const { counts, postings } = state.knowledge
      const untouched = createTermCounts(background)
      for (const [at, [words, story]] of items.entries()) {
        putItem(state, { id: at, at, words, urlKey: `${at % 2}` }, storyNumbered(state, story))
        const [revised] = items[(at + 1) % items.length] ?? []
        if (revised && at % 3 === 0) reviseItem(state, { id: at, at, words: revised, urlKey: `${at % 2}` })
      }
      for (const story of [...state.stories.values()]) forgetStory(state, story)
      postings.sweep()
      assert.deepEqual([state.stories.size, state.items.size], [0, 0])
      for (const urlKey of ['0', '1', null])
        for (const [words] of items)
          assert.equal(
            state.same.find({ words, urlKey, at: 0 }, () => true),
            null,
          )
      for (const [words] of items)
        for (let at = 0; at < termCount(words); at++) {
          assert.equal(counts.share(termAt(words, at)), untouched.share(termAt(words, at)))
          assert.deepEqual(postings.newest(termAt(words, at)), [])
        }
    }),
  )
})

test('a word’s share of all words is above nothing and below one, and grows with what is read', () => {
  const counts = createTermCounts(backgroundOf(new Map(), 500_000))
  const words = readText('Ferry')
  const before = counts.share(termAt(words, 0))
  assert.ok(before > 0)
  for (let times = 0; times < 1_000; times++) counts.add(words)
  const [after] = sharesOf(words, counts)
  assert.ok(after !== undefined && after > before && after < 1)
})

test('every feature and every odds is a finite number, whatever the items say', () => {
  let seen = 0
  fc.assert(
    fc.property(
      fc.array(fc.tuple(said, fc.integer({ min: 1, max: 3 })), { minLength: 1, maxLength: 10 }),
      said,
      fc.nat(),
      (items, words, later) => {
        const state = createLiveState({ model, background })
        for (const [id, [its, story]] of items.entries())
          putItem(state, { id, at: id, words: its, urlKey: null }, storyNumbered(state, story))
        for (const { story, features, against } of see({ words, at: later }, state.knowledge)) {
          seen += 1
          assert.equal(features.length, featureNames.length)
          for (const [at, value] of features.entries())
            assert.ok(Number.isFinite(value), featureNames[at] ?? '')
          assert.ok(Number.isFinite(against) && against >= 0)
          assert.ok(Number.isFinite(logOdds(model, features)))
          assert.equal(state.knowledge.odds.ofStory(features), logOdds(model, features))
          const shares = sharesOf(words, state.knowledge.counts)
          assert.ok(Number.isFinite(likelihoodRatio(words, shares, saidByStory(storyTally(story)))))
        }
      },
    ),
    { numRuns: 300 },
  )
  assert.ok(seen > 300)
})

test('an item is looked for under each of its words, the newest first and no more than 400 of them', () => {
  const postings = createPostings<Posted>(() => 1)
  const words: ItemWords = readText('Ferry sinks')
  // In another order than that of their ids.
  const ids = Array.from({ length: 500 }, (_, at) => (at * 7) % 500)
  const story = { id: 1, slot: -1 }
  const items = ids.map(id => ({ id, words, story, slot: -1, gone: id % 100 === 99 }))
  for (const item of items) postings.add(item)
  const newest = () => postings.newest(termAt(words, 0)).map(({ id }) => id)
  assert.deepEqual(newest().slice(0, 3), [498, 497, 496])
  assert.equal(newest().length, 396)
  postings.sweep()
  assert.equal(newest().length, 400)
  for (const item of items) postings.remove(item)
  assert.deepEqual(newest(), [])
  assert.equal(story.slot, -1)
})

test('the stories that share the most are found, as by who looks at all items, however they moved', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 60 }), said, fc.nat(5), (changes, words, most) => {
      const state = createLiveState({ model, background })
      const { postings } = state.knowledge
      for (const [at, { kind, story, which, said: its }] of changes.entries()) {
        const items = [...state.items.values()]
        const item = items[which % Math.max(items.length, 1)]
        // A whole number for each word, so that sums are the same in any order.
        if (kind === 'put')
          putItem(state, { id: (at * 17) % 61, at, words: its, urlKey: null }, storyNumbered(state, story))
        else if (item && kind === 'take') takeItems(state, [item], storyNumbered(state, (which % 4) + 1))
        else if (item && at % 2 === 0) reviseItem(state, { id: item.id, at, words: its, urlKey: null })
        else if (item) {
          forgetStory(state, item.story)
          postings.sweep()
        }
      }
      const told = Float64Array.from({ length: termCount(words) }, (_, at) => 1 + (at % 7))
      const shared = ({ items }: LiveStory) =>
        told.reduce((sum, tells, at) => {
          const term = termAt(words, at)
          return items.some(item => tellingTerms(item.words, () => 1).includes(term)) ? sum + tells : sum
        }, 0)
      const except = state.stories.get(1) ?? null
      const all = [...state.stories.values()]
        .filter(story => story !== except && shared(story) > 0)
        .sort((one, other) => shared(other) - shared(one) || one.id - other.id)
      assert.deepEqual(
        postings.nearest({ words, told, most, except }).map(({ id }) => id),
        all.slice(0, most).map(({ id }) => id),
      )
    }),
  )
})

test('a stream of more stories asks for more evidence, one of more items for less, and a small one for none', () => {
  assert.equal(variety(0, 0), 0)
  assert.equal(variety(100, 120), 0)
  assert.ok(variety(40_000, 50_000) > 1)
  fc.assert(
    fc.property(fc.nat(60_000), fc.nat(60_000), fc.nat(1_000_000), (one, other, more) => {
      const [few, many] = one < other ? [one, other] : [other, one]
      const items = many + more
      assert.ok(variety(few, items) <= variety(many, items))
      assert.ok(variety(many, items) >= variety(many, items + 1_000))
      assert.ok(variety(many, items) >= 0 && variety(many, items) < 12)
    }),
  )
})
