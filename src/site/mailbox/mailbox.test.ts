import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Site, startSite } from '../../../test/support/site.ts'

const paths = ['/mailbox', '/mailbox/1', '/mailbox/1/html', '/mailbox/1/raw']

const mail = `From: Tocsin <alerts@localhost>
To: ada@example.org
Subject: <b>Please</b> confirm
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary=x

--x
Content-Type: text/plain; charset=utf-8

Press <here>: http://localhost:8080/confirm/abc_-1.
And not javascript:alert(1) nor http://<script>

--x
Content-Type: text/html; charset=utf-8

<!doctype html><html><head><title>t</title></head><body><script>alert(1)</script><a href="http://localhost:8080/">x</a></body></html>
--x--
`

async function withMail(site: Site): Promise<Site> {
  const raw = Buffer.from(mail.replaceAll('\n', '\r\n')).toString('base64')
  const row = { received_at: 1, envelope_from: 'bounces@localhost', envelope_to: 'ada@example.org' }
  await site.store.write(tx =>
    tx
      .insertInto('mailbox_mails')
      .values({ ...row, subject: '<b>Please</b> confirm', raw })
      .execute(),
  )
  return site
}

async function statuses(site: Site, headers: Record<string, string> = {}): Promise<number[]> {
  return Promise.all(paths.map(async path => (await site.get(path, headers)).status))
}

for (const host of ['localhost', 'localhost:8080', '127.0.0.1:8080', '[::1]:8080', 'tocsin.localhost'])
  test(`the mailbox opens to this machine as ${host}`, async t => {
    const site = await withMail(await startSite(t))
    assert.deepEqual(await statuses(site, { host }), [200, 200, 200, 200])
  })

for (const [what, headers] of [
  ['a Host of somebody else (DNS rebinding)', { host: 'evil.example' }],
  ['a Host that only looks like loopback', { host: '127.0.0.1.evil.example' }],
  ['a Host with a user part', { host: 'localhost@evil.example' }],
  ['a Forwarded header', { forwarded: 'for=192.0.2.1' }],
  ['an X-Forwarded-For header', { 'x-forwarded-for': '127.0.0.1' }],
  ['an X-Forwarded-Proto header', { 'x-forwarded-proto': 'https' }],
] as const)
  test(`with ${what} there is no mailbox`, async t => {
    const site = await withMail(await startSite(t))
    assert.deepEqual(await statuses(site, { ...headers }), [404, 404, 404, 404])
  })

for (const [what, env] of [
  ['a public PUBLIC_URL', { PUBLIC_URL: 'https://alerts.example.org' }],
  ['a HOST that others reach', { HOST: '0.0.0.0' }],
  ['a mail relay', { SMTP_URL: 'smtp://127.0.0.1:2525' }],
] as const)
  test(`with ${what} there is no mailbox, and no page points to it`, async t => {
    const site = await withMail(await startSite(t, env))
    assert.deepEqual(await statuses(site), [404, 404, 404, 404])
    assert.doesNotMatch(await site.text('/check-your-inbox'), /\/mailbox/)
  })

test('the text part’s addresses are links, and nothing else of it is active', async t => {
  const site = await withMail(await startSite(t))
  const page = await site.text('/mailbox/1')
  assert.match(
    page,
    /Press &lt;here&gt;: <a href="http:\/\/localhost:8080\/confirm\/abc_-1" rel="noreferrer">http:\/\/localhost:8080\/confirm\/abc_-1<\/a>\./,
  )
  assert.doesNotMatch(page, /<script|href="javascript:|<b>/i)
})

test('the HTML part is framed without scripts, images, forms or an origin', async t => {
  const site = await withMail(await startSite(t))
  assert.match(
    await site.text('/mailbox/1'),
    /<iframe src="\/mailbox\/1\/html"[^>]* sandbox="allow-popups [^"]*"/,
  )
  const answer = await site.get('/mailbox/1/html')
  const policy = answer.headers.get('content-security-policy') ?? ''
  assert.match(policy, /default-src 'none'/)
  assert.match(policy, /img-src 'none'/)
  assert.match(policy, /frame-ancestors 'self'/)
  assert.match(policy, /sandbox (?!.*allow-(scripts|same-origin|forms))/)
  assert.match(await answer.text(), /<head><base target="_top">/)
})

test('the message as it was sent is plain text', async t => {
  const site = await withMail(await startSite(t))
  const answer = await site.get('/mailbox/1/raw')
  assert.match(answer.headers.get('content-type') ?? '', /^text\/plain/)
  assert.equal(await answer.text(), mail.replaceAll('\n', '\r\n'))
})

test('a mail that is not there is no page', async t => {
  const site = await startSite(t)
  for (const id of ['2', '0', 'x', '1;drop']) assert.equal((await site.get(`/mailbox/${id}`)).status, 404)
  assert.match(await site.text('/mailbox'), /No mail yet/)
})
