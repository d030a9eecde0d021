/**
 * Two processes answer pages and two send, on one PostgreSQL: what a reader chooses at one holds for the next alert, whoever
 * takes it in and whoever freezes it; and of several alerts at once nobody gets more than they said.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ApiAlert } from './support/api-client.ts'
import { numbered } from './support/newsroom.ts'
import { proofSize } from './support/proof-size.ts'
import { choose, chooseForAll, digestsLeft, strikeDigests } from './support/reader-choices.ts'
import { type Senders, startSenders } from './support/senders.ts'
import { testStoreKind } from './support/store-place.ts'

const shared = testStoreKind() === 'postgres' ? false : 'SQLite has one process'
const roles = ['web', 'web', 'send', 'send']
const rounds = proofSize(8, 60)
const readers = proofSize(60, 600)
const dailyMost = 2
const atOnce = 6

test('two processes with pages and two that send', { skip: shared }, async t => {
  const wish = { readers, processes: roles.length, roles, connections: 8, answerDelayMs: 10 }
  const senders = await startSenders(t, wish)
  await t.test(
    'of several alerts at once nobody gets more than they said, and the rest comes in one digest',
    () => limitsHold(senders),
  )
  await t.test('what is chosen at one holds for the next alert, whichever takes it in and freezes it', () =>
    choicesHold(senders),
  )
})

async function limitsHold(senders: Senders): Promise<void> {
  await chooseForAll(senders.store, { dailyMost })
  const headlines = Array.from({ length: atOnce }, (_, n) => `Bridge ${n} is closed`)
  const ids = await Promise.all(headlines.map((headline, n) => sendAt(senders, n % 2, { headline })))
  const books = await Promise.all(ids.map(id => senders.untilState(id, 'sent')))
  assert.equal(
    books.reduce((sum, { accepted }) => sum + accepted, 0),
    readers * dailyMost,
  )
  // Beside the eight states, which add up without it.
  const held = books.reduce((sum, alert) => sum + (alert as ApiAlert & { held: number }).held, 0)
  assert.equal(held, readers * (atOnce - dailyMost))
  const mails = Map.groupBy(senders.sink.accepted, ({ recipient }) => recipient)
  for (const reader of numbered(readers)) assert.equal(mails.get(reader)?.length, dailyMost, reader)

  // A flash passes, whatever the number is.
  await senders.untilState(await sendAt(senders, 0, { headline: 'Dam breaks', priority: 'flash' }), 'sent')
  await strikeDigests(senders.store)
  await digestsLeft(senders.store)
  const all = Map.groupBy(senders.sink.accepted, ({ recipient }) => recipient)
  const digests = await senders.store.read
    .selectFrom('outbox')
    .select(['recipient', 'text'])
    .where('kind', '=', 'digest')
    .execute()
  assert.deepEqual(digests.map(({ recipient }) => recipient).toSorted(), numbered(readers).toSorted())
  for (const { recipient, text } of digests) {
    const subjects = all.get(recipient)?.map(({ accepted }) => accepted?.subject ?? '') ?? []
    assert.equal(subjects.length, dailyMost + 2, `${recipient}: the flash and one digest`)
    const late = headlines.filter(headline => text.includes(headline))
    assert.deepEqual([...late, ...subjects.filter(one => headlines.includes(one))].toSorted(), headlines)
  }
}

async function choicesHold(senders: Senders): Promise<void> {
  await chooseForAll(senders.store, { dailyMost: null })
  const [fickle = '', ...others] = numbered(readers)
  for (let round = 0; round < rounds; round += 1) {
    const [here = 0, there = 0] = round % 2 ? [0, 1] : [1, 0]
    const wants = round % 3 === 0
    await choose(atDoor(senders, here), fickle, wants ? {} : { scope: 'chosen', watch: 'zebra' })
    const headline = `Ferry ${round} sank`
    const books = await senders.untilState(await sendAt(senders, there, { headline }), 'sent')
    const got = senders.sink.accepted.filter(({ accepted }) => accepted?.subject === headline)
    const expected = wants ? [fickle, ...others] : others
    assert.deepEqual(got.map(({ recipient }) => recipient).toSorted(), expected.toSorted(), headline)
    assert.equal(books.audience, expected.length)
  }
}

/** As `choose` wants it. */
function atDoor({ env, store, servers }: Senders, door: number) {
  const post = (path: string, form: Record<string, string> = {}) =>
    fetch(`${servers[door]?.origin}${path}`, {
      ...{ method: 'POST', body: new URLSearchParams(form), redirect: 'manual' },
    })
  return { env, store, post }
}

async function sendAt(
  { api, servers }: Senders,
  door: number,
  fields: Record<string, unknown>,
): Promise<string> {
  const wish = { summary: 'Go round by the north.', send: true, ...fields }
  const made = await api.post<{ id: string }>(servers[door]?.origin ?? '', '/api/alerts', wish)
  assert.equal(made.status, 201, JSON.stringify(made.body))
  return made.body.id
}
