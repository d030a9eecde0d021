import assert from 'node:assert/strict'
import { test } from 'node:test'
import { takeEvent } from './decide.ts'
import type { AlertFact, RuleEvent } from './events.ts'
import { emptyState } from './memory.ts'
import { momentOf, newsAt, takenBack, testMoment, toll, versionOf } from './test-events.ts'

const minuteMs = 60_000
const atMinute = (minute: number) => newsAt + minute * minuteMs

/** What was decided, in short. */
function decide(...events: RuleEvent[]): string[] {
  const state = emptyState()
  return events.flatMap(event =>
    takeEvent(state, event).map(
      ({ kind, does, storyId, at, version }) =>
        `${does} ${kind} of ${storyId} at ${(at - newsAt) / minuteMs} by ${version?.name ?? 'nobody'}`,
    ),
  )
}

const fact = (more: Partial<AlertFact>): RuleEvent => ({
  kind: 'alert',
  storyId: 1,
  fact: {
    ...{ key: 'a1', kind: 'alert', ruleId: null, state: 'sent', itemId: 1, sourceId: 1, at: newsAt },
    ...more,
  },
})

const sends = versionOf(1, { does: 'send', pauseMs: 30 * minuteMs })

test('a story rings when it is breaking enough, once', () => {
  assert.deepEqual(decide(sends, momentOf(1), momentOf(2, { score: 70 }), momentOf(3, { score: 90 })), [
    'send alert of 1 at 2 by Rule 1',
  ])
})

test('what is new goes out at once after the pause, and together when it ends', () => {
  const news = [5, 10, 50].map(id => momentOf(id, { changes: [toll(id, id)] }))
  const state = emptyState()
  const made = [sends, momentOf(1, { score: 70 }), ...news].flatMap(event => takeEvent(state, event))
  assert.deepEqual(
    made.map(({ kind, at, fields }) => [
      kind,
      (at - newsAt) / minuteMs,
      fields.whatChanged?.split('\n\n').length,
    ]),
    [
      ['alert', 1, undefined],
      ['update', 31, 2],
    ],
  )
  const [rest] = takeEvent(state, { kind: 'tick', at: atMinute(61) })
  assert.equal(rest?.at, atMinute(61))
  assert.deepEqual(takeEvent(state, { kind: 'tick', at: atMinute(99) }), [])
})

test('a draft has no updates until an editor has sent it; what came before is in it', () => {
  const drafts = versionOf(1, { pauseMs: 0 })
  const change = (id: number) => momentOf(id, { changes: [toll(id, id)] })
  const draft = momentOf(1, { score: 70 })
  assert.deepEqual(decide(drafts, draft, change(2)), ['draft alert of 1 at 1 by Rule 1'])
  const sent = fact({ key: 'r1', ruleId: 1, at: atMinute(3) })
  assert.deepEqual(
    decide(drafts, draft, change(2), sent, change(4)).at(-1),
    'draft update of 1 at 4 by Rule 1',
  )
  const discarded = fact({ key: 'r1', ruleId: 1, state: 'discarded' })
  assert.equal(decide(drafts, draft, discarded, change(4), momentOf(5, { score: 99 })).length, 1)
})

test('an update waits while the last one is still a draft', () => {
  const drafts = versionOf(1, { pauseMs: 0 })
  const change = (id: number) => momentOf(id, { changes: [toll(id, id)] })
  const sent = fact({ key: 'r1', ruleId: 1, at: atMinute(2) })
  const begun = [drafts, momentOf(1, { score: 70 }), sent, change(3), change(4)]
  assert.equal(decide(...begun).length, 2)
  const update = fact({ key: 'u3', kind: 'update', ruleId: 1, at: atMinute(6) })
  assert.equal(
    decide(...begun, update, { kind: 'tick', at: atMinute(7) }).at(-1),
    'draft update of 1 at 6 by Rule 1',
  )
})

