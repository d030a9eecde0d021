/** A watched page from request to revisions. */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { addSource } from '../add-source.ts'
import { articlePage, bridge, startSite, type TestSite } from '../discover/test-site.ts'
import { entry, rss, startWatching, type Watching } from '../poll/test-publisher.ts'

const minute = 60_000

async function watch(t: TestContext, selector?: string): Promise<{ site: TestSite; watching: Watching }> {
  const [site, watching] = [await startSite(t), await startWatching(t)]
  await watching.add(`${site.origin}/bridge`, {
    kind: 'page',
    everyMs: minute,
    ...(selector ? { selector } : {}),
  })
  return { site, watching }
}

async function see({ site, watching }: { site: TestSite; watching: Watching }, page: string): Promise<void> {
  site.pages.set('/bridge', page)
  await watching.poll()
}

async function revisions({ store }: Watching): Promise<number> {
  const rows = await store.read.selectFrom('items').select('revision').execute()
  assert.ok(rows.length <= 1, 'a page is one item')
  return rows[0]?.revision ?? 0
}

async function events({ store }: Watching): Promise<string[]> {
  const rows = await store.read
    .selectFrom('item_events')
    .select(['kind', 'before', 'after'])
    .orderBy('id')
    .execute()
  return rows.map(({ kind, before, after }) => `${kind}: ${before} → ${after}`)
}

test('a page is one item; a text that changed is a revision that tells what changed', async t => {
  const watched = await watch(t)
  const { watching } = watched
  await see(watched, articlePage(bridge))
  assert.deepEqual(await watching.items(), ['The harbour bridge*'])
  await see(watched, articlePage([...bridge, 'The mayor resigned in the evening.']))
  assert.equal(await revisions(watching), 2)
  assert.deepEqual(await events(watching), ['text changed:  → The mayor resigned in the evening.'])
  const source = await watching.source()
  assert.deepEqual([source.name, source.problem], ['The harbour bridge', null])
})

test('a changed first paragraph and headline are events of their own', async t => {
  const watched = await watch(t)
  await see(watched, articlePage(bridge))
  const opened =
    'Cars may use the harbour bridge again from Friday morning, the city announced, while lorries still may not.'
  await see(
    watched,
    articlePage([opened, ...bridge.slice(1)]).replaceAll('The harbour bridge</', 'The bridge is open</'),
  )
  const kinds = (await events(watched.watching)).map(event => event.split(':')[0])
  assert.deepEqual(kinds, ['headline changed', 'lead changed'])
})

test('what moves by itself makes no revision, and small mendings do not add up unseen', async t => {
  const watched = await watch(t)
  await see(watched, articlePage([...bridge, 'Posted 3 minutes ago', '12 comments']))
  await see(watched, articlePage([...bridge, 'Posted 2 hours ago', '15 comments']))
  await see(
    watched,
    articlePage(
      [...bridge, 'Posted 5 hours ago', '15 comments'].map(text => text.replace('cracks', 'fissures')),
    ),
  )
  assert.equal(await revisions(watched.watching), 1)
  const twice = bridge.map(text =>
    text.replace('cracks', 'fissures').replace('lorry braked', 'truck stopped'),
  )
  await see(watched, articlePage(twice))
  assert.equal(await revisions(watched.watching), 2)
})

test('when most of the text is gone at once, a second look must agree', async t => {
  const watched = await watch(t)
  const short = articlePage([
    'An error has occurred while this page was being made for you. '.repeat(3).trim(),
  ])
  const long = articlePage([...bridge, ...bridge.map(text => text.replace('the', 'that'))])
  await see(watched, long)
  await see(watched, short)
  await see(watched, long)
  await see(watched, short)
  assert.equal(await revisions(watched.watching), 1)
  await see(watched, short)
  assert.equal(await revisions(watched.watching), 2)
})

