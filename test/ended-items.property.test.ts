/** Whenever the texts of old items end, what is alerted of the items that come after is what it would be with all kept. */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import fc from 'fast-check'
import { addRule, alertedAmong, switchRule } from '../src/alerts/index.ts'
import { plainRule } from '../src/alerts/rules/rule.ts'
import { applyRules } from '../src/alerts/rules/work.ts'
import { makeSource } from '../src/alerts/test-alerts.ts'
import { emptyFeed } from '../src/sources/feed/feed.ts'
import { identifyItems } from '../src/sources/feed/index.ts'
import { endItems } from '../src/sources/index.ts'
import { storeItems } from '../src/sources/store-items.ts'
import type { Store } from '../src/store/index.ts'
import { endStories, firstPlace, purgeChanges, purgeMoments } from '../src/stories/index.ts'
import { groupAll } from '../src/stories/test-grouping.ts'
import { unrulyParts as parts } from '../src/stories/test-unruly.ts'
import { createFakeClock } from './support/fake-clock.ts'
import { propertyRuns } from './support/property-runs.ts'
import { freshStore } from './support/store.ts'
import { testStoreKind } from './support/store-place.ts'

const dayMs = 86_400_000
const start = Date.UTC(2026, 0, 1)
const keepMs = 40 * dayMs

/** Stories go by the first word of a headline, see `unrulyParts`. */
const topics = ['quake', 'trial', 'flood', 'vote', 'strike', 'fire']
const step = fc.record({
  days: fc.oneof(fc.nat(3), { weight: 2, arbitrary: fc.nat(50) }),
  source: fc.nat(1),
  fresh: fc.array(
    fc.record({ topic: fc.constantFrom(...topics), long: fc.boolean(), addressed: fc.boolean() }),
    {
      maxLength: 3,
    },
  ),
  /** Of all that it ever published, an archive lists these again; some have a new guid, or a body that goes on. */
  again: fc.array(fc.record({ which: fc.nat(40), renamed: fc.boolean(), goesOn: fc.boolean() }), {
    maxLength: 4,
  }),
  ends: fc.boolean(),
})
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never

interface Entry {
  guid: string
  url: string | null
  title: string
  text: string
}

async function alertsOf(t: TestContext, steps: readonly Step[], isPurged: boolean) {
  await using store = await freshStore(t)
  const sources = [await makeSource(store, 'send'), await makeSource(store, 'none')]
  await ringForAll(store)
  const published: Entry[][] = [[], []]
  const clock = createFakeClock()
  let at = start
  for (const [n, one] of steps.entries()) {
    at += one.days * dayMs + 3_600_000
    const known = published[one.source] ?? []
    const again = one.again.flatMap(({ which, renamed, goesOn }) => {
      const entry = known[which]
      // What goes on behind the beginning says nothing new, kept or not.
      const isLong = entry !== undefined && entry.text.length > 1_000
      if (!entry) return []
      return [
        {
          ...entry,
          guid: renamed ? `${entry.guid}-${n}` : entry.guid,
          text: entry.text + (goesOn && isLong ? ' Etc.' : ''),
        },
      ]
    })
    const fresh = one.fresh.map(({ topic, long, addressed }, place) =>
      entryOf(`${n}-${place}`, topic, { long, addressed }),
    )
    known.push(...fresh)
    const items = [...fresh, ...again].map(entry => ({ ...plain, ...entry }))
    const identified = identifyItems({ ...emptyFeed, items }, 'https://news.example/feed')
    const sourceId = sources[one.source] ?? 0
    // What an archive had from the start rings for nobody, and so it ends, also where all that is new is sent.
    const firstPoll = known.length === fresh.length
    await store.write(tx => storeItems(tx, identified, { sourceId, firstPoll, at }))
    await groupAll(store, clock, { parts })
    while ((await store.write(tx => applyRules(tx, { limit: 50, at }))).taken > 0);
    if (isPurged && one.ends) await purge(store, at - keepMs)
  }
  const texts = await store.read.selectFrom('items').select('text').execute()
  return {
    items: await store.read
      .selectFrom('items')
      .select(['id', 'title', 'seen_at', 'revision'])
      .orderBy('id')
      .execute(),
    alerts: await store.read
      .selectFrom('alerts')
      .select(['id', 'kind', 'state', 'headline', 'summary', 'story_id', 'item_id', 'created_at'])
      .orderBy('id')
      .execute(),
    cut: texts.filter(({ text }) => text.endsWith('[…]')).length,
  }
}

const plain = {
  ...{ html: '', image: null, author: null, publishedAt: null, updatedAt: null, language: null },
  categories: [],
}

function entryOf(
  name: string,
  topic: string,
  { long, addressed }: { long: boolean; addressed: boolean },
): Entry {
  const url = addressed ? `https://news.example/${topic}-${name}` : null
  const body = Array.from({ length: 300 }, (_, n) => `${topic}${name}word${n}`).join(' ')
  const text = `What happened at ${name}. ${long ? body : ''}`
  return { guid: name, url, title: `${topic} number ${name}`, text }
}

/** Each story that a source does not send by itself. */
async function ringForAll(store: Store): Promise<void> {
  const by = { by: 'editor:Ada', at: start }
  await store.write(async tx => {
    const rule = { ...plainRule, does: 'draft' as const, leastScore: 60, updates: true }
    const added = await addRule(tx, { name: 'All', rule, ...by })
    if (added.kind === 'kept') await switchRule(tx, { ruleId: added.ruleId, on: true, ...by })
  })
}

async function purge(store: Store, before: number): Promise<void> {
  let after = firstPlace
  const purges: Parameters<typeof store.write<number>>[0][] = [
    tx => purgeMoments(tx, { before, limit: 50 }),
    tx => purgeChanges(tx, { before, limit: 50 }),
    async tx => {
      const ending = await endStories(tx, { before, after }, alertedAmong)
      after = ending.after
      return ending.looked
    },
    tx => endItems(tx, { limit: 2 }),
  ]
  for (const one of purges) while ((await store.write(one)) > 0);
}

const long = { topic: 'quake', long: true, addressed: false }
/** It lists after a year what it had from the start. */
const archive: Step[] = [
  { days: 0, source: 1, fresh: [long, { ...long, topic: 'trial' }], again: [], ends: false },
  { days: 10, source: 0, fresh: [long], again: [], ends: false },
  { days: 50, source: 0, fresh: [long], again: [], ends: true },
  {
    ...{ days: 365, source: 1, fresh: [{ ...long, topic: 'fire' }], ends: true },
    again: [
      { which: 0, renamed: true, goesOn: false },
      { which: 1, renamed: false, goesOn: true },
    ],
  },
]

test('old items that end at any moment change no alert of what comes after', async t => {
  let cut = 0
  const holds = async (steps: Step[]) => {
    const [whole, purged] = [await alertsOf(t, steps, false), await alertsOf(t, steps, true)]
    cut += purged.cut
    assert.deepEqual({ ...purged, cut: 0 }, whole)
  }
  const steps = fc.array(step, { minLength: 8, maxLength: 20 })
  const runs = propertyRuns(testStoreKind() === 'sqlite' ? 8 : 2)
  await fc.assert(fc.asyncProperty(steps, holds), { ...runs, examples: [[archive]] })
  assert.ok(cut > 0, 'something ended')
})