test('what waits behind a draft for more than a day is told no more, whether the draft goes or stays', () => {
  const drafts = versionOf(1, { pauseMs: 0 })
  const change = (id: number) => momentOf(id, { changes: [toll(id, id)] })
  const sent = fact({ key: 'r1', ruleId: 1, at: atMinute(2) })
  const begun = [drafts, momentOf(1, { score: 70 }), sent, change(3), change(4), change(5)]
  const aDayLater = 5 + 24 * 60
  const discardedAt = (minute: number) =>
    fact({ key: 'u3', kind: 'update', state: 'discarded', ruleId: 1, at: atMinute(minute) })
  const tick = (minute: number): RuleEvent => ({ kind: 'tick', at: atMinute(minute) })
  assert.equal(decide(...begun, discardedAt(aDayLater), tick(aDayLater)).length, 3)
  assert.equal(decide(...begun, discardedAt(aDayLater + 1), tick(aDayLater + 1)).length, 2)
  const state = emptyState()
  for (const event of [...begun, momentOf(aDayLater, { storyId: 2 })]) takeEvent(state, event)
  assert.ok(state.stories.get(1)?.waiting, 'it is a day old')
  takeEvent(state, momentOf(aDayLater + 1, { storyId: 2 }))
  assert.equal(state.stories.get(1)?.waiting, null)
})

test('an update that an editor sent by hand has told what waited, and begins a pause', () => {
  const change = (id: number) => momentOf(id, { changes: [toll(id, id)] })
  const byHand = fact({ key: 'a9', kind: 'update', at: atMinute(20) })
  const made = decide(sends, momentOf(1, { score: 70 }), change(5), byHand, change(21), {
    kind: 'tick',
    at: atMinute(99),
  })
  assert.deepEqual(made, ['send alert of 1 at 1 by Rule 1', 'send update of 1 at 50 by Rule 1'])
})

test('a draft of one rule goes out by another, unless an editor has it in hand', () => {
  const drafts = versionOf(1, { leastScore: 50 })
  const fast = versionOf(2, { does: 'send', leastScore: 80 })
  const rise = momentOf(2, { score: 85 })
  assert.deepEqual(decide(drafts, fast, momentOf(1), rise), [
    'draft alert of 1 at 1 by Rule 1',
    'send alert of 1 at 2 by Rule 2',
  ])
  const held = fact({ key: 'r1', ruleId: 1, state: 'held' })
  assert.equal(decide(drafts, fast, momentOf(1), held, rise).length, 1)
})

test('of two rules that fit at once the one that sends is chosen', () => {
  const both = [versionOf(1), versionOf(2, { does: 'send' })]
  assert.deepEqual(decide(...both, momentOf(1, { score: 90 })), ['send alert of 1 at 1 by Rule 2'])
})

test('an alert of anybody else keeps the rules quiet', () => {
  for (const key of ['a7', 's7'])
    assert.deepEqual(decide(sends, fact({ key }), momentOf(1, { score: 99, changes: [toll(1, 2)] })), [])
})

test('who was alerted to a story is not alerted to what it was merged into, or what was taken out of it', () => {
  for (const kind of ['merge', 'split'] as const) {
    const moved: RuleEvent = {
      kind: 'moment',
      moment: testMoment(2, { storyId: 2, itemId: null, kind: kind === 'merge' ? 'merged' : 'split' }),
      item: null,
      moved: [{ kind, from: 1, to: 2, items: [] }],
    }
    const later = momentOf(3, { storyId: 2, score: 99 })
    assert.equal(decide(sends, momentOf(1, { score: 70 }), moved, later).length, 1, kind)
  }
})

test('a draft that goes with its item to a story of its own may still go out, though both sides tell of the split', () => {
  const split = (id: number, storyId: number): RuleEvent => ({
    kind: 'moment',
    moment: testMoment(id, { storyId, itemId: null, kind: 'split' }),
    item: null,
    moved: [{ kind: 'split', from: 1, to: 2, items: [1] }],
  })
  const fast = versionOf(2, { does: 'send', leastScore: 80 })
  const later = momentOf(4, { storyId: 2, score: 90 })
  const made = decide(versionOf(1, { leastScore: 50 }), fast, momentOf(1), split(2, 1), split(3, 2), later)
  assert.deepEqual(made, ['draft alert of 1 at 1 by Rule 1', 'send alert of 2 at 4 by Rule 2'])
})

