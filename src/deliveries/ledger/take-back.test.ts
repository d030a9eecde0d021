import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { sql } from 'kysely'
import { addAlert, addSubscribers } from '../../../test/support/deliver-fixture.ts'
import { freshStore } from '../../../test/support/store.ts'
import type { Store } from '../../store/index.ts'
import { CountChanges } from './count-changes.ts'
import { endAttempts } from './end-attempts.ts'
import { takeBackDeliveries } from './take-back.ts'

interface Left {
  state: 'queued' | 'deferred' | 'sending' | 'uncertain'
  attempts: number
  doubted_at: number | null
  due_at: number | null
}

/** What becomes of one row that a dead sender left, in its chunk or by itself. */
async function takenBack(t: Parameters<typeof freshStore>[0], left: Left) {
  const store = await freshStore(t)
  const [subscriber_id = 0] = await addSubscribers(store, 1)
  const alert_id = await addAlert(store, { at: 1 })
  const zeros = { audience: 1, queued: 0, sending: 0, accepted: 0, deferred: 0, refused: 0, uncertain: 0 }
  await store.write(async tx => {
    await tx
      .insertInto('audiences')
      .values({ alert_id, frozen: 1, ...zeros, [left.state]: 1, suppressed: 0, withdrawn: 0, resent: 0 })
      .execute()
    await tx
      .insertInto('audience_chunks')
      .values({
        alert_id,
        number: 1,
        after_id: subscriber_id - 1,
        up_to_id: subscriber_id,
        lease_until: left.due_at === null ? 100 : null,
      })
      .execute()
    await tx
      .insertInto('deliveries')
      .values({
        alert_id,
        subscriber_id,
        chunk: 1,
        lease_until: left.due_at === null ? null : 100,
        resent: 0,
        updated_at: 60,
        ...left,
      })
      .execute()
  })
  const takeBack = (lapsedBy: number) =>
    store.write(async tx => {
      const changes = new CountChanges()
      const count = await takeBackDeliveries(tx, store, changes, { lapsedBy, limit: 10, at: 1_000 })
      await changes.apply(tx, store.kind)
      return count
    })
  assert.equal(await takeBack(99), 0, 'its lease has not lapsed')
  assert.equal(await takeBack(100), 1)
  assert.equal(await takeBack(100), 0, 'nobody has it any more')
  const row = await store.read.selectFrom('deliveries').selectAll().executeTakeFirstOrThrow()
  const counts = await store.read.selectFrom('audiences').selectAll().executeTakeFirstOrThrow()
  assert.equal(counts[row.state], 1)
  return { state: row.state, attempts: row.attempts, again: row.due_at !== null }
}

test('what was never started stays queued in its chunk', async t => {
  const left = { state: 'queued', attempts: 0, doubted_at: null, due_at: null } as const
  assert.deepEqual(await takenBack(t, left), { state: 'queued', attempts: 0, again: false })
})

test('a retry that had not started is still owed', async t => {
  const left = { state: 'deferred', attempts: 2, doubted_at: null, due_at: 50 } as const
  assert.deepEqual(await takenBack(t, left), { state: 'deferred', attempts: 2, again: true })
})

test('a re-send that had not started is still owed', async t => {
  const left = { state: 'uncertain', attempts: 1, doubted_at: 50, due_at: 50 } as const
  assert.deepEqual(await takenBack(t, left), { state: 'uncertain', attempts: 1, again: true })
})

test('what had started is uncertain, and is sent once more', async t => {
  const left = { state: 'sending', attempts: 0, doubted_at: null, due_at: null } as const
  assert.deepEqual(await takenBack(t, left), { state: 'uncertain', attempts: 1, again: true })
})

test('a retry that had started is uncertain, and is sent once more', async t => {
  const left = { state: 'sending', attempts: 1, doubted_at: null, due_at: 50 } as const
  assert.deepEqual(await takenBack(t, left), { state: 'uncertain', attempts: 2, again: true })
})

test('a re-send that had started is uncertain for good', async t => {
  const left = { state: 'sending', attempts: 1, doubted_at: 50, due_at: 50 } as const
  assert.deepEqual(await takenBack(t, left), { state: 'uncertain', attempts: 2, again: false })
})

test('what its slow sender ends between the look and the write keeps its answer', async t => {
  const store = await freshStore(t)
  // SQLite's writers take turns, so nothing comes between.
  if (store.kind === 'sqlite') return
  const [subscriber_id = 0] = await addSubscribers(store, 1)
  const alert_id = await addAlert(store, { at: 1 })
  const zeros = { audience: 1, queued: 0, sending: 1, accepted: 0, deferred: 0, refused: 0, uncertain: 0 }
  const id = await store.write(async tx => {
    await tx
      .insertInto('audiences')
      .values({ alert_id, frozen: 1, ...zeros, suppressed: 0, withdrawn: 0, resent: 0 })
      .execute()
    const chunk = { alert_id, number: 1, after_id: 0, up_to_id: subscriber_id, lease_until: 100 }
    await tx.insertInto('audience_chunks').values(chunk).execute()
    const row = {
      alert_id,
      subscriber_id,
      chunk: 1,
      state: 'sending' as const,
      turn: 1,
      attempts: 0,
      updated_at: 60,
    }
    const added = await tx
      .insertInto('deliveries')
      .values({ ...row, resent: 0 })
      .returning('id')
      .executeTakeFirstOrThrow()
    return added.id
  })
  let takingBack: Promise<unknown> | null = null
  await store.write(async tx => {
    const changes = new CountChanges()
    const ended = { id, alertId: alert_id, from: 'sending', turn: 1, to: 'accepted', attempts: 1 } as const
    const rest = { firstAttemptAt: 1, dueAt: null, doubtedAt: null, answer: null, reason: null }
    await endAttempts(tx, store.kind, changes, { endings: [{ ...ended, ...rest }], at: 1_000 })
    takingBack = store.write(async other => {
      const its = new CountChanges()
      await takeBackDeliveries(other, store, its, { lapsedBy: 100, limit: 10, at: 1_000 })
      await its.apply(other, store.kind)
    })
    await waitsForALock(store)
    await changes.apply(tx, store.kind)
  })
  await takingBack
  const row = await store.read.selectFrom('deliveries').select('state').executeTakeFirstOrThrow()
  const counts = await store.read.selectFrom('audiences').selectAll().executeTakeFirstOrThrow()
  assert.deepEqual([row.state, counts.sending, counts.accepted, counts.uncertain], ['accepted', 0, 1, 0])
})

/** Somebody in this database: the server has those of other tests, too. */
async function waitsForALock(store: Store): Promise<void> {
  const waiting = sql`select 1 from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`
  while ((await waiting.execute(store.read)).rows.length === 0) await nextTurn()
}
