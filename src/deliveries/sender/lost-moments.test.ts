/** The moments in which a line, an alert or a commit goes away between two of the sender's own steps. */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { sql } from 'kysely'
import {
  addAlert,
  addSubscribers,
  advanceUntil,
  nobodyChose,
  setAlertState,
  stateOf,
  statesOf,
  testContext,
  until,
} from '../../../test/support/deliver-fixture.ts'
import { readAlert, resumeAlert } from '../../alerts/index.ts'
import type { Store } from '../../store/index.ts'
import { freezeChunk } from '../audience/freeze-chunk.ts'
import type { Pacer } from '../pace/index.ts'
import type { SendOutcome } from '../smtp/index.ts'
import { readRelayProblem } from './relay-problem.ts'
import { accepted, freshBench, lost, noLimits, people } from './test-bench.ts'

test('a connection lost while the ledger is asked loses nobody: the message goes out over the next', async t => {
  const { store, clock, lines, run, frozenAlert, given, heard } = await freshBench(t, 1)
  const alertId = await frozenAlert()
  run()
  await given(0)
  lines.ready(0)
  lines.ended(0, lost)
  await advanceUntil(clock, async () => lines.on(0).length === 1)
  // What was lost must not release what came after it.
  assert.deepEqual(lines.heard, [])
  lines.ready(0)
  await heard('release 0')
  lines.ended(0, accepted)
  await until(store, async () => (await statesOf(store, alertId))[0] === 'accepted')
})

test('what a line was given while its connection failed is still on it, and nobody gets the outcome of another', async t => {
  const { store, clock, ids, lines, run, frozenAlert, given, heard } = await freshBench(t, 2)
  const alertId = await frozenAlert()
  run()
  await given(0, 2)
  const [, second] = lines.on(0)
  lines.unreached(0, 1)
  lines.ready(0)
  await heard('release 0')
  lines.ended(0, accepted)
  const isSecond = (id: number) => second?.kind === 'delivery' && second.subscriberId === id
  const then = ids.map(id => (isSecond(id) ? 'accepted' : 'queued'))
  await until(store, async () => String(await statesOf(store, alertId)) === String(then))
  await advanceUntil(clock, async () => lines.on(0).length === 1)
  lines.ready(0)
  await until(store, async () => lines.heard.length === 2)
  lines.ended(0, accepted)
  await until(store, async () => (await statesOf(store, alertId)).every(state => state === 'accepted'))
})

test('who stood still for longer than its leases last doubts nothing that it has itself', async t => {
  const { store, clock, standStill, lines, run, frozenAlert, given, heard } = await freshBench(t, 3)
  const alertId = await frozenAlert()
  run()
  await given(0)
  lines.ready(0)
  await heard('release 0')
  const leases = () => store.read.selectFrom('audience_chunks').select('lease_until').execute()
  const [before] = await leases()
  standStill(70_000)
  await clock.advance(5_000)
  await until(store, async () => (await leases())[0]?.lease_until !== before?.lease_until)
  for (let turn = 0; turn < 50; turn++) await nextTurn()
  assert.deepEqual(await statesOf(store, alertId), ['sending', 'queued', 'queued'])
  assert.notEqual((await leases())[0]?.lease_until, null)
  lines.ended(0, accepted)
  await until(store, async () => (await statesOf(store, alertId))[0] === 'accepted')
})

test('what stood behind a lost connection counts for the next one, which carries no more than it may', async t => {
  const { clock, lines, run, frozenAlert, given, heard } = await freshBench(t, 6)
  await frozenAlert()
  run(undefined, { ...noLimits, messagesPerConnection: () => 2 })
  const end = async (outcome: SendOutcome) => {
    lines.ready(0)
    await heard('release 0')
    lines.heard.length = 0
    lines.ended(0, outcome)
  }
  await given(0, 2)
  await end(lost)
  // The second one goes by the next connection, with one more and no other.
  await given(0, 2)
  await end(accepted)
  await clock.advance(0)
  for (let turn = 0; turn < 50; turn++) await nextTurn()
  assert.equal(lines.on(0).length, 1)
  await end(accepted)
  await heard('hang up 0')
  await given(0, 2)
})

