/** Whatever comes, sleeps, wakes and is moved, in whatever order: the shipped model over a small invented vocabulary. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { proofSize } from '../../../test/support/proof-size.ts'
import { backgroundOf } from '../words/background.ts'
import { createWordReader } from '../words/read-words.ts'
import { createGrouping, type Grouping, type ItemToPlace, type StoryMove } from './grouping.ts'
import { shippedModel } from './model.ts'
import type { GroupingRules } from './rules.ts'

const background = backgroundOf(new Map(), 500_000)
const read = createWordReader(background, () => new Set())
const shipped = shippedModel()
/** Two items are far less likely a pair, so that stories are split often (some 90 times below), not now and then. */
const model = { ...shipped, pair: { ...shipped.pair, base: shipped.pair.base - 3.5 } }
/** Some may not go together, and it is not always the older one that stays. */
const rules: GroupingRules = {
  survivor: (one, other) =>
    (one * other) % 7 === 0 ? null : (one + other) % 3 === 0 ? Math.max(one, other) : Math.min(one, other),
  stays: itemId => itemId % 11 === 0,
}
const newGrouping = () => createGrouping({ model, background, rules })

const vocabulary = 'ferry sinks mandal quake talvara ostrem trial mayor brenz 6.1 6.2 12 日銀 金利'.split(' ')
const topic = fc.constantFrom(...[0, 2, 4, 6, 8, 10, 12])
const said = fc
  .tuple(topic, topic, fc.array(fc.constantFrom(...vocabulary), { maxLength: 3 }))
  .map(([one, other, more]) => [
    ...vocabulary.slice(one, one + 3),
    ...(one % 4 === 0 ? vocabulary.slice(other, other + 2) : []),
    ...more,
  ])
const comes = fc.record({
  kind: fc.constant('comes' as const),
  said,
  address: fc.option(fc.constantFrom('a', 'b'), { freq: 9 }),
  later: fc.nat(8),
})
const other = fc.record({
  kind: fc.constantFrom('sleeps' as const, 'wakes' as const, 'is moved' as const, 'is revised' as const),
  which: fc.nat(50),
  to: fc.nat(50),
  said,
})
const step = fc.oneof({ weight: 9, arbitrary: comes }, { weight: 1, arbitrary: other })
const steps = fc.array(step, { minLength: 1, maxLength: 60, size: 'max' })
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never

/** What is to be kept of a grouping: which item is in which story, and what each says. */
interface Kept {
  items: Map<number, ItemToPlace>
  storyOf: Map<number, number>
  asleep: Map<number, ItemToPlace[]>
  lastStory: number
  hours: number
}

const nothingKept = (): Kept => ({
  items: new Map(),
  storyOf: new Map(),
  asleep: new Map(),
  lastStory: 0,
  hours: 0,
})

function itemsOf({ storyOf }: Kept, storyId: number): number[] {
  const of = [...storyOf].filter(([, story]) => story === storyId).map(([id]) => id)
  return of.sort((one, two) => one - two)
}

const pick = <Value>(values: readonly Value[], which: number) => values[which % Math.max(values.length, 1)]
const liveStories = ({ storyOf }: Kept) => [...new Set(storyOf.values())].sort((one, two) => one - two)

/** Does the step with both, and returns all that the grouping said. */
function take(
  grouping: Grouping,
  kept: Kept,
  step: Step,
  onMove: (why: string) => void = () => undefined,
): unknown {
  if (step.kind === 'comes') return takeItem(grouping, kept, step, onMove)
  const story = pick(liveStories(kept), step.which)
  if (step.kind === 'wakes') return wake(grouping, kept, pick([...kept.asleep.keys()], step.which))
  if (story === undefined) return null
  const ids = itemsOf(kept, story)
  if (step.kind === 'sleeps') {
    const signature = grouping.signatureOf(story)
    kept.asleep.set(
      story,
      ids.flatMap(id => kept.items.get(id) ?? []),
    )
    grouping.sleep([story])
    for (const id of ids) kept.storyOf.delete(id)
    return signature
  }
  const item = kept.items.get(pick(ids, step.to) ?? 0)
  assert.ok(item)
  if (step.kind === 'is revised') {
    const revised = { ...item, words: wordsOf(step.said) }
    kept.items.set(item.id, revised)
    grouping.revise(revised)
    return null
  }
  const to = grouping.move([item.id], step.to % 3 === 0 ? null : (pick(liveStories(kept), step.to) ?? null))
  kept.storyOf.set(item.id, to)
  kept.lastStory = Math.max(kept.lastStory, to)
  return to
}

const wordsOf = (said: readonly string[]) => read({ title: said.join(' '), text: '', language: null })

