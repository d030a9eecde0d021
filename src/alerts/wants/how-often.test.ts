import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshStore } from '../../../test/support/store.ts'
import type { Store } from '../../store/index.ts'
import { createTexts } from '../../text/index.ts'
import type { AlertInput } from '../alert-fields.ts'
import { makeAlert, testAt } from '../test-alerts.ts'
import { howOften, howOftenWords } from './how-often.ts'
import { readRecentAlerts } from './recent-alerts.ts'
import { testPreferences } from './test-facts.ts'
import { createWordsCache } from './words-cache.ts'

const dayMs = 86_400_000
const texts = createTexts()

async function sent(store: Store, daysAgo: number, fields: Partial<AlertInput> = {}): Promise<number> {
  const id = await makeAlert(store, fields)
  const approved = { approved_at: testAt - daysAgo * dayMs }
  await store.write(tx => tx.updateTable('alerts').set(approved).where('id', '=', id).execute())
  return id
}

async function counted(store: Store, preferences: Parameters<typeof testPreferences>[0] = {}) {
  const recent = await readRecentAlerts(store.read, { at: testAt, cache: createWordsCache(10) })
  return howOften(recent, testPreferences(preferences))
}

test('what would have come is counted, of the last sixty days', async t => {
  const store = await freshStore(t)
  await sent(store, 100, { headline: 'Spies long ago' })
  await sent(store, 59, { headline: 'Spies' })
  await sent(store, 2, { headline: 'More spies' })
  await sent(store, 1, { headline: 'Bridge' })
  await makeAlert(store, { headline: 'Spies in a draft', send: false })
  assert.deepEqual(await counted(store), { mails: 3, days: 60 })
  assert.deepEqual(await counted(store, { scope: 'chosen', watch: ['spy'] }), { mails: 2, days: 60 })
})

test('updates and corrections count where what they follow would have come, whatever words they have', async t => {
  const store = await freshStore(t)
  const first = await sent(store, 9, { headline: 'Spies' })
  const other = await sent(store, 9, { headline: 'Bridge' })
  const update = await sent(store, 8, { kind: 'update', follows: first, headline: 'Trial' })
  await sent(store, 7, { kind: 'correction', follows: update, headline: 'No trial', whatWasWrong: 'All.' })
  await sent(store, 7, { kind: 'update', follows: other, headline: 'Spies at the bridge' })
  assert.deepEqual(await counted(store, { scope: 'chosen', watch: ['spy'] }), { mails: 3, days: 9 })
})

test('a pause does not count, for it ends', async t => {
  const store = await freshStore(t)
  await sent(store, 3)
  assert.deepEqual(await counted(store, { pausedUntil: testAt + dayMs }), { mails: 1, days: 3 })
})

test('a young newsroom says how few days it knows; one that never sent says so', async t => {
  const store = await freshStore(t)
  const before = await counted(store)
  assert.deepEqual(before, { mails: 0, days: 0 })
  assert.match(howOftenWords(before, 'en', texts), /no alert has been sent/)
  await sent(store, 0.5)
  assert.deepEqual(await counted(store), { mails: 1, days: 1 })
})

test('the words fit the number', () => {
  const words = (mails: number, days = 60) => howOftenWords({ mails, days }, 'en', texts)
  assert.equal(words(26), 'about 3 a week, going by the last 60 days')
  assert.equal(words(300), 'about 5 a day, going by the last 60 days')
  assert.equal(words(4), 'about 2 a month, going by the last 60 days')
  assert.equal(words(1), 'less than one a month, going by the last 60 days')
  assert.equal(words(0), 'none in the last 60 days')
  assert.equal(words(3, 1), '3 in the last day')
  assert.equal(words(1, 6), '1 in the last 6 days')
  assert.equal(words(7, 7), 'about 7 a week, going by the last 7 days')
})