/** The first of two was withheld, without PIPELINING, so that the connection outlives it, and the next one has left. */
async function afterWithheld(t: TestContext, pacer: Pacer) {
  const bench = await freshBench(t, 6)
  const { store, lines, run, frozenAlert, given, heard } = bench
  const alertId = await frozenAlert()
  run(undefined, pacer)
  await given(0, 2)
  await setAlertState(store, alertId, 'paused')
  lines.ready(0)
  await heard('withhold 0')
  await setAlertState(store, alertId, 'sending')
  lines.ended(0, { kind: 'withdrawn' })
  lines.ready(0)
  await heard('release 0')
  return bench
}

test('what stands behind a message that does not end is taken back, also where one before that was withheld', async t => {
  const { clock, lines, given, heard } = await afterWithheld(t, noLimits)
  await given(0, 2)
  await clock.advance(1_100)
  lines.heard.length = 0
  lines.ended(0, accepted)
  lines.ready(0)
  await heard('withhold 0')
})

test('a connection that outlives a withheld message, as without PIPELINING, carries no more than it may', async t => {
  const { lines, given } = await afterWithheld(t, { ...noLimits, messagesPerConnection: () => 2 })
  lines.ended(0, accepted)
  await given(0)
  assert.deepEqual(lines.heard, ['withhold 0', 'release 0', 'hang up 0'])
})

test('a connection on which nothing is left after a withheld message is hung up: nobody else counts it', async t => {
  const { store, lines, run, frozenAlert, given, heard } = await freshBench(t, 1)
  const alertId = await frozenAlert()
  run()
  await given(0)
  await setAlertState(store, alertId, 'paused')
  lines.ready(0)
  await heard('withhold 0')
  lines.ended(0, { kind: 'withdrawn' })
  await heard('hang up 0')
})

test('a connection over which the relay asks for another login is hung up', async t => {
  const { lines, run, frozenAlert, given, heard } = await freshBench(t, 1)
  await frozenAlert()
  run()
  await given(0)
  const reply = { code: 530, enhanced: '5.7.0', text: 'log in first' }
  lines.ended(0, { kind: 'refused', reply, reason: 'the relay answered 530 to MAIL', step: 'MAIL' })
  await heard('hang up 0')
})

test('a start whose commit was answered by nobody is known again, and goes out once', async t => {
  const { store, clock, lines, run, frozenAlert, given } = await freshBench(t, 1)
  const alertId = await frozenAlert()
  let deaf = false
  const lossy: Store = {
    ...store,
    write: async work => {
      const result = await store.write(work)
      const row = await store.read.selectFrom('deliveries').select('state').executeTakeFirst()
      if (row?.state === 'sending' && !deaf) {
        deaf = true
        throw new Error('the connection to the database ended')
      }
      return result
    },
  }
  run(lossy)
  await given(0)
  lines.ready(0)
  await advanceUntil(clock, async () => deaf)
  await advanceUntil(clock, async () => lines.heard.includes('release 0'))
  lines.ended(0, accepted)
  await until(store, async () => (await statesOf(store, alertId))[0] === 'accepted')
})

test('what took long to start, and whose alert cannot be looked up then, waits and is not lost', async t => {
  const { store, clock, lines, run, frozenAlert, given, heard } = await freshBench(t, 1)
  if (store.kind === 'sqlite') return t.skip('nobody waits for another process there')
  const alertId = await frozenAlert()
  let away = false
  const slow: Store = {
    ...store,
    get read() {
      if (away) throw new Error('the database is out of reach')
      return store.read
    },
    write: async work => {
      const result = await store.write(work)
      const row = await store.read.selectFrom('deliveries').select('state').executeTakeFirst()
      if (row?.state === 'sending' && !lines.heard.includes('withhold 0')) {
        await clock.advance(100)
        away = true
      }
      return result
    },
  }
  run(slow)
  await given(0)
  lines.ready(0)
  await heard('withhold 0')
  away = false
  lines.ended(0, { kind: 'withdrawn' })
  await advanceUntil(clock, async () => lines.on(0).length === 1)
  lines.ready(0)
  await heard('release 0')
  lines.ended(0, accepted)
  await until(store, async () => (await statesOf(store, alertId))[0] === 'accepted')
})

