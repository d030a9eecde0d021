/** A watched sitemap from request to items: what is asked for, what is new, and what a server cannot make of it. */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { newsSitemap, sitemapIndex, startSite, type TestSite } from '../discover/test-site.ts'
import { startWatching, type Watching } from '../poll/test-publisher.ts'
import { startSourcesOver } from '../start-over.ts'

const plain = (...names: string[]) =>
  `<urlset>${names.map(name => `<url><loc>https://news.example/${name}</loc></url>`).join('')}</urlset>`

async function watch(t: TestContext, path = '/sitemap.xml'): Promise<{ site: TestSite; watching: Watching }> {
  const [site, watching] = [await startSite(t), await startWatching(t)]
  await watching.add(site.origin + path, { kind: 'sitemap', everyMs: 60_000 })
  return { site, watching }
}

/** What was asked for at this look. */
async function look({ site, watching }: { site: TestSite; watching: Watching }): Promise<string[]> {
  site.asked.length = 0
  await watching.poll()
  return [...site.asked]
}

test('a news sitemap yields its items; those of the first look make no alerts', async t => {
  const { site, watching } = await watch(t)
  site.pages.set('/sitemap.xml', newsSitemap('a', 'b'))
  await watching.poll()
  site.pages.set('/sitemap.xml', newsSitemap('c', 'a', 'b'))
  await watching.poll()
  assert.deepEqual(await watching.items(), ['Headline of b*', 'Headline of a*', 'Headline of c'])
  assert.equal((await watching.source()).problem, null)
})

test('a headline that changed is a revision', async t => {
  const { site, watching } = await watch(t)
  site.pages.set('/sitemap.xml', newsSitemap('a'))
  await watching.poll()
  site.pages.set('/sitemap.xml', newsSitemap('a').replace('Headline of a', 'Bridge closed after all'))
  await watching.poll()
  assert.deepEqual(await watching.items(), ['Bridge closed after all*'])
  const events = await watching.store.read.selectFrom('item_events').select('kind').execute()
  assert.deepEqual(
    events.map(({ kind }) => kind),
    ['headline changed'],
  )
})

test('of an index the parts with news are asked for, each with its own validators', async t => {
  const { site, watching } = await watch(t)
  const both = { site, watching }
  const o = site.origin
  site.pages.set('/sitemap.xml', sitemapIndex(`${o}/pages.xml`, `${o}/news.xml.gz`))
  site.pages.set('/news.xml.gz', { body: gzipSync(newsSitemap('a')), headers: { etag: '"1"' } })
  site.pages.set('/pages.xml', plain('about'))
  assert.deepEqual(await look(both), ['/sitemap.xml', '/news.xml.gz'])
  assert.deepEqual(await look(both), ['/sitemap.xml', '/news.xml.gz'])
  assert.deepEqual(await watching.items(), ['Headline of a*'])
  site.pages.set('/news.xml.gz', { body: gzipSync(newsSitemap('b', 'a')), headers: { etag: '"2"' } })
  await look(both)
  assert.deepEqual(await watching.items(), ['Headline of a*', 'Headline of b'])
})

test('a part that comes later brings news; one that was there at first and is read later brings none', async t => {
  const { site, watching } = await watch(t)
  const o = site.origin
  const days = (...names: string[]): string => sitemapIndex(...names.map(name => `${o}/news-${name}.xml`))
  site.pages.set('/sitemap.xml', days('01', '02', '03', '04', '05', '06', '07', '08'))
  for (let n = 1; n <= 8; n++) site.pages.set(`/news-0${n}.xml`, newsSitemap(`old${n}`))
  assert.equal((await look({ site, watching })).length, 5, 'four parts at a look')
  await look({ site, watching })
  assert.ok((await watching.items()).every(title => title.endsWith('*')))
  site.pages.set('/sitemap.xml', days('09', '08', '07'))
  site.pages.set('/news-09.xml', newsSitemap('new'))
  await look({ site, watching })
  assert.equal((await watching.items()).at(-1), 'Headline of new')
  const parts = await watching.store.read.selectFrom('sitemap_parts').select('url').orderBy('url').execute()
  assert.deepEqual(
    parts.map(({ url }) => url.replace(o, '')),
    ['/news-07.xml', '/news-08.xml', '/news-09.xml'],
  )
})

