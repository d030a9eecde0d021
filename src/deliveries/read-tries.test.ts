import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { sql } from 'kysely'
import { addAlert } from '../../test/support/deliver-fixture.ts'
import { freshStore } from '../../test/support/store.ts'
import { readTries } from './read-tries.ts'
import type { DeliveryState } from './schema.ts'

interface Tried {
  state: DeliveryState
  dueAt: number | null
  firstAttemptAt?: number
}

const hour = 3_600_000

async function alertWith(t: TestContext, tried: readonly Tried[]) {
  const store = await freshStore(t)
  const id = await addAlert(store, { at: 1 })
  const rows = tried.map(({ state, dueAt, firstAttemptAt = 1 }, n) => ({
    ...{ alert_id: id, subscriber_id: n + 1, chunk: 1, attempts: 1, resent: 0, updated_at: 1 },
    ...{ state, due_at: dueAt, first_attempt_at: firstAttemptAt },
  }))
  if (rows.length > 0) await store.write(tx => tx.insertInto('deliveries').values(rows).execute())
  return { store, id }
}

test('the next try is the earliest that is due, and tries end a day after the latest first attempt', async t => {
  const { store, id } = await alertWith(t, [
    { state: 'deferred', dueAt: 9_000, firstAttemptAt: 1_000 },
    { state: 'deferred', dueAt: 5_000, firstAttemptAt: 2_000 },
    { state: 'deferred', dueAt: 7_000, firstAttemptAt: 1_500 },
  ])
  assert.deepEqual(await readTries(store.read, id), { nextAt: 5_000, endAt: 2_000 + 24 * hour })
})

test('nothing waits: what is over, in doubt for good, or being tried at this moment does not count', async t => {
  const { store, id } = await alertWith(t, [
    { state: 'accepted', dueAt: null },
    { state: 'uncertain', dueAt: null },
    { state: 'sending', dueAt: 5_000 },
  ])
  assert.equal(await readTries(store.read, id), null)
  assert.equal(await readTries(store.read, id + 1), null)
})

test('the one re-send of an uncertain one is a try too', async t => {
  const { store, id } = await alertWith(t, [{ state: 'uncertain', dueAt: 5_000 }])
  assert.equal((await readTries(store.read, id))?.nextAt, 5_000)
})

test('both ends are found through the index on due times, not by reading rows', async t => {
  const { store, id } = await alertWith(t, [])
  if (store.kind !== 'sqlite') return t.skip('PostgreSQL reads so small a table as it is')
  for (const order of ['asc', 'desc']) {
    const plan = await sql<{ detail: string }>`explain query plan
      select due_at from deliveries where alert_id = ${id} and due_at is not null
        and state in ('deferred', 'uncertain') order by due_at ${sql.raw(order)} limit 1`.execute(store.read)
    assert.match(
      plan.rows.map(row => row.detail).join(),
      /^SEARCH deliveries USING INDEX deliveries_due \(alert_id=/,
    )
  }
})
