import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Site, startSite } from '../../test/support/site.ts'
import { unsubscribeToken } from '../subscribers/index.ts'

const dayMs = 24 * 3_600_000

async function stateOf({ store }: Site, id = 1): Promise<string | undefined> {
  const row = await store.read
    .selectFrom('subscribers')
    .select('state')
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.state
}

/** A confirmed subscriber, and the token of the link to leave. */
async function confirmed(site: Site): Promise<string> {
  const token = await site.signUp('ada@example.org')
  assert.equal((await site.post(`/confirm/${token}`, {})).status, 200)
  return unsubscribeToken(site.subscribers, 1)
}

async function lastMethod({ store }: Site): Promise<string> {
  const event = await store.read
    .selectFrom('consent_events')
    .select(['kind', 'method'])
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  return `${event.kind}: ${event.method}`
}

test('opening the link to confirm shows a button and changes nothing, however often', async t => {
  const site = await startSite(t)
  const token = await site.signUp('ada@example.org')
  for (let time = 0; time < 3; time++) {
    assert.equal((await site.head(`/confirm/${token}`)).status, 200)
    assert.match(
      await site.text(`/confirm/${token}`),
      /<form method="post">[\s\S]*Send me breaking-news[\s\S]*<button/,
    )
  }
  assert.equal(await stateOf(site), 'pending')
})

test('the button confirms; afterwards the link says kindly that it is done', async t => {
  const site = await startSite(t)
  const token = await site.signUp('ada@example.org')
  const answer = await site.post(`/confirm/${token}`, {})
  assert.match(await answer.text(), /You are signed up/)
  assert.equal(await stateOf(site), 'confirmed')
  const again = await site.get(`/confirm/${token}`)
  assert.equal(again.status, 200)
  assert.match(await again.text(), /Already done/)
  assert.match(await (await site.post(`/confirm/${token}`, {})).text(), /Already done/)
})

test('an expired link and an unknown one offer the form again', async t => {
  const site = await startSite(t)
  const token = await site.signUp('ada@example.org')
  await site.clock.advance(4 * dayMs)
  const [expired, pressed, unknown] = await Promise.all([
    site.get(`/confirm/${token}`),
    site.post(`/confirm/${token}`, {}),
    site.get('/confirm/nobody-knows-this'),
  ])
  assert.deepEqual([expired.status, pressed.status, unknown.status], [410, 410, 404])
  assert.match(await expired.text(), /action="\/subscribe"/)
  assert.match(await unknown.text(), /action="\/subscribe"/)
  assert.equal(await stateOf(site), 'pending')
})

test('opening the link to leave shows one button and changes nothing, however often', async t => {
  const site = await startSite(t)
  const leaving = await confirmed(site)
  for (let time = 0; time < 3; time++) {
    await site.head(`/unsubscribe/${leaving}`)
    assert.equal((await site.text(`/unsubscribe/${leaving}`)).match(/<button/g)?.length, 1)
  }
  assert.equal(await stateOf(site), 'confirmed')
})

test('the button lets a reader leave, kindly also the second time and the page after', async t => {
  const site = await startSite(t)
  const leaving = await confirmed(site)
  assert.match(await (await site.post(`/unsubscribe/${leaving}`, {})).text(), /You have left/)
  assert.equal(await stateOf(site), 'left')
  assert.equal(await lastMethod(site), 'withdrawn: mail link')
  assert.match(await (await site.post(`/unsubscribe/${leaving}`, {})).text(), /You have left/)
  assert.doesNotMatch(await site.text(`/unsubscribe/${leaving}`), /<button/)
})

for (const [what, headers] of [
  ['without cookie, Origin or form token', {}],
  ['from a foreign origin', { origin: 'https://mail.example', 'sec-fetch-site': 'cross-site' }],
  ['with a type that is no form', { 'content-type': 'text/plain' }],
] as const)
  test(`RFC 8058 one-click works ${what}`, async t => {
    const site = await startSite(t)
    const leaving = await confirmed(site)
    const form = { 'List-Unsubscribe': 'One-Click' }
    const answer = await site.post(`/unsubscribe/${leaving}`, form, { ...headers })
    assert.equal(answer.status, 200)
    assert.equal(await stateOf(site), 'left')
    assert.equal(await lastMethod(site), 'withdrawn: one-click')
    assert.equal((await site.post(`/unsubscribe/${leaving}`, form, { ...headers })).status, 200)
  })

test('one-click works as multipart too', async t => {
  const site = await startSite(t)
  const leaving = await confirmed(site)
  const part = '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n'
  const headers = { 'content-type': 'multipart/form-data; boundary=x' }
  assert.equal((await site.send(`/unsubscribe/${leaving}`, part, headers)).status, 200)
  assert.equal(await lastMethod(site), 'withdrawn: one-click')
})

test('a link to leave that is none of ours is said kindly', async t => {
  const site = await startSite(t)
  await confirmed(site)
  for (const token of ['1.AAAAAAAAAAAAAAAAAAAAAA', 'x', '%00'])
    assert.deepEqual(
      [
        (await site.get(`/unsubscribe/${token}`)).status,
        (await site.post(`/unsubscribe/${token}`, {})).status,
      ],
      [404, 404],
    )
  assert.equal(await stateOf(site), 'confirmed')
})
