import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { maxItems } from '../feed/feed.ts'
import { readSitemap } from './read-sitemap.ts'
import type { Sitemap } from './sitemap.ts'

const url = 'https://news.example/sitemaps/news.xml'
const namespaces =
  'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'

function read(body: string | Uint8Array): ReturnType<typeof readSitemap> {
  return readSitemap({ body: typeof body === 'string' ? Buffer.from(body) : body, contentType: null, url })
}

function readWell(body: string | Uint8Array): Sitemap {
  const reading = read(body)
  assert.ok(reading.ok, reading.ok ? '' : reading.reason)
  return reading.sitemap
}

function newsEntry(name: string, more = ''): string {
  return `<url><loc>https://news.example/${name}</loc><news:news><news:publication><news:name>The Example</news:name><news:language>en</news:language></news:publication><news:publication_date>2026-08-18T11:43:00+02:00</news:publication_date><news:title>Headline of ${name}</news:title>${more}</news:news></url>`
}

const newsmap = (entries: string, attributes = namespaces) =>
  `<?xml version="1.0" encoding="UTF-8"?><urlset ${attributes}>${entries}</urlset>`

test('a news sitemap yields items with headline, date, language, words and picture', () => {
  const { feed, news } = readWell(
    newsmap(
      newsEntry('quake', '<news:keywords>Earthquake, Chile, earthquake</news:keywords>').replace(
        '</url>',
        '<image:image><image:loc>/quake.jpg</image:loc></image:image></url>',
      ),
    ),
  )
  assert.equal(news, true)
  assert.equal(feed.title, 'The Example')
  const [item] = feed.items
  assert.deepEqual(item, {
    guid: null,
    url: 'https://news.example/quake',
    title: 'Headline of quake',
    text: '',
    html: '',
    image: 'https://news.example/quake.jpg',
    author: null,
    publishedAt: Date.UTC(2026, 7, 18, 9, 43),
    updatedAt: null,
    language: 'en',
    categories: ['Earthquake', 'Chile'],
  })
})

const spellings: [string, (map: string) => string][] = [
  ['with prefixes that nobody declared', map => map.replace(namespaces, '')],
  ['with other prefixes', map => map.replaceAll('news:', 'n:').replace('xmlns:n:', 'xmlns:n')],
  [
    'with other prefixes for everything',
    map => map.replaceAll(/<(\/?)(urlset|url|loc)/g, '<$1sm:$2').replace('xmlns=', 'xmlns:sm='),
  ],
  ['without any prefix', map => map.replaceAll('news:', '').replace(namespaces, '')],
  [
    'in capitals',
    map => map.replaceAll(/<(\/?)([\w:]+)/g, (_, slash, name) => `<${slash}${name.toUpperCase()}`),
  ],
  ['with CDATA', map => map.replace('Headline of a', '<![CDATA[Headline of a]]>')],
  [
    'behind a comment and a stylesheet',
    map => map.replace('?>', '?><?xml-stylesheet href="a.xsl"?><!-- by <urlset> 2 -->'),
  ],
  ['packed', map => map],
]
for (const [name, change] of spellings)
  test(`a news sitemap ${name} is the same`, () => {
    const written = change(newsmap(newsEntry('a')))
    const { feed, news } = readWell(name === 'packed' ? gzipSync(written) : written)
    assert.equal(news, true)
    assert.deepEqual(
      feed.items.map(({ title, url, publishedAt }) => [title, url, publishedAt]),
      [['Headline of a', 'https://news.example/a', Date.UTC(2026, 7, 18, 9, 43)]],
    )
  })

test('of a sitemap with headlines, addresses without one are no items', () => {
  const { feed } = readWell(newsmap(`<url><loc>https://news.example/about</loc></url>${newsEntry('a')}`))
  assert.deepEqual(
    feed.items.map(item => item.title),
    ['Headline of a'],
  )
})

test('of a plain sitemap every address is an item, called by its address', () => {
  const { feed, news } = readWell(
    newsmap(
      '<url><loc>https://www.news.example/2026/quake-hits-chile/</loc><lastmod>2026-08-18</lastmod></url>',
    ),
  )
  assert.equal(news, false)
  assert.deepEqual(
    feed.items.map(({ title, publishedAt, updatedAt }) => [title, publishedAt, updatedAt]),
    [['news.example/2026/quake-hits-chile', null, Date.UTC(2026, 7, 18)]],
  )
})

test('a list of addresses is a sitemap, and any other text is none', () => {
  const { feed } = readWell('https://news.example/a\r\nhttps://news.example/b\n\n')
  assert.deepEqual(
    feed.items.map(item => item.url),
    ['https://news.example/a', 'https://news.example/b'],
  )
  assert.equal(read('https://news.example/a says that all is well').ok, false)
})

test('an index names its parts, each once, and no items', () => {
  const { feed, parts } = readWell(
    `<sitemapindex ${namespaces}><sitemap><loc>/a.xml</loc><lastmod>2026-08-18T10:00Z</lastmod></sitemap><sitemap><loc>https://news.example/b.xml.gz</loc></sitemap><sitemap><loc>https://news.example/b.xml.gz</loc></sitemap></sitemapindex>`,
  )
  assert.deepEqual(feed.items, [])
  assert.deepEqual(parts, [
    { url: 'https://news.example/a.xml', changedAt: Date.UTC(2026, 7, 18, 10) },
    { url: 'https://news.example/b.xml.gz', changedAt: null },
  ])
})

