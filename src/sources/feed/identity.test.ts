import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { emptyFeed, type FeedItem } from './feed.ts'
import { identifyItems, itemKeys } from './item-keys.ts'
import { type KnownItem, matchItem } from './match-item.ts'

const morning = Date.UTC(2026, 7, 18, 9, 14, 7)
const evening = Date.UTC(2026, 7, 18, 19, 2, 0)

function item(given: Partial<FeedItem> = {}): FeedItem {
  return {
    guid: 'guid-1',
    url: 'https://news.example/quake',
    title: 'Strong earthquake hits the coast of Chile',
    text: 'An earthquake of magnitude 7 struck off the coast of central Chile on Tuesday, the survey said.',
    html: '',
    image: null,
    author: null,
    publishedAt: morning,
    updatedAt: null,
    language: null,
    categories: [],
    ...given,
  }
}

const other = {
  url: 'https://news.example/vote',
  title: 'Parliament votes on the budget tonight',
  text: 'Members are to decide after dark whether the government may spend more on its roads next year.',
}

/** What becomes of `now` when `before` is known, as one who asks the store sees it: by a shared key only. */
function verdict(before: Partial<FeedItem>, now: Partial<FeedItem>): string {
  const first = item(before)
  const keys = itemKeys(item(now))
  const known: KnownItem = { id: 1, ...itemKeys(first), ...first }
  const shares = (name: keyof typeof keys) => keys[name] !== null && keys[name] === known[name]
  const candidates = shares('guidKey') || shares('urlKey') || shares('titleKey') ? [known] : []
  const match = matchItem(candidates, item(now), keys)
  return match.kind === 'revised' ? `revised: ${match.changed.join(', ')}` : match.kind
}

const { text: lead } = item()
const wrapped = (id: string): Partial<FeedItem> => ({
  guid: `CBMi${id}`,
  url: `https://news.google.com/rss/articles/CBMi${id}?oc=5`,
  title: 'Strong earthquake hits the coast of Chile - Example',
  text: 'Strong earthquake hits the coast of Chile Example',
})

