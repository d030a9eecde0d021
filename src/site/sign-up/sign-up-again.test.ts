/** When the form comes back, and the pages around it: none of them asks whether we know the address. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fieldsOf } from '../../../test/support/html-elements.ts'
import { type Site, startSite } from '../../../test/support/site.ts'

const mailsOf = async ({ store }: Site) =>
  (await store.read.selectFrom('outbox').select('recipient').execute()).map(({ recipient }) => recipient)

test('a form pressed too soon comes back with what was typed, and the same press works a moment later', async t => {
  const site = await startSite(t)
  const front = fieldsOf(await site.text('/'))
  assert.equal(front['website'], '')
  const early = await site.post('/subscribe', { ...front, address: 'ada@example.org', marketing: 'yes' })
  const page = await early.text()
  assert.equal(early.status, 422)
  assert.match(page, /<p class="problem" role="alert">Please press the button once more/)
  assert.doesNotMatch(page, /aria-invalid/)
  assert.match(
    page,
    /<button class="signal" autofocus>/,
    'the form is far down: the page opens at its button',
  )
  const again = fieldsOf(page)
  assert.deepEqual([again['address'], again['marketing']], ['ada@example.org', 'yes'])
  await site.clock.advance(2_000)
  assert.equal((await site.subscribe(again)).status, 303)
  assert.deepEqual(await mailsOf(site), ['ada@example.org'])
})

test('a form that lay open for more than an hour needs one more press, and no wait', async t => {
  const site = await startSite(t)
  const front = fieldsOf(await site.text('/'))
  await site.clock.advance(2 * 3_600_000)
  const late = await site.post('/subscribe', { ...front, address: 'ada@example.org' })
  assert.equal(late.status, 422)
  assert.equal((await site.subscribe(fieldsOf(await late.text()))).status, 303)
})

test('each reader’s front page has a form token of its own, and the rest is drawn once', async t => {
  const site = await startSite(t)
  const [one, other] = [await site.text('/'), await site.text('/')]
  assert.notEqual(fieldsOf(one)['token'], fieldsOf(other)['token'])
  const without = (page: string) => page.replace(/name="token" value="[^"]+"/, '')
  assert.equal(without(one), without(other))
})

test('a headline cannot get at the form token', async t => {
  const site = await startSite(t)
  await site.sendAlert({ headline: 'name="token" value=""' })
  assert.match(await site.text('/'), /name=&quot;token&quot; value=&quot;&quot;/)
})

test('a slip is asked about once: one button takes what was meant, the other keeps what was typed', async t => {
  const site = await startSite(t)
  const asked = await site.subscribe({ address: 'ada@gmial.com' })
  const page = await asked.text()
  assert.equal(asked.status, 422)
  assert.match(
    page,
    /<button class="signal" name="instead" value="ada@gmail\.com">Did you mean ada@gmail\.com\?<\/button>/,
  )
  assert.match(page, /<button>No, it is right as I typed it<\/button>/)
  const fields = fieldsOf(page)
  assert.equal((await site.subscribe({ ...fields, instead: 'ada@gmail.com' })).status, 303)
  const second = fieldsOf(await (await site.subscribe({ address: 'bob@gmial.com' })).text())
  assert.equal((await site.subscribe(second)).status, 303)
  const third = fieldsOf(await (await site.subscribe({ address: 'eve@gmial.com' })).text())
  // Corrected by hand, and Enter presses the first button.
  const corrected = { ...third, address: 'eve@example.org', instead: 'eve@gmail.com' }
  assert.equal((await site.subscribe(corrected)).status, 303)
  assert.deepEqual(await mailsOf(site), ['ada@gmail.com', 'bob@gmial.com', 'eve@example.org'])
})

test('a disposable address is refused beside the field', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'disposable.txt')
  writeFileSync(file, '# remarks\nthrowaway.example\n')
  const site = await startSite(t, { DISPOSABLE_DOMAINS: file })
  const answer = await site.subscribe({ address: 'a@mx.throwaway.example' })
  assert.equal(answer.status, 422)
  assert.match(await answer.text(), /id="address-problem">This address lasts only for a while/)
})

test('under pressure the page says what to do without script, and carries what was typed', async t => {
  const site = await startSite(t, { SIGN_UP_LIMITS: 'burst: 1/min', CONTACT: 'desk@courier.example' })
  await site.subscribe({ address: 'first@example.org' })
  const answer = await site.subscribe({ address: 'ada@example.org', marketing: 'yes' })
  const page = await answer.text()
  assert.equal(answer.status, 429)
  assert.match(page, /Your browser does not run our script/)
  assert.match(page, /mailto:desk@courier\.example/)
  assert.match(page, /<script type="module" src="\/assets\/proof\.js">/)
  const { address, marketing, proof } = fieldsOf(page)
  assert.deepEqual([address, marketing, proof], ['ada@example.org', 'yes', ''])
  assert.deepEqual(await mailsOf(site), ['first@example.org'])
})

test('a plain form on another site leads to our own, with the address in it and one button to press', async t => {
  const site = await startSite(t)
  const elsewhere = { origin: 'https://paper.example', 'sec-fetch-site': 'cross-site' }
  const body = new URLSearchParams([
    ...Object.entries({ address: '"><script>x', marketing: 'yes', topics: 'harbour' }),
    ['topics', 'schools'],
    ['topics', '"><b>'],
  ])
  const type = { 'content-type': 'application/x-www-form-urlencoded' }
  const hostile = await (await site.send('/subscribe/embed', String(body), { ...elsewhere, ...type })).text()
  assert.doesNotMatch(hostile, /<script|<b>/)
  assert.deepEqual(hostile.match(/name="topics" value="\w+"/g), [
    'name="topics" value="harbour"',
    'name="topics" value="schools"',
  ])
  assert.doesNotMatch(hostile, / checked/, 'nothing is ticked beforehand')
  const answer = await site.post(
    '/subscribe/embed',
    { address: 'ada@example.org', topics: 'harbour' },
    elsewhere,
  )
  assert.equal(answer.status, 200)
  const page = await answer.text()
  assert.deepEqual(await mailsOf(site), [], 'nothing happened yet')
  await site.clock.advance(3_000)
  assert.equal((await site.subscribe(fieldsOf(page))).status, 303)
  assert.deepEqual(await mailsOf(site), ['ada@example.org'])
  const link = await site.store.read.selectFrom('subscriber_links').select('topics').executeTakeFirstOrThrow()
  assert.equal(link.topics, '["harbour"]')
})

test('"this wasn’t me" asks for a press, and then says that it is done, also twice', async t => {
  const site = await startSite(t)
  await site.subscribe({ address: 'victim@example.org' })
  const path = `/not-me/${await site.notMeToken()}`
  for (let time = 0; time < 3; time++) {
    await site.head(path)
    assert.match(await site.text(path), /<button class="signal">Never write to me again<\/button>/)
  }
  assert.equal((await site.store.read.selectFrom('suppressions').select('at').execute()).length, 0)
  for (let time = 0; time < 2; time++)
    assert.match(await (await site.post(path, {})).text(), /We never write to you again/)
  assert.doesNotMatch(await site.text(path), /<button|victim/)
  assert.equal((await site.get('/not-me/x')).status, 404)
  assert.equal((await site.post('/not-me/x', {})).status, 404)
})
