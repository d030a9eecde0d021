import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { createSafeFetch } from '../../net/index.ts'
import { entry, hereReader, rss } from '../poll/test-publisher.ts'
import { findSource } from './find-source.ts'
import type { Finding } from './finding.ts'
import {
  articlePage,
  bridge,
  freeTurns,
  newsSitemap,
  type Page,
  sitemapIndex,
  startSite,
  type TestSite,
} from './test-site.ts'

const feed = rss([entry('a'), entry('b')])
const link = (href: string, more = 'type="application/rss+xml"') =>
  `<link rel="alternate" ${more} href="${href}">`

async function find(t: TestContext, pages: Record<string, Page | string>, path = '/') {
  const site = await startSite(t)
  for (const [name, page] of Object.entries(pages)) {
    const body = typeof page === 'string' ? page : page.body
    const placed = typeof body === 'string' ? body.replaceAll('ORIGIN', site.origin) : body
    site.pages.set(name, typeof page === 'string' ? String(placed) : { ...page, body: placed })
  }
  return { site, finding: await search(t, site, path) }
}

async function search(t: TestContext, site: TestSite, path: string): Promise<Finding> {
  const { fetch, close } = createSafeFetch({ allow: ['127.0.0.0/8'], userAgent: 'Tocsin (test)' })
  t.after(close)
  const { signal } = new AbortController()
  return findSource(site.origin + path, {
    fetch,
    reader: hereReader,
    turns: freeTurns,
    now: Date.now,
    signal,
  })
}

/** What was found, as a path of the site. */
function found({ finding, site }: Awaited<ReturnType<typeof find>>): string {
  return finding.kind === 'found'
    ? `${finding.as} ${finding.url.replace(site.origin, '')} (${finding.by})`
    : finding.kind
}

test('an address that is a feed is asked for once and taken', async t => {
  const result = await find(t, { '/feed.xml': feed }, '/feed.xml')
  assert.equal(found(result), 'feed /feed.xml (address)')
  assert.deepEqual(result.site.asked, ['/feed.xml'])
  assert.ok(
    result.finding.kind === 'found' && result.finding.items === 2 && result.finding.title === 'The News',
  )
})

test('an address that is a sitemap is taken, with news or without, packed or an index', async t => {
  const plain = '<urlset><url><loc>https://news.example/a</loc></url></urlset>'
  for (const body of [
    newsSitemap('a'),
    plain,
    sitemapIndex('https://news.example/b.xml'),
    gzipSync(newsSitemap('a')),
  ])
    assert.equal(found(await find(t, { '/map.xml': { body } }, '/map.xml')), 'sitemap /map.xml (address)')
})

test('a page leads to the feed of its link element', async t => {
  const page = articlePage(bridge, link('/all.rss'))
  assert.equal(found(await find(t, { '/': page, '/all.rss': feed })), 'feed /all.rss (link)')
})

test('the page’s Link header counts as much', async t => {
  const headers = {
    link: '</style.css>; rel=preload, </all.rss>; rel="alternate"; type="application/rss+xml"',
  }
  const result = await find(t, { '/': { body: articlePage(bridge), headers }, '/all.rss': feed })
  assert.equal(found(result), 'feed /all.rss (link)')
})

test('the feed of the page’s own section comes before the site’s, that of comments last', async t => {
  const head =
    link('/comments/feed/', 'type="application/rss+xml" title="Comments"') +
    link('/feed/') +
    link('/sport/feed/')
  const pages = {
    '/sport/': articlePage(bridge, head),
    '/feed/': feed,
    '/sport/feed/': feed,
    '/comments/feed/': feed,
  }
  assert.equal(found(await find(t, pages, '/sport/')), 'feed /sport/feed/ (link)')
  const { '/feed/': _, '/sport/feed/': __, ...rest } = pages
  assert.equal(found(await find(t, rest, '/sport/')), 'feed /comments/feed/ (link)')
})

test('what a page only claims is no feed: an empty one, a dead one, a page', async t => {
  const head = link('/empty.rss') + link('/dead.rss') + link('/page.rss')
  const pages = { '/': articlePage(bridge, head), '/empty.rss': rss([]), '/page.rss': articlePage(bridge) }
  const result = await find(t, pages)
  assert.equal(found(result), 'page')
  assert.match(
    result.finding.tried.map(({ result: words }) => words).join('\n'),
    /a feed with 0 items\n.*404.*\na web page/,
  )
})

test('a link that looks like a feed’s is tried, and a page that lists feeds is followed once', async t => {
  const home = articlePage([...bridge, '<a href="/services/rss">RSS</a>'])
  const list = '<html><body><ul><li><a href="/services/rss/top">Top news (RSS)</a></ul></body></html>'
  const pages = { '/': home, '/services/rss': list, '/services/rss/top': feed }
  assert.equal(found(await find(t, pages)), 'feed /services/rss/top (anchor)')
})

