import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { takeEvent } from './decide.ts'
import type { Decision } from './decision.ts'
import type { RuleEvent } from './events.ts'
import { emptyState } from './memory.ts'
import { anyHappening, anyRule, eventsOf } from './test-events.ts'

const anyNews = fc.tuple(
  // One of them rings often, so that there is something to be kept.
  fc
    .array(anyRule, { minLength: 1, maxLength: 3 })
    .map(([first, ...more]) => [{ ...first, leastScore: 40, hours: null, days: [], updates: true }, ...more]),
  fc.array(anyHappening, { minLength: 30, maxLength: 60 }),
)
const runs = { numRuns: 400 }

function decideAll(events: readonly RuleEvent[]) {
  const state = emptyState()
  return events.map(event => ({ event, decisions: takeEvent(state, event) }))
}

function each(check: (decisions: Decision[], events: RuleEvent[]) => void): void {
  fc.assert(
    fc.property(anyNews, ([rules, happenings]) => {
      const events = eventsOf(rules, happenings)
      check(
        decideAll(events).flatMap(step => step.decisions),
        events,
      )
    }),
    runs,
  )
}

test('a story has at most one alert over all rules, a draft that goes out by another one is the same', () => {
  fc.assert(
    fc.property(anyNews, ([rules, happenings]) => {
      const steps = decideAll(eventsOf(rules, happenings))
      // What a split silences is known from then on; two stories alerted apart and merged later have one each.
      const told = new Map<number, string>()
      for (const { event, decisions } of steps) {
        if (event.kind === 'moment')
          for (const { kind, from, to } of event.moved) {
            const key = told.get(from)
            if (key === undefined) continue
            if (!told.has(to)) told.set(to, key)
            if (kind === 'merge') told.delete(from)
          }
        for (const { kind, storyId, key } of decisions) {
          if (kind !== 'alert') continue
          assert.ok(!told.has(storyId) || told.get(storyId) === key, `story ${storyId} rang twice`)
          told.set(storyId, key)
        }
      }
    }),
    runs,
  )
})

test('a draft goes out once', () => {
  each(decisions => {
    const sent = decisions
      .filter(({ kind, does }) => kind === 'alert' && does === 'send')
      .map(({ key }) => key)
    assert.equal(new Set(sent).size, sent.length)
  })
})

test('no update comes sooner after a mail of its thread than the pause of its rule', () => {
  each(decisions => {
    const lastOf = new Map<string, number>()
    for (const { kind, does, key, follows, at, version } of decisions) {
      if (kind === 'alert' && does === 'send') lastOf.set(key, at)
      if (kind !== 'update' || follows === null) continue
      const last = lastOf.get(follows)
      if (last !== undefined) assert.ok(at - last >= (version?.rule.pauseMs ?? 0), `${at - last} ms apart`)
      lastOf.set(follows, at)
    }
  })
})

test('an update follows an alert that was sent, and says what changed', () => {
  fc.assert(
    fc.property(anyNews, ([rules, happenings]) => {
      const sent = new Set<string>()
      const drafts = new Map<number, string>()
      for (const { event, decisions } of decideAll(eventsOf(rules, happenings))) {
        if (event.kind === 'alert' && event.fact.state === 'sent') sent.add('by an editor')
        for (const { kind, does, key, storyId, follows, fields } of decisions) {
          if (kind === 'alert' && does === 'send') sent.add(key)
          else if (kind === 'alert') drafts.set(storyId, key)
          if (kind !== 'update') continue
          assert.ok(follows !== null && (sent.has(follows) || sent.has('by an editor')))
          assert.notEqual(fields.whatChanged ?? '', '')
        }
      }
    }),
    runs,
  )
})

test('every change of a story that is followed is told once, none twice', () => {
  each(decisions => {
    const told = decisions.flatMap(({ kind, fields }) =>
      kind === 'update' ? (fields.whatChanged ?? '').split('\n\n') : [],
    )
    assert.equal(new Set(told).size, told.length)
  })
})

test('a correction is only ever a draft, and an update that waited for nobody is none after it', () => {
  each(decisions => {
    const corrected = new Set<string>()
    for (const { kind, does, follows, fields } of decisions) {
      if (kind === 'correction') {
        assert.equal(does, 'draft')
        assert.notEqual(fields.whatWasWrong ?? '', '')
        corrected.add(follows ?? '')
      }
      if (kind === 'update' && corrected.has(follows ?? '')) assert.equal(does, 'draft')
    }
  })
})

test('what a first poll brought makes nothing', () => {
  each((decisions, events) => {
    const first = new Set(
      events.flatMap(event => (event.kind === 'moment' && event.item?.firstPoll ? [event.moment.id] : [])),
    )
    assert.ok(decisions.every(({ momentId }) => !first.has(momentId)))
  })
})

test('the same events make the same, and a state that went through JSON goes on as it was', () => {
  fc.assert(
    fc.property(anyNews, fc.nat({ max: 40 }), ([rules, happenings], cut) => {
      const events = eventsOf(rules, happenings)
      const whole = decideAll(events).flatMap(step => step.decisions)
      const state = emptyState()
      const parts = events.flatMap((event, index) => {
        if (index === cut) {
          state.stories = new Map(JSON.parse(JSON.stringify([...state.stories])) as [])
          state.rules = new Map(JSON.parse(JSON.stringify([...state.rules])) as [])
        }
        return takeEvent(state, event)
      })
      assert.deepEqual(parts, whole)
    }),
    runs,
  )
})
