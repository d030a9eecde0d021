import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  addAlert,
  addSubscribers,
  advanceUntil,
  runDeliveries,
  setAlertState,
  stateOf,
  statesOf,
  stopFirst,
  testContext,
  testSecrets,
  until,
  untilState,
} from '../../../test/support/deliver-fixture.ts'
import { createFakeClock } from '../../../test/support/fake-clock.ts'
import { type SinkMessage, startSmtpSink } from '../../../test/support/smtp-sink.ts'
import { freshStore } from '../../../test/support/store.ts'
import { enqueueMail } from '../../store/index.ts'
import { suppress } from '../../subscribers/index.ts'
import { countsOf, messageIdOf, readBounceToken, readRelayProblem } from '../index.ts'

const recipientsOf = (messages: readonly SinkMessage[]) =>
  messages.flatMap(message => message.envelopeTo).sort()

async function freshBench(t: Parameters<typeof freshStore>[0], subscribers: number) {
  const stops = stopFirst(t)
  const store = await freshStore(t)
  const clock = createFakeClock()
  const sink = await startSmtpSink()
  stops.after(() => sink.stop())
  const ids = await addSubscribers(store, subscribers)
  const run = (poolSize = 3) => {
    return runDeliveries(stops, { store, clock, port: sink.port, poolSize })
  }
  const books = async (id: number) => (await countsOf(store.read, [id])).get(id)
  return { store, clock, sink, ids, run, books, stops }
}

test('everyone who confirmed before it was approved gets an alert once, and then it has been sent', async t => {
  const { store, clock, sink, run, books } = await freshBench(t, 25)
  await addSubscribers(store, 2, { from: 100, confirmedAt: clock.now() + 1 })
  run()
  const id = await addAlert(store, { at: clock.now() })
  await untilState(store, id, 'sent')
  assert.deepEqual(
    recipientsOf(sink.messages),
    Array.from({ length: 25 }, (_, place) => `reader${place + 1}@example.org`).sort(),
  )
  const counts = await books(id)
  assert.deepEqual([counts?.frozen, counts?.audience, counts?.accepted], [true, 25, 25])
  assert.equal(counts?.firstAcceptedAt, clock.now())
})

test('an envelope sender names its delivery, and a Message-ID its alert and subscriber', async t => {
  const { store, clock, sink, ids, run } = await freshBench(t, 1)
  run()
  const id = await addAlert(store, { at: clock.now() })
  await untilState(store, id, 'sent')
  const [message] = sink.messages
  const token = /^bounces\+([a-z2-7]+)@news\.example$/.exec(message?.envelopeFrom ?? '')?.[1] ?? ''
  const delivery = await store.read.selectFrom('deliveries').selectAll().executeTakeFirstOrThrow()
  assert.deepEqual(readBounceToken(testSecrets, token), { kind: 'delivery', id: delivery.id })
  assert.equal(
    message?.headers.get('message-id'),
    `<${messageIdOf(testSecrets, id, ids[0] ?? 0, 'news.example')}>`,
  )
  assert.match(
    message?.headers.get('list-unsubscribe') ?? '',
    /^<http:\/\/localhost:8080\/unsubscribe\/[\w.-]+>$/,
  )
})

test('whoever left or was suppressed between the freeze and their turn gets nothing', async t => {
  const { store, clock, sink, ids, run, books } = await freshBench(t, 4)
  const id = await addAlert(store, { at: clock.now() })
  await setAlertState(store, id, 'paused')
  run()
  await until(store, async () => (await books(id))?.frozen === true)
  await store.write(async tx => {
    await tx
      .updateTable('subscribers')
      .set({ state: 'left' })
      .where('id', '=', ids[0] ?? 0)
      .execute()
    await suppress(
      tx,
      { secrets: testSecrets },
      { address: 'reader2@example.org', reason: 'operator', at: 1 },
    )
    await tx
      .deleteFrom('subscribers')
      .where('id', '=', ids[2] ?? 0)
      .execute()
  })
  await setAlertState(store, id, 'sending')
  await untilState(store, id, 'sent')
  assert.deepEqual(recipientsOf(sink.messages), ['reader4@example.org'])
  assert.deepEqual(await statesOf(store, id), ['withdrawn', 'suppressed', 'withdrawn', 'accepted'])
})

test('a transient refusal is tried again after a minute', async t => {
  const { store, clock, sink, run, books } = await freshBench(t, 3)
  sink.hooks = {
    onRecipient: address => (address.startsWith('reader2') ? { code: 451, text: 'later' } : 'accept'),
  }
  run()
  const id = await addAlert(store, { at: clock.now() })
  await until(store, async () => (await books(id))?.accepted === 2 && (await books(id))?.deferred === 1)
  sink.hooks = {}
  await clock.advance(55_000)
  assert.equal(sink.messages.length, 2)
  await advanceUntil(clock, async () => (await stateOf(store, id)) === 'sent')
  assert.equal((await books(id))?.accepted, 3)
})