test('a reader who left while the alert was paused does not keep it from ending', async t => {
  const { store, clock, ids, lines, run, frozenAlert, given } = await freshBench(t, 2)
  const alertId = await frozenAlert()
  const gone = ids[0] ?? 0
  // The pause falls between the claim and the group that says why it must not go.
  let pausing: Promise<void> | null = null
  const paused: Store = {
    ...store,
    write: async work => {
      const result = await store.write(work)
      const chunk = await store.read.selectFrom('audience_chunks').select('lease_until').executeTakeFirst()
      if (chunk?.lease_until && !pausing) {
        pausing = setAlertState(store, alertId, 'paused')
        await pausing
      }
      return result
    },
  }
  await store.write(tx =>
    tx.updateTable('subscribers').set({ state: 'left' }).where('id', '=', gone).execute(),
  )
  run(paused)
  await given(0)
  lines.ready(0)
  await until(store, async () => lines.heard.includes('withhold 0'))
  lines.ended(0, { kind: 'withdrawn' })
  await nextTurn()
  await setAlertState(store, alertId, 'sending')
  await advanceUntil(clock, async () => (await statesOf(store, alertId))[0] === 'withdrawn')
})

test('pausing one alert neither shuts the gate to the relay nor tells the desk of a problem with it', async t => {
  const { store, clock, lines, run, frozenAlert, given, heard } = await freshBench(t, 2)
  const alertId = await frozenAlert()
  run()
  await given(0, 2)
  await setAlertState(store, alertId, 'paused')
  lines.ready(0)
  await heard('withhold 0')
  // As a connection with PIPELINING ends: what it held goes with it.
  lines.ended(0, { kind: 'withdrawn' })
  lines.ended(0, { ...lost, reason: 'the connection was closed to withhold a message' })
  await clock.advance(50)
  for (let turn = 0; turn < 50; turn++) await nextTurn()
  assert.equal(await readRelayProblem(store.read), null)
})

test('while others have all that is parked, nobody looks for it again and again', async t => {
  const { store, clock, run, frozenAlert } = await freshBench(t, 3)
  const alertId = await frozenAlert()
  await store.write(async tx => {
    await tx.deleteFrom('audience_chunks').where('alert_id', '=', alertId).execute()
    await tx
      .updateTable('deliveries')
      .set({ parked: 'example.org', lease_until: clock.now() + 15_000 })
      .execute()
  })
  let writes = 0
  const counted: Store = {
    ...store,
    write: work => {
      writes += 1
      return store.write(work)
    },
  }
  run(counted)
  await until(store, async () => writes > 0)
  for (let turn = 0; turn < 500; turn++) await nextTurn()
  assert.ok(writes < 10, String(writes))
})

test('while the relay is away, what is parked is left where it is', async t => {
  const { store, clock, lines, run, frozenAlert, given } = await freshBench(t, 2)
  const alertId = await frozenAlert()
  let writes = 0
  const counted: Store = {
    ...store,
    write: work => {
      writes += 1
      return store.write(work)
    },
  }
  run(counted)
  await given(0, 2)
  lines.unreached(0)
  await until(store, async () => (await readRelayProblem(store.read)) !== null)
  await store.write(tx => tx.updateTable('deliveries').set({ parked: 'example.org' }).execute())
  const before = writes
  await setAlertState(store, alertId, 'sending')
  for (let turn = 0; turn < 500; turn++) await nextTurn()
  assert.ok(writes - before < 10, String(writes - before))
  await clock.advance(0)
})

test('retries to a domain that is throttled do not keep others of the same rank waiting', async t => {
  const { store, clock, ids, lines, run } = await freshBench(t, 700)
  const slow = ids.slice(0, 690)
  await store.write(async tx => {
    const address = sql<string>`'reader' || id || '@slow.example'`
    await tx.updateTable('subscribers').set({ address }).where('id', 'in', slow).execute()
  })
  const alertId = await addAlert(store, { at: clock.now() })
  for (let step = 0; step < 8; step++)
    await store.write(tx =>
      freezeChunk(tx, { store, people, chunk: 100, choosers: nobodyChose }, { alertId, at: clock.now() }),
    )
  await store.write(async tx => {
    const deferred = {
      state: 'deferred' as const,
      attempts: 1,
      first_attempt_at: clock.now(),
      due_at: clock.now() - 1,
    }
    await tx.updateTable('deliveries').set(deferred).where('subscriber_id', 'in', slow).execute()
    await tx.updateTable('audiences').set({ queued: 10, deferred: 690 }).execute()
  })
  const isThrottled = (scope: string) => scope === 'slow.example'
  run(store, { ...noLimits, waitMs: scope => (isThrottled(scope) ? 60_000 : 0), holdsBack: isThrottled })
  await advanceUntil(clock, async () => lines.on(0).length > 0)
  const [first] = lines.on(0)
  assert.match(first?.kind === 'delivery' ? first.address : '', /@example\.org$/)
})

