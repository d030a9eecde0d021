/** What becomes of a request: topics, "this wasn't me", and the week after which nothing of it is left. */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { freshStore } from '../../../test/support/store.ts'
import { createTexts } from '../../text/index.ts'
import {
  confirmSubscription,
  describeConfirmLink,
  describeNotMeLink,
  importSubscribers,
  keepPreferences,
  neverWriteAgain,
  parseAddress,
  plainPreferences,
  purgeUnconfirmed,
  readPreferences,
  readPreferencesToken,
  requestSubscription,
  type SubscriberContext,
  undoLeaving,
  unsubscribe,
  unsubscribeToken,
  verifyConsent,
} from '../index.ts'

const day = 86_400_000
const week = 7 * day

async function place(t: TestContext) {
  const store = await freshStore(t)
  let seed = 0
  const context: SubscriberContext = {
    secrets: { current: new Uint8Array(32).fill(1), previous: null },
    publicUrl: 'https://alerts.example.org',
    operator: { name: 'The Daily', postalAddress: null, contact: null, privacyUrl: null },
    from: { name: 'The Daily', address: 'alerts@example.org' },
    texts: createTexts(),
    random: bytes => new Uint8Array(bytes).fill(++seed),
  }
  const ask = (address: string, at: number, topics: string[] = []) => {
    const input = parseAddress(address)
    assert.ok(input.ok)
    const how = { marketing: false, language: 'en', method: 'site form' }
    return store.write(tx => requestSubscription(tx, context, { input, ...how, topics, at }))
  }
  const mails = () => store.read.selectFrom('outbox').selectAll().orderBy('id').execute()
  const lastLink = async (path: string) =>
    new RegExp(`/${path}/([\\w.-]+)`).exec((await mails()).at(-1)?.text ?? '')?.[1] ?? ''
  const confirm = async (at: number) => {
    const token = await lastLink('confirm')
    return store.write(tx => confirmSubscription(tx, context, { token, at }))
  }
  const events = async () =>
    (await store.read.selectFrom('consent_events').select(['kind', 'method']).orderBy('id').execute()).map(
      ({ kind, method }) => `${kind}: ${method}`,
    )
  await store.write(async tx => {
    const row = { kind: 'topic', names: '{}', about: '', position: 1, retired: 0 } as const
    for (const slug of ['harbour', 'schools', 'gone'])
      await tx
        .insertInto('topics')
        .values({ ...row, slug, name: slug, retired: slug === 'gone' ? 1 : 0 })
        .execute()
  })
  return { store, context, ask, mails, lastLink, confirm, events }
}

test('topics of the form are the new subscriber’s choice once they confirmed, and not before', async t => {
  const { store, ask, confirm } = await place(t)
  await ask('new@example.org', 0, ['schools', 'gone', 'no-such'])
  assert.equal((await readPreferences(store.read, [1])).size, 0)
  await confirm(1)
  const chosen = (await readPreferences(store.read, [1])).get(1)
  assert.deepEqual([chosen?.scope, chosen?.topics], ['chosen', [2]])
})

test('topics that nobody defined choose nothing: the subscriber gets every alert', async t => {
  const { store, ask, confirm } = await place(t)
  await ask('new@example.org', 0, ['no-such'])
  await confirm(1)
  assert.equal((await readPreferences(store.read, [1])).size, 0)
})

test('a known subscriber’s topics change only by the link in the mail to the owner', async t => {
  const { store, ask, confirm, lastLink, context } = await place(t)
  await ask('known@example.org', 0, ['harbour'])
  await confirm(1)
  await ask('known@example.org', 2, ['schools'])
  assert.deepEqual((await readPreferences(store.read, [1])).get(1)?.topics, [1])
  const token = await lastLink('choices')
  assert.deepEqual(await readPreferencesToken(store.read, context, { token, at: 3 }), {
    kind: 'open',
    subscriberId: 1,
  })
  assert.deepEqual(await confirm(3), { kind: 'already' })
  assert.deepEqual((await readPreferences(store.read, [1])).get(1)?.topics, [1, 2])
})

test('who gets every alert gets no fewer by asking for a topic', async t => {
  const { store, ask, confirm } = await place(t)
  await ask('known@example.org', 0)
  await confirm(1)
  const preferences = { ...plainPreferences, dailyMost: 3 }
  await store.write(tx => keepPreferences(tx, { subscriberId: 1, preferences, at: 2 }))
  await ask('known@example.org', 3, ['schools'])
  await confirm(4)
  assert.deepEqual((await readPreferences(store.read, [1])).get(1), preferences)
})

test('"this wasn’t me" ends it for ever: the link to confirm, later requests, and imports', async t => {
  const { store, context, ask, lastLink, mails, events } = await place(t)
  await ask('victim@example.org', 0)
  const [token, confirm] = [await lastLink('not-me'), await lastLink('confirm')]
  assert.equal(await describeNotMeLink(store.read, token), 'open')
  const press = () => store.write(tx => neverWriteAgain(tx, context, { token, at: 5 }))
  assert.equal(await press(), 'done')
  assert.equal(await press(), 'done', 'also the second time')
  assert.equal(await describeNotMeLink(store.read, token), 'used')
  assert.equal((await describeConfirmLink(store.read, confirm, 6)).state, 'used')
  await ask('VICTIM@example.org', 10 * day)
  assert.equal((await mails()).length, 1)
  const [imported] = await store.write(tx =>
    importSubscribers(tx, context, {
      rows: [{ line: 1, address: 'victim@example.org' }],
      attestation: 'x',
      language: 'en',
      at: 11 * day,
    }),
  )
  assert.notEqual(imported?.kind, 'imported')
  assert.deepEqual(await events(), ['requested: site form', 'withdrawn: mail link: this was not me'])
  const state = await store.read.selectFrom('subscribers').select(['state', 'suppressed']).execute()
  assert.deepEqual({ ...state[0] }, { state: 'left', suppressed: 1 })
})

