import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addAlert, setAlertState } from '../../test/support/deliver-fixture.ts'
import { freshStore } from '../../test/support/store.ts'
import type { Store } from '../store/index.ts'
import { readThrottles } from '../throttles.ts'
import { readHeldUp } from './read-held-up.ts'

const at = 1_000_000
const throttles = readThrottles('gmail.com, googlemail.com: 20/s; web.example: 5 connections')

async function park(store: Store, alertId: number, scopes: readonly string[]): Promise<void> {
  const rows = scopes.map((parked, n) => ({
    ...{ alert_id: alertId, subscriber_id: n + 1, chunk: 1, state: 'queued' as const, attempts: 0 },
    ...{ resent: 0, parked, updated_at: 1 },
  }))
  await store.write(tx => tx.insertInto('deliveries').values(rows).execute())
}

test('what mail waits for is named once: as limited when it has a limit, else as slow', async t => {
  const store = await freshStore(t)
  const id = await addAlert(store, { at })
  await park(store, id, ['slow.example', 'gmail.com', 'gmail.com', 'web.example', 'slow.example'])
  assert.deepEqual(await readHeldUp(store.read, { throttles, at }), [
    { scope: 'gmail.com', why: 'limited', perSecond: 20, configured: 20 },
    { scope: 'slow.example', why: 'slow', perSecond: null, configured: null },
    { scope: 'web.example', why: 'limited', perSecond: null, configured: null },
  ])
})

test('what pushed back is named with what it is and was, the slowest first, and not as limited too', async t => {
  const store = await freshStore(t)
  const id = await addAlert(store, { at })
  await park(store, id, ['gmail.com'])
  const fell = { next_slot_us: 0, recovered_per_hour: 72_000, slowed_at: at - 500, fell_at: at }
  await store.write(tx =>
    tx
      .insertInto('paces')
      .values([
        { scope: 'gmail.com', fallen_per_hour: 36_000, ...fell },
        { scope: 'other.example', fallen_per_hour: 3_600, ...fell },
      ])
      .execute(),
  )
  assert.deepEqual(await readHeldUp(store.read, { throttles, at }), [
    { scope: 'other.example', why: 'fallen', perSecond: 1, configured: null },
    { scope: 'gmail.com', why: 'fallen', perSecond: 10, configured: 20 },
  ])
})

test('what waits of an alert that does not go out holds up nothing', async t => {
  const store = await freshStore(t)
  const id = await addAlert(store, { at })
  await park(store, id, ['gmail.com'])
  await setAlertState(store, id, 'paused')
  assert.deepEqual(await readHeldUp(store.read, { throttles, at }), [])
})
