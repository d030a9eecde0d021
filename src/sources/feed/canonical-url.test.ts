import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { articleNumber, sameNumber } from './article-number.ts'
import { canonicalUrl } from './canonical-url.ts'
import { itemKeys } from './item-keys.ts'

const emptyItem = {
  ...{ url: null, title: '', text: '', html: '', image: null, author: null, publishedAt: null },
  ...{ updatedAt: null, language: null, categories: [] },
}

/** Each line: one form, and addresses that have it. */
const oneArticle: [string, ...string[]][] = [
  [
    'https://news.example/a/b?id=7&x=1',
    'https://news.example/a/b?id=7&x=1',
    'http://news.example/a/b?id=7&x=1',
    'https://www.News.example:443/a/b/?x=1&id=7',
    'https://news.example//a/b?id=7&x=1&utm_source=rss&utm_medium=feed#comments',
    'https://news.example/a/b?fbclid=F&at_campaign=x&id=7&x=1&CMP=share&ref=rss&ns_mchannel=rss',
    'https://news.example/a/b?id=7&amp;x=1&amp;utm_source=rss',
    'https://amp.news.example/a/b?id=7&x=1&amp=1',
    'https://news.example/a/b/amp/?id=7&x=1',
    'https://news.example/a/amp/b?id=7&x=1&outputType=amp',
    'https://news.example/amp/a/b.amp.html?id=7&x=1',
    'https://m.news.example/a/b?id=7&x=1',
    'https://mobile.news.example/a/b?id=7&x=1',
    'https://www.m.news.example./a/b?id=7&x=1',
    'https://news.example/a/b;jsessionid=0A1B2C?id=7&x=1',
    'https://news.example/a/b?id=7&x=1&PHPSESSID=abc&sid=0123456789abcdef0123456789abcdef',
    'https://news.example/(S(lit3py55t21z5v55vlm25s55))/a/b?id=7&x=1',
    'https://news.example/a/b/index.html?id=7&x=1',
    'https://www.google.com/amp/s/www.news.example/a/b%3Fid=7&x=1',
    'https://news-example.cdn.ampproject.org/c/s/news.example/a/b/amp?id=7&x=1',
    'https://l.facebook.com/l.php?u=http%3A%2F%2Fnews.example%2Fa%2Fb%3Fid%3D7%26x%3D1%26fbclid%3DQ&h=AT1',
  ],
  ['https://xn--mnchen-3ya.example/a', 'http://münchen.example/a', 'https://XN--MNCHEN-3YA.example/a/'],
  ['https://e.example/x:y%2Fz%C3%A9', 'https://e.example/x%3ay%2fz%c3%a9', 'https://e.example/x:y%2Fzé'],
  ['https://e.example/story.cms', 'https://e.example/story.cms?', 'https://e.example/story.cms?_ga=1.2'],
  ['https://e.example/articleshow/1.cms', 'https://m.e.example/amp_articleshow/1.cms'],
  [
    'https://msn.com/ar-AA1abcD',
    'https://www.msn.com/en-us/news/world/a-headline/ar-AA1abcD?ocid=BingNews',
    'https://www.msn.com/de-de/nachrichten/andere/anders/ar-AA1abcD',
    'http://msn.com/ar-AA1abcD/',
  ],
  [
    'https://news.google.com/articles/CBMiigFBVV95cUxQ-abc_def',
    'https://news.google.com/rss/articles/CBMiigFBVV95cUxQ-abc_def?oc=5',
    'https://news.google.com/__i/rss/rd/articles/CBMiigFBVV95cUxQ-abc_def?hl=en-US&gl=US&ceid=US:en',
    'https://news.google.com/read/CBMiigFBVV95cUxQ-abc_def?hl=en-US',
  ],
  ['https://en.wikipedia.org/wiki/News', 'https://en.m.wikipedia.org/wiki/News'],
  ['https://e.example:8443/a', 'http://e.example:8443/a/'],
]

for (const [form, ...addresses] of oneArticle)
  test(`${form} has ${addresses.length} spellings`, () => {
    for (const address of addresses) assert.equal(canonicalUrl(address), form, address)
  })

test('what may choose another article stays', () => {
  const addresses = [
    ...['?p=1', '?p=2', '?id=1', '?ID=2', '?storyId=1', '?newsId=1', '?article=1', '?a=1&id=1', '?nid=1'],
    ...[
      '?sid=1',
      '?sid=2',
      '?s=quake',
      '?page=2',
      '?lang=en',
      '?v=dQw',
      '?cid=1',
      '?item=rss-is-dead',
      '?date=1',
    ],
    ...['A', 'a', 'a.html', 'a/2', 'index.php/a', 'amplify', 'champ', 'a;b', 'a%2Fb', 'article.php?ref=12'],
    ...['#!/a', '#!/b', 'mobile/a', 'www/a', 'view?mode=full', '2026/08/18', '2026/08/19'],
  ].map(rest => `https://news.example/${rest}`)
  const hosts = [
    'https://news.example:8443/a',
    'https://sport.news.example/a',
    'https://m.co.uk/a',
    'https://co.uk/a',
  ]
  const all = [...addresses, ...hosts]
  assert.equal(new Set(all.map(canonicalUrl)).size, all.length)
})

