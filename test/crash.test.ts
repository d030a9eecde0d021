/**
 * Promises 1, 2 and 3 under `kill -9` at random moments of an alert's sending: the process that is killed is
 * started again on the same place. What arrived is counted at the SMTP server and held against the ledger,
 * reader by reader. `npm run prove`: 50 kills, 20,000 readers, followed to the alert's end. The short form ends
 * after the last kill: what waits for a re-send or for a lapse of leases then, it need not wait for.
 */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import type { ApiAlert } from './support/api-client.ts'
import { judgeCopies, type Verdict } from './support/judge-copies.ts'
import { type Kill, killAtRandom } from './support/kill-at-random.ts'
import { pollUntil } from './support/poll-until.ts'
import { proofSize } from './support/proof-size.ts'
import { processCounts, type Senders, startSenders } from './support/senders.ts'
import { readLedger } from './support/store-rows.ts'

type Ledger = Awaited<ReturnType<typeof readLedger>>

const kills = proofSize(3, 50)
const readers = proofSize(900, 20_000)
/** However fast the sender and slow the kill, the alert is still going out at the last one: many are left for after it. */
const mailsBetween = (readers * 0.6) / kills
/** 20 connections with an answer after 25 ms on average: 800 a second. */
const answerDelayMs = 50
const connections = 20
const patienceMs = proofSize(2_000, 60_000)
const toTheEnd = proofSize(0, 1) === 1

for (const processes of processCounts)
  test(`promises 1, 2, 3: ${processes} sending, killed at random moments: nothing is lost, next to nothing doubled, the sum always right`, async t => {
    const senders = await startSenders(t, { readers, processes, connections, answerDelayMs })
    const alertId = await senders.send({ priority: 'flash' })
    const killed: Kill[] = []
    for (let kill = 0; kill < kills; kill += 1) {
      const atMails = (kill + Math.random()) * mailsBetween
      killed.push(await killAtRandom(senders, { alertId, atMails, patienceMs }))
    }
    assert.notEqual((await senders.alert(alertId)).state, 'sent', 'it was still going out at the last kill')
    senders.sink.answerDelayMs = 0
    const books = await (toTheEnd ? senders.untilState(alertId, 'sent', 240_000) : drained(senders, alertId))

    const ledger = await readLedger(senders.store, alertId)
    const verdict = judgeCopies(ledger, senders.sink, killed)
    sameBooks(books, ledger, verdict)
    if (toTheEnd) everybodyHasIt(senders, ledger)
    report(t, verdict)
  })

/** Stops every process, so that the ledger stands still, and reads the alert with one that only has pages. */
async function drained(senders: Senders, alertId: string): Promise<ApiAlert> {
  await pollUntil('the audience to be frozen', async () => (await senders.alert(alertId)).frozen)
  for (const server of senders.servers) assert.equal(await server.stop(), 0)
  await senders.start(0, 'web')
  return senders.alert(alertId)
}

function sameBooks(books: ApiAlert, ledger: Ledger, verdict: Verdict): void {
  assert.equal(books.audience, readers)
  assert.equal(ledger.size, readers)
  for (const state of ['queued', 'sending', 'accepted', 'deferred', 'refused', 'uncertain'] as const) {
    const rows = [...ledger.values()].filter(row => row.state === state)
    assert.equal(books[state], rows.length, `promise 3: ${state}`)
  }
  assert.equal(books.resent, verdict.resent, 'promise 3: resent')
  // A connection holds a message that waits for its answer, and the envelope of the next.
  const most = 2 * kills * connections
  assert.ok(verdict.doubted <= most, `promise 2: ${verdict.doubted} in doubt, at most ${most} were held`)
}

/** A message cut off twice before its final dot would stay uncertain for good: that is a reader lost, too. */
function everybodyHasIt({ sink }: Senders, ledger: Ledger): void {
  const reached = new Set(sink.accepted.map(({ recipient }) => recipient))
  const lost = [...ledger.values()].filter(({ recipient }) => !reached.has(recipient))
  assert.deepEqual(lost, [], 'promise 1: lost')
}

function report(t: TestContext, verdict: Verdict): void {
  const { doubled, exposed, inFlight, answered, doubted, resent } = verdict
  t.diagnostic(
    `${kills} kills, ${readers} readers: 0 lost, ${doubled} doubled, ${resent} resent; ${exposed} arrived unknown to the books (${answered} of them answered), ${doubted} in doubt, ${inFlight} in flight`,
  )
}