test('a page that takes turns between two texts makes one revision of it', async t => {
  const watched = await watch(t)
  const [one, other] = [articlePage(bridge), articlePage([...bridge, 'The mayor resigned in the evening.'])]
  for (let n = 0; n < 4; n++) {
    await see(watched, one)
    await see(watched, other)
  }
  assert.equal(await revisions(watched.watching), 2)
  for (let n = 0; n < 70; n++) await see(watched, one)
  assert.equal(await revisions(watched.watching), 3, 'after an hour it is no turn any more')
})

test('a page that changes at every look makes ever fewer revisions', async t => {
  const watched = await watch(t)
  for (let n = 0; n < 120; n++)
    await see(watched, articlePage([...bridge, `Visitor ${n} says that all is well here.`]))
  const count = await revisions(watched.watching)
  assert.ok(count >= 50 && count < 65, `${count} revisions`)
})

test('of a selector every word counts; when it finds nothing the desk is told, and nothing is taken back', async t => {
  const watched = await watch(t, '.level')
  await see(watched, articlePage([...bridge, '<b class="level">Level: green</b>']))
  await see(
    watched,
    articlePage([...bridge, 'More words here that were not chosen.', '<b class="level">Level: red</b>']),
  )
  assert.deepEqual(await events(watched.watching), ['text changed: Level: green → Level: red'])
  await see(watched, articlePage(bridge))
  assert.match((await watched.watching.source()).problem ?? '', /selector finds nothing on it/)
  assert.equal(await revisions(watched.watching), 2)
})

test('an error page, a bot check, a login and an empty page are problems, not changes', async t => {
  const watched = await watch(t)
  const { site, watching } = watched
  await see(watched, articlePage(bridge))
  const troubles: [status: number, body: string, problem: RegExp][] = [
    [500, articlePage(bridge), /in trouble \(500\)/],
    [404, 'gone', /nothing at this address any more/],
    [200, '<html><title>Just a moment...</title><script>_cf_chl_opt={}</script></html>', /Cloudflare/],
    [200, '<html><title>Log in</title><form><input type="password"></form></html>', /login/],
    [200, '<html><body><div id="root"></div></body></html>', /by script/],
    [200, '', /nothing at all/],
  ]
  for (const [status, body, problem] of troubles) {
    site.pages.set('/bridge', { status, body })
    await watching.poll()
    assert.match((await watching.source()).problem ?? '', problem)
  }
  assert.equal(await revisions(watching), 1)
  await see(watched, articlePage(bridge))
  assert.equal((await watching.source()).problem, null)
})

test('another selector is the operator’s change, not the page’s', async t => {
  const watched = await watch(t)
  const { site, watching } = watched
  await see(watched, articlePage([...bridge, '<b class="level">Level: green</b>']))
  await watching.add(`${site.origin}/bridge`, { kind: 'page', selector: '.level' })
  await watching.poll()
  assert.deepEqual([await revisions(watching), await events(watching)], [1, []])
  const { text } = await watching.store.read.selectFrom('items').select('text').executeTakeFirstOrThrow()
  assert.equal(text, 'Level: green')
})

test('what an address had when it was a feed stays what it was when its page is watched', async t => {
  const [site, watching] = [await startSite(t), await startWatching(t)]
  const { store, clock } = watching
  const url = `${site.origin}/bridge`
  site.pages.set('/bridge', rss([entry('a')]))
  await watching.add(url)
  await watching.poll()
  const as = { url, name: null, onItem: null, everyMs: null, kind: 'page' as const }
  await store.write(tx => addSource(tx, { ...as, at: clock.now() }))
  await clock.advance(minute)
  await see({ site, watching }, articlePage(bridge))
  assert.deepEqual(await watching.items(), ['Headline of a*', 'The harbour bridge*'])
  await see({ site, watching }, articlePage([...bridge, 'The mayor resigned in the evening.']))
  const rows = await store.read.selectFrom('items').select('revision').orderBy('id').execute()
  assert.deepEqual(
    rows.map(({ revision }) => revision),
    [1, 2],
  )
})