test('an item that was never told may go to another story, and that one still rings', () => {
  const moved: RuleEvent = {
    kind: 'moment',
    moment: testMoment(2, { storyId: 2, itemId: null, kind: 'moved', items: 3 }),
    item: null,
    moved: [{ kind: 'move', from: 1, to: 2, items: [77] }],
  }
  assert.equal(
    decide(sends, momentOf(1, { score: 70 }), moved, momentOf(3, { storyId: 2, score: 99 })).length,
    2,
  )
})

test('a story that is mostly what readers were alerted to rings no bell, though its items came from another one', () => {
  const moved = (id: number, storyId: number, items: number): RuleEvent => ({
    ...momentOf(id, { storyId, kind: 'moved', score: 99, items }),
    moved: [{ kind: 'move', from: 1, to: 2, items: [77, 78] }],
  })
  const later = momentOf(6, { storyId: 2, score: 99, items: 4 })
  const made = (items: number) =>
    decide(sends, momentOf(1, { score: 70 }), moved(3, 1, 1), moved(4, 2, items), later)
  assert.equal(made(3).length, 1)
  assert.equal(made(4).length, 1)
  assert.equal(made(5).length, 2)
})

test('an item that an alert was made of takes it along when it moves: neither story rings again, at the move or after it', () => {
  const moved = (id: number, storyId: number): RuleEvent => ({
    ...momentOf(id, { storyId, kind: 'moved', score: 99 }),
    moved: [{ kind: 'move', from: 1, to: 2, items: [1] }],
  })
  const later = [momentOf(5, { score: 99 }), momentOf(6, { storyId: 2, score: 99 })]
  const made = decide(sends, momentOf(1, { score: 70 }), moved(3, 2), moved(4, 1), ...later)
  assert.deepEqual(made, ['send alert of 1 at 1 by Rule 1'])
  const known = momentOf(2, { storyId: 2, score: 70 })
  assert.equal(decide(sends, momentOf(1, { score: 70 }), known, moved(3, 2), moved(4, 1), ...later).length, 2)
})

test('who takes back what an alert relied on makes the draft of a correction, and updates are drafts from then on', () => {
  const begun = [sends, momentOf(1, { score: 70 })]
  const same = momentOf(2, { changes: [takenBack(2)] })
  const other = momentOf(2, { changes: [takenBack(2)] }, { sourceId: 9 })
  assert.deepEqual(decide(...begun, same).at(-1), 'draft correction of 1 at 2 by Rule 1')
  assert.equal(decide(...begun, other).length, 1)
  assert.equal(decide(...begun, { kind: 'relied', keys: ['r1'] }, other).length, 2)
  const later = momentOf(60, { changes: [toll(60, 9)] })
  assert.equal(decide(...begun, same, later).at(-1), 'draft update of 1 at 60 by Rule 1')
})

test('an alert of what a first poll brought is corrected, and a first poll rings no bell by it', () => {
  const first = { firstPoll: true }
  const back = { changes: [takenBack(2)], score: 99 }
  assert.deepEqual(decide(sends, fact({}), momentOf(2, { ...back, kind: 'revised' }, first)), [
    'draft correction of 1 at 2 by nobody',
  ])
  assert.deepEqual(decide(sends, fact({}), momentOf(2, back, first)), [])
  assert.deepEqual(decide(sends, momentOf(2, { ...back, kind: 'revised' }, first)), [])
})