test('what an index says did not change is not asked for again within an hour', async t => {
  const { site, watching } = await watch(t)
  site.pages.set('/sitemap.xml', sitemapIndex([`${site.origin}/news.xml`, '2026-08-18T10:00:00Z']))
  site.pages.set('/news.xml', newsSitemap('a'))
  assert.deepEqual(await look({ site, watching }), ['/sitemap.xml', '/news.xml'])
  assert.deepEqual(await look({ site, watching }), ['/sitemap.xml'])
  site.pages.set('/sitemap.xml', sitemapIndex([`${site.origin}/news.xml`, '2026-08-18T10:05:00Z']))
  site.pages.set('/news.xml', newsSitemap('b', 'a'))
  assert.deepEqual(await look({ site, watching }), ['/sitemap.xml', '/news.xml'])
  await watching.clock.advance(3_600_000)
  assert.deepEqual(await look({ site, watching }), ['/sitemap.xml', '/news.xml'])
  assert.deepEqual(await watching.items(), ['Headline of a*', 'Headline of b'])
})

test('an archive is not walked through', async t => {
  const { site, watching } = await watch(t)
  const names = Array.from({ length: 40 }, (_, n) => `/archive-${n}.xml`)
  site.pages.set(
    '/sitemap.xml',
    sitemapIndex(...names.map(name => site.origin + name), `${site.origin}/news.xml`),
  )
  for (const name of names) site.pages.set(name, plain(name))
  site.pages.set('/news.xml', newsSitemap('a'))
  const asked = new Set<string>()
  for (let n = 0; n < 10; n++) for (const path of await look({ site, watching })) asked.add(path)
  assert.ok(asked.size <= 8, `${[...asked]}`)
  assert.deepEqual(await watching.items(), ['Headline of a*'])
})

test('of an index without any news its addresses are the items, for somebody chose it', async t => {
  const { site, watching } = await watch(t)
  site.pages.set('/sitemap.xml', sitemapIndex(`${site.origin}/posts.xml`))
  site.pages.set('/posts.xml', plain('2026/bridge-closed'))
  await watching.poll()
  assert.deepEqual(await watching.items(), ['news.example/2026/bridge-closed*'])
})

test('an index within the index is followed, one within that is not', async t => {
  const { site, watching } = await watch(t)
  const o = site.origin
  site.pages.set('/sitemap.xml', sitemapIndex(`${o}/news/index.xml`))
  site.pages.set('/news/index.xml', sitemapIndex(`${o}/news/1.xml`, `${o}/news/deep.xml`))
  site.pages.set('/news/1.xml', newsSitemap('a'))
  site.pages.set('/news/deep.xml', sitemapIndex(`${o}/news/deeper.xml`))
  site.pages.set('/news/deeper.xml', newsSitemap('b'))
  for (let n = 0; n < 4; n++) assert.ok(!(await look({ site, watching })).includes('/news/deeper.xml'))
  assert.deepEqual(await watching.items(), ['Headline of a*'])
})

test('an index in a ring, or that names itself, ends', async t => {
  const { site, watching } = await watch(t)
  const o = site.origin
  site.pages.set('/sitemap.xml', sitemapIndex(`${o}/sitemap.xml`, `${o}/b.xml`))
  site.pages.set('/b.xml', sitemapIndex(`${o}/sitemap.xml`, `${o}/b.xml`))
  for (let n = 0; n < 5; n++) assert.ok((await look({ site, watching })).length <= 5)
})

test('parts at another site are asked for only where robots.txt names them', async t => {
  const { site, watching } = await watch(t)
  const elsewhere = await startSite(t, { '/news.xml': newsSitemap('a') })
  const other = elsewhere.origin.replace('127.0.0.1', '127.0.0.2')
  site.pages.set('/sitemap.xml', sitemapIndex(`${other}/news.xml`))
  await look({ site, watching })
  assert.deepEqual(elsewhere.asked, [])
  assert.deepEqual(site.asked, ['/sitemap.xml', '/robots.txt'])
})

