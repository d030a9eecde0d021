import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { pino } from 'pino'
import { createFakeClock } from '../../../test/support/fake-clock.ts'
import { freshStore } from '../../../test/support/store.ts'
import type { Read, Store } from '../../store/index.ts'
import { keepPreferences, type Preferences, plainPreferences } from '../../subscribers/index.ts'
import type { Alert } from '../alert.ts'
import { followPreferences } from './follow-preferences.ts'
import { forgetErased } from './forget-erased.ts'
import { createMatcher, type Matcher } from './matcher.ts'

const spies: Preferences = { ...plainPreferences, scope: 'chosen', watch: ['spy'] }
const trains: Preferences = { ...spies, watch: ['train'] }
const never = new AbortController().signal
const silent = pino({ level: 'silent' })

async function subscribe(store: Store, ids: readonly number[]): Promise<void> {
  const state = { state: 'confirmed' as const, marketing: 0, language: 'en', created_at: 1, confirmed_at: 1 }
  const rows = ids.map(id => ({ id, address: `${id}@x.org`, address_key: `${id}@x.org`, left_at: null }))
  await store.write(tx =>
    tx
      .insertInto('subscribers')
      .values(rows.map(row => ({ ...row, ...state })))
      .execute(),
  )
}

function choose(store: Store, subscriberId: number, preferences: Preferences): Promise<void> {
  return store.write(tx => keepPreferences(tx, { subscriberId, preferences, at: 5 }))
}

function alertOf(headline: string, more: Partial<Alert> = {}): Alert {
  const none = { preheader: null, url: null, storyId: null, itemId: null, followsId: null, threadId: null }
  const unsaid = { whatChanged: null, whatWasWrong: null, sourceName: null, saidAt: null, note: null }
  const unsent = { approvedAt: null, approvedBy: null, endedAt: null, createdAt: 1, createdBy: 'token:test' }
  return {
    ...{ ...none, ...unsaid, ...unsent, headline, summary: '', topics: [], language: 'en', id: 900 },
    ...{ kind: 'alert', priority: 'developing', state: 'draft', audience: 'matching' },
    ...more,
  }
}

function started(
  t: TestContext,
  store: Store,
): { matcher: Matcher; clock: ReturnType<typeof createFakeClock> } {
  const clock = createFakeClock()
  const matcher = createMatcher({ store, clock, log: silent })
  t.after(() => matcher.stop())
  return { matcher, clock }
}

const audience = async (matcher: Matcher, alert: Alert) => [
  ...Array.from(await matcher.audienceOf(alert, 10)),
]

test('a choice is in the next answer, with no wake-up and no poll', async t => {
  const store = await freshStore(t)
  await subscribe(store, [3, 5, 9])
  await choose(store, 9, spies)
  const { matcher } = started(t, store)
  assert.deepEqual(await audience(matcher, alertOf('A spy is caught')), [9])
  await choose(store, 3, spies)
  await choose(store, 9, trains)
  assert.deepEqual(await audience(matcher, alertOf('A spy is caught')), [3])
  assert.deepEqual(await audience(matcher, alertOf('A spy on a train')), [3, 9])
})

test('more than a page is loaded, in the order of ids', async t => {
  const store = await freshStore(t)
  const ids = Array.from({ length: 602 }, (_, place) => 2 * place + 1)
  for (let from = 0; from < ids.length; from += 400) await subscribe(store, ids.slice(from, from + 400))
  await store.write(async tx => {
    for (const subscriberId of ids.toReversed())
      await keepPreferences(tx, { subscriberId, preferences: subscriberId % 3 ? spies : trains, at: 5 })
  })
  const { matcher } = started(t, store)
  matcher.start()
  assert.deepEqual(
    await audience(matcher, alertOf('Spies')),
    ids.filter(id => id % 3),
  )
})

test('a story that went into another stays muted and stays wanted', async t => {
  const store = await freshStore(t)
  await subscribe(store, [1, 2, 3])
  const story = { headline: 'A spy', created_at: 1, last_item_at: 1, item_count: 1, source_count: 1 }
  const rows = [
    { id: 42, state: 'live' as const, merged_into: null },
    { id: 41, state: 'merged' as const, merged_into: 42 },
    { id: 43, state: 'live' as const, merged_into: null },
  ]
  await store.write(tx =>
    tx
      .insertInto('stories')
      .values(rows.map(row => ({ ...story, ...row })))
      .execute(),
  )
  await choose(store, 1, { ...spies, muted: [{ story: 41 }] })
  await choose(store, 2, { ...plainPreferences, only: [{ story: 41 }] })
  await choose(store, 3, { ...plainPreferences, only: [{ thread: 900 }] })
  const { matcher } = started(t, store)
  assert.deepEqual(await audience(matcher, alertOf('A spy', { storyId: 42 })), [2, 3])
  assert.deepEqual(await audience(matcher, alertOf('A spy', { storyId: 43, threadId: 7 })), [1])
})

test('a reading that fails is tried again, and loses nothing', async t => {
  const store = await freshStore(t)
  await subscribe(store, [1, 2])
  await choose(store, 1, spies)
  let failing = true
  const read = new Proxy(store.read, {
    get(target, name) {
      if (failing && name === 'selectFrom') throw new Error('the database is away')
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  }) as Read
  const flaky: Store = Object.create(store, { read: { value: read } })
  const { matcher, clock } = started(t, flaky)
  matcher.start()
  await clock.advance(3_000)
  await assert.rejects(audience(matcher, alertOf('A spy')), /away/)
  failing = false
  await choose(store, 2, spies)
  await clock.advance(2_000)
  assert.deepEqual(await audience(matcher, alertOf('A spy')), [1, 2])
})

test('whoever was erased is forgotten, and whoever stayed is not', async t => {
  const store = await freshStore(t)
  await subscribe(store, [1, 2, 3])
  for (const id of [1, 2, 3]) await choose(store, id, spies)
  const index = await followPreferences(store.read).caughtUp(never)
  assert.ok(index)
  await store.write(tx =>
    tx.deleteFrom('subscriber_preferences').where('subscriber_id', 'in', [1, 3]).execute(),
  )
  await forgetErased(store.read, index, never)
  assert.deepEqual([...index.ids()], [2])
})

test('stopping twice is stopping once, and it can begin again', async t => {
  const store = await freshStore(t)
  await subscribe(store, [1])
  await choose(store, 1, spies)
  const { matcher } = started(t, store)
  matcher.start()
  await matcher.stop()
  await matcher.stop()
  await assert.rejects(audience(matcher, alertOf('A spy')), /ask before stop/)
  matcher.start()
  assert.deepEqual(await audience(matcher, alertOf('A spy')), [1])
})