test('of more than can be kept the newest are', () => {
  const day = (n: number) => new Date(Date.UTC(2000, 0, 1 + n)).toISOString().slice(0, 10)
  const entries = Array.from({ length: maxItems + 100 }, (_, n) =>
    newsEntry(`a${n}`).replace(/2026-08-18[^<]*/, day(n)),
  )
  const { feed } = readWell(newsmap(entries.join('')))
  assert.equal(feed.items.length, maxItems)
  assert.equal(feed.items[0]?.title, 'Headline of a100')
  assert.equal(feed.items.at(-1)?.title, `Headline of a${maxItems + 99}`)
})

test('a plain sitemap of everything a site ever had is no news', () => {
  const entries = Array.from(
    { length: maxItems + 1 },
    (_, n) => `<url><loc>https://news.example/${n}</loc></url>`,
  )
  const reading = read(newsmap(entries.join('')))
  assert.deepEqual(reading, {
    ok: false,
    reason: 'it names 5001 addresses without a headline: that is an archive, not news',
  })
})

test('of a sitemap that is cut in the middle the complete addresses are used', () => {
  const whole = newsmap(newsEntry('a') + newsEntry('b') + newsEntry('c'))
  const cut = readWell(whole.slice(0, whole.indexOf('of b')))
  assert.deepEqual([cut.feed.cut, cut.feed.items.map(item => item.title)], [true, ['Headline of a']])
  const packed = readWell(gzipSync(whole).subarray(0, -12))
  assert.ok(packed.feed.items.length >= 1)
})

test('addresses that lead nowhere are no items', () => {
  const bad = ['javascript:alert(1)', 'ftp://news.example/a', 'data:text/html,a', '']
  const { feed } = readWell(newsmap(newsEntry('a') + bad.map(loc => `<url><loc>${loc}</loc></url>`).join('')))
  assert.equal(feed.items.length, 1)
})

const hostile: [string, () => string | Uint8Array][] = [
  [
    'a billion laughs',
    () =>
      `<!DOCTYPE urlset [<!ENTITY a "ha">${'bcdefghij'.replace(/./g, (c, at) => `<!ENTITY ${c} "${`&${'abcdefghij'[at]};`.repeat(10)}">`)}]>${newsmap(newsEntry('a', '').replace('Headline of a', '&j;'))}`,
  ],
  [
    'an external entity',
    () =>
      `<!DOCTYPE urlset [<!ENTITY a SYSTEM "file:///etc/passwd">]>${newsmap(newsEntry('a').replace('Headline of a', '&a;'))}`,
  ],
  ['a hundred thousand levels', () => `<urlset>${'<url>'.repeat(1)}${'<loc>'.repeat(100_000)}`],
  ['an attribute of megabytes', () => `<urlset a="${'x'.repeat(3_000_000)}">${newsEntry('a')}</urlset>`],
  ['a headline of megabytes', () => newsmap(newsEntry('a').replace('Headline of a', 'x '.repeat(2_000_000)))],
  ['a gzip bomb', () => gzipSync(Buffer.alloc(200 * 1024 * 1024))],
  ['gzip that is none', () => Buffer.from([0x1f, 0x8b, 1, 2, 3])],
  ['quotes without end', () => `<urlset ${'a="'.repeat(100_000)}`],
  ['nothing', () => ''],
]
for (const [name, make] of hostile)
  test(`${name}: ends with words or bounded items`, () => {
    const reading = read(make())
    if (!reading.ok) return assert.ok(reading.reason.length < 200)
    const { items } = reading.sitemap.feed
    assert.ok(items.every(item => item.title.length <= 500))
    assert.doesNotMatch(JSON.stringify(items), /hahaha|root:/)
  })

test('whatever it is given, it never throws and its items are bounded and lead to http', () => {
  const piece = fc.constantFrom(
    ...[
      '<urlset>',
      '</urlset>',
      '<url>',
      '</url>',
      '<loc>',
      '</loc>',
      '<news:news>',
      '<news:title>',
      '</news:title>',
    ],
    ...[
      '<sitemapindex>',
      '<sitemap>',
      '<lastmod>2026</lastmod>',
      'https://news.example/a',
      '&amp;',
      '<![CDATA[',
      ']]>',
    ],
    ...['<!--', '-->', '<?xml?>', '"', "'", '<', '>', '\0', 'xmlns="x"', ' '],
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(piece, { maxLength: 60 }).map(all => Buffer.from(all.join(''))),
        fc.uint8Array({ maxLength: 300 }),
      ),
      body => {
        const reading = read(body)
        if (!reading.ok) return
        for (const { title, url: address } of reading.sitemap.feed.items) {
          assert.ok(title.length > 0 && title.length <= 500)
          assert.match(address ?? '', /^https?:/)
        }
      },
    ),
    { numRuns: 2_000 },
  )
})