test('"this wasn’t me" works after the address was purged, and opens nothing else', async t => {
  const { store, context, ask, lastLink, mails } = await place(t)
  await ask('victim@example.org', 0)
  const [token, confirm] = [await lastLink('not-me'), await lastLink('confirm')]
  await store.write(tx => purgeUnconfirmed(tx, context, { at: 8 * day, before: day, limit: 10 }))
  const press = (wrong: string) =>
    store.write(tx => neverWriteAgain(tx, context, { token: wrong, at: 9 * day }))
  assert.equal(await press(confirm), 'unknown', 'one purpose per token')
  assert.equal((await store.write(tx => confirmSubscription(tx, context, { token, at: 9 }))).kind, 'unknown')
  assert.equal(await press(token), 'done')
  await ask('victim@example.org', 20 * day)
  assert.equal((await mails()).length, 1)
})

test('"this wasn’t me" of an older mail ends what a newer one began, and no plus-part opens the inbox again', async t => {
  const { store, context, ask, lastLink, confirm, mails } = await place(t)
  await ask('victim@example.org', 0)
  const token = await lastLink('not-me')
  await store.write(tx => purgeUnconfirmed(tx, context, { at: 8 * day, before: day, limit: 10 }))
  await ask('victim@example.org', 9 * day)
  await store.write(tx => neverWriteAgain(tx, context, { token, at: 9 * day + 1 }))
  assert.deepEqual(await confirm(9 * day + 2), { kind: 'already' }, 'the newer link to confirm is used up')
  const state = await store.read.selectFrom('subscribers').select(['state', 'suppressed']).execute()
  assert.deepEqual(
    state.map(row => [row.state, row.suppressed]),
    [['left', 1]],
  )
  await ask('victim+1@example.org', 12 * day)
  await ask('v.ictim+2@example.org', 14 * day)
  assert.equal((await mails()).length, 2)
})

test('who left and then wants no mail ever again is brought back by no undo', async t => {
  const { store, context, ask, confirm, lastLink } = await place(t)
  await ask('ada@example.org', 0)
  const token = await lastLink('not-me')
  await confirm(1)
  const leave = { token: unsubscribeToken(context, 1), method: 'mail link', at: 2 } as const
  const left = await store.write(tx => unsubscribe(tx, context, leave))
  assert.ok(left.kind === 'left' && left.undo)
  const undo = left.undo
  await store.write(tx => neverWriteAgain(tx, context, { token, at: 3 }))
  await store.write(tx => undoLeaving(tx, context, { token: undo, at: 4 }))
  const { state } = await store.read.selectFrom('subscribers').select('state').executeTakeFirstOrThrow()
  assert.equal(state, 'left')
})

test('who never confirmed is gone after a week, the record says so, and the inbox’s count stays', async t => {
  const { store, context, ask, confirm, events, mails } = await place(t)
  await ask('kept@example.org', 0)
  await confirm(1)
  await ask('gone@example.org', 0)
  await ask('again@example.org', 0)
  await ask('again@example.org', 3 * day)
  const purge = (at: number) =>
    store.write(tx => purgeUnconfirmed(tx, context, { at, before: at - week, limit: 10 }))
  const people = async () =>
    (await store.read.selectFrom('subscribers').select('address').orderBy('id').execute()).map(
      row => row.address,
    )
  await purge(week - 1)
  assert.equal((await people()).length, 3)
  assert.equal(await purge(week), 1)
  assert.deepEqual(await people(), ['kept@example.org', 'again@example.org'])
  assert.equal((await events()).at(-1), 'expired: never confirmed')
  await purge(10 * day)
  assert.deepEqual(await people(), ['kept@example.org'])
  const pending = store.read.selectFrom('subscriber_links').select('token_hash').where('used_at', 'is', null)
  assert.deepEqual(await pending.execute(), [])
  assert.equal((await verifyConsent(store.read, context.secrets)).ok, true)
  for (let at = 20 * day; at < 60 * day; at += 2 * day) await ask('again@example.org', at)
  const toThem = (await mails()).filter(({ recipient }) => recipient === 'again@example.org')
  assert.equal(toThem.length, 3, 'three ever, also over purges')
})

test('the mail to confirm is small and plain, with two links and nothing else', async t => {
  const { ask, mails } = await place(t)
  await ask('ada@example.org', 0, ['harbour'])
  const [mail] = await mails()
  assert.equal(mail?.html, null)
  assert.ok((mail?.text.length ?? 0) < 700)
  const links = mail?.text.match(/https?:\S+/g)?.map(link => link.replace(/[^/]+$/, ''))
  assert.deepEqual(links, ['https://alerts.example.org/confirm/', 'https://alerts.example.org/not-me/'])
  assert.doesNotMatch(mail?.text ?? '', /ada|harbour/)
})
