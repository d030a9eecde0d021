/**
 * The send engine with a mail server that is not ours: a Postfix of the test's own, which discards what it took.
 * What its log says is held against the ledger, reader by reader. In `npm run prove` only, and where Postfix is installed.
 */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { type TestContext, test } from 'node:test'
import { createApiToken } from '../src/editors/index.ts'
import type { Store } from '../src/store/index.ts'
import { type ApiAlert, apiClientOf, sumOf } from './support/api-client.ts'
import { numbered } from './support/newsroom.ts'
import { importReaders, openPlace } from './support/open-place.ts'
import { pollUntil } from './support/poll-until.ts'
import { type Postfix, type PostfixWish, startPostfix, whyNoPostfix } from './support/start-postfix.ts'
import { migratedStorePlace } from './support/store-place.ts'
import { environmentOf, startTocsin } from './support/tocsin-process.ts'

const readers = numbered(300)
/**
 * In a row, for Postfix forgets a connection's errors with each mail that it takes; and late, for so many of the
 * first hundred would be a storm, which pauses the alert.
 */
const refused = readers.slice(280, 290)
const refusing = [
  `smtpd_recipient_restrictions = check_recipient_access inline:{${refused.map(each => `{${each} = 550 5.1.1 nobody has that name here}`).join(' ')}}, permit_mynetworks, reject`,
]
const skip = whyNoPostfix()

for (const tls of [false, true])
  test(`${tls ? 'over STARTTLS' : 'in plain text'}: everybody is accepted, and Postfix has each reader once`, {
    skip,
  }, async t => {
    const { postfix, store, send, untilSent } = await startSending(t, { tls, pool: 5 })
    const id = await send()
    assert.equal((await untilSent(id)).accepted, readers.length)
    await everybodyOnce(postfix, store, id, readers)
    const { text } = await postfix.readLog()
    assert.equal(/TLS connection established/.test(text), tls)
  })

test('whom Postfix refuses at RCPT is refused with its code, and the rest has it', { skip }, async t => {
  const settings = [...refusing, 'smtpd_hard_error_limit = 1000']
  const { postfix, store, send, untilSent } = await startSending(t, { pool: 5, settings })
  await refusedAndTheRest({ postfix, store, id: await send(), untilSent })
})

test('Postfix hangs up after a few errors: the alert ends, and nobody is lost', { skip }, async t => {
  const settings = [...refusing, 'smtpd_hard_error_limit = 3']
  // On one connection: the refusals must fall on the same.
  const { postfix, store, send, untilSent } = await startSending(t, { pool: 1, settings })
  await refusedAndTheRest({ postfix, store, id: await send(), untilSent })
  const { text } = await postfix.readLog()
  assert.ok(/too many errors/.test(text), 'Postfix did hang up')
})

const interruptions: readonly [string, (postfix: Postfix) => Promise<void>][] = [
  ['reloaded', postfix => postfix.reload()],
  ['stopped and started', postfix => postfix.stop().then(postfix.start)],
]

for (const [what, interrupt] of interruptions)
  test(`Postfix is ${what} in the middle of an alert: nobody is lost, and only who was in doubt has it twice`, {
    skip,
  }, async t => {
    const { postfix, store, send, alert, untilSent } = await startSending(t, { pool: 5, perSecond: 50 })
    const id = await send()
    await pollUntil('some to have it', async () => (await alert(id)).accepted >= 50)
    await interrupt(postfix)
    assert.notEqual((await alert(id)).state, 'sent', 'it was still going out')
    const books = await untilSent(id)
    assert.equal(books.accepted, readers.length)
    const rows = await ledgerOf(store, id)
    assert.equal(books.resent, rows.filter(({ resent }) => resent === 1).length)
    const copies = await copiesOf(postfix, readers)
    for (const { address, queueId, resent } of rows) {
      const held = copies.get(address) ?? []
      assert.ok(
        held.some(copy => copy.queueId === queueId),
        `${address} has what the ledger calls accepted`,
      )
      assert.ok(held.length <= 1 + resent, `${address} has ${held.length} copies, ${resent} re-sent`)
      assert.equal(new Set(held.map(({ messageId }) => messageId)).size, 1)
    }
    t.diagnostic(`${books.resent} re-sent`)
  })

