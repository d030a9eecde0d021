import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { type Site, startSite } from '../../../test/support/site.ts'
import { readAllRows } from '../../../test/support/store-rows.ts'
import { unsubscribeToken, verifyConsent } from '../../subscribers/index.ts'

const hourMs = 3_600_000

interface LeftSite extends Site {
  /** The page after leaving. */
  page: string
  leaving: string
}

/** A confirmed subscriber, who agreed to marketing too, has pressed the button to leave. */
async function leftSite(t: TestContext): Promise<LeftSite> {
  const site = await startSite(t)
  await site.post(`/confirm/${await site.signUp('ada@example.org')}`, {})
  await site.store.write(tx => tx.updateTable('subscribers').set({ marketing: 1 }).execute())
  await site.clock.advance(hourMs)
  const leaving = `/unsubscribe/${unsubscribeToken(site.subscribers, 1)}`
  const answer = await (await site.post(leaving, {})).text()
  const [, page = ''] = /action="(\/left\/[^"]+)"/.exec(answer) ?? []
  return { ...site, page, leaving }
}

async function person({ store }: Site) {
  return store.read
    .selectFrom('subscribers')
    .select(['state', 'marketing', 'left_at'])
    .executeTakeFirstOrThrow()
}

async function reasons({ store }: Site) {
  const rows = await store.read.selectFrom('leaving_reasons').selectAll().execute()
  return rows.map(({ reason, people }) => `${reason} ${people}`)
}

test('undo brings everything back as it was, and is recorded; pressed twice, once', async t => {
  const site = await leftSite(t)
  assert.equal((await person(site)).state, 'left')
  for (let time = 0; time < 2; time++)
    assert.equal((await site.post(site.page, { press: 'undo' })).status, 303)
  assert.deepEqual({ ...(await person(site)) }, { state: 'confirmed', marketing: 1, left_at: null })
  assert.match(await site.text(site.page), /You are back/)
  const events = await site.store.read
    .selectFrom('consent_events')
    .select(['kind', 'scope', 'method'])
    .execute()
  assert.deepEqual(
    events.filter(({ method }) => method === 'undo of leaving').map(({ kind, scope }) => `${kind} ${scope}`),
    ['confirmed alerts', 'confirmed marketing'],
  )
  assert.equal((await verifyConsent(site.store.read, site.subscribers.secrets)).ok, true)
})

test('undo ends after six hours, and a page of an older leaving undoes no later one', async t => {
  const site = await leftSite(t)
  await site.post(site.page, { press: 'undo' })
  await site.clock.advance(hourMs)
  await site.post(site.leaving, {})
  assert.equal((await site.get(site.page)).status, 410)
  await site.post(site.page, { press: 'undo' })
  assert.equal((await person(site)).state, 'left')
  const late = await leftSite(t)
  await late.clock.advance(6 * hourMs)
  await late.post(late.page, { press: 'undo' })
  assert.equal((await person(late)).state, 'left')
})

test('nobody but who pressed can undo: a forwarded link that comes later gets no way back', async t => {
  const site = await leftSite(t)
  for (const answer of [await site.post(site.leaving, {}), await site.get(site.leaving)])
    assert.doesNotMatch(await answer.text(), /\/left\//)
  for (const token of ['1.abc.AAAAAAAAAAAAAAAAAAAAAA', 'x', site.leaving.split('/').at(-1)]) {
    assert.equal((await site.get(`/left/${token}`)).status, 404)
    await site.post(`/left/${token}`, { press: 'undo' })
  }
  assert.equal((await person(site)).state, 'left')
})

test('whoever had not confirmed gets no undo: it must never stand for a confirmation', async t => {
  const site = await startSite(t)
  await site.signUp('ada@example.org')
  const answer = await site.post(`/unsubscribe/${unsubscribeToken(site.subscribers, 1)}`, {})
  assert.doesNotMatch(await answer.text(), /\/left\//)
})

test('a reason counts once for each leaving, without a trace of who said it', async t => {
  const site = await leftSite(t)
  for (const press of ['too-many', 'too-many', 'too-late', 'no reason of ours'])
    await site.post(site.page, { press })
  assert.deepEqual(await reasons(site), ['too-many 1'])
  assert.match(await site.text(`${site.page}?done=why`), /Thank you/)
  await site.post(site.page, { press: 'undo' })
  await site.clock.advance(hourMs)
  const again = await (await site.post(site.leaving, {})).text()
  const [, page = ''] = /action="(\/left\/[^"]+)"/.exec(again) ?? []
  await site.post(page, { press: 'too-many' })
  assert.deepEqual(await reasons(site), ['too-many 2'])
  const marks = await site.store.read.selectFrom('leaving_marks').selectAll().execute()
  assert.doesNotMatch(JSON.stringify(marks), /too-many/)
})

test('a last mail comes only to who asks for it, and once', async t => {
  const site = await leftSite(t)
  const mails = () => site.store.read.selectFrom('outbox').selectAll().where('kind', '=', 'left').execute()
  assert.equal((await mails()).length, 0)
  for (let time = 0; time < 3; time++) await site.post(site.page, { press: 'mail' })
  const [mail, ...more] = await mails()
  assert.equal(more.length, 0)
  assert.equal(mail?.recipient, 'ada@example.org')
})

test('the page after leaving changes nothing when it is fetched, and names nobody', async t => {
  const site = await leftSite(t)
  const before = await readAllRows(site.store)
  for (const query of ['', '?done=why', '?done=mail', '?done=undo']) {
    assert.equal((await site.get(site.page + query)).status, 200)
    assert.equal((await site.head(site.page + query)).status, 200)
    assert.doesNotMatch(await site.text(site.page + query), /ada@|example\.org/)
  }
  assert.deepEqual(await readAllRows(site.store), before)
})
