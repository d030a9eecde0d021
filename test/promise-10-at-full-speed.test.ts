/**
 * Promise 10 at full speed, with one process and with three: within a tenth of a second of the word no process
 * starts a further message, and who goes on reaches exactly everybody, once. Judged at the SMTP server by the
 * first octet of each content; a connection that is closed after its 354 without one has started nothing.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import type { ApiAlert } from './support/api-client.ts'
import { numbered } from './support/newsroom.ts'
import { pollUntil } from './support/poll-until.ts'
import { proofSize } from './support/proof-size.ts'
import { processCounts, type Senders, startSenders } from './support/senders.ts'

const readers = proofSize(4_000, 20_000)
/** Begun when the word is given. */
const before = 400
/** The promise's own figure. */
const tenthOfASecondMs = 100

for (const processes of processCounts) {
  test(`promise 10: ${processes} at full speed: a tenth of a second after stop nothing begins`, async t => {
    const senders = await startSenders(t, { readers, processes })
    const id = await senders.send({ priority: 'flash' })
    await say(senders, id, 'stop')
    const books = await pollUntil('the rest to be withdrawn', async () => {
      const now = await senders.alert(id)
      return now.frozen && now.queued + now.sending === 0 && now
    })
    const { accepted } = senders.sink
    assert.equal(books.state, 'stopped')
    assert.equal(books.accepted, accepted.length, 'who has it, as the SMTP server counts')
    // Who was not in the audience when the word came is in none of its counts.
    assert.equal(books.withdrawn, books.audience - accepted.length)
  })

  test(`promise 10: ${processes} at full speed: pause holds, and resume goes on to exactly everybody, once`, async t => {
    const senders = await startSenders(t, { readers, processes })
    const id = await senders.send()
    await say(senders, id, 'pause')
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

/** Gives the word in the middle of sending, and watches that nothing begins after it. */
async function say(
  { api, sink, servers, alert }: Senders,
  id: string,
  word: 'stop' | 'pause',
): Promise<void> {
  await pollUntil(`${before} to have begun`, async () => sink.begun >= before)
  const { status } = await api.post<ApiAlert>(servers[0]?.origin ?? '', `/api/alerts/${id}/${word}`)
  assert.equal(status, 200)
  await delay(tenthOfASecondMs)
  await sink.caughtUp()
  const begun = sink.begun
  assert.ok(begun < readers, 'the word came in the middle')
  await pollUntil('what was under way to end', async () => (await alert(id)).sending === 0)
  await delay(2 * tenthOfASecondMs)
  await sink.caughtUp()
  assert.equal(sink.begun, begun, 'nothing follows')
}
