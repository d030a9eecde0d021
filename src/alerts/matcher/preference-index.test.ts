import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import fc from 'fast-check'
import { propertyRuns } from '../../../test/support/property-runs.ts'
import { type Muted, type Preferences, plainPreferences } from '../../subscribers/index.ts'
import type { AlertFacts } from '../wants/facts.ts'
import { type Wish, wishOf, wishWants } from '../wants/wants.ts'
import { anyText, anyTyped, typedWell } from '../watch/test-watch.ts'
import { wordsOf } from '../watch/words.ts'
import { createParseAll } from './parse-all.ts'
import { createPreferenceIndex } from './preference-index.ts'

const never = new AbortController().signal
const at = 1_000

const anyMuted: fc.Arbitrary<Muted> = fc.oneof(
  fc.record({ story: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ thread: fc.integer({ min: 1, max: 4 }) }),
)
const topics = fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 3 })
const rarely = <T>(values: fc.Arbitrary<T[]>) =>
  fc.oneof({ arbitrary: fc.constant<T[]>([]), weight: 4 }, { arbitrary: values, weight: 1 })
const priority = fc.constantFrom('flash' as const, 'breaking' as const, 'developing' as const)

const anyPreferences: fc.Arbitrary<Preferences> = fc
  .record({
    scope: fc.constantFrom('all' as const, 'chosen' as const, 'chosen' as const),
    topics: rarely(topics),
    watch: fc.array(fc.oneof({ arbitrary: typedWell, weight: 9 }, { arbitrary: anyTyped, weight: 1 }), {
      maxLength: 4,
    }),
    less: rarely(topics),
    least: fc.oneof({ arbitrary: fc.constant('developing' as const), weight: 3 }, priority),
    muted: rarely(fc.array(anyMuted, { maxLength: 3 })),
    only: rarely(fc.array(anyMuted, { maxLength: 2 })),
    pausedUntil: fc.constantFrom(null, null, null, at - 1, at, at + 1, at + 2),
  })
  .map(chosen => ({ ...plainPreferences, ...chosen }))

const anyFacts: fc.Arbitrary<AlertFacts> = fc.record({
  kind: fc.constantFrom(
    ...(['alert', 'alert', 'alert', 'alert', 'alert', 'update', 'correction', 'retraction'] as const),
  ),
  priority,
  topics: rarely(topics),
  namesTopics: fc.boolean(),
  storyIds: fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 2 }),
  threadId: fc.integer({ min: 1, max: 5 }),
  words: fc.tuple(anyText, anyText).map(wordsOf),
})

type Step =
  | { kind: 'set'; id: number; preferences: Preferences }
  | { kind: 'drop'; id: number }
  | { kind: 'fold'; meanwhile: { id: number; preferences: Preferences; turns: number }[] }
  | { kind: 'ask'; facts: AlertFacts; at: number }

const anyId = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constantFrom(2 ** 32 + 1, 2 ** 45))
const setting = fc.record({ id: anyId, preferences: anyPreferences })
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { arbitrary: setting.map(set => ({ kind: 'set' as const, ...set })), weight: 12 },
  { arbitrary: anyId.map(id => ({ kind: 'drop' as const, id })), weight: 2 },
  {
    arbitrary: fc
      .array(fc.record({ id: anyId, preferences: anyPreferences, turns: fc.nat(25) }), { maxLength: 3 })
      .map(meanwhile => ({ kind: 'fold' as const, meanwhile })),
    weight: 1,
  },
  {
    arbitrary: fc
      .record({ facts: anyFacts, at: fc.integer({ min: at - 1, max: at + 2 }) })
      .map(asked => ({ kind: 'ask' as const, ...asked })),
    weight: 12,
  },
)

/** Returns how many pairs of an expression and an alert were compared. */
async function follow(steps: readonly Step[]): Promise<number> {
  const known = new Map<number, Wish>()
  const index = createPreferenceIndex(createParseAll(), { bounds: { mostFresh: 2, mostSegments: 2 } })
  let pairs = 0
  const set = ({ id, preferences }: { id: number; preferences: Preferences }) => {
    known.set(id, wishOf(preferences))
    index.set(id, preferences)
  }
  for (const step of steps) {
    if (step.kind === 'set') set(step)
    else if (step.kind === 'drop') {
      known.delete(step.id)
      index.drop(step.id)
    } else if (step.kind === 'fold') {
      const folding = index.fold(never)
      for (const one of step.meanwhile) {
        for (let turn = 0; turn < one.turns; turn++) await nextTurn()
        set(one)
      }
      await folding
    } else {
      const plain = [...known].filter(([, wish]) => wishWants(step.facts, wish, step.at).in)
      const ids = plain.map(([id]) => id).sort((one, other) => one - other)
      assert.deepEqual([...index.audience(step.facts, step.at)], ids)
      for (const { preferences } of known.values()) pairs += preferences.watch.length
    }
    assert.equal(index.size(), known.size)
  }
  return pairs
}

/** Each in a second or two. */
async function comparedPairs(seed?: number): Promise<number> {
  let pairs = 0
  const property = fc.asyncProperty(
    fc.array(anyStep, { minLength: 40, maxLength: 160, size: 'max' }),
    async steps => {
      pairs += await follow(steps)
    },
  )
  await fc.assert(property, { ...propertyRuns(55), ...(seed === undefined ? {} : { seed }) })
  return pairs
}

test('the index says of everybody what the plain definition says, whatever changed before', async () => {
  const pairs = (await comparedPairs(27)) + (await comparedPairs(2_700)) + (await comparedPairs())
  assert.ok(pairs >= 100_000, `${pairs} pairs of an expression and an alert were compared`)
})
