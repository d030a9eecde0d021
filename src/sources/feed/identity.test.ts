import assert from 'node:assert/strict'
import { test } from 'node:test'
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

const table: [string, Partial<FeedItem>, Partial<FeedItem>, string][] = [
  ['read again unchanged is known', {}, {}, 'known'],
  ['with another date is known', {}, { publishedAt: evening }, 'known'],
  ['with another guid each time is known', {}, { guid: 'random-77' }, 'known'],
  ['whose guid is gone is known', {}, { guid: null }, 'known'],
  ['by http with tracking is known', {}, { url: 'http://www.news.example/quake?utm_source=rss' }, 'known'],
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
