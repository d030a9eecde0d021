import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { anyFacts, anyPreferences, testFacts, testPreferences } from './test-facts.ts'
import { type Wanted, wants } from './wants.ts'

const at = 5

function reason(wanted: Wanted): string {
  return wanted.in ? `in: ${wanted.because.kind}` : `out: ${wanted.obstacle.kind}`
}
function verdict(facts: Parameters<typeof testFacts>[0], preferences: Parameters<typeof testPreferences>[0]) {
  return reason(wants(testFacts(facts), testPreferences(preferences), at))
}

test('whoever chose nothing gets everything', () => {
  assert.deepEqual(wants(testFacts(), null, at), { in: true, because: { kind: 'everything' } })
  assert.equal(verdict({ topics: [1] }, {}), 'in: everything')
})

test('nothing comes during a pause, and at its end everything does', () => {
  assert.deepEqual(wants(testFacts(), testPreferences({ pausedUntil: 6 }), at), {
    in: false,
    obstacle: { kind: 'paused', until: 6 },
  })
  assert.equal(verdict({}, { pausedUntil: 5 }), 'in: everything')
  assert.equal(verdict({ kind: 'update' }, { pausedUntil: 6 }), 'out: paused')
})

test('only this story, or this thread: nothing else comes, whatever else was chosen', () => {
  const only = [{ story: 3 }, { thread: 8 }]
  assert.equal(verdict({ storyIds: [3], priority: 'developing' }, { only, least: 'flash' }), 'in: story')
  assert.equal(verdict({ threadId: 8 }, { only }), 'in: story')
  assert.equal(verdict({ storyIds: [4] }, { only, watch: ['bridge'] }), 'out: other-story')
})

test('a muted story stays muted for watch words and for updates, and when it went into another', () => {
  const muted = [{ story: 3 }]
  assert.equal(verdict({ storyIds: [7, 3] }, { muted, watch: ['bridge'] }), 'out: muted')
  assert.equal(verdict({ storyIds: [3], kind: 'update' }, { muted }), 'out: muted')
  assert.equal(verdict({ storyIds: [7] }, { muted }), 'in: everything')
  assert.equal(verdict({ threadId: 9 }, { muted: [{ thread: 9 }] }), 'out: muted')
})

test('what is less urgent than wanted does not come, not even for watch words', () => {
  assert.equal(verdict({ priority: 'developing' }, { least: 'breaking', watch: ['bridge'] }), 'out: priority')
  assert.equal(verdict({ priority: 'breaking' }, { least: 'breaking' }), 'in: everything')
  assert.equal(verdict({ priority: 'flash' }, { least: 'flash' }), 'in: everything')
})

test('watch words name the expressions that found it, and come before "less of this"', () => {
  const preferences = testPreferences({ watch: ['spy', 'Bridges', 'bridge -open'], less: [1] })
  assert.deepEqual(wants(testFacts({ topics: [1] }), preferences, at), {
    in: true,
    because: { kind: 'watch', expressions: ['Bridges', 'bridge -open'] },
  })
})

test('less of a topic: a flash of it comes, nothing else', () => {
  assert.deepEqual(wants(testFacts({ topics: [1, 2] }), testPreferences({ less: [2, 3] }), at), {
    in: false,
    obstacle: { kind: 'less', topics: [2] },
  })
  assert.equal(verdict({ topics: [2], priority: 'flash' }, { less: [2] }), 'in: everything')
  assert.equal(verdict({ topics: [1, 2] }, { scope: 'chosen', topics: [1], less: [2] }), 'out: less')
})

test('chosen topics name which of them it was', () => {
  const preferences = testPreferences({ scope: 'chosen', topics: [3, 1] })
  assert.deepEqual(wants(testFacts({ topics: [1, 2] }), preferences, at), {
    in: true,
    because: { kind: 'topics', topics: [1] },
  })
  assert.equal(verdict({ topics: [2] }, { scope: 'chosen', topics: [1] }), 'out: no-match')
})

test('an alert of no topic is for everyone but those who gave watch words alone', () => {
  assert.equal(verdict({}, { scope: 'chosen', topics: [1] }), 'in: everyone')
  assert.equal(verdict({}, { scope: 'chosen' }), 'in: everyone')
  assert.equal(verdict({}, { scope: 'chosen', watch: ['spy'] }), 'out: no-match')
  assert.equal(verdict({}, { scope: 'chosen', watch: ['spy'], topics: [1] }), 'in: everyone')
})

test('an alert of a topic that the newsroom does not have is not for everyone', () => {
  assert.equal(verdict({ namesTopics: true }, { scope: 'chosen', topics: [1] }), 'out: no-match')
})

test('corrections and retractions come, whatever was chosen', () => {
  fc.assert(
    fc.property(anyFacts, anyPreferences, (facts, preferences) => {
      for (const kind of ['correction', 'retraction'] as const)
        assert.deepEqual(wants({ ...facts, kind }, preferences, at), {
          in: true,
          because: { kind: 'follows', as: kind },
        })
    }),
  )
})

test('an update asks neither for urgency nor for topics, words or less', () => {
  fc.assert(
    fc.property(anyFacts, anyPreferences, (facts, { only, muted, pausedUntil, ...choice }) => {
      const update = { ...facts, kind: 'update' as const }
      const wanted = wants(update, { ...choice, only: [], muted: [], pausedUntil: null }, at)
      assert.equal(reason(wanted), 'in: follows')
    }),
  )
})

test('choosing more never loses an alert, and wanting less never brings one', () => {
  const fewer = fc.constantFrom(1, 2, 3)
  fc.assert(
    fc.property(anyFacts, anyPreferences, fewer, (facts, preferences, topic) => {
      const is = wants(facts, preferences, at).in
      const also = (fields: Partial<typeof preferences>) => wants(facts, { ...preferences, ...fields }, at).in
      // A topic or word more may turn "nothing chosen" into a choice, which is less than everything.
      if (is && preferences.topics.length > 0)
        assert.ok(also({ topics: [...preferences.topics, topic] }), 'a topic more')
      if (is && preferences.topics.length > 0)
        assert.ok(also({ watch: [...preferences.watch, 'court'] }), 'a word more')
      if (is) assert.ok(also({ scope: 'all' }) || preferences.less.length > 0, 'everything')
      if (is) assert.ok(also({ least: 'developing' }), 'less urgent too')
      if (!is) assert.ok(!also({ less: [...preferences.less, topic] }), 'less of a topic')
      if (!is) assert.ok(!also({ least: 'flash' }), 'only flashes')
      if (!is) assert.ok(!also({ muted: [...preferences.muted, { story: topic }] }), 'a mute')
    }),
    { numRuns: 3_000 },
  )
})
