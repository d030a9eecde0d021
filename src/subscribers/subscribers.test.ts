import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { sql } from 'kysely'
import { freshStore } from '../../test/support/store.ts'
import type { Store } from '../store/index.ts'
import { createTexts } from '../text/index.ts'
import {
  confirmSubscription,
  describeConfirmLink,
  importSubscribers,
  parseAddress,
  plainAfter,
  readForDelivery,
  requestSubscription,
  type SubscriberContext,
  signConsentHead,
  suppress,
  unsubscribe,
  unsubscribeToken,
  verifyConsent,
} from './index.ts'

const day = 86_400_000
const context = (): SubscriberContext => {
  let seed = 0
  return {
    secrets: { current: new Uint8Array(32).fill(1), previous: null },
    publicUrl: 'https://alerts.example.org',
    operator: { name: 'The Daily', postalAddress: null, contact: null, privacyUrl: null },
    from: { name: 'The Daily', address: 'alerts@example.org' },
    texts: createTexts(),
    random: bytes => new Uint8Array(bytes).fill(++seed),
  }
}

async function place(t: TestContext) {
  const store = await freshStore(t)
  const ctx = context()
  const ask = (address: string, at: number, more: { marketing?: boolean } = {}) => {
    const input = parseAddress(address)
    assert.ok(input.ok)
    return store.write(tx =>
      requestSubscription(tx, ctx, {
        input,
        marketing: false,
        language: 'en',
        method: 'site form',
        ...more,
        at,
      }),
    )
  }
  return { store, ctx, ask }
}

const mails = (store: Store) => store.read.selectFrom('outbox').selectAll().orderBy('id').execute()
const tokenIn = (text: string) => /\/confirm\/([\w-]+)/.exec(text)?.[1] ?? ''
const kindsOf = async (store: Store) =>
  (await store.read.selectFrom('consent_events').select(['kind', 'scope']).orderBy('id').execute()).map(
    row => `${row.kind}/${row.scope}`,
  )

test('nobody is in an audience before pressing the button in the mail', async t => {
  const { store, ctx, ask } = await place(t)
  await ask('reader@example.org', 1_000)
  const page = { afterId: 0, confirmedBy: day, limit: 10 }
  assert.deepEqual(await plainAfter(store.read, page), [])
  const [mail] = await mails(store)
  const token = tokenIn(mail?.text ?? '')
  assert.equal((await describeConfirmLink(store.read, token, 2_000)).state, 'open')
  assert.deepEqual(await plainAfter(store.read, page), [], 'reading the link changes nothing')
  const first = await store.write(tx => confirmSubscription(tx, ctx, { token, at: 2_000 }))
  assert.equal(first.kind, 'confirmed')
  assert.deepEqual(await store.write(tx => confirmSubscription(tx, ctx, { token, at: 3_000 })), {
    kind: 'already',
  })
  const [confirmed] = await plainAfter(store.read, page)
  const people = await readForDelivery(store.read, ctx, [confirmed?.id ?? 0])
  assert.deepEqual(
    [...people.values()].map(person => person.address),
    ['reader@example.org'],
  )
  assert.deepEqual(await kindsOf(store), ['requested/alerts', 'confirmed/alerts'])
})

test('a confirm link ends after three days, and another link is asked for', async t => {
  const { store, ctx, ask } = await place(t)
  await ask('reader@example.org', 0)
  const token = tokenIn((await mails(store))[0]?.text ?? '')
  assert.equal(
    (await store.write(tx => confirmSubscription(tx, ctx, { token, at: 3 * day }))).kind,
    'expired',
  )
  await ask('reader@example.org', 3 * day)
  const second = tokenIn((await mails(store))[1]?.text ?? '')
  assert.equal(
    (await store.write(tx => confirmSubscription(tx, ctx, { token: second, at: 4 * day }))).kind,
    'confirmed',
  )
})

test('marketing is agreed to only by whoever ticked its box, as an event of its own', async t => {
  const { store, ctx, ask } = await place(t)
  await ask('reader@example.org', 0, { marketing: true })
  const token = tokenIn((await mails(store))[0]?.text ?? '')
  await store.write(tx => confirmSubscription(tx, ctx, { token, at: 1 }))
  assert.deepEqual(await kindsOf(store), [
    'requested/alerts',
    'requested/marketing',
    'confirmed/alerts',
    'confirmed/marketing',
  ])
})

test('one inbox gets one mail a day and three ever, whatever its dots and plus-parts', async t => {
  const { store, ask } = await place(t)
  const spellings = [
    'victim@example.org',
    'Victim@example.org',
    'vic.tim@example.org',
    'victim+1@example.org',
  ]
  for (let hour = 0; hour < 24 * 10; hour += 6)
    for (const spelling of spellings) await ask(spelling, hour * 3_600_000)
  assert.equal((await mails(store)).length, 3)
})

test('who already gets alerts is told so by mail and keeps the first consent', async t => {
  const { store, ctx, ask } = await place(t)
  await ask('reader@example.org', 0)
  const token = tokenIn((await mails(store))[0]?.text ?? '')
  await store.write(tx => confirmSubscription(tx, ctx, { token, at: 1 }))
  await ask('READER@example.org', 2)
  assert.deepEqual(
    (await mails(store)).map(mail => mail.kind),
    ['confirmation', 'already'],
  )
  assert.equal((await kindsOf(store)).length, 2)
})

