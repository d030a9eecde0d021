/** An address of which nobody said what it is, from the desk's form to the watcher. */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { articlePage, bridge, newsSitemap, type Page, startSite } from '../discover/test-site.ts'
import { entry, rss, startWatching } from './test-publisher.ts'

async function add(t: TestContext, pages: Record<string, Page | string>, path = '/') {
  const [site, watching] = [await startSite(t, pages), await startWatching(t)]
  await watching.add(site.origin + path, { kind: 'unknown' })
  return { site, watching }
}

test('what is found behind the address is watched from then on', async t => {
  const page = articlePage(bridge, '<link rel="alternate" type="application/rss+xml" href="/all.rss">')
  const { site, watching } = await add(t, { '/': page, '/all.rss': rss([entry('a')]) })
  await watching.poll()
  const found = await watching.source()
  assert.deepEqual(
    [found.kind, found.url, found.found_from, found.problem, found.first_polled_at],
    ['feed', `${site.origin}/all.rss`, `${site.origin}/`, null, null],
  )
  await watching.poll()
  assert.deepEqual(await watching.items(), ['Headline of a*'])
  assert.equal((await watching.source()).name, 'The News')
})

test('a feed, a sitemap and a page are known for what they are', async t => {
  const pages = { '/feed': rss([entry('a')]), '/map': newsSitemap('a'), '/page': articlePage(bridge) }
  for (const [path, kind] of [
    ['/feed', 'feed'],
    ['/map', 'sitemap'],
    ['/page', 'page'],
  ] as const) {
    const { site, watching } = await add(t, pages, path)
    await watching.poll()
    const source = await watching.source()
    assert.deepEqual([source.kind, source.url, source.found_from], [kind, site.origin + path, null])
    await watching.poll()
    assert.equal((await watching.items()).length, 1)
  }
})

test('where nothing is found the desk says why, and it is looked for again', async t => {
  const { site, watching } = await add(t, { '/': '<html><body><div id="app"></div></body></html>' })
  await watching.poll()
  const source = await watching.source()
  assert.deepEqual([source.kind, source.health], ['unknown', 'failing'])
  assert.match(source.problem ?? '', /by script/)
  site.pages.set('/', rss([entry('a')]))
  await watching.poll()
  await watching.poll()
  assert.deepEqual([await watching.items(), (await watching.source()).problem], [['Headline of a*'], null])
})

test('a page that robots.txt closes is not watched by itself', async t => {
  const { watching } = await add(t, { '/': articlePage(bridge), '/robots.txt': 'User-agent: *\nDisallow: /' })
  await watching.poll()
  const source = await watching.source()
  assert.deepEqual([source.kind, source.problem_kind], ['unknown', 'forbidden'])
  assert.match(source.problem ?? '', /robots\.txt asks programs to stay away/)
})

test('what is watched already is not watched twice', async t => {
  const page = articlePage(bridge, '<link rel="alternate" type="application/rss+xml" href="/all.rss">')
  const { site, watching } = await add(t, { '/': page, '/all.rss': rss([entry('a')]) })
  await watching.add(`${site.origin}/all.rss`)
  await watching.poll()
  assert.match((await watching.source()).problem ?? '', /is a source here already/)
})

const away: Page = { status: 429, headers: { 'retry-after': '7200' }, body: '' }

test('an address that asks us to stay away is not looked behind before that', async t => {
  const { watching } = await add(t, { '/': away })
  await watching.poll()
  const { next_poll_at: next, problem_kind } = await watching.source()
  assert.equal(problem_kind, 'too-often')
  assert.ok((next ?? 0) - watching.clock.now() >= 7_200_000)
})

test('a server that lets us look no further makes no page of a site that may have a feed', async t => {
  const page = articlePage(bridge, '<link rel="alternate" type="application/rss+xml" href="/all.rss">')
  const { site, watching } = await add(t, { '/': page, '/all.rss': away, '/rss.xml': rss([entry('a')]) })
  await watching.poll()
  const { kind, next_poll_at: next } = await watching.source()
  assert.equal(kind, 'unknown')
  assert.ok((next ?? 0) - watching.clock.now() >= 7_200_000)
  assert.deepEqual(site.asked, ['/', '/robots.txt', '/all.rss'])
})
