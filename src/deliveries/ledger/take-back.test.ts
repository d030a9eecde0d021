import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addAlert, addSubscribers } from '../../../test/support/deliver-fixture.ts'
import { freshStore } from '../../../test/support/store.ts'
import { never } from '../schema.ts'
import { CountChanges } from './count-changes.ts'
import { takeBackDeliveries } from './take-back.ts'

interface Left {
  attempts: number
  started_at: number | null
  doubted_at: number | null
}

/** What becomes of one row that a dead sender left in `sending`. */
async function takenBack(t: Parameters<typeof freshStore>[0], left: Left) {
  const store = await freshStore(t)
  const [subscriber_id = 0] = await addSubscribers(store, 1)
  const alert_id = await addAlert(store, { at: 1 })
  const zeros = { audience: 1, queued: 0, sending: 1, accepted: 0, deferred: 0, refused: 0, uncertain: 0 }
  await store.write(async tx => {
    await tx
      .insertInto('audiences')
      .values({ alert_id, frozen: 1, ...zeros, suppressed: 0, withdrawn: 0, resent: 0 })
      .execute()
    await tx
      .insertInto('deliveries')
      .values({
        alert_id,
        subscriber_id,
        state: 'sending',
        next_attempt_at: 1,
        lease_until: 100,
        resent: 0,
        updated_at: 1,
        ...left,
      })
      .execute()
  })
  const takeBack = (lapsedBy: number) =>
    store.write(async tx => {
      const changes = new CountChanges()
      const count = await takeBackDeliveries(tx, store, changes, { lapsedBy, limit: 10, at: 1_000 })
      await changes.apply(tx)
      return count
    })
  assert.equal(await takeBack(99), 0, 'its lease has not lapsed')
  assert.equal(await takeBack(100), 1)
  const row = await store.read.selectFrom('deliveries').selectAll().executeTakeFirstOrThrow()
  return { state: row.state, attempts: row.attempts, again: row.next_attempt_at < never }
}

test('what was never tried and had not started is queued again', async t => {
  const left = { attempts: 0, started_at: null, doubted_at: null }
  assert.deepEqual(await takenBack(t, left), { state: 'queued', attempts: 0, again: true })
})

test('a retry that had not started is deferred again', async t => {
  const left = { attempts: 2, started_at: null, doubted_at: null }
  assert.deepEqual(await takenBack(t, left), { state: 'deferred', attempts: 2, again: true })
})

test('a re-send that had not started is still owed', async t => {
  const left = { attempts: 1, started_at: null, doubted_at: 50 }
  assert.deepEqual(await takenBack(t, left), { state: 'uncertain', attempts: 1, again: true })
})

test('what had started is uncertain, and is sent once more', async t => {
  const left = { attempts: 0, started_at: 60, doubted_at: null }
  assert.deepEqual(await takenBack(t, left), { state: 'uncertain', attempts: 1, again: true })
})

test('a re-send that had started is uncertain for good', async t => {
  const left = { attempts: 1, started_at: 60, doubted_at: 50 }
  assert.deepEqual(await takenBack(t, left), { state: 'uncertain', attempts: 2, again: false })
})