const table: [string, Partial<FeedItem>, Partial<FeedItem>, string][] = [
  ['read again unchanged is known', {}, {}, 'known'],
  ['with another date is known', {}, { publishedAt: evening }, 'known'],
  ['with another guid each time is known', {}, { guid: 'random-77' }, 'known'],
  ['whose guid is gone is known', {}, { guid: null }, 'known'],
  ['by http with tracking is known', {}, { url: 'http://www.news.example/quake?utm_source=rss' }, 'known'],
  [
    'by Google’s AMP viewer is known',
    { guid: null },
    { guid: null, url: 'https://www.google.com/amp/s/amp.news.example/quake?usqp=x', title: other.title },
    'revised: title',
  ],
  [
    'whose typing error was mended is known',
    { title: 'Strong earthqauke hits the coast of Chile' },
    { title: 'A strong earthquake hits the coast of Chile' },
    'known',
  ],
  [
    'with dots in its abbreviations is known',
    { title: 'US envoy in Iran' },
    { title: 'U.S. envoy in Iran' },
    'known',
  ],
  [
    'with another country is revised',
    { title: 'Envoy in Iran' },
    { title: 'Envoy in Iraq' },
    'revised: title',
  ],
  [
    'with a point in its sum is revised',
    { title: 'Loss of $15bn' },
    { title: 'Loss of $1.5bn' },
    'revised: title',
  ],
  [
    'with a few other words in its text is known',
    { text: `${lead}\n\nThe wave reached the harbour in the morning.` },
    { text: `${lead}\n\nThe wave reached the port early in the morning, people there said.` },
    'known',
  ],
  [
    'whose first paragraph turns round is revised',
    { text: 'The minister said in the evening that she had seen the letters before the vote was held.' },
    { text: 'The minister said in the evening that she had not seen the letters before the vote was held.' },
    'revised: lead',
  ],
  [
    'of not a single word under its guid is known',
    { guid: 'a', url: null, title: '👍', text: '👍', publishedAt: null },
    { guid: 'a', url: null, title: '👍', text: '👍', publishedAt: null },
    'known',
  ],
  [
    'with the same number in a quite different address is known',
    { url: 'https://news.example/world/quake-hits-6325596', guid: 'a' },
    { url: 'https://news.example/latam/ten-dead-6325596', guid: 'b', title: 'Ten dead', text: '' },
    'revised: title',
  ],
  [
    'with a six-digit number that two addresses share by chance is new',
    { url: 'https://news.example/world/quake-110001', guid: 'a' },
    { ...other, url: 'https://news.example/vote-110001', guid: 'b', publishedAt: evening },
    'new',
  ],
  [
    'under another id of Google News is known',
    { ...wrapped('AAAAAAAAAAAAAAAA'), publishedAt: morning },
    { ...wrapped('BBBBBBBBBBBBBBBB'), publishedAt: morning + 600_000 },
    'known',
  ],
  [
    'of a daily series under another id of Google News is new',
    {
      ...wrapped('AAAAAAAAAAAAAAAA'),
      title: 'News by Example Wire on Market Pages, 2026-08-18 - Market Pages',
      text: '',
    },
    {
      ...wrapped('BBBBBBBBBBBBBBBB'),
      title: 'News by Example Wire on Market Pages, 2026-08-18 - Market Pages',
      text: '',
      publishedAt: morning + 600_000,
    },
    'new',
  ],
  [
    'that re-uses a guid, without date and address, is new',
    { url: null, publishedAt: null },
    { ...other, url: null, publishedAt: null },
    'new',
  ],
  [
    'whose guid was numbered anew is known',
    { guid: 'https://e.example/q#0', url: null },
    { guid: 'https://e.example/q#3', url: null },
    'known',
  ],
  [
    'with other capitals and quotes in its headline is known',
    {},
    { title: '“Strong Earthquake” hits the coast of Chile' },
    'known',
  ],
  [
    'with a publisher named by its host is known',
    { title: 'Quake hits Chile - Example' },
    { title: 'Quake hits Chile - example.com' },
    'known',
  ],
  ['whose text was cut short is known', {}, { text: 'An earthquake of magnitude 7 struck' }, 'known'],
  ['with another headline is revised', {}, { title: 'Ten dead in Chile earthquake' }, 'revised: title'],
  [
    'with another number in its headline is revised',
    { title: 'Chile quake - 3 dead' },
    { title: 'Chile quake - 30 dead' },
    'revised: title',
  ],
  [
    'with another number in its first paragraph is revised',
    {},
    { text: item().text.replace('7', '8') },
    'revised: lead',
  ],
  [
    'under a live page with all new words is revised',
    {},
    { ...other, url: item().url, guid: 'x' },
    'revised: title, lead',
  ],
  [
    'whose slug changed with the headline is revised',
    {},
    { url: 'https://news.example/ten-dead', title: 'Earthquake hits coast of Chile, ten dead' },
    'revised: title',
  ],
  ['that re-uses a guid for something else is new', {}, other, 'new'],
  [
    'that re-uses a guid for tomorrow’s bulletin is new',
    { title: 'Bulletin of 18 August', text: '' },
    { title: 'Bulletin of 19 August', text: '', url: 'https://news.example/b', publishedAt: evening },
    'new',
  ],
  [
    'that re-uses a guid without any address is new',
    { url: null },
    { ...other, url: null, publishedAt: evening },
    'new',
  ],
  [
    'with random guid and no address is known',
    { url: null },
    { url: null, guid: 'r', publishedAt: evening },
    'known',
  ],
  ['without guid and address is known', { url: null, guid: null }, { url: null, guid: null }, 'known'],
  [
    'without guid and address but another text is new',
    { url: null, guid: null },
    { url: null, guid: null, text: other.text },
    'new',
  ],
  [
    'at another address, of the very same second, is known',
    {},
    { guid: 'g2', url: 'https://news.example/world/quake-2' },
    'known',
  ],
  [
    'at another address, with the same headline a day later, is new',
    {},
    { guid: 'g2', url: 'https://news.example/q2', publishedAt: evening + 86_400_000 },
    'new',
  ],
  [
    'at the homepage does not take another for itself',
    { url: 'https://news.example/', guid: 'a' },
    { ...other, url: 'https://news.example/', guid: 'b' },
    'new',
  ],
]

for (const [what, before, now, expected] of table)
  test(`an item ${what}`, () => assert.equal(verdict(before, now), expected))

