/** Random news for the tests of the rules: moments of a few stories, with merges, splits, and what editors do meanwhile. */
import fc from 'fast-check'
import type { Change, KeptMoment } from '../../stories/index.ts'
import type { AlertFact, Item, MomentEvent, RuleEvent, RuleVersion } from './events.ts'
import { plainRule, type Rule, weekdays } from './rule.ts'

export const newsAt = Date.UTC(2026, 10, 23, 8)
const minuteMs = 60_000

function testItem(id: number, more: Partial<Item> = {}): Item {
  return {
    ...{ id, sourceId: 1, sourceName: 'The News', sourceUrl: 'https://news.example/', onItem: 'none' },
    ...{ firstPoll: false, urlKey: null, titleKey: null, url: null, title: `Dam bursts ${id}`, text: '' },
    ...{ author: null, language: 'en', publishedAt: null, seenAt: newsAt, revision: 1 },
    ...more,
  }
}

export function testMoment(id: number, more: Partial<KeptMoment> = {}): KeptMoment {
  return {
    ...{ id, storyId: 1, itemId: id, kind: 'joined', at: newsAt + id * minuteMs },
    ...{ items: 1, sources: 1, origins: 1, score: 50, reasons: [], changes: [] },
    ...{ headline: 'Dam bursts', madeAt: newsAt + id * minuteMs },
    ...more,
  }
}

export function toll(itemId: number, now: number, before = now - 1): Change {
  return { kind: 'number', itemId, quote: `${now} killed`, facts: { of: 'killed', before, now } }
}

export function takenBack(itemId: number): Change {
  return { kind: 'withdrawal', itemId, quote: 'We withdraw the story', facts: {} }
}

export function momentOf(
  id: number,
  moment: Partial<KeptMoment> = {},
  item: Partial<Item> | null = {},
): MomentEvent {
  const itemId = moment.itemId === undefined ? id : moment.itemId
  return {
    kind: 'moment',
    moment: testMoment(id, { ...moment, itemId }),
    item: item && itemId !== null ? testItem(itemId, item) : null,
    moved: [],
  }
}

export function versionOf(ruleId: number, rule: Partial<Rule> = {}, more: Partial<RuleVersion> = {}) {
  const version = { id: ruleId, ruleId, name: `Rule ${ruleId}`, on: true, at: newsAt, ...more }
  return { kind: 'rule' as const, version: { ...version, rule: { ...plainRule, ...rule } } }
}

export const anyRule: fc.Arbitrary<Partial<Rule>> = fc.record({
  does: fc.constantFrom('draft', 'send'),
  leastScore: fc.constantFrom(0, 40, 60, 80),
  leastOrigins: fc.constantFrom(1, 2),
  anyWords: fc.constantFrom([], ['dam']),
  neverSources: fc.constantFrom([], [2]),
  hours: fc.constantFrom(null, '08:00-08:30', '22:00-09:00'),
  days: fc.constantFrom([], weekdays.slice(0, 2)),
  pauseMs: fc.constantFrom(0, 5 * minuteMs, 30 * minuteMs),
  updates: fc.boolean(),
})

const anyStory = fc.integer({ min: 1, max: 4 })

/** One step of the news; the test puts numbers to it. */
export const anyHappening = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('item' as const),
      storyId: anyStory,
      sourceId: fc.integer({ min: 1, max: 3 }),
      score: fc.constantFrom(30, 50, 70, 90),
      origins: fc.constantFrom(1, 2),
      firstPoll: fc.boolean().map(first => first),
      change: fc.constantFrom('none', 'toll', 'toll', 'withdrawal'),
      afterMs: fc.constantFrom(0, minuteMs, 7 * minuteMs, 40 * minuteMs),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom('merge' as const, 'split' as const),
      from: anyStory,
      to: anyStory,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('editor' as const),
      does: fc.constantFrom('send', 'discard', 'stop', 'pause', 'resume', 'edit', 'draft'),
      storyId: anyStory,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('wait' as const),
      afterMs: fc.constantFrom(minuteMs, 35 * minuteMs),
    }),
  },
)

export type Happening = typeof anyHappening extends fc.Arbitrary<infer Value> ? Value : never

/** For the function alone: what editors do is said of the alert that the rules made of the story, whatever became of it. */
export function eventsOf(rules: readonly Partial<Rule>[], happenings: readonly Happening[]): RuleEvent[] {
  const events: RuleEvent[] = rules.map((rule, index) => versionOf(index + 1, rule))
  let at = newsAt
  let id = 0
  for (const step of happenings) {
    id++
    if (step.kind === 'wait') {
      at += step.afterMs
      events.push({ kind: 'tick', at })
    } else if (step.kind === 'item') {
      at += step.afterMs
      const { storyId, sourceId, score, origins, firstPoll } = step
      events.push(
        momentOf(id, { storyId, score, origins, at, changes: changesOf(step, id) }, { sourceId, firstPoll }),
      )
    } else if (step.kind === 'editor') {
      events.push({ kind: 'alert', storyId: step.storyId, fact: factOf(step.does, id, at) })
    } else if (step.from !== step.to) {
      const kind = step.kind === 'merge' ? 'merged' : 'split'
      const moment = testMoment(id, { storyId: step.to, kind, itemId: null, at })
      events.push({ kind: 'moment', moment, item: null, moved: [{ ...step, items: [] }] })
    }
  }
  return events
}

export function changesOf({ change }: { change: string }, itemId: number): Change[] {
  if (change === 'toll') return [toll(itemId, itemId + 1)]
  return change === 'withdrawal' ? [takenBack(itemId)] : []
}

function factOf(does: string, id: number, at: number): AlertFact {
  const states = {
    send: 'sent',
    discard: 'discarded',
    stop: 'stopped',
    pause: 'sent',
    resume: 'sent',
    edit: 'held',
    draft: 'draft',
  } as const
  const state = states[does as keyof typeof states]
  const outside = does === 'draft'
  return {
    ...{ key: outside ? `a${id}` : `r-of-then-${id}`, kind: 'alert', ruleId: outside ? null : 1 },
    ...{ state, itemId: null, sourceId: null, at, paused: does === 'pause' },
  }
}