test('a permanent refusal ends the delivery, and its answer is kept', async t => {
  const { store, clock, sink, run } = await freshBench(t, 1)
  sink.hooks = { onRecipient: () => ({ code: 550, text: '5.1.1 nobody here' }) }
  run()
  const id = await addAlert(store, { at: clock.now() })
  await untilState(store, id, 'sent')
  const [delivery] = await store.read.selectFrom('deliveries').selectAll().execute()
  assert.deepEqual([delivery?.state, delivery?.smtp_code, delivery?.attempts], ['refused', 550, 1])
})

test('an answer that was not read leaves it uncertain, and it is sent once more as the same message', async t => {
  const { store, clock, sink, run, books } = await freshBench(t, 1)
  let first = true
  sink.hooks = {
    onMessage: () => {
      const answer = first ? 'keep-and-drop' : 'accept'
      first = false
      return answer
    },
  }
  run()
  const id = await addAlert(store, { at: clock.now() })
  await until(store, async () => (await books(id))?.uncertain === 1)
  assert.equal(await stateOf(store, id), 'sending')
  await advanceUntil(clock, async () => (await stateOf(store, id)) === 'sent')
  assert.deepEqual([...sink.countByMessageId().values()], [2])
  const counts = await books(id)
  assert.deepEqual([counts?.accepted, counts?.uncertain, counts?.resent], [1, 0, 1])
})

test('what is uncertain twice stays uncertain and is not sent a third time', async t => {
  const { store, clock, sink, run, books } = await freshBench(t, 1)
  sink.hooks = { onMessage: () => 'keep-and-drop' }
  run()
  const id = await addAlert(store, { at: clock.now() })
  await until(store, async () => (await books(id))?.uncertain === 1)
  await advanceUntil(clock, async () => (await stateOf(store, id)) === 'sent')
  await clock.advance(120_000)
  const counts = await books(id)
  assert.deepEqual([sink.messages.length, counts?.uncertain, counts?.resent], [2, 1, 1])
})

test('a paused alert starts nothing and loses nothing; resumed, it goes on', async t => {
  const { store, clock, sink, run, books } = await freshBench(t, 60)
  let paused: Promise<void> | undefined
  const id = await addAlert(store, { at: clock.now() })
  sink.hooks = {
    onMessage: async () => {
      if (sink.messages.length === 5) paused ??= setAlertState(store, id, 'paused')
      await paused
      return 'accept' as const
    },
  }
  run(1)
  await until(store, async () => {
    const counts = await books(id)
    return paused !== undefined && counts?.sending === 0 && counts.frozen
  })
  const counts = await books(id)
  assert.equal(counts?.accepted, sink.messages.length)
  assert.equal((counts?.queued ?? 0) + (counts?.accepted ?? 0), 60)
  assert.ok(sink.messages.length < 60)
  sink.hooks = {}
  await setAlertState(store, id, 'sending')
  // What was still on its way back when the alert went on is looked for a moment later.
  await advanceUntil(clock, async () => (await stateOf(store, id)) === 'sent')
  assert.deepEqual([...sink.countByMessageId().values()], Array(60).fill(1))
})

test('after a stop is committed nothing further starts, and the rest is withdrawn', async t => {
  const { store, clock, sink, run, books } = await freshBench(t, 60)
  let stopped: Promise<number> | undefined
  const id = await addAlert(store, { at: clock.now() })
  sink.hooks = {
    onMessage: () => {
      if (sink.messages.length === 5)
        stopped ??= setAlertState(store, id, 'stopped').then(() => sink.messages.length)
      return 'accept'
    },
  }
  run(3)
  await until(store, async () => {
    const counts = await books(id)
    return (counts?.withdrawn ?? 0) > 0 && counts?.queued === 0 && counts.sending === 0 && counts.frozen
  })
  const counts = await books(id)
  assert.equal(counts?.accepted, sink.messages.length)
  assert.equal((counts?.withdrawn ?? 0) + (counts?.accepted ?? 0), counts?.audience)
  // At most one message a connection had its start committed before the stop was.
  assert.ok(sink.messages.length - ((await stopped) ?? 0) <= 3)
  assert.equal(await stateOf(store, id), 'stopped')
})

test('a flash overtakes a developing alert that is going out', async t => {
  const { store, clock, sink, run, books } = await freshBench(t, 150)
  let flash: Promise<number> | undefined
  const sendFlash = async () => {
    const id = await addAlert(store, { at: clock.now(), priority: 'flash', headline: 'Quick' })
    await until(store, async () => (await books(id))?.frozen === true)
    return id
  }
  const developing = await addAlert(store, { at: clock.now(), priority: 'developing', headline: 'Slow' })
  sink.hooks = {
    onMessage: async () => {
      if (sink.messages.length === 5) flash ??= sendFlash()
      await flash
      return 'accept' as const
    },
  }
  run(1)
  await untilState(store, developing, 'sent')
  await untilState(store, (await flash) ?? 0, 'sent')
  const subjects = sink.messages.map(message => message.headers.get('subject'))
  assert.equal(subjects.at(-1), 'Slow')
  const between = subjects.slice(subjects.indexOf('Quick'), subjects.lastIndexOf('Quick'))
  // What a line has already is not taken back.
  assert.ok(between.filter(subject => subject === 'Slow').length < 20, String(between.length))
})

