import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import {
  addAlert,
  addSubscribers,
  runDeliveries,
  setAlertState,
  stateOf,
  statesOf,
  stopFirst,
  until,
  untilState,
} from '../../../test/support/deliver-fixture.ts'
import { createFakeClock } from '../../../test/support/fake-clock.ts'
import { startSmtpSink } from '../../../test/support/smtp-sink.ts'
import { freshStore } from '../../../test/support/store.ts'
import { readAlert } from '../../alerts/index.ts'
import { enqueueMail } from '../../store/index.ts'
import { countsOf } from '../index.ts'
import { countUnderWay, doubtUnsent, endUnderWay } from './accept-restore.ts'

/** Two readers have the alert, three were still waiting when the backup was made; and a mail waits. */
async function backedUpMidAlert(t: TestContext) {
  const stops = stopFirst(t)
  const store = await freshStore(t)
  const clock = createFakeClock()
  const sink = await startSmtpSink({
    onRecipient: address => (/reader[345]@/.test(address) ? { code: 450, text: 'later' } : 'accept'),
  })
  stops.after(() => sink.stop())
  await addSubscribers(store, 5)
  const id = await addAlert(store, { at: clock.now() })
  const sender = runDeliveries(stops, { store, clock, port: sink.port })
  await until(store, async () => {
    const counts = (await countsOf(store.read, [id])).get(id)
    return counts?.accepted === 2 && counts.deferred === 3
  })
  await sender.stop()
  await store.write(tx =>
    enqueueMail(tx, {
      kind: 'confirmation',
      recipient: 'new@example.org',
      subject: 'Confirm',
      text: 'Confirm',
      html: null,
      language: 'en',
      messageId: 'one@example.org',
      at: clock.now(),
    }),
  )
  const end = async () => {
    await doubtUnsent(store, clock.now())
    await store.write(endUnderWay)
  }
  return { stops, store, clock, sink, id, end }
}

test('what is under way is counted before anything is done', async t => {
  const { store } = await backedUpMidAlert(t)
  assert.deepEqual(await countUnderWay(store.read), { alerts: 1, deliveries: 3, mails: 1 })
})

test('alerts under way are stopped with a note, paused ones too, and single mails are refused', async t => {
  const { store, clock, id, end } = await backedUpMidAlert(t)
  const paused = await addAlert(store, { at: clock.now() })
  await setAlertState(store, paused, 'paused')
  await end()
  assert.deepEqual([await stateOf(store, id), await stateOf(store, paused)], ['stopped', 'stopped'])
  assert.equal((await readAlert(store.read, id))?.note, 'restored from a backup')
  const mails = await store.read.selectFrom('outbox').select(['state', 'answer']).execute()
  assert.deepEqual(
    mails.map(mail => ({ ...mail })),
    [{ state: 'refused', answer: 'restored from a backup' }],
  )
  assert.deepEqual(await countUnderWay(store.read), { alerts: 0, deliveries: 0, mails: 0 })
})

test('nothing of it goes out later, and who may have got it is in doubt, so that a correction reaches them', async t => {
  const { stops, store, clock, sink, id, end } = await backedUpMidAlert(t)
  await end()
  sink.hooks = {}
  runDeliveries(stops, { store, clock, port: sink.port })
  await until(store, async () => (await readAlert(store.read, id))?.endedAt !== null)
  assert.equal(sink.messages.length, 2)
  assert.deepEqual(await statesOf(store, id), ['accepted', 'accepted', 'uncertain', 'uncertain', 'uncertain'])
  const correction = await addAlert(store, { kind: 'correction', follows: id, at: clock.now() })
  await untilState(store, correction, 'sent')
  assert.equal(sink.messages.length, 2 + 5)
})

test('a single mail that was being sent when the backup was made is not sent again', async t => {
  const { stops, store, clock, sink, end } = await backedUpMidAlert(t)
  await store.write(tx =>
    tx.updateTable('outbox').set({ state: 'sending', lease_until: 1, started_at: 1 }).execute(),
  )
  await end()
  sink.hooks = {}
  const id = await addAlert(store, { at: clock.now() })
  runDeliveries(stops, { store, clock, port: sink.port })
  await untilState(store, id, 'sent')
  assert.ok(sink.messages.every(message => message.envelopeTo[0] !== 'new@example.org'))
})