test('two articles of an aggregator stay two', () => {
  for (const [one, other] of [
    ['https://www.msn.com/en-us/x/ar-AA1abcD', 'https://www.msn.com/en-us/x/ar-AA1abcd'],
    [
      'https://news.google.com/rss/articles/CBMiigFBVV95cUxQ-1',
      'https://news.google.com/rss/articles/CBMiigFBVV95cUxQ-2',
    ],
  ] as const)
    assert.notEqual(canonicalUrl(one), canonicalUrl(other))
})

test('what is no web address is left alone', () => {
  assert.equal(canonicalUrl(' urn:x:1 '), 'urn:x:1')
})

test('the form of a form is itself, of whatever is thrown at it', () => {
  const bit = fc.constantFrom(
    ...'/ // amp .amp /amp/ amp.html index.html ;jsessionid=1 ;sid= . .. %2e %41 %c3%a9 é www. m. : @ # #! ? & = + a 123456 -1234567 amp; utm_source=x'.split(
      ' ',
    ),
    ...'https://www.google.com/amp/s/ https://l.facebook.com/l.php?u=https%3A%2F%2Fe.example/ /(S(abc))/ msn.com/x/ar-AA1abc'.split(
      ' ',
    ),
  )
  const scheme = fc.constantFrom('http://', 'https://', '', '//', ' https://www.', 'https://e.example/')
  const address = fc.oneof(
    fc.tuple(scheme, fc.array(bit, { maxLength: 12 })).map(([start, bits]) => start + bits.join('')),
    fc.tuple(scheme, fc.string()).map(parts => parts.join('')),
    fc.webUrl({ withQueryParameters: true, withFragments: true }),
  )
  fc.assert(
    fc.property(address, written => {
      const form = canonicalUrl(written)
      assert.equal(canonicalUrl(form), form)
    }),
    { numRuns: 5000 },
  )
})

test('an article keeps its number when headline and section in its address change', () => {
  const number = (path: string) => articleNumber(`https://news.example${path}`)
  for (const [one, other] of [
    ['/world/quake-hits-chile-6325596', '/latam/ten-dead-in-chile-6325596'],
    ['/eng/one/91912277', '/eng/two/91912277'],
    ['/article/politics/3964727-trumps-approval', '/article/world/3964727-approval-falls'],
    ['/news/article-12345678/Quake-hits.html', '/news/article-12345678/Ten-dead.html'],
    ['/article/us-quake-idUSKBN2AB1CD', '/article/chile-quake-idUSKBN2AB1CD'],
    ['/news/canada/one-1.7123456', '/news/world/two-1.7123456'],
  ] as const) {
    assert.ok(number(one), one)
    assert.equal(number(one), number(other))
  }
  assert.notEqual(number('/eng/one/91912277'), number('/fra/un/91912277'))
  assert.ok(sameNumber('https://news.example/eng/one/91912277', 'https://news.example/fra/un/91912277'))
})

test('a date, a sum and an aggregator’s id are no article number', () => {
  for (const path of [
    ...['/live/20260818', '/briefing-202608', '/a/story', '/x-12345', '/b?id=6325596', '/win-1000000'],
    '/live/20260818-quake',
  ])
    assert.equal(articleNumber(`https://news.example${path}`), null, path)
  assert.equal(articleNumber('https://news.google.com/articles/CBMiigFBVV95cUxQ-1234567'), null)
})

test('a usual address has the form that the URL parser would give it', () => {
  const parts = fc.constantFrom(
    ...['www.', 'm.', 'news', '.example', '.0x1f', '.1', '1.2.3', 'xn--a', '-', '_', '.', '..', '/', '//'],
    ...['/./', '/../', '/..', '/.a', 'index.html', 'amp', '(S(ab))', '%2e', ';', '?id=1', '#', ':80', 'é'],
    ...['\\', '@', "'", '^', '|', ' ', 'story-1234567', 'B', '~', 'msn.com', '/ar-AA1abcD'],
  )
  const rest = fc.array(parts, { minLength: 1, maxLength: 10 }).map(all => all.join(''))
  fc.assert(
    fc.property(rest, fc.boolean(), (written, onHost) => {
      const address = onHost ? `news.example/${written}` : written
      // Capitals are not usual.
      const parsed = canonicalUrl(`HTTPS://${address}`).replace(/^HTTPS/, 'https')
      assert.equal(canonicalUrl(`https://${address}`), parsed)
    }),
    { numRuns: 5_000 },
  )
})

test('a guid of any length that looks like an address is named at once, and throws nothing', () => {
  const many = (piece: string) => piece.repeat(2_000_000)
  for (const rest of [`${many('/')}a/`, `${many('a/')}b`, `${many('.amp')}x`, `${many('#')}\nb`, many('a')]) {
    const guid = `https://news.example/${rest}`
    assert.equal(canonicalUrl(guid), guid)
    assert.match(itemKeys({ ...emptyItem, guid }).guidKey ?? '', /^[\da-f]{32}$/)
  }
})

test('of a guid counts what stands behind its `#`, unless it only counts', () => {
  const keyOf = (guid: string) => itemKeys({ ...emptyItem, guid }).guidKey
  assert.equal(keyOf('https://news.example/a#3'), keyOf('https://news.example/a'))
  assert.equal(keyOf('https://news.example/a#3'), keyOf('https://news.example/a#12'))
  for (const other of ['#b', '#1234', '#b#3', '#3\n#b'])
    assert.notEqual(keyOf(`https://news.example/a${other}`), keyOf('https://news.example/a'), other)
})
