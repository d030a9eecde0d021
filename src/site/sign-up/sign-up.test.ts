import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startSite } from '../../../test/support/site.ts'
import { confirmSubscription, suppress, unsubscribeToken } from '../../subscribers/index.ts'
import { createTexts } from '../../text/index.ts'

test('an address that is none is refused beside the field, and what was typed is kept', async t => {
  const site = await startSite(t)
  const answer = await site.post('/subscribe', { address: 'ada at "example"', marketing: 'yes' })
  const page = await answer.text()
  assert.equal(answer.status, 422)
  assert.match(
    page,
    /<p class="problem" id="address-problem">Please enter a valid email address, such as name@example\.org\.<\/p>/,
  )
  assert.match(
    page,
    /value="ada at &quot;example&quot;" aria-invalid="true" aria-describedby="address-problem" autofocus/,
  )
  assert.match(page, /name="marketing" value="yes" checked/)
})

for (const [what, type, body] of [
  ['an empty form', 'application/x-www-form-urlencoded', ''],
  ['a field that is a file', 'multipart/form-data; boundary=x', fileField()],
  ['a broken form', 'multipart/form-data', '{"address":1}'],
  ['no form at all', 'application/json', '{"address":"a@example.org"}'],
] as const)
  test(`${what} is answered with the form`, async t => {
    const site = await startSite(t)
    const answer = await site.send('/subscribe', body, { 'content-type': type })
    assert.equal(answer.status, 422)
    assert.match(await answer.text(), /Please enter a valid email address/)
  })

function fileField(): string {
  return '--x\r\nContent-Disposition: form-data; name="address"; filename="a"\r\n\r\na@example.org\r\n--x--\r\n'
}

test('an international address is valid', async t => {
  const site = await startSite(t)
  const answer = await site.subscribe({ address: 'jürgen@bücher.example' })
  assert.equal(answer.status, 303)
})

test('nothing is ticked beforehand, and the words are those of the consent record', async t => {
  const site = await startSite(t)
  const page = await site.text('/')
  const { wording } = createTexts().of('en').consent
  assert.ok(page.includes(wording.alerts) && page.includes(wording.marketing))
  assert.doesNotMatch(page, /\schecked/)
})

test('the answer is the same octet for octet for a new, a pending, a known and a suppressed address', async t => {
  const site = await startSite(t)
  await site.signUp('pending@example.org')
  const token = await site.signUp('known@example.org')
  const { store, subscribers, clock } = site
  await store.write(tx => confirmSubscription(tx, subscribers, { token, at: clock.now() }))
  const address = 'suppressed@example.org'
  await store.write(tx => suppress(tx, subscribers, { address, reason: 'complaint', at: clock.now() }))
  const answers = []
  for (const who of ['new', 'pending', 'known', 'suppressed']) {
    const answer = await site.subscribe({ address: `${who}@example.org` })
    const location = answer.headers.get('location') ?? ''
    const page = await site.get(location)
    answers.push(
      JSON.stringify([
        answer.status,
        [...answer.headers],
        await answer.text(),
        page.status,
        await page.text(),
      ]),
    )
  }
  assert.equal(new Set(answers).size, 1)
  assert.match(answers[0] ?? '', /Check your inbox/)
  assert.doesNotMatch(answers[0] ?? '', /example\.org/)
})

test('the form sent from another site is refused', async t => {
  const site = await startSite(t)
  const form = { address: 'a@example.org' }
  const answer = await site.subscribe(form, { origin: 'https://evil.example' })
  assert.equal(answer.status, 403)
  assert.equal((await site.store.read.selectFrom('subscribers').select('id').execute()).length, 0)
})

test('the sign-up is in the consent record as asked for on the site, marketing only when ticked', async t => {
  const site = await startSite(t)
  await site.subscribe({ address: 'one@example.org' })
  await site.subscribe({ address: 'two@example.org', marketing: 'yes' })
  const events = await site.store.read.selectFrom('consent_events').selectAll().orderBy('id').execute()
  assert.deepEqual(
    events.map(({ kind, scope, method }) => `${kind} ${scope} ${method}`),
    ['requested alerts site form', 'requested alerts site form', 'requested marketing site form'],
  )
})

test('the record keeps the network of who pressed only where the operator wants it', async t => {
  for (const [wish, network] of [
    ['none', null],
    ['truncated', '192.0.2.0/24'],
  ] as const) {
    const site = await startSite(t, { CONSENT_NETWORK: wish })
    await site.subscribe({ address: 'ada@example.org' })
    const { text } = await site.store.read.selectFrom('outbox').select('text').executeTakeFirstOrThrow()
    await site.post(/\/confirm\/\S+/.exec(text)?.[0] ?? '', {})
    const events = await site.store.read.selectFrom('consent_events').select(['kind', 'network']).execute()
    assert.deepEqual(
      events.map(event => [event.kind, event.network]),
      [
        ['requested', network],
        ['confirmed', network],
      ],
    )
  }
})

test('what strangers asked for does not keep an owner who left from coming back', async t => {
  const site = await startSite(t)
  const mails = async () =>
    (await site.store.read.selectFrom('outbox').select(['kind', 'text']).orderBy('id').execute()).map(
      ({ kind }) => kind,
    )
  const token = await site.signUp('ada@example.org')
  await site.post(`/confirm/${token}`, {})
  for (let day = 0; day < 4; day++) {
    await site.clock.advance(86_400_001)
    await site.subscribe({ address: 'ada@example.org' })
  }
  assert.deepEqual(await mails(), ['confirmation', 'already', 'already', 'already'])
  const { id } = await site.store.read.selectFrom('subscribers').select('id').executeTakeFirstOrThrow()
  await site.post(`/unsubscribe/${unsubscribeToken(site.subscribers, id)}`, {})
  await site.subscribe({ address: 'ada@example.org' })
  assert.equal((await mails()).at(-1), 'confirmation')
})
