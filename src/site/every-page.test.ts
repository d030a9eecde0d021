import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Site, startSite } from '../../test/support/site.ts'
import { addTopic, preferencesToken, unsubscribe, unsubscribeToken } from '../subscribers/index.ts'

/** One address for each GET route of the site, in a state where it has something to show. */
async function addresses(site: Site): Promise<string[]> {
  const follows = await site.sendAlert({ headline: 'First', priority: 'flash', sourceName: 'A source' })
  await site.sendAlert({ kind: 'correction', follows, headline: 'Right', whatWasWrong: 'All of it.' })
  const confirm = await site.signUp('ada@example.org')
  const filled: Record<string, string> = {
    '/confirm/:token': `/confirm/${confirm}`,
    '/not-me/:token': `/not-me/${await site.notMeToken()}`,
    '/unsubscribe/:token': `/unsubscribe/${unsubscribeToken(site.subscribers, 1)}`,
    '/choices/:token': `/choices/${await choicesToken(site)}?alert=${follows}`,
    '/left/:token': `/left/${await leftToken(site)}`,
    '/alerts/:id': `/alerts/${follows}`,
    '/topics/:slug': `/topics/${await topicSlug(site)}`,
  }
  return site.routes
    .filter(({ method, path }) => method === 'GET' && !path.startsWith('/mailbox/'))
    .map(({ path }) => filled[path] ?? path)
}

async function topicSlug({ store }: Site): Promise<string> {
  const input = { kind: 'topic', name: 'The harbour', slug: 'harbour', names: {}, about: 'Ships.' }
  await store.write(tx => addTopic(tx, input))
  return input.slug
}

async function choicesToken(site: Site): Promise<string> {
  await site.post(`/confirm/${await site.signUp('grace@example.org')}`, {})
  const { id } = await newest(site)
  return preferencesToken(site.subscribers, { subscriberId: id, linkGeneration: 0, at: site.clock.now() })
}

async function leftToken(site: Site): Promise<string> {
  await site.post(`/confirm/${await site.signUp('lin@example.org')}`, {})
  const { id } = await newest(site)
  const wish = {
    token: unsubscribeToken(site.subscribers, id),
    method: 'mail link',
    at: site.clock.now(),
  } as const
  const leaving = await site.store.write(tx => unsubscribe(tx, site.subscribers, wish))
  return (leaving.kind === 'left' && leaving.undo) || ''
}

const newest = ({ store }: Site) =>
  store.read.selectFrom('subscribers').select('id').orderBy('id', 'desc').executeTakeFirstOrThrow()

test('every page brings the security headers, also when it is missing', async t => {
  const site = await startSite(t)
  for (const path of [...(await addresses(site)), '/nothing-here', '/alerts/99', '/confirm/x']) {
    const { headers } = await site.get(path)
    assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'/, path)
    assert.equal(headers.get('x-content-type-options'), 'nosniff', path)
    assert.equal(headers.get('referrer-policy'), 'same-origin', path)
    assert.equal(headers.get('set-cookie'), null, path)
  }
})

test('no page has a script, a style or a handler of its own', async t => {
  const site = await startSite(t)
  for (const path of await addresses(site)) {
    const page = await site.text(path)
    // The preference page has one, from a file of ours; it works without.
    assert.doesNotMatch(
      page,
      /<script(?! type="module" src="\/assets\/choices\.js"><\/script>)|<style|\sstyle=|\son[a-z]+=/i,
      path,
    )
  }
})

test('no page names anybody else: nothing is loaded, posted or linked elsewhere', async t => {
  const site = await startSite(t)
  for (const path of await addresses(site)) {
    const page = await site.text(path)
    for (const [, address = ''] of page.matchAll(/\s(?:href|src|action|srcset|content)="([^"]*)"/g))
      if (/^([a-z]+:)?\/\//i.test(address)) assert.ok(address.startsWith('http://localhost:8080/'), address)
  }
})

test('only pages behind a token, and those for one visit, are kept from search engines', async t => {
  const site = await startSite(t)
  const unlisted = []
  for (const path of await addresses(site))
    if (/name="robots" content="noindex"/.test(await site.text(path))) unlisted.push(path.split(/[/?]/)[1])
  assert.deepEqual(unlisted.sort(), [
    'check-your-inbox',
    'choices',
    'confirm',
    'left',
    'mailbox',
    'my-data',
    'not-me',
    'unsubscribe',
  ])
})

test('HEAD is answered like GET, without a body', async t => {
  const site = await startSite(t)
  for (const path of await addresses(site)) {
    const [head, get] = [await site.head(path), await site.get(path)]
    assert.equal(head.status, get.status, path)
    assert.equal(await head.text(), '', path)
  }
})

test('the notice says who runs this and how to reach them', async t => {
  const site = await startSite(t, {
    OPERATOR_NAME: 'The Courier <& Sons>',
    POSTAL_ADDRESS: '12 Quay Street',
    CONTACT: 'desk@courier.example',
  })
  const page = await site.text('/privacy')
  assert.match(page, /The Courier &lt;&amp; Sons&gt;, 12 Quay Street/)
  assert.match(page, /href="mailto:desk@courier\.example"/)
  assert.match(page, /Version en-2 of this notice/)
})

test('PRIVACY_URL replaces the notice', async t => {
  const site = await startSite(t, { PRIVACY_URL: 'https://courier.example/privacy' })
  assert.equal((await site.get('/privacy')).headers.get('location'), 'https://courier.example/privacy')
  assert.match(await site.text('/'), /href="https:\/\/courier\.example\/privacy"/)
})
