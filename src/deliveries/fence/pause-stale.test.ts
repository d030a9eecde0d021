import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import pino from 'pino'
import {
  addAlert,
  addSubscribers,
  runDeliveries,
  stateOf,
  stopFirst,
  untilState,
} from '../../../test/support/deliver-fixture.ts'
import { createFakeClock } from '../../../test/support/fake-clock.ts'
import { startSmtpSink } from '../../../test/support/smtp-sink.ts'
import { freshStore } from '../../../test/support/store.ts'
import { readAlert, recordPress, resumeAlert } from '../../alerts/index.ts'
import { raiseFloor } from './fence-rows.ts'
import { pauseStale } from './pause-stale.ts'

const hour = 3_600_000

async function freshBench(t: TestContext) {
  const stops = stopFirst(t)
  const store = await freshStore(t)
  const clock = createFakeClock()
  const id = await addAlert(store, { at: clock.now() })
  const ids = await addSubscribers(store, 1)
  const look = async () => {
    await pauseStale({ store, clock, log: pino({ level: 'silent' }) })
    return stateOf(store, id)
  }
  const waitUntil = (due_at: number) =>
    store.write(tx =>
      tx
        .insertInto('deliveries')
        .values({
          ...{ alert_id: id, subscriber_id: ids[0] ?? 0, chunk: 1, state: 'deferred', due_at },
          ...{ attempts: 1, resent: 0, updated_at: 0 },
        })
        .execute(),
    )
  const leaseUntil = (lease_until: number) =>
    store.write(tx =>
      tx
        .insertInto('audience_chunks')
        .values({ alert_id: id, number: 1, after_id: 0, up_to_id: 9, lease_until })
        .execute(),
    )
  const startSending = async (afterMs: number) => {
    const sink = await startSmtpSink()
    stops.after(() => sink.stop())
    await clock.advance(afterMs)
    runDeliveries(stops, { store, clock, port: sink.port })
    return sink
  }
  return { stops, store, clock, id, look, waitUntil, leaseUntil, startSending }
}

test('an alert of which nothing was sent for twelve hours is paused, and a note says so', async t => {
  const { store, clock, id, look } = await freshBench(t)
  await clock.advance(12 * hour)
  assert.equal(await look(), 'sending')
  await clock.advance(1)
  assert.equal(await look(), 'paused')
  assert.match((await readAlert(store.read, id))?.note ?? '', /12 hours/)
})

test('it is not sent when sending starts, and goes out once the desk resumes it', async t => {
  const { store, clock, id, startSending } = await freshBench(t)
  const sink = await startSending(13 * hour)
  await untilState(store, id, 'paused')
  assert.equal(sink.messages.length, 0)
  await store.write(tx => resumeAlert(tx, { id, by: 'editor:Ada', at: clock.now() }))
  await untilState(store, id, 'sent')
  assert.equal(sink.messages.length, 1)
})

test('nor is one to many, whose audience is being frozen as sending starts', async t => {
  const { store, id, startSending } = await freshBench(t)
  await addSubscribers(store, 2_000, { from: 10 })
  const sink = await startSending(13 * hour)
  await untilState(store, id, 'paused')
  assert.equal(sink.messages.length, 0)
})

test('an alert that waits for its retries is not stale', async t => {
  const { clock, look, waitUntil } = await freshBench(t)
  await waitUntil(clock.now() + 2 * hour)
  await clock.advance(13 * hour)
  assert.equal(await look(), 'sending')
})

test('an alert that another process sends right now is not stale', async t => {
  const { clock, look, leaseUntil } = await freshBench(t)
  await clock.advance(13 * hour)
  await leaseUntil(clock.now())
  assert.equal(await look(), 'sending')
})

test('an alert that somebody resumed within twelve hours is not stale', async t => {
  const { store, clock, id, look } = await freshBench(t)
  await clock.advance(13 * hour)
  await store.write(tx =>
    recordPress(tx, { alertId: id, by: 'editor:Ada', action: 'resume', at: clock.now() }),
  )
  assert.equal(await look(), 'sending')
})

test('a correction that waits for what became of the original is not stale', async t => {
  const { store, clock, id, look } = await freshBench(t)
  await clock.advance(13 * hour)
  const none = { queued: 0, sending: 0, accepted: 0, deferred: 0, refused: 0, uncertain: 0 }
  await store.write(async tx => {
    await tx
      .insertInto('audiences')
      .values({ ...none, alert_id: id, frozen: 0, audience: 0, suppressed: 0, withdrawn: 0, resent: 0 })
      .execute()
    await tx
      .insertInto('freezes')
      .values({ alert_id: id, cursor: 0, chunks: 0, last_pass: 0, next_pass_at: clock.now() })
      .execute()
  })
  assert.equal(await look(), 'sending')
})

test('an operator who said to send again meant old alerts too', async t => {
  const { store, clock, look } = await freshBench(t)
  await clock.advance(13 * hour)
  await store.write(tx => raiseFloor(tx, clock.now()))
  assert.equal(await look(), 'sending')
})
