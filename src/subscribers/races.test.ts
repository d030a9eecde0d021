/** Two that happen at once to one person, or to two who take the same locks: as PostgreSQL lets them, and one by one. */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { sql } from 'kysely'
import { pollUntil } from '../../test/support/poll-until.ts'
import { freshStore } from '../../test/support/store.ts'
import type { Store, Tx } from '../store/index.ts'
import { createTexts } from '../text/index.ts'
import {
  addTopic,
  changePreferences,
  eraseSubscriber,
  importSubscribers,
  listTopics,
  parseAddress,
  plainPreferences,
  requestSubscription,
  type SubscriberContext,
  saveChoices,
  takeTrustedSignUp,
  unsubscribe,
  unsubscribeToken,
} from './index.ts'
import { decideBatch } from './sign-up/worker.ts'

const at = 1_000
const limits = { network: 30, unproven: 1_000, burst: 100, overall: 20_000, domain: 200 }

async function place(t: TestContext) {
  const store = await freshStore(t)
  const context: SubscriberContext = {
    secrets: { current: new Uint8Array(32).fill(1), previous: null },
    publicUrl: 'https://alerts.example.org',
    operator: { name: 'The Daily', postalAddress: null, contact: null, privacyUrl: null },
    from: { name: 'The Daily', address: 'alerts@example.org' },
    texts: createTexts(),
    random: bytes => crypto.getRandomValues(new Uint8Array(bytes)),
  }
  const topics = async () => {
    const topic = { kind: 'topic', name: 'Harbour', slug: 'harbour', names: {}, about: '' }
    await store.write(tx => addTopic(tx, topic))
    return listTopics(store.read)
  }
  return { store, context, topics }
}

const addressOf = (typed: string) => {
  const parsed = parseAddress(typed)
  assert.ok(parsed.ok)
  return { address: parsed.address, key: parsed.key }
}

const signUp = (typed: string) => ({
  ...{ input: addressOf(typed), marketing: false, language: 'en', method: 'site form', topics: [], at },
})

/** Does its work in a transaction that stays open until it is let go. */
async function held(store: Store, work: (tx: Tx) => Promise<unknown>) {
  const { promise, resolve: letGo } = Promise.withResolvers<void>()
  const begun = Promise.withResolvers<void>()
  const done = store.write(async tx => {
    await work(tx)
    begun.resolve()
    await promise
  })
  await Promise.race([begun.promise, done])
  return async () => {
    letGo()
    await done
  }
}

/** Somebody waits for a row that another has; on SQLite nobody ever does. */
async function somebodyWaits({ kind, read }: Store): Promise<void> {
  if (kind === 'sqlite') return
  await pollUntil('somebody who waits for a lock', async () => {
    const { rows } = await sql`select 1 from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(read)
    return rows.length > 0
  })
}

const attested = { attestation: 'paper list', language: 'en', at }

test('whoever leaves while an import is about to take them over has left', async t => {
  const { store, context } = await place(t)
  await store.write(tx => requestSubscription(tx, context, signUp('ada@example.org')))
  const leave = { token: unsubscribeToken(context, 1), method: 'mail link', at } as const
  const letGo = await held(store, tx => unsubscribe(tx, context, leave))
  const rows = [
    { line: 2, address: 'bob@example.org' },
    { line: 3, address: 'ada@example.org' },
  ]
  const imported = store.write(tx => importSubscribers(tx, context, { ...attested, rows }))
  await somebodyWaits(store)
  await letGo()
  assert.deepEqual(
    (await imported).map(({ line, kind }) => [line, kind]),
    [
      [2, 'imported'],
      [3, 'left'],
    ],
  )
  const states = await store.read
    .selectFrom('subscribers')
    .select(['address', 'state'])
    .orderBy('id')
    .execute()
  assert.deepEqual(
    states.map(({ address, state }) => [address, state]),
    [
      ['ada@example.org', 'left'],
      ['bob@example.org', 'confirmed'],
    ],
  )
})

test('an import with topics and somebody who saves their choices do not wait for each other for ever', async t => {
  const { store, context, topics } = await place(t)
  const known = await topics()
  await store.write(tx =>
    importSubscribers(tx, context, { ...attested, rows: [{ line: 1, address: 'ada@example.org' }] }),
  )
  const save = (scope: 'all' | 'chosen') => {
    const chosen = { ...plainPreferences, scope }
    return store.write(tx => saveChoices(tx, context, { subscriberId: 1, chosen, language: 'en', at }))
  }
  for (let round = 0; round < 25; round++) {
    const rows = [{ line: 1, address: `reader${round}@example.org`, topics: ['harbour'] }]
    await Promise.all([
      store.write(tx => importSubscribers(tx, context, { ...attested, rows, topics: known })),
      save(round % 2 === 0 ? 'chosen' : 'all'),
    ])
  }
})

test('two workers with sign-ups of the same domains decide them all, and keep to the domain’s limit', async t => {
  const { store, context: subscribers } = await place(t)
  const parts = { store, subscribers, limits: { ...limits, domain: 3 } }
  for (let n = 0; n < 120; n++)
    await takeTrustedSignUp(parts, signUp(`reader${n}@${n % 2 === 0 ? 'one' : 'two'}.example`))
  const work = () => store.write(tx => decideBatch(tx, parts))
  await Promise.all([work(), work(), work()])
  const { mails } = await store.read
    .selectFrom('outbox')
    .select(eb => eb.fn.countAll<number>().as('mails'))
    .executeTakeFirstOrThrow()
  assert.equal(mails, 6)
})

test('whoever enters an address that the worker has in hand does not wait until it is decided', async t => {
  const { store, context: subscribers } = await place(t)
  if (store.kind === 'sqlite') return t.skip('one writer: everybody waits, whatever they write')
  const parts = { store, subscribers, limits }
  await store.write(tx => requestSubscription(tx, subscribers, signUp('ada@example.org')))
  await takeTrustedSignUp(parts, signUp('ada@example.org'))
  const letGo = await held(store, tx => tx.updateTable('confirmation_inboxes').set({ mails: 1 }).execute())
  const deciding = store.write(tx => decideBatch(tx, parts))
  await somebodyWaits(store)
  assert.deepEqual(await takeTrustedSignUp(parts, signUp('ada@example.org')), { kind: 'taken' })
  await letGo()
  assert.equal(await deciding, 1)
})

test('who is erased while they press on their page leaves no preferences behind', async t => {
  const { store, context } = await place(t)
  const rows = [{ line: 1, address: 'ada@example.org' }]
  await store.write(tx => importSubscribers(tx, context, { ...attested, rows }))
  const press = (watch: string) => (tx: Tx) =>
    changePreferences(tx, { subscriberId: 1, change: before => ({ ...before, watch: [watch] }), at })
  const erase = (tx: Tx) => eraseSubscriber(tx, context, { subscriberId: 1, method: 'mail link', at })
  const letGo = await held(store, press('first'))
  const erasing = store.write(erase)
  await somebodyWaits(store)
  await letGo()
  await erasing
  await store.write(press('later'))
  const kept = await store.read.selectFrom('subscriber_preferences').selectAll().execute()
  assert.deepEqual(kept, [])
})
