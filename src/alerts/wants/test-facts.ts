/** Alerts and choices of few topics, stories and words, so that they meet. */
import fc from 'fast-check'
import { type Preferences, plainPreferences } from '../../subscribers/index.ts'
import { wordsOf } from '../watch/words.ts'
import type { AlertFacts } from './facts.ts'

export function testFacts(fields: Partial<AlertFacts> & { headline?: string } = {}): AlertFacts {
  const { headline = 'Bridge closed', ...given } = fields
  return {
    kind: 'alert',
    priority: 'breaking',
    topics: [],
    namesTopics: (given.topics ?? []).length > 0,
    storyIds: [],
    threadId: 1,
    words: wordsOf([headline]),
    ...given,
  }
}

export function testPreferences(fields: Partial<Preferences> = {}): Preferences {
  return { ...plainPreferences, ...fields }
}

const priority = fc.constantFrom('flash', 'breaking', 'developing')
const few = fc.uniqueArray(fc.integer({ min: 1, max: 3 }), { maxLength: 2 })

export const anyFacts: fc.Arbitrary<AlertFacts> = fc
  .record({
    kind: fc.constantFrom('alert', 'alert', 'alert', 'update', 'correction', 'retraction'),
    priority,
    topics: few,
    other: fc.boolean(),
    storyIds: few,
    threadId: fc.integer({ min: 1, max: 3 }),
    headline: fc.constantFrom('Bridge closed', 'Spies in court', 'Bridge spies'),
  })
  .map(({ other, ...fields }) =>
    testFacts({ ...fields, namesTopics: other || fields.topics.length > 0 } as Partial<AlertFacts>),
  )

const muted = fc.array(
  fc.oneof(
    fc.integer({ min: 1, max: 3 }).map(story => ({ story })),
    fc.integer({ min: 1, max: 3 }).map(thread => ({ thread })),
  ),
  { maxLength: 1 },
)

/** For `at` from 0 to 10. */
export const anyPreferences: fc.Arbitrary<Preferences> = fc
  .record({
    scope: fc.constantFrom('all', 'chosen'),
    topics: few,
    watch: fc.subarray(['spies', 'bridge NOT court', '((', '"bridge spy"'], { maxLength: 2 }),
    less: few,
    least: priority,
    muted,
    only: fc.oneof({ weight: 4, arbitrary: fc.constant([]) }, muted),
    pausedUntil: fc.option(fc.integer({ min: 0, max: 10 })),
  })
  .map(fields => testPreferences(fields as Partial<Preferences>))