test('leaving works for ever, twice, after erasure, and under a rotated secret', async t => {
  const { store, ctx } = await place(t)
  await store.write(tx =>
    importSubscribers(tx, ctx, {
      rows: [{ line: 1, address: 'a@example.org' }],
      attestation: 'x',
      language: 'en',
      at: 0,
    }),
  )
  const token = unsubscribeToken(ctx, 1)
  const leave = (by: SubscriberContext = ctx) =>
    store.write(tx => unsubscribe(tx, by, { token, method: 'one-click', at: 9 }))
  assert.equal((await leave()).kind, 'left')
  assert.deepEqual(await leave(), { kind: 'already' })
  const rotated = { ...ctx, secrets: { current: new Uint8Array(32).fill(2), previous: ctx.secrets.current } }
  assert.deepEqual(await leave(rotated), { kind: 'already' })
  await store.write(tx => tx.deleteFrom('subscribers').execute())
  assert.deepEqual(await leave(), { kind: 'already' })
  assert.deepEqual(
    await store.write(tx =>
      unsubscribe(tx, ctx, { token: `1.${'A'.repeat(22)}`, method: 'one-click', at: 9 }),
    ),
    {
      kind: 'unknown',
    },
  )
})

test('an import takes new addresses, and brings back nobody who left or is suppressed', async t => {
  const { store, ctx } = await place(t)
  const run = (...addresses: string[]) =>
    store.write(tx =>
      importSubscribers(tx, ctx, {
        rows: addresses.map((address, at) => ({ line: at + 1, address })),
        attestation: 'paper list of 2019',
        language: 'en',
        at: 5,
      }),
    )
  await run('left@example.org')
  await store.write(tx =>
    unsubscribe(tx, ctx, { token: unsubscribeToken(ctx, 1), method: 'mail link', at: 6 }),
  )
  await store.write(tx => suppress(tx, ctx, { address: 'gone@example.org', reason: 'bounce', at: 6 }))
  const results = await run(
    'new@example.org',
    'NEW@example.org',
    'left@example.org',
    'gone@example.org',
    'no address',
  )
  assert.deepEqual(
    results.map(result => result.kind),
    ['imported', 'already', 'left', 'suppressed', 'invalid'],
  )
  const methods = await store.read.selectFrom('consent_events').select('method').execute()
  assert.equal(methods.at(-1)?.method, 'import: paper list of 2019')
})

test('whether somebody may be mailed is told when the turn comes', async t => {
  const { store, ctx } = await place(t)
  const rows = ['a@example.org', 'b@example.org'].map((address, at) => ({ line: at, address }))
  await store.write(tx => importSubscribers(tx, ctx, { rows, attestation: 'x', language: 'en', at: 0 }))
  await store.write(tx => suppress(tx, ctx, { address: 'B@example.org', reason: 'complaint', at: 0 }))
  const found = await readForDelivery(store.read, ctx, [1, 2, 3])
  assert.deepEqual(
    [...found].map(([id, who]) => [id, who.state, who.suppressed]),
    [
      [1, 'confirmed', false],
      [2, 'confirmed', true],
    ],
  )
})

test('the record refuses changes, and a change made behind its back is named', async t => {
  const { store, ctx } = await place(t)
  const rows = Array.from({ length: 5 }, (_, n) => ({ line: n, address: `r${n}@example.org` }))
  await store.write(tx => importSubscribers(tx, ctx, { rows, attestation: 'x', language: 'en', at: 0 }))
  await store.write(tx => signConsentHead(tx, ctx.secrets, 0))
  const whole = await verifyConsent(store.read, ctx.secrets)
  assert.deepEqual([whole.ok, whole.ok && whole.events], [true, 5])
  await assert.rejects(
    store.write(tx => tx.updateTable('consent_events').set({ method: 'forged' }).execute()),
    /append-only/,
  )
  await assert.rejects(
    store.write(tx => tx.deleteFrom('consent_events').execute()),
    /append-only/,
  )
  await withoutTriggers(store, 'update consent_events set wording = $$forged$$ where id = 3')
  const forged = await verifyConsent(store.read, ctx.secrets)
  assert.deepEqual(forged, { ok: false, atId: 3, problem: 'its content was changed' })
})

test('a cut tail shows against the signed head of the day', async t => {
  const { store, ctx } = await place(t)
  const rows = Array.from({ length: 3 }, (_, n) => ({ line: n, address: `r${n}@example.org` }))
  await store.write(tx => importSubscribers(tx, ctx, { rows, attestation: 'x', language: 'en', at: 0 }))
  await store.write(tx => signConsentHead(tx, ctx.secrets, 0))
  await withoutTriggers(store, 'delete from consent_events where id = 3')
  const cut = await verifyConsent(store.read, ctx.secrets)
  assert.equal(cut.ok, false)
  assert.match(cut.ok ? '' : cut.problem, /event that is gone/)
})

/** What an attacker with the database in hand can do. */
async function withoutTriggers(store: Store, statement: string): Promise<void> {
  await store.write(async tx => {
    if (store.kind === 'postgres') await sql`alter table consent_events disable trigger all`.execute(tx)
    else
      for (const act of ['update', 'delete'])
        await sql.raw(`drop trigger consent_events_no_${act}`).execute(tx)
    await sql.raw(statement.replaceAll('$$', "'")).execute(tx)
  })
}

test('of many requests at the same moment one inbox still gets one mail', async t => {
  const { store, ask } = await place(t)
  await Promise.all(Array.from({ length: 20 }, (_, n) => ask(`v.ictim+${n}@example.org`, 1_000)))
  assert.equal((await mails(store)).length, 1)
})