function identified(items: FeedItem[]) {
  return identifyItems(
    { ...emptyFeed, link: 'https://news.example/live', items },
    'https://news.example/feed',
  )
}

test('an item that stands twice in a document counts once', () => {
  assert.equal(identified([item(), item({ guid: 'guid-2' }), item(other)]).length, 2)
})

test('an item without word, date, guid and address is known when it is read again', () => {
  const bare = item({ guid: null, url: null, title: '!!!', text: '!!!', publishedAt: null })
  const [found] = identified([bare])
  assert.ok(found)
  assert.equal(matchItem([{ id: 1, ...found.keys, ...bare }], bare, found.keys).kind, 'known')
})

test('an entry without headline, text and address is no item', () => {
  assert.equal(identified([item({ title: '', text: '', url: null })]).length, 0)
})

test('an address of several items of one document identifies none of them', () => {
  const two = identified([
    item({ guid: 'a' }),
    item({ ...other, url: item().url, guid: 'b', publishedAt: evening }),
  ])
  assert.deepEqual(
    two.map(({ keys }) => keys.urlKey),
    [null, null],
  )
  assert.equal(new Set(two.map(({ keys }) => keys.guidKey)).size, 2)
})

test('a guid of several items of one document identifies none of them', () => {
  const two = identified([item(), item(other)])
  assert.deepEqual(
    two.map(({ keys }) => keys.guidKey),
    [null, null],
  )
  assert.equal(new Set(two.map(({ keys }) => keys.urlKey)).size, 2)
})

test('the address of the feed’s own page identifies no item', () => {
  assert.equal(identified([item({ url: 'http://www.news.example/live/' })])[0]?.keys.urlKey, null)
})

test('an article that is listed under its former headlines counts once', () => {
  const was = item({ guid: 'x', url: 'https://news.example/eng/quake/91912277' })
  const now = item({
    ...other,
    guid: 'y',
    url: 'https://news.example/eng/ten-dead/91912277',
    publishedAt: evening,
  })
  assert.deepEqual(
    identified([now, was]).map(found => found.item.guid),
    ['y'],
  )
})

test('two sources that publish one article share its address key', () => {
  const mirrored = item({ guid: null, url: 'http://news.example/quake/?fbclid=1' })
  assert.equal(itemKeys(item()).urlKey, itemKeys(mirrored).urlKey)
})

test('the address of an item leads past who counts clicks', () => {
  const shim = `https://l.facebook.com/l.php?u=${encodeURIComponent('https://news.example/quake')}`
  assert.equal(identified([item({ url: shim })])[0]?.item.url, 'https://news.example/quake')
  const burned = item({
    url: 'http://feedproxy.google.com/~r/paper/~3/AbC/',
    guid: 'https://news.example/quake',
  })
  assert.equal(identified([burned])[0]?.item.url, 'https://news.example/quake')
})

test('a headline over several articles of a document identifies none of them', () => {
  const photos = { title: 'Photos of the day from the whole world', text: '' }
  const two = identified([
    item({ ...photos, url: 'https://news.example/p1', guid: 'p1' }),
    item({ ...photos, url: 'https://news.example/p2', guid: 'p2', publishedAt: evening }),
  ])
  assert.deepEqual(
    two.map(({ keys }) => keys.titleKey),
    [null, null],
  )
})

/** A source as the store sees it: rows, asked by key, that keep the newest keys. */
function createRows() {
  const rows: KnownItem[] = []
  return {
    rows,
    read(items: readonly FeedItem[]) {
      for (const { item: entry, keys } of identified([...items])) {
        const shares = (row: KnownItem, name: keyof typeof keys) =>
          keys[name] !== null && keys[name] === row[name]
        const candidates = rows.filter(row =>
          (['guidKey', 'urlKey', 'titleKey'] as const).some(name => shares(row, name)),
        )
        const match = matchItem(candidates, entry, keys)
        if (match.kind === 'new') rows.push({ id: rows.length, ...entry, ...keys })
        else Object.assign(rows[match.id] ?? {}, keys)
      }
    },
  }
}

