/**
 * Several processes with the role `send` share one alert on PostgreSQL; what a dead or a stuck one held is
 * taken by the others once its leases have lapsed. On SQLite there is one. The two that wait for a lapse run
 * with `npm run prove`.
 */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import type { BegunMail } from './support/counted-sink.ts'
import { judgeCopies } from './support/judge-copies.ts'
import { numbered } from './support/newsroom.ts'
import { pollUntil } from './support/poll-until.ts'
import { proofSize } from './support/proof-size.ts'
import { type Senders, startSenders } from './support/senders.ts'
import { migratedStorePlace, testStoreKind } from './support/store-place.ts'
import { readLedger } from './support/store-rows.ts'
import { environmentOf, runCommand, startTocsin } from './support/tocsin-process.ts'

const readers = 3_000
const connections = 20
/** 2,000 a second. */
const answerDelayMs = 20
/** Until each has begun: nobody has sent it all before that, however long one of them takes. */
const slowlyMs = 500
/** Sent by each when one of them dies or stands still. */
const before = 20
/** A lease lapses, others notice, and what is in doubt then waits for its re-send. */
const lapseMs = 180_000

const shared = testStoreKind() === 'postgres' ? false : 'SQLite has one process'
const lapsing = shared || (proofSize(0, 1) === 1 ? false : 'waits for leases to lapse: npm run prove')

test('three processes share an alert: each delivers some, and everybody gets it once', {
  skip: shared,
}, async t => {
  const { senders, id } = await threeSending(t)
  await senders.untilState(id, 'sent')
  const reached = senders.sink.accepted.map(({ recipient }) => recipient)
  assert.deepEqual(reached.toSorted(), numbered(readers).toSorted())
})

test('what a killed process held is sent by the others after its lease', { skip: lapsing }, async t => {
  const { senders, id } = await threeSending(t)
  const broken = await senders.kill(1)
  senders.sink.answerDelayMs = 0
  const ended = await senders.untilState(id, 'sent', lapseMs)
  const kill = { door: 1, broken: new Set(broken), inFlight: broken.length }
  const verdict = judgeCopies(await readLedger(senders.store, id), senders.sink, [kill])
  assert.equal(ended.accepted, readers)
  t.diagnostic(`${verdict.doubled} doubled, ${broken.length} in flight`)
})

test('a process that stood still while others took its work loses nothing, and doubles only what the books call in doubt', {
  skip: lapsing,
}, async t => {
  const { senders, id } = await threeSending(t)
  const { sink, servers } = senders
  servers[1]?.suspend()
  sink.answerDelayMs = 0
  await senders.untilState(id, 'sent', lapseMs)
  const before = of(senders, 'The bridge is closed').length
  servers[1]?.wake()
  // Alone it sends a later, less urgent one: then it is through with what it held of the first.
  await Promise.all([servers[0]?.stop(), servers[2]?.stop()])
  await senders.start(0, 'web')
  const later = await senders.send({ headline: 'The river rises', priority: 'developing' })
  await senders.untilState(later, 'sent')

  const accepted = of(senders, 'The bridge is closed')
  const books = await senders.alert(id)
  const stuck = sink.connections.filter(({ door }) => door === 1)
  const held = { door: 1, broken: new Set(sink.connections), inFlight: 2 * stuck.length }
  const verdict = judgeCopies(await readLedger(senders.store, id), { accepted }, [held])
  assert.equal(books.resent, verdict.resent)
  assert.equal(new Set(accepted.map(({ recipient }) => recipient)).size, readers, 'nobody is lost')
  t.diagnostic(`${verdict.doubled} doubled, ${accepted.length - before} sent after it woke`)
})

test('on SQLite a second process is refused in one line, whatever its roles', {
  skip: testStoreKind() === 'sqlite' ? false : 'PostgreSQL is shared',
}, async t => {
  const env = environmentOf(await migratedStorePlace(t))
  await startTocsin(t, env)
  const { code, out, err } = await runCommand(env, ['start', '--roles', 'send'])
  assert.equal(code, 1)
  assert.equal(out, '')
  assert.match(err, /^tocsin: Another tocsin is running on [^\n]+\n$/)
})

function of({ sink }: Senders, headline: string): BegunMail[] {
  return sink.accepted.filter(({ accepted }) => accepted?.subject === headline)
}

/** An alert in the middle of going out, from three processes that have each sent some of it. */
async function threeSending(t: TestContext): Promise<{ senders: Senders; id: string }> {
  const senders = await startSenders(t, { readers, processes: 3, connections, answerDelayMs: slowlyMs })
  const id = await senders.send({ priority: 'breaking' })
  await pollUntil('each process to have sent some', async () => {
    await senders.alert(id)
    return [0, 1, 2].every(door => senders.sink.acceptedBy(door) >= before)
  })
  senders.sink.answerDelayMs = answerDelayMs
  return { senders, id }
}
