/**
 * Promise 10 at full speed, with one process and with three: after the word no process starts a further message, and
 * who goes on reaches exactly everybody, once. Judged at the SMTP server by the first octet of each content; a
 * connection that is closed after its 354 without one has started nothing. What a connection was at when the word
 * came still begins, within a tenth of a second: held against the clock in a full proof, for a busy machine has no time.
 */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import type { ApiAlert } from './support/api-client.ts'
import { numbered } from './support/newsroom.ts'
import { pollUntil } from './support/poll-until.ts'
import { proofSize } from './support/proof-size.ts'
import { processCounts, type Senders, startSenders } from './support/senders.ts'

const readers = proofSize(4_000, 20_000)
/** Of all processes together: one and three have as many. */
const connections = 21
/** Begun when the word is given. */
const before = 400
/** The promise's own figure. */
const latestMs = proofSize(Number.POSITIVE_INFINITY, 100)

for (const processes of processCounts) {
  test(`promise 10: ${processes} at full speed: what was not under way at the word stop never begins`, async t => {
    const senders = await startSenders(t, { readers, processes, connections })
    const id = await senders.send({ priority: 'flash' })
    await say(t, senders, { id, word: 'stop' })
    const books = await pollUntil('the rest to be withdrawn', async () => {
      const now = await senders.alert(id)
      return now.frozen && now.queued + now.sending === 0 && now
    })
    const { accepted } = senders.sink
    assert.equal(books.state, 'stopped')
    assert.equal(books.accepted, accepted.length, 'who has it, as the SMTP server counts')
    // Who was not in the audience when the word came is in none of its counts.
    assert.equal(books.withdrawn, books.audience - accepted.length)
    const { begun } = senders.sink
    // Once they have ended, whatever they could still have begun has begun.
    for (const server of senders.servers) assert.equal(await server.stop(), 0)
    assert.equal(senders.sink.begun, begun, 'nothing follows')
  })

  test(`promise 10: ${processes} at full speed: pause holds, and resume goes on to exactly everybody, once`, async t => {
    const senders = await startSenders(t, { readers, processes, connections })
    const id = await senders.send()
    await say(t, senders, { id, word: 'pause' })
    const held = await senders.alert(id)
    assert.equal(held.state, 'paused')
    assert.equal(held.accepted, senders.sink.accepted.length)
    const { status } = await senders.api.post(senders.servers[0]?.origin ?? '', `/api/alerts/${id}/resume`)
    assert.equal(status, 200)
    const ended = await senders.untilState(id, 'sent')
    assert.equal(ended.accepted, readers)
    const reached = senders.sink.accepted.map(({ recipient }) => recipient)
    assert.deepEqual(reached.toSorted(), numbered(readers).toSorted())
  })
}

/** Gives the word in the middle of sending: what each connection was at may still begin, and nothing after it. */
async function say(
  t: TestContext,
  { api, sink, servers, alert }: Senders,
  { id, word }: { id: string; word: 'stop' | 'pause' },
): Promise<void> {
  await pollUntil(`${before} to have begun`, async () => sink.begun >= before)
  const { status } = await api.post<ApiAlert>(servers[0]?.origin ?? '', `/api/alerts/${id}/${word}`)
  const [saidAt, then] = [Date.now(), sink.begun]
  assert.equal(status, 200)
  await pollUntil('what was under way to end', async () => (await alert(id)).sending === 0)
  await sink.caughtUp()
  assert.ok(sink.begun < readers, 'the word came in the middle')
  const last = Math.max(...sink.connections.map(({ begun }) => begun.at(-1)?.begunAt ?? 0)) - saidAt
  const said = `${then} had begun at the word, ${sink.begun - then} more after it, the last ${last} ms`
  t.diagnostic(said)
  assert.ok(sink.begun - then <= connections, said)
  assert.ok(last <= latestMs, said)
}