/** Article number `n`, in words that no other has. */
function article(n: number): FeedItem {
  const words = (kind: string, count: number) =>
    Array.from(
      { length: count },
      (_, at) => `${kind}${String.fromCharCode(97 + n)}${String.fromCharCode(97 + at)}`,
    )
  return item({
    guid: `g${n}`,
    url: `https://news.example/world/${words('slug', 3).join('-')}`,
    title: words('head', 7).join(' '),
    text: words('lead', 20).join(' '),
    publishedAt: morning + n * 61_000,
  })
}

const articles = fc
  .uniqueArray(fc.nat({ max: 11 }), { minLength: 1, maxLength: 8 })
  .map(ns => ns.map(article))

const tricks: ((entry: FeedItem, salt: number) => Partial<FeedItem>)[] = [
  (_, salt) => ({ guid: `random-${salt}` }),
  () => ({ guid: null }),
  (_, salt) => ({ publishedAt: evening + salt }),
  () => ({ publishedAt: null }),
  ({ url }) => ({ url: url?.replace('https:', 'http:') ?? null }),
  ({ url }, salt) => ({ url: url && `${url}?utm_source=rss&utm_campaign=${salt}` }),
  ({ url }) => ({ url: url?.replace('//', '//m.') ?? null }),
  ({ url }) => ({ url: url && `${url}/amp/` }),
  ({ url }) => ({ url: url && `https://www.google.com/url?sa=t&url=${encodeURIComponent(url)}` }),
  ({ title }) => ({ title: title.toUpperCase() }),
  ({ title }) => ({ title: `${title} and something else` }),
]

const readings = fc.array(
  fc.array(fc.record({ trick: fc.nat({ max: tricks.length - 1 }), salt: fc.nat(), order: fc.nat() }), {
    minLength: 8,
    maxLength: 8,
  }),
  { maxLength: 5 },
)

test('whatever a feed does to its guids, dates, addresses and order, no item is doubled', () => {
  fc.assert(
    fc.property(articles, readings, (all, rounds) => {
      const source = createRows()
      source.read(all)
      for (const round of rounds) {
        const changed = all.map((entry, at) => {
          const { trick = 0, salt = 0, order = 0 } = round[at] ?? {}
          return { entry: { ...entry, ...tricks[trick]?.(entry, salt) }, order }
        })
        source.read(changed.sort((one, next) => one.order - next.order).map(({ entry }) => entry))
      }
      assert.equal(source.rows.length, all.length)
    }),
    { numRuns: 300 },
  )
})

test('however a feed re-uses its guids, no new content is hidden', () => {
  const dates = fc.constantFrom(null, morning, evening)
  const guids = fc.constantFrom('1', '2', null)
  const without = fc.boolean()
  fc.assert(
    fc.property(
      articles,
      fc.array(fc.tuple(guids, dates), { minLength: 8, maxLength: 8 }),
      without,
      (all, of, bare) => {
        const source = createRows()
        for (const [at, entry] of all.entries()) {
          const [guid = null, publishedAt = null] = of[at] ?? []
          source.read([
            { ...entry, guid, publishedAt: bare ? null : publishedAt, url: bare ? null : entry.url },
          ])
        }
        assert.equal(source.rows.length, all.length)
      },
    ),
    { numRuns: 300 },
  )
})

test('entries without guid and address under one recurring headline are each known again', () => {
  const bulletins = ['Supported, then broken.', 'Newly added.', 'Two updates were seen.'].map((text, n) =>
    item({ guid: null, url: null, title: 'ARC Raiders', text, publishedAt: morning + n * 86_400_000 }),
  )
  const feed = { ...emptyFeed, items: bulletins }
  const first = identifyItems(feed, 'https://news.example/feed')
  assert.equal(first.length, 3)
  const known = first.map(({ item, keys }, id) => ({ id, ...item, ...keys }))
  const again = identifyItems(feed, 'https://news.example/feed')
  assert.deepEqual(
    again.map(({ item, keys }) => {
      const sharing = known.filter(row => row.guidKey === keys.guidKey || row.titleKey === keys.titleKey)
      return matchItem(sharing, item, keys)
    }),
    known.map(({ id }) => ({ kind: 'known', id })),
  )
  assert.equal(new Set(again.map(({ keys }) => keys.guidKey ?? assert.fail('no key'))).size, 3)
})