test('one part that fails spoils nothing; when all fail, the desk is told why', async t => {
  const { site, watching } = await watch(t)
  site.pages.set('/sitemap.xml', sitemapIndex(`${site.origin}/news-1.xml`, `${site.origin}/news-2.xml`))
  site.pages.set('/news-1.xml', newsSitemap('a'))
  await watching.poll()
  assert.deepEqual([await watching.items(), (await watching.source()).problem], [['Headline of a*'], null])
  site.pages.delete('/news-1.xml')
  await watching.poll()
  assert.match((await watching.source()).problem ?? '', /404/)
})

test('after a restore everything that the index names counts as old', async t => {
  const { site, watching } = await watch(t)
  site.pages.set('/sitemap.xml', sitemapIndex(`${site.origin}/news.xml`))
  site.pages.set('/news.xml', { body: newsSitemap('a'), headers: { etag: '"1"' } })
  await watching.poll()
  await watching.store.write(tx => startSourcesOver(tx, watching.clock.now()))
  site.pages.set('/news.xml', { body: newsSitemap('b', 'a'), headers: { etag: '"1"' } })
  await watching.poll()
  assert.deepEqual(await watching.items(), ['Headline of a*', 'Headline of b*'])
})

test('parts that are not there keep nobody from the part that has the news', async t => {
  const { site, watching } = await watch(t)
  const gone = [5, 4, 3, 2, 1].map(n => `${site.origin}/news-${n}.xml`)
  site.pages.set('/sitemap.xml', sitemapIndex(`${site.origin}/news-9.xml`, ...gone))
  site.pages.set('/news-9.xml', newsSitemap('a'))
  for (let n = 0; n < 3; n++) await watching.poll()
  site.pages.set('/news-9.xml', newsSitemap('b', 'a'))
  assert.deepEqual(await look({ site, watching }), ['/sitemap.xml', '/news-9.xml'])
  assert.deepEqual(await watching.items(), ['Headline of a*', 'Headline of b'])
  assert.equal((await watching.source()).problem, null)
})

test('where the first parts of an index are not there, the next looks ask for the others', async t => {
  const { site, watching } = await watch(t)
  const parts = [9, 8, 7, 6, 5, 4, 3, 2, 1].map(n => `${site.origin}/news-${n}.xml`)
  site.pages.set('/sitemap.xml', sitemapIndex(...parts))
  site.pages.set('/news-2.xml', newsSitemap('a'))
  await watching.poll()
  assert.equal((await watching.source()).problem_kind, 'not-found')
  await watching.poll()
  assert.deepEqual(await watching.items(), ['Headline of a*'])
  assert.equal((await watching.source()).problem, null)
})

test('a part that asks us to stay away is obeyed at once, whatever the operator’s interval', async t => {
  const { site, watching } = await watch(t)
  site.pages.set('/sitemap.xml', sitemapIndex(`${site.origin}/news-2.xml`, `${site.origin}/news-1.xml`))
  site.pages.set('/news-2.xml', { status: 429, headers: { 'retry-after': '7200' }, body: '' })
  assert.deepEqual(await look({ site, watching }), ['/sitemap.xml', '/news-2.xml'])
  const source = await watching.source()
  assert.ok((source.next_poll_at ?? 0) - watching.clock.now() >= 7_200_000)
})

test('an address that is longer than any index takes is no part', async t => {
  const { site, watching } = await watch(t)
  const random = Array.from({ length: 400 }, (_, n) => ((n * 7919) % 104_729).toString(36)).join('/')
  const long = random.repeat(3).slice(0, 3_900)
  site.pages.set('/sitemap.xml', sitemapIndex(`${site.origin}/${long}`, `${site.origin}/news.xml`))
  site.pages.set('/news.xml', newsSitemap('a'))
  await watching.poll()
  assert.deepEqual(await watching.items(), ['Headline of a*'])
})