test('a news sitemap of robots.txt is found, before others that it names', async t => {
  const robots = 'User-agent: *\nDisallow:\nSitemap: ORIGIN/sitemap.xml\nSitemap: ORIGIN/sitemap-news.xml'
  const pages = { '/': articlePage(bridge), '/robots.txt': robots, '/sitemap-news.xml': newsSitemap('a') }
  assert.equal(found(await find(t, pages)), 'sitemap /sitemap-news.xml (robots)')
})

test('of an index the part with news is found; where its name has a date, the index', async t => {
  const pages = (part: string) => ({
    '/': articlePage(bridge),
    '/robots.txt': 'Sitemap: ORIGIN/sitemap.xml',
    '/sitemap.xml': sitemapIndex('ORIGIN/pages.xml', `ORIGIN${part}`),
    '/pages.xml': '<urlset><url><loc>https://news.example/about</loc></url></urlset>',
    [part]: newsSitemap('a'),
  })
  assert.equal(found(await find(t, pages('/news.xml'))), 'sitemap /news.xml (robots)')
  assert.equal(found(await find(t, pages('/news-2026-08-18.xml'))), 'sitemap /sitemap.xml (robots)')
})

test('a sitemap without headlines is not found: it names pages of every kind', async t => {
  const robots = 'Sitemap: ORIGIN/sitemap.xml'
  const plain = '<urlset><url><loc>https://news.example/about</loc></url></urlset>'
  assert.equal(
    found(await find(t, { '/': articlePage(bridge), '/robots.txt': robots, '/sitemap.xml': plain })),
    'page',
  )
})

test('the usual places are tried, but none that robots.txt closes', async t => {
  assert.equal(found(await find(t, { '/': articlePage(bridge), '/rss.xml': feed })), 'feed /rss.xml (place)')
  const closed = {
    '/': articlePage(bridge),
    '/rss.xml': feed,
    '/robots.txt': 'User-agent: *\nDisallow: /rss',
  }
  const result = await find(t, closed)
  assert.equal(found(result), 'page')
  assert.ok(!result.site.asked.includes('/rss.xml'))
})

test('where there is no feed the page itself is to be watched, if robots.txt allows that', async t => {
  const open = await find(t, { '/a': articlePage(bridge) }, '/a')
  assert.deepEqual([open.finding.kind, open.finding.kind === 'page' && open.finding.allowed], ['page', true])
  const closed = await find(
    t,
    { '/a': articlePage(bridge), '/robots.txt': 'User-agent: tocsin\nDisallow: /a' },
    '/a',
  )
  assert.ok(closed.finding.kind === 'page' && !closed.finding.allowed)
})

test('what cannot be read as anything is told in words', async t => {
  const wordsOf = async (pages: Record<string, Page | string>) => {
    const { finding } = await find(t, pages)
    return finding.kind === 'none' ? finding.problem.words : finding.kind
  }
  assert.match(await wordsOf({}), /nothing at this address/)
  assert.match(
    await wordsOf({ '/': '<html><body><div id="app"></div></body></html>' }),
    /text may come by script/,
  )
  assert.match(
    await wordsOf({ '/': { body: 'just text', headers: { 'content-type': 'text/plain' } } }),
    /no feed, no sitemap/,
  )
  const check =
    '<html><head><title>Just a moment...</title></head><body><script>_cf_chl_opt={}</script></body></html>'
  assert.match(await wordsOf({ '/': check }), /Cloudflare/)
})

test('however many links a page has, few requests are made', async t => {
  const head = Array.from({ length: 200 }, (_, n) => link(`/feeds/${n}.rss`)).join('')
  const anchors = Array.from({ length: 200 }, (_, n) => `<a href="/rss/${n}">RSS</a>`)
  const robots = Array.from({ length: 200 }, (_, n) => `Sitemap: ORIGIN/${n}.xml`).join('\n')
  const index = sitemapIndex(...Array.from({ length: 200 }, (_, n) => `ORIGIN/part${n}.xml`))
  const pages: Record<string, string> = {
    '/': articlePage([...bridge, ...anchors], head),
    '/robots.txt': robots,
  }
  for (let n = 0; n < 200; n++)
    Object.assign(pages, { [`/${n}.xml`]: index, [`/rss/${n}`]: articlePage(anchors) })
  const { site, finding } = await find(t, pages)
  assert.equal(finding.kind, 'page')
  assert.ok(site.asked.length <= 12, `${site.asked.length} requests`)
})