test('single mails go ahead of an alert that is going out', async t => {
  const { store, clock, sink, run } = await freshBench(t, 150)
  let queued: Promise<unknown> | null = null
  const id = await addAlert(store, { at: clock.now() })
  sink.hooks = {
    onMessage: async () => {
      if (sink.messages.length === 5)
        queued ??= store.write(tx =>
          enqueueMail(tx, {
            kind: 'confirmation',
            recipient: 'new@example.org',
            subject: 'Please confirm',
            text: 'Press the button.',
            html: null,
            language: 'en',
            messageId: 'one@news.example',
            at: clock.now(),
          }),
        )
      await queued
      return 'accept' as const
    },
  }
  run(1)
  await untilState(store, id, 'sent')
  await queued
  const place = sink.messages.findIndex(message => message.envelopeTo[0] === 'new@example.org')
  assert.ok(place > 0 && place < 149, String(place))
})

test('a single mail whose answer was not read is sent once more as the same message', async t => {
  const { store, clock, sink, run } = await freshBench(t, 0)
  sink.hooks = { onMessage: () => 'keep-and-drop' }
  await store.write(tx =>
    enqueueMail(tx, {
      kind: 'confirmation',
      recipient: 'new@example.org',
      subject: 'Please confirm',
      text: 'Press the button.',
      html: '<p>Press the button.</p>',
      language: 'en',
      messageId: 'one@news.example',
      at: clock.now(),
    }),
  )
  run()
  const row = () => store.read.selectFrom('outbox').selectAll().executeTakeFirstOrThrow()
  await until(store, async () => (await row()).state === 'uncertain')
  await advanceUntil(clock, async () => (await row()).attempts === 2)
  await clock.advance(120_000)
  assert.deepEqual([...sink.countByMessageId()], [['<one@news.example>', 2]])
  assert.equal((await row()).state, 'uncertain')
})

test('while the relay is out of reach nothing is lost, refused or counted as tried, and the desk can see why', async t => {
  const { store, clock, sink, run, books, stops } = await freshBench(t, 5)
  await sink.stop()
  const deliveries = run()
  const id = await addAlert(store, { at: clock.now() })
  await until(
    store,
    async () => (await readRelayProblem(store.read)) !== null && (await books(id))?.queued === 5,
  )
  await clock.advance(60_000)
  const rows = await store.read.selectFrom('deliveries').selectAll().execute()
  assert.deepEqual([...new Set(rows.map(row => row.attempts))], [0])
  await deliveries.stop()
  const other = await startSmtpSink()
  stops.after(() => other.stop())
  runDeliveries(stops, { store, clock, port: other.port })
  await untilState(store, id, 'sent')
  assert.equal(other.messages.length, 5)
  await until(store, async () => (await readRelayProblem(store.read)) === null)
})

test('what a dead sender had leased goes out once; what it had started is uncertain, and sent once more', async t => {
  const { store, clock, sink, run, books } = await freshBench(t, 3)
  const id = await addAlert(store, { at: clock.now() })
  await setAlertState(store, id, 'paused')
  const first = run()
  await until(store, async () => (await books(id))?.frozen === true)
  await first.stop()
  await setAlertState(store, id, 'sending')
  await leaveAsDead(store, id, { at: clock.now(), started: 1 })
  // PostgreSQL's other processes cannot know that it died: its lease has to lapse.
  await clock.advance(120_000)
  run()
  await until(store, async () => (await books(id))?.accepted === 2 && (await books(id))?.uncertain === 1)
  await advanceUntil(clock, async () => (await stateOf(store, id)) === 'sent')
  const counts = await books(id)
  assert.deepEqual([counts?.accepted, counts?.resent, sink.messages.length], [3, 1, 3])
})

/** What `kill -9` leaves: a chunk under lease, in which so many had begun to leave. */
async function leaveAsDead(
  store: Awaited<ReturnType<typeof freshStore>>,
  alertId: number,
  { at, started }: { at: number; started: number },
): Promise<void> {
  await store.write(async tx => {
    await tx
      .updateTable('audience_chunks')
      .set({ lease_until: at + 60_000 })
      .execute()
    const rows = await tx
      .selectFrom('deliveries')
      .select('id')
      .where('alert_id', '=', alertId)
      .limit(started)
      .execute()
    for (const { id } of rows)
      await tx.updateTable('deliveries').set({ state: 'sending', turn: 1 }).where('id', '=', id).execute()
    await tx
      .updateTable('audiences')
      .set({ queued: 3 - started, sending: started })
      .where('alert_id', '=', alertId)
      .execute()
  })
}

test('the mail is written by the configured sender', async t => {
  const { store, clock, sink, run } = await freshBench(t, 1)
  run()
  await untilState(store, await addAlert(store, { at: clock.now() }), 'sent')
  assert.match(sink.messages[0]?.headers.get('from') ?? '', new RegExp(testContext.mail.from.address))
})
