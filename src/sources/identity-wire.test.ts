/** Two and a half recorded days of real feeds through the store; without them these tests say so and skip. */
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { type TestContext, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { entriesOf, judgeItems } from '../../test/support/judge-items.ts'
import { proofSize } from '../../test/support/proof-size.ts'
import { freshStore } from '../../test/support/store.ts'
import { addSource } from './add-source.ts'
import { type Feed, identifyItems } from './feed/index.ts'
import { readFeed } from './feed/read-feed.ts'
import { storeItems } from './store-items.ts'

const wire = new URL('../../../shared/corpora/wire/', import.meta.url)
const feeds = existsSync(wire) ? readdirSync(wire).filter(name => !name.endsWith('.json')) : []
const address = 'https://feed.example/all.xml'
/** In the short form: of each kind of publisher one, and all their snapshots, since feeds go back and forth. */
const chosen = ['google_news_bloomberg_pool', 'cna_business', 'swissinfo_discovery', 'zawya_discovery']

interface Snapshot {
  at: number
  xml: string
  feed: Feed
}

function* snapshotsOf(name: string): Generator<Snapshot> {
  for (const file of readdirSync(new URL(`${name}/`, wire)).sort()) {
    const body = gunzipSync(readFileSync(new URL(`${name}/${file}`, wire)))
    const reading = readFeed({ body, contentType: null, url: address })
    assert.ok(reading.ok, file)
    const at = Date.parse(file.replace(/T(\d\d)-(\d\d)-(\d\d)Z.*$/, 'T$1:$2:$3Z'))
    yield { at, xml: body.toString('utf8'), feed: reading.feed }
  }
}

/** `change`: what the feed does to its entries from one snapshot to the next. */
async function replay(
  t: TestContext,
  name: string,
  change: (feed: Feed, turn: number) => Feed = feed => feed,
) {
  const store = await freshStore(t)
  const source = { url: address, name, onItem: 'none', everyMs: null, at: 0 } as const
  const { id: sourceId } = await store.write(tx => addSource(tx, source))
  const published = new Map<string, { link: string; title: string }>()
  let turn = 0
  for (const { at, xml, feed } of snapshotsOf(name)) {
    for (const entry of entriesOf(xml)) published.set(entry.link + entry.title, entry)
    const items = identifyItems(change(feed, turn), address)
    await store.write(tx => storeItems(tx, items, { sourceId, firstPoll: turn === 0, at }))
    turn += 1
  }
  const rows = await store.read.selectFrom('items').select(['url', 'revision']).execute()
  const events = await store.read
    .selectFrom('item_events')
    .select(['item_id', 'kind', 'after', 'at'])
    .execute()
  return {
    verdict: judgeItems(
      published.values(),
      rows.map(({ url }) => url ?? ''),
    ),
    rows,
    events,
  }
}

/** As it was published: replayed once, for all tests that look at it. */
const plain = new Map<string, ReturnType<typeof replay>>()

function plainly(t: TestContext, name: string): ReturnType<typeof replay> {
  const known = plain.get(name) ?? replay(t, name)
  plain.set(name, known)
  return known
}

for (const name of feeds.filter(name => proofSize(0, 1) || chosen.includes(name)))
  test(`of ${name} every item is stored and none is doubled`, async t => {
    const { verdict } = await plainly(t, name)
    assert.deepEqual([verdict.missing, verdict.doubled, verdict.foreign], [[], [], []])
    assert.ok(verdict.stored >= verdict.expected)
  })

/** Every guid and every date is new in every snapshot, addresses carry trackers or lose their `s`, the order is turned round. */
function troubled(feed: Feed, turn: number): Feed {
  const items = feed.items.map((item, n) => ({
    ...item,
    guid: `${turn} ${n}`,
    publishedAt: item.publishedAt && item.publishedAt + turn * 977,
    url:
      item.url &&
      `${turn % 2 ? item.url.replace('https:', 'http:') : item.url}${item.url.includes('?') ? '&' : '?'}utm_source=${turn}`,
  }))
  return { ...feed, items: turn % 3 ? items : items.reverse() }
}

for (const name of feeds.filter(name => proofSize(0, 1) || chosen.includes(name)))
  test(`of ${name} with random guids and dates and tracked addresses the same items are stored`, async t => {
    const asPublished = await plainly(t, name)
    const { verdict } = await replay(t, name, troubled)
    assert.deepEqual([verdict.missing, verdict.doubled, verdict.foreign], [[], [], []])
    // A copy at a second address is told by its date.
    assert.ok(Math.abs(verdict.stored - asPublished.verdict.stored) <= 1)
  })

test('feeds that go back and forth tell each change once within hours', async t => {
  for (const name of feeds.filter(name => name.startsWith('google_news_bloomberg'))) {
    const { events } = await plainly(t, name)
    const told = Map.groupBy(events, ({ item_id, kind, after }) => `${item_id} ${kind} ${after}`)
    const again = [...told.values()].flatMap(same =>
      same.slice(1).map(({ at }, n) => (at - (same[n]?.at ?? 0)) / 3_600_000),
    )
    assert.ok(events.length > 0)
    assert.ok(
      again.every(hours => hours > 1),
      `told again after ${Math.min(...again)} hours`,
    )
  }
})

test('the recorded wire is there to be replayed', {
  skip: !existsSync(wire) && 'it is not on this machine',
}, () => {
  assert.ok(feeds.length >= 19)
})