test('one message that does not end keeps nobody of its chunk waiting after a pause', async t => {
  const { store, lines, run, frozenAlert, given, heard } = await freshBench(t, 9, 2)
  const alertId = await frozenAlert()
  run()
  await given(0)
  await given(1)
  lines.ready(0)
  await heard('release 0')
  await setAlertState(store, alertId, 'paused')
  lines.ready(1)
  await heard('withhold 1')
  lines.ended(1, { kind: 'withdrawn' })
  while (lines.on(1).length > 0) lines.ended(1, lost)
  const row = () => store.read.selectFrom('audience_chunks').select('lease_until').executeTakeFirst()
  assert.notEqual((await row())?.lease_until, null)
  await setAlertState(store, alertId, 'sending')
  // One came back to the window when its connection went; the other had been given back.
  await given(1, 2)
})

test('a message that does not end is not what finds out whether the relay is back', async t => {
  const { clock, lines, run, frozenAlert, given, heard } = await freshBench(t, 5, 2)
  await frozenAlert()
  run()
  await given(0)
  await given(1)
  lines.ready(0)
  await heard('release 0')
  lines.unreached(1)
  await advanceUntil(clock, async () => lines.on(1).length > 0)
})

test('an alert whose readers cannot be looked up holds up no other', async t => {
  const { store, clock, lines, run, frozenAlert } = await freshBench(t, 2)
  const broken = await frozenAlert()
  await addSubscribers(store, 1, { from: 10 })
  const well = await addAlert(store, { at: clock.now(), priority: 'developing' })
  await store.write(tx =>
    freezeChunk(tx, { store, people, chunk: 100, choosers: nobodyChose }, { alertId: well, at: clock.now() }),
  )
  const triedAt: number[] = []
  const readForDelivery: typeof people.readForDelivery = async (read, ids) => {
    if (ids.length !== 2) return people.readForDelivery(read, ids)
    triedAt.push(clock.now())
    throw new Error('those two cannot be read')
  }
  run(store, noLimits, { ...people, readForDelivery })
  await advanceUntil(clock, async () => lines.on(0).length > 0)
  const [first] = lines.on(0)
  assert.equal(first?.kind === 'delivery' && first.alertId, well)
  assert.deepEqual(await statesOf(store, broken), ['queued', 'queued'])
  // A store that cannot be read says nothing of the alert.
  assert.equal(await stateOf(store, broken), 'sending')
  await advanceUntil(clock, async () => triedAt.length > 3)
  assert.ok(
    triedAt.every((at, index) => index === 0 || at - (triedAt[index - 1] ?? 0) >= 1_000),
    `it is tried again after a pause, not at ${triedAt}`,
  )
})

test('an alert that cannot be composed is paused with a note, and tried again when it is resumed', async t => {
  const { store, clock, lines, run, frozenAlert, given } = await freshBench(t, 1)
  const alertId = await frozenAlert()
  const context = { ...testContext, publicUrl: 'https://no mail may name this' }
  const paused = () => advanceUntil(clock, async () => (await stateOf(store, alertId)) === 'paused')
  const resume = () => store.write(tx => resumeAlert(tx, { id: alertId, by: 'editor:test', at: clock.now() }))
  run(store, noLimits, people, context)
  await paused()
  const alert = await readAlert(store.read, alertId)
  assert.match(alert?.note ?? '', /^paused by itself: its mail cannot be composed\. .+resume.+publicUrl/)
  await resume()
  await paused()
  assert.deepEqual([await statesOf(store, alertId), lines.on(0)], [['queued'], []])
  context.publicUrl = testContext.publicUrl
  await resume()
  await given(0)
})

test('a database that does not answer does not keep a sender from ending', async t => {
  const { clock, run } = await freshBench(t, 0)
  const sender = run(undefined, { ...noLimits, stop: () => new Promise<void>(() => undefined) })
  let stopped = false
  void sender.stop().then(() => {
    stopped = true
  })
  await advanceUntil(clock, async () => stopped)
})
