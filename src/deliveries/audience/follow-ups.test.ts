import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  addAlert,
  addSubscribers,
  runDeliveries,
  setAlertState,
  stateOf,
  stopFirst,
  testSecrets,
  until,
  untilState,
} from '../../../test/support/deliver-fixture.ts'
import { type SinkMessage, startSmtpSink } from '../../../test/support/smtp-sink.ts'
import { freshStore } from '../../../test/support/store.ts'
import { readAlert, recordPress } from '../../alerts/index.ts'
import { systemClock } from '../../clock.ts'
import { countsOf, messageIdOf, readAudienceSize } from '../index.ts'

// The system's clock: passes over a running original are apart by a quarter of a second, and nothing is timed.
async function freshBench(t: Parameters<typeof freshStore>[0], subscribers: number) {
  const stops = stopFirst(t)
  const store = await freshStore(t)
  const sink = await startSmtpSink()
  stops.after(() => sink.stop())
  const ids = await addSubscribers(store, subscribers)
  runDeliveries(stops, { store, clock: systemClock, port: sink.port, poolSize: 2 })
  const to = (subject: RegExp) =>
    sink.messages
      .filter(message => subject.test(message.headers.get('subject') ?? ''))
      .flatMap(message => message.envelopeTo)
      .sort()
  const send = (wish: Omit<Parameters<typeof addAlert>[1], 'at'>) =>
    addAlert(store, { ...wish, at: Date.now() })
  const books = async (id: number) => (await countsOf(store.read, [id])).get(id)
  /** Calls `act` once, while the message with this number is being taken; none is taken before it has been done. */
  const atMessage = (number: number, act: () => Promise<number>) => {
    const { promise, resolve } = Promise.withResolvers<number>()
    let acted: Promise<number> | undefined
    sink.hooks = {
      onMessage: async () => {
        if (sink.messages.length + 1 >= number) acted ??= act()
        await acted
        if (acted) resolve(acted)
        return 'accept' as const
      },
    }
    return promise
  }
  return { store, sink, ids, to, send, books, atMessage }
}

test('a correction goes to exactly those who got the original, less who left', async t => {
  const { store, sink, ids, to, send } = await freshBench(t, 6)
  sink.hooks = {
    onRecipient: address => (address.startsWith('reader1@') ? { code: 550, text: 'no' } : 'accept'),
  }
  const original = await send({ headline: 'Wrong' })
  await untilState(store, original, 'sent')
  sink.hooks = {}
  await addSubscribers(store, 2, { from: 50 })
  await store.write(tx =>
    tx
      .updateTable('subscribers')
      .set({ state: 'left' })
      .where('id', '=', ids[1] ?? 0)
      .execute(),
  )
  const nobody = { matcher: { audienceOf: async () => [] }, at: Date.now() }
  const correction = await send({ kind: 'correction', follows: original, headline: 'Right' })
  const alert = await readAlert(store.read, correction)
  const size = alert && (await readAudienceSize(store, alert, nobody))
  assert.deepEqual(size, { kind: 'recipients', people: 4 })
  await untilState(store, correction, 'sent')
  assert.deepEqual(
    to(/^CORRECTION/),
    [3, 4, 5, 6].map(number => `reader${number}@example.org`),
  )
})

test('of a correction sent while the original goes out, nobody misses one and nobody gets the wrong text after', async t => {
  const { store, sink, to, send, books, atMessage } = await freshBench(t, 120)
  const original = await send({ headline: 'Wrong' })
  const correction = await atMessage(30, () =>
    send({ kind: 'correction', follows: original, headline: 'Right' }),
  )
  await untilState(store, correction, 'sent')
  await until(store, async () => (await books(original))?.sending === 0)
  const wrong = to(/^Wrong/)
  assert.equal(to(/^CORRECTION/).length, 120)
  assert.equal(new Set(to(/^CORRECTION/)).size, 120)
  assert.ok(wrong.length < 45, String(wrong.length))
  const counts = await books(original)
  assert.deepEqual([counts?.frozen, counts?.audience], [true, 120])
  assert.equal(counts?.accepted, wrong.length)
  assert.equal(counts?.withdrawn, 120 - wrong.length)
  assertOrder(sink.messages)
})

function assertOrder(messages: readonly SinkMessage[]): void {
  const corrected = new Set<string>()
  for (const { envelopeTo, headers } of messages) {
    const [recipient = ''] = envelopeTo
    if (/^CORRECTION/.test(headers.get('subject') ?? '')) corrected.add(recipient)
    else assert.ok(!corrected.has(recipient), 'the wrong text came after the right one')
  }
}

test('a correction does not go to those whose mail the desk had stopped before', async t => {
  const { store, to, send, books, atMessage } = await freshBench(t, 90)
  const original = await send({ headline: 'Wrong' })
  await atMessage(10, async () => {
    await store.write(tx =>
      recordPress(tx, { alertId: original, by: 'editor:test', action: 'stop', at: Date.now() - 1 }),
    )
    await setAlertState(store, original, 'stopped')
    return original
  })
  const correction = await send({ kind: 'retraction', follows: original, headline: 'Never mind' })
  await untilState(store, correction, 'sent')
  assert.deepEqual(to(/^RETRACTION/), to(/^Wrong/))
  assert.equal((await books(original))?.frozen, true)
  assert.equal(await stateOf(store, original), 'stopped')
})

test('an update sent while the original goes out reaches everyone who gets the original', async t => {
  const { store, to, send, atMessage } = await freshBench(t, 90)
  const original = await send({ headline: 'First' })
  const update = await atMessage(20, () => send({ kind: 'update', follows: original, headline: 'More' }))
  await untilState(store, original, 'sent')
  await untilState(store, update, 'sent')
  assert.deepEqual(to(/^Re: First/), to(/^First/))
  assert.equal(to(/^Re: First/).length, 90)
})

test('a correction of an update goes to those who got the update', async t => {
  const { store, sink, to, send } = await freshBench(t, 4)
  const original = await send({ headline: 'First' })
  await untilState(store, original, 'sent')
  sink.hooks = {
    onRecipient: address => (address.startsWith('reader1@') ? { code: 550, text: 'no' } : 'accept'),
  }
  const update = await send({ kind: 'update', follows: original, headline: 'More' })
  await untilState(store, update, 'sent')
  sink.hooks = {}
  const correction = await send({ kind: 'correction', follows: update, headline: 'Right' })
  await untilState(store, correction, 'sent')
  assert.deepEqual(
    to(/^CORRECTION/),
    [2, 3, 4].map(number => `reader${number}@example.org`),
  )
})

test('what follows refers to every earlier mail of the thread that this reader was to get', async t => {
  const { store, sink, ids, send } = await freshBench(t, 1)
  const original = await send({ headline: 'First' })
  await untilState(store, original, 'sent')
  const update = await send({ kind: 'update', follows: original, headline: 'More' })
  await untilState(store, update, 'sent')
  const correction = await send({ kind: 'correction', follows: original, headline: 'Right' })
  await untilState(store, correction, 'sent')
  const idOf = (alertId: number) => `<${messageIdOf(testSecrets, alertId, ids[0] ?? 0, 'news.example')}>`
  const last = sink.messages.at(-1)?.headers
  assert.equal(last?.get('in-reply-to'), idOf(original))
  assert.deepEqual(last?.get('references')?.split(/\s+/), [idOf(update), idOf(original)])
})