interface Wish extends PostfixWish {
  pool: number
  perSecond?: number
}

async function startSending(t: TestContext, { pool, perSecond, ...wish }: Wish) {
  const place = await migratedStorePlace(t)
  const postfix = await startPostfix(t, wish)
  const env = environmentOf(place, {
    SMTP_URL: `${postfix.url}?pool=${pool}`,
    ...(perSecond ? { THROTTLES: `relay: ${perSecond}/s` } : {}),
  })
  const store = await openPlace(place)
  try {
    await importReaders(env, store, readers)
    const name = { name: 'newsroom', at: Date.now(), random: randomBytes }
    const api = apiClientOf((await store.write(tx => createApiToken(tx, name))).token)
    const { origin } = await startTocsin(t, env)
    const alert = async (id: string) => {
      const now = await api.get<ApiAlert>(origin, `/api/alerts/${id}`)
      assert.equal(sumOf(now), now.audience, `promise 3: ${JSON.stringify(now)}`)
      return now
    }
    const send = async () => {
      const wish = { headline: 'The bridge is closed', summary: 'Go round by the north.', send: true }
      return (await api.post<{ id: string }>(origin, '/api/alerts', wish)).body.id
    }
    const untilSent = (id: string) =>
      pollUntil('the alert to be sent', async () => {
        const now = await alert(id)
        return now.state === 'sent' && now
      })
    return { postfix, store, alert, send, untilSent }
  } finally {
    t.after(() => store.close())
  }
}

async function ledgerOf({ read }: Store, id: string) {
  const rows = await read
    .selectFrom('deliveries')
    .innerJoin('subscribers', 'subscribers.id', 'deliveries.subscriber_id')
    .select(['address', 'deliveries.state', 'resent', 'smtp_code', 'smtp_status', 'smtp_text'])
    .where('alert_id', '=', Number(id))
    .execute()
  return rows.map(row => ({ ...row, queueId: /queued as (\w+)/.exec(row.smtp_text ?? '')?.[1] ?? null }))
}

/** By recipient, once Postfix has delivered to all of these and all that it queued. */
async function copiesOf(postfix: Postfix, wanted: readonly string[]) {
  const { recipientOf, messageIdOf } = await pollUntil('Postfix to have delivered it all', async () => {
    const log = await postfix.readLog()
    const reached = new Set(log.recipientOf.values())
    return wanted.every(each => reached.has(each)) && log
  })
  const copies = [...recipientOf].map(([queueId, recipient]) => {
    return { queueId, recipient, messageId: messageIdOf.get(queueId) }
  })
  return new Map(Map.groupBy(copies, ({ recipient }) => recipient))
}

async function everybodyOnce(postfix: Postfix, store: Store, id: string, wanted: readonly string[]) {
  const accepted = (await ledgerOf(store, id)).filter(({ state }) => state === 'accepted')
  const copies = await copiesOf(postfix, wanted)
  const inLog = [...copies].flatMap(([address, held]) => held.map(({ queueId }) => `${address} ${queueId}`))
  const inLedger = accepted.map(({ address, queueId }) => `${address} ${queueId}`)
  assert.deepEqual(inLog.toSorted(), inLedger.toSorted())
  assert.deepEqual([...copies.keys()].toSorted(), wanted.toSorted())
}

interface Sent extends Pick<Awaited<ReturnType<typeof startSending>>, 'postfix' | 'store' | 'untilSent'> {
  id: string
}

async function refusedAndTheRest({ postfix, store, id, untilSent }: Sent): Promise<void> {
  const books = await untilSent(id)
  assert.deepEqual([books.accepted, books.refused], [readers.length - refused.length, refused.length])
  const no = (await ledgerOf(store, id)).filter(({ state }) => state === 'refused')
  assert.deepEqual(no.map(({ address }) => address).toSorted(), refused.toSorted())
  for (const { smtp_code, smtp_status } of no) assert.deepEqual([smtp_code, smtp_status], [550, '5.1.1'])
  await everybodyOnce(
    postfix,
    store,
    id,
    readers.filter(each => !refused.includes(each)),
  )
}
