/**
 * Promises 1, 2 and 3 on a machine that stands still: sending processes are stopped (SIGSTOP) at random moments, in a full
 * proof for longer than their leases last, while connections break and the relay answers late. Counted at the SMTP server:
 * nobody gets a mail twice of whom the books do not say so, and nobody gets none. The short form does not wait for what is
 * sent again.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import type { ApiAlert } from './support/api-client.ts'
import { pollUntil } from './support/poll-until.ts'
import { proofSize } from './support/proof-size.ts'
import { processCounts, type Senders, startSenders } from './support/senders.ts'
import { readLedger } from './support/store-rows.ts'

const readers = proofSize(400, 3_000)
const longestStillMs = proofSize(1_500, 30_000)
const forMs = proofSize(4_000, 90_000)
const toTheEnd = proofSize(0, 1) === 1
const lateMs = proofSize(800, 2_500)
const usualMs = 300

for (const processes of processCounts)
  test(`promises 1, 2, 3: ${processes} sending on a machine that stands still, with connections that break`, async t => {
    const senders = await startSenders(t, { readers, processes, connections: 20, answerDelayMs: usualMs })
    const alertId = await senders.send({ priority: 'flash' })
    await standStillNowAndThen(senders)
    const books = await (toTheEnd ? senders.untilState(alertId, 'sent', 300_000) : drained(senders, alertId))
    const copies = Map.groupBy(senders.sink.accepted, ({ recipient }) => recipient)
    let doubled = 0
    for (const { recipient, state, resent } of (await readLedger(senders.store, alertId)).values()) {
      const got = copies.get(recipient)?.length ?? 0
      const said = `${recipient} is ${state} in the books, sent again ${resent} times, and has ${got} copies`
      assert.ok(got <= 1 + resent, said)
      if (state === 'accepted') assert.ok(got > 0, said)
      else assert.equal(state, 'uncertain', said)
      if (got > 1) doubled += 1
    }
    t.diagnostic(
      `${readers} readers: ${doubled} doubled, ${books.resent} sent again, ${books.uncertain} in doubt`,
    )
  })

/** Nothing is left but what is in doubt. */
function drained({ alert }: Senders, alertId: string): Promise<ApiAlert> {
  return pollUntil('everybody to have had their turn', async () => {
    const now = await alert(alertId)
    return now.frozen && now.queued + now.sending + now.deferred === 0 && now
  })
}

async function standStillNowAndThen({ sink, servers }: Senders): Promise<void> {
  const until = Date.now() + forMs
  while (Date.now() < until && sink.accepted.length < readers * 0.98) {
    await delay(Math.random() * 300)
    sink.answerDelayMs = Math.random() < 0.3 ? lateMs : usualMs
    const server = servers[Math.floor(Math.random() * servers.length)]
    server?.suspend()
    await delay(Math.random() * 50)
    sink.breakSome(0.3)
    // Short ones more often than long ones.
    await delay(Math.random() ** 2 * longestStillMs)
    if (Math.random() < 0.2) sink.breakSome(0.2)
    server?.wake()
  }
  sink.answerDelayMs = 0
}
