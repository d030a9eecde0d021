/**
 * Promises 1, 2 and 3 for digests, under `kill -9` while they are composed and sent: after the restart every alert that was
 * held came in exactly one digest, nobody has two but for a message in doubt, which has one Message-ID, and a correction
 * reaches everybody. Counted at the SMTP server. What waits for a dead process's leases and for the re-send of what is in
 * doubt is not waited for: nobody else lives then, so the test lets that time pass at once.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ApiAlert } from './support/api-client.ts'
import type { SinkConnection } from './support/counted-sink.ts'
import { pollUntil } from './support/poll-until.ts'
import { proofSize } from './support/proof-size.ts'
import { chooseForAll, strikeDigests } from './support/reader-choices.ts'
import { type Senders, startSenders } from './support/senders.ts'

const readers = proofSize(240, 5_000)
const kills = proofSize(3, 20)
/** Of those that the digests still lack at each kill, so that some are always left for after it. */
const share = 1 / (kills + 1)
const connections = 4
const answerDelayMs = 30

test('promises 1, 2, 3: killed while digests are composed and sent, every held alert comes in exactly one digest', async t => {
  const senders = await startSenders(t, { readers, connections, answerDelayMs })
  await chooseForAll(senders.store, { dailyMost: 0 })
  const alerts = [await senders.send(), await senders.send({ headline: 'A ferry sank' })]
  for (const id of alerts) {
    const books = await senders.untilState(id, 'sent')
    assert.deepEqual([books.audience, (books as ApiAlert & { held: number }).held], [0, readers])
  }
  await strikeDigests(senders.store)
  const broken: SinkConnection[] = []
  for (let kill = 1; kill <= kills; kill += 1) {
    const count = Math.ceil(readers * share * kill * Math.random() ** 0.5)
    await pollUntil(`${count} digests`, async () => senders.sink.begun >= count)
    broken.push(...(await senders.kill(0)))
    await letLeasesLapse(senders)
    await senders.start(0)
  }
  senders.sink.answerDelayMs = 0
  await untilAllIsSaid(senders)

  const doubled = await judge(senders, alerts)
  const correction = await correct(senders, alerts[0] ?? '')
  const corrected = await senders.untilState(correction, 'sent')
  assert.deepEqual(
    [corrected.audience, corrected.accepted],
    [readers, readers],
    'promise 9 holds after it all',
  )
  t.diagnostic(`${kills} kills, ${readers} digests, ${broken.length} connections broken, ${doubled} doubled`)
})

/** Nobody lives who could hold any. */
async function letLeasesLapse({ store }: Senders): Promise<void> {
  await store.write(async tx => {
    await tx.updateTable('outbox').set({ lease_until: 1 }).where('state', '=', 'sending').execute()
  })
}

/** What is in doubt is sent once more at once. */
async function untilAllIsSaid({ store }: Senders): Promise<void> {
  await pollUntil(
    'all digests to be accepted',
    async () => {
      await store.write(async tx => {
        const doubted = tx.updateTable('outbox').set({ next_attempt_at: 1 }).where('state', '=', 'uncertain')
        const { numUpdatedRows } = await doubted.where('next_attempt_at', '>', 1).executeTakeFirst()
        if (numUpdatedRows > 0n) tx.wake('outbox')
      })
      const waiting = await store.read.selectFrom('waiting_digests').select('subscriber_id').execute()
      const open = await store.read
        .selectFrom('outbox')
        .select('id')
        .where('state', '!=', 'accepted')
        .execute()
      return waiting.length + open.length === 0
    },
    proofSize(60_000, 300_000),
  )
}

/** The books against the wire, reader by reader; returns how many have two copies. */
async function judge({ store, sink }: Senders, alerts: readonly string[]): Promise<number> {
  const mails = await store.read
    .selectFrom('outbox')
    .select(['id', 'recipient', 'subscriber_id', 'message_id', 'state', 'doubted_at'])
    .where('kind', '=', 'digest')
    .execute()
  assert.equal(mails.length, readers, 'one digest a reader')
  assert.equal(new Set(mails.map(mail => mail.subscriber_id)).size, readers)
  const held = await store.read.selectFrom('held_alerts').selectAll().execute()
  assert.equal(held.length, readers * alerts.length, 'promise 1: nothing held was lost')
  const owners = new Map(mails.map(mail => [mail.id, mail.subscriber_id]))
  for (const row of held) {
    assert.equal(row.state, 'digested')
    assert.equal(owners.get(row.mail_id ?? 0), row.subscriber_id, 'it came in the reader’s own digest')
  }
  const copies = Map.groupBy(sink.accepted, ({ recipient }) => recipient)
  assert.equal(copies.size, readers, 'promise 1: everybody has it')
  for (const { recipient, message_id, doubted_at } of mails) {
    const [first, second, ...more] = copies.get(recipient) ?? []
    assert.ok(first, recipient)
    assert.equal(first.accepted?.messageId, `<${message_id}>`)
    if (second) assert.ok(doubted_at !== null && doubted_at <= second.begunAt, `promise 2: ${recipient}`)
    if (second) assert.equal(second.accepted?.messageId, first.accepted?.messageId)
    assert.deepEqual(more, [], 'promise 2: once more at most')
  }
  return [...copies.values()].filter(({ length }) => length > 1).length
}

async function correct({ api, servers }: Senders, id: string): Promise<string> {
  const words = { headline: 'The bridge is open', summary: 'It always was.', whatWasWrong: 'All of it.' }
  const made = await api.post<{ id: string }>(servers[0]?.origin ?? '', `/api/alerts/${id}/correct`, words)
  assert.equal(made.status, 201)
  return made.body.id
}
