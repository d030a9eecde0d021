import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshStore } from '../../../test/support/store.ts'
import {
  keepPreferences,
  type Preferences,
  plainPreferences,
  preferencesToken,
  readChangedPreferences,
  readPreferences,
  readPreferencesToken,
} from '../index.ts'

const day = 86_400_000
const secrets = { current: new Uint8Array(32).fill(1), previous: null }

async function subscriber(store: Awaited<ReturnType<typeof freshStore>>, id: number) {
  const nobody = { marketing: 0, created_at: 1, confirmed_at: 1, left_at: null }
  const address = `${id}@example.org`
  await store.write(tx =>
    tx
      .insertInto('subscribers')
      .values({ id, address, address_key: address, state: 'confirmed', language: 'en', ...nobody })
      .execute(),
  )
}

test('what was kept is read again, and is told as a change once', async t => {
  const store = await freshStore(t)
  await subscriber(store, 7)
  const wish: Preferences = {
    ...plainPreferences,
    watch: ['espionage'],
    scope: 'chosen',
    quiet: { from: 1_320, to: 420 },
    timeZone: 'Europe/Berlin',
    dailyMost: 3,
  }
  await store.write(tx => keepPreferences(tx, { subscriberId: 7, preferences: wish, at: 5 }))
  assert.deepEqual((await readPreferences(store.read, [7, 8])).get(7), wish)
  const [change] = await readChangedPreferences(store.read, { aboveVersion: 0, limit: 10 })
  assert.deepEqual(change?.preferences, wish)
  const newer = { aboveVersion: change?.version ?? 0, limit: 10 }
  assert.deepEqual(await readChangedPreferences(store.read, newer), [])
  await store.write(tx => keepPreferences(tx, { subscriberId: 7, preferences: plainPreferences, at: 6 }))
  assert.equal((await readChangedPreferences(store.read, newer)).length, 1)
})

test('the columns for the last look follow the preferences', async t => {
  const store = await freshStore(t)
  for (const id of [1, 2]) await subscriber(store, id)
  const wish = { ...plainPreferences, quiet: { from: 0, to: 60 }, dailyMost: 0 }
  for (const subscriberId of [1, 2])
    await store.write(tx => keepPreferences(tx, { subscriberId, preferences: wish, at: 5 }))
  await store.write(tx => keepPreferences(tx, { subscriberId: 2, preferences: plainPreferences, at: 6 }))
  const rows = await store.read
    .selectFrom('subscribers')
    .select(['choosing', 'quiet_id', 'daily_most'])
    .orderBy('id')
    .execute()
  assert.deepEqual(
    rows.map(row => [row.choosing, row.quiet_id, row.daily_most]),
    [
      [1, 1, 0],
      [1, null, null],
    ],
  )
})

test('a preference link opens for thirty days, and only its own subscriber', async t => {
  const store = await freshStore(t)
  await subscriber(store, 7)
  const token = preferencesToken({ secrets }, { subscriberId: 7, linkGeneration: 0, at: 100 * day })
  const read = (given: string, at: number) =>
    readPreferencesToken(store.read, { secrets }, { token: given, at })
  assert.deepEqual(await read(token, 130 * day), { kind: 'open', subscriberId: 7 })
  assert.deepEqual(await read(token, 131 * day), { kind: 'expired', subscriberId: 7 })
  assert.deepEqual(await read(token.replace(/^7/, '8'), 130 * day), { kind: 'unknown' })
  assert.deepEqual(await read(token.replace(/\.\w+\./, '.zz.'), 130 * day), { kind: 'unknown' })
  await store.write(tx => tx.updateTable('subscribers').set({ link_generation: 1 }).execute())
  assert.deepEqual(await read(token, 130 * day), { kind: 'unknown' })
})

test('quiet hours that nobody has any more are gone, however often one person changes theirs', async t => {
  const store = await freshStore(t)
  for (const id of [7, 8]) await subscriber(store, id)
  const keep = (subscriberId: number, quiet: Preferences['quiet'], timeZone = 'Europe/Berlin') => {
    const preferences = { ...plainPreferences, quiet, timeZone }
    return store.write(tx => keepPreferences(tx, { subscriberId, preferences, at: 5 }))
  }
  await keep(8, { from: 0, to: 60 })
  for (let from = 0; from < 20; from++) await keep(7, { from, to: from + 60 })
  for (const timeZone of ['europe/berlin', 'EUROPE/BERLIN']) await keep(7, { from: 1, to: 2 }, timeZone)
  const rows = async () =>
    (await store.read.selectFrom('quiet_hours').selectAll().orderBy('id').execute()).map(
      row => `${row.from_minute} ${row.time_zone}`,
    )
  assert.deepEqual(await rows(), ['0 Europe/Berlin', '1 EUROPE/BERLIN'])
  await keep(7, null)
  assert.equal((await rows()).length, 1, 'the other one still has theirs')
})