test('a draft whose ground was taken back is sent by no rule', () => {
  const fast = versionOf(2, { does: 'send', leastScore: 80 })
  const back = momentOf(2, { changes: [takenBack(1)] })
  const made = decide(versionOf(1, { leastScore: 50 }), fast, momentOf(1), back, momentOf(3, { score: 99 }))
  assert.deepEqual(made, ['draft alert of 1 at 1 by Rule 1'])
  const sent = fact({ key: 'r1', ruleId: 1, at: atMinute(3) })
  const again = momentOf(4, { changes: [takenBack(2)] }, { id: 2 })
  const later = decide(versionOf(1, { leastScore: 50 }), momentOf(1), back, sent, again)
  assert.equal(later.at(-1), 'draft correction of 1 at 4 by Rule 1')
})

test('an alert of an editor is corrected too', () => {
  assert.deepEqual(decide(fact({}), momentOf(2, { changes: [takenBack(2)] })), [
    'draft correction of 1 at 2 by nobody',
  ])
})

test('after an alert was stopped or corrected nothing follows it by itself', () => {
  const begun = [sends, momentOf(1, { score: 70 })]
  const change = momentOf(60, { changes: [toll(60, 9)] })
  const stopped = fact({ key: 'r1', ruleId: 1, state: 'stopped' })
  const corrected = fact({ key: 'a9', kind: 'correction', at: atMinute(3) })
  for (const end of [stopped, corrected]) assert.equal(decide(...begun, end, change).length, 1)
})

test('hours hold back what is new until they begin', () => {
  const day = versionOf(1, { does: 'send', pauseMs: 0, hours: '08:00-08:30' })
  const made = decide(
    day,
    momentOf(1, { score: 70 }),
    momentOf(40, { changes: [toll(40, 4)] }),
    momentOf(41, { storyId: 2, score: 99 }),
    { kind: 'tick', at: atMinute(24 * 60) },
  )
  assert.deepEqual(made, ['send alert of 1 at 1 by Rule 1', 'send update of 1 at 1440 by Rule 1'])
})

test('a rule that is switched off forgets what waited', () => {
  const waiting = [sends, momentOf(1, { score: 70 }), momentOf(5, { changes: [toll(5, 5)] })]
  const tick: RuleEvent = { kind: 'tick', at: atMinute(99) }
  assert.equal(decide(...waiting, tick).length, 2)
  assert.equal(decide(...waiting, versionOf(1, {}, { on: false, at: atMinute(6) }), sends, tick).length, 1)
  assert.equal(decide(...waiting, { kind: 'dropped', ruleId: 1 }, tick).length, 1)
})

test('what waited when a backup was made is forgotten with the rest of what was under way', () => {
  const waiting = [sends, momentOf(1, { score: 70 }), momentOf(5, { changes: [toll(5, 5)] })]
  assert.equal(decide(...waiting, { kind: 'forgotten' }, { kind: 'tick', at: atMinute(99) }).length, 1)
})

test('words, sources and origins narrow a rule', () => {
  const ring = (rule: object, item = {}, moment = {}) =>
    decide(versionOf(1, { leastScore: 0, ...rule }), momentOf(1, moment, item)).length
  assert.deepEqual([ring({ anyWords: ['dam'] }), ring({ anyWords: ['flood'] })], [1, 0])
  assert.deepEqual([ring({ noWords: ['DAM'] }), ring({ noWords: ['flood'] })], [0, 1])
  assert.deepEqual([ring({ onlySources: [1] }), ring({ onlySources: [2] })], [1, 0])
  assert.deepEqual([ring({ neverSources: [1] }), ring({ neverSources: [2] })], [0, 1])
  assert.deepEqual([ring({ leastOrigins: 2 }), ring({ leastOrigins: 2 }, {}, { origins: 2 })], [0, 1])
})

test('a flash is followed by updates that are none', () => {
  const state = emptyState()
  const flash = versionOf(1, { does: 'send', priority: 'flash', pauseMs: 0 })
  const made = [flash, momentOf(1, { score: 70 }), momentOf(2, { changes: [toll(2, 3)] })].flatMap(event =>
    takeEvent(state, event),
  )
  assert.deepEqual(
    made.map(({ fields }) => fields.priority),
    ['flash', 'breaking'],
  )
})