function takeItem(
  grouping: Grouping,
  kept: Kept,
  { said, address, later }: Step & { kind: 'comes' },
  onMove: (why: string) => void,
) {
  kept.hours += later
  const id = kept.items.size + 1
  const item = { id, urlKey: address, at: kept.hours * 3_600_000, words: wordsOf(said) }
  kept.items.set(id, item)
  const placement = grouping.place(item)
  const { storyId, founded, moves, likeness } = placement
  const at = moves.find(({ items }) => items.includes(id))?.from ?? storyId
  assert.equal(founded, at > kept.lastStory, 'a new story has a new number, and only that')
  assert.ok(likeness >= 0 && likeness <= 1)
  kept.storyOf.set(id, at)
  kept.lastStory = Math.max(kept.lastStory, at)
  for (const move of moves) {
    carry(kept, move)
    onMove(move.why)
  }
  assert.equal(kept.storyOf.get(id), storyId, 'the item ends where it is said to be')
  return placement
}

function carry(kept: Kept, { kind, from, to, items, why }: StoryMove): void {
  assert.notEqual(from, to)
  assert.match(why, /^[a-z ]+$/)
  const before = itemsOf(kept, from)
  if (kind === 'merge') {
    assert.equal(rules.survivor(from, to), to, 'only what may go together does, and the right one stays')
    assert.deepEqual([...items], before, 'all of it goes, and nothing else')
  } else {
    assert.ok(items.length > 0 && items.length < before.length, 'some go and some stay')
    assert.ok(items.every(id => before.includes(id) && !rules.stays(id)))
    assert.equal(kind === 'split', to > kept.lastStory, 'a split gives out a new number')
    if (kind === 'move') assert.notEqual(rules.survivor(from, to), null)
  }
  for (const id of items) kept.storyOf.set(id, to)
  kept.lastStory = Math.max(kept.lastStory, to)
}

function wake(grouping: Grouping, kept: Kept, story: number | undefined): null {
  if (story === undefined) return null
  for (const item of kept.asleep.get(story) ?? []) {
    const now = kept.items.get(item.id) ?? item
    grouping.restore(now, story)
    kept.storyOf.set(item.id, story)
  }
  kept.asleep.delete(story)
  return null
}

function judgeGrouping(grouping: Grouping, kept: Kept): void {
  const stories = liveStories(kept)
  assert.equal(grouping.liveStories(), stories.length)
  for (const story of stories) assert.deepEqual([...grouping.itemsOf(story)], itemsOf(kept, story))
  for (const story of kept.asleep.keys()) assert.deepEqual(grouping.itemsOf(story), [])
}

/** A story's number says nothing of whether it is there. */
function restored({ items, storyOf, lastStory }: Kept, order: (ids: number[]) => number[]): Grouping {
  const grouping = newGrouping()
  grouping.restoreLastStory(lastStory)
  for (const id of order([...storyOf.keys()].sort((one, two) => one - two))) {
    const item = items.get(id)
    if (item) grouping.restore(item, storyOf.get(id) ?? 0)
  }
  return grouping
}

test('every item is in exactly one story at every moment, and what is moved adds up', () => {
  const moves = new Map<string, number>()
  fc.assert(
    fc.property(steps, all => {
      const [grouping, kept] = [newGrouping(), nothingKept()]
      for (const step of all) {
        take(grouping, kept, step, why => moves.set(why, (moves.get(why) ?? 0) + 1))
        judgeGrouping(grouping, kept)
      }
    }),
    { numRuns: 400 },
  )
  // Else this says nothing about them.
  assert.deepEqual(
    [...moves]
      .filter(([, times]) => times > 3)
      .map(([why]) => why)
      .sort(),
    ['it tells of another event', 'the story has grown to it', 'they tell of the same event'],
    JSON.stringify([...moves]),
  )
})

test('a grouping that is restored at any point, in any order, goes on as the one that never stopped', () => {
  const orders = fc.constantFrom<(ids: number[]) => number[]>(
    ids => ids,
    ids => ids.toReversed(),
    ids => [...ids.filter(id => id % 2 === 0), ...ids.filter(id => id % 2 === 1)],
  )
  fc.assert(
    fc.property(steps, fc.array(fc.nat(60), { maxLength: 3 }), orders, (all, stops, order) => {
      const [one, keptByOne] = [newGrouping(), nothingKept()]
      let other = newGrouping()
      const keptByOther = nothingKept()
      for (const [at, step] of all.entries()) {
        if (stops.includes(at)) other = restored(keptByOther, order)
        assert.deepEqual(take(other, keptByOther, step), take(one, keptByOne, step))
        judgeGrouping(other, keptByOther)
      }
    }),
    { numRuns: proofSize(200, 1_000) },
  )
})

test('the same items in the same order give the same stories', () => {
  fc.assert(
    fc.property(steps, all => {
      const run = () => {
        const [grouping, kept] = [newGrouping(), nothingKept()]
        return all.map(step => take(grouping, kept, step))
      }
      assert.deepEqual(run(), run())
    }),
    { numRuns: 50 },
  )
})
