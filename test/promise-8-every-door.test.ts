/**
 * Promise 8: a source cannot hurt the server. Every way into the private network that is known
 * (`src/net/test-attacks.ts`: spellings, redirects, names that are rebound) is tried through every door by which
 * an address comes in, and a listener at every address of this machine counts who connects: nobody may. A door
 * is one row here. That there is no other door is `npm run check`'s to see: nothing but `src/net` can fetch.
 * Icons are no door: Tocsin fetches none, and no page of it shows one of a source.
 */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import pino from 'pino'
import { systemClock } from '../src/clock.ts'
import { TocsinError } from '../src/errors.ts'
import { createSafeFetch, type SafeFetch } from '../src/net/index.ts'
import { startTrap, type Trap } from '../src/net/test-trap.ts'
import { freeTurns } from '../src/sources/discover/test-site.ts'
import { fetchFullText } from '../src/sources/full-text/fetch-full-text.ts'
import { addSource, createReader, findSource, type Reader } from '../src/sources/index.ts'
import { readRobots } from '../src/sources/poll/read-robots.ts'
import { readSource } from '../src/sources/poll/read-source.ts'
import { createWatcher } from '../src/sources/poll/watcher.ts'
import { askHub } from '../src/sources/push/ask-hub.ts'
import { readDocument } from '../src/sources/reader/read-document.ts'
import { readParts } from '../src/sources/sitemap/read-parts.ts'
import type { Store } from '../src/store/index.ts'
import { startNewsroom } from './support/newsroom.ts'
import { pollUntil } from './support/poll-until.ts'
import { freshStore } from './support/store.ts'

interface Ground {
  store: Store
  fetch: SafeFetch
  signal: AbortSignal
  /** An address of the attacker's own server that answers with this. */
  serve(body: string, headers?: Record<string, string>): string
}

/** Brings all the addresses in; resolves when each was tried, or refused beforehand. */
interface Door {
  name: string
  knock(ways: readonly string[], ground: Ground): Promise<void>
}

const hour = 3_600_000
const unread = { etag: null, lastModified: null, bodyHash: null, firstPolledAt: null }
/** Nothing of an attacker's is worth a thread of its own here. */
const reader: Reader = { read: document => readDocument(document), stop: async () => undefined }

const doors: Door[] = [
  {
    name: 'a source that is added and polled',
    async knock(ways, { store, fetch }) {
      const added = await addAll(store, ways)
      const log = pino({ level: 'silent' })
      const clock = systemClock
      const reader = createReader({ clock })
      const watcher = createWatcher({ store, clock, random: () => 0.5, log, fetch, reader })
      watcher.start()
      try {
        await untilPolled(store, added)
      } finally {
        await watcher.stop()
        await reader.stop()
      }
    },
  },
  {
    name: 'the robots.txt of a source',
    async knock(ways, { store, fetch, signal }) {
      const now = () => Date.now()
      for (const url of ways.filter(way => URL.canParse(way) && new URL(way).host))
        await readRobots({ store, now, fetch, signal }, { url, host: new URL(url).host })
    },
  },
  {
    name: 'a page, a sitemap and an address that is added and polled',
    async knock(ways, { fetch, signal }) {
      const reading = { reader, fetch, turns: freeTurns, now: Date.now, signal }
      for (const url of ways)
        for (const kind of ['page', 'sitemap'] as const) {
          const source = { ...unread, url, kind, selector: null }
          assert.equal((await readSource(source, reading)).kind, 'failed')
        }
      for (const url of ways.filter(way => URL.canParse(way)))
        assert.equal((await findSource(url, reading)).kind, 'none')
    },
  },
  {
    name: 'what a page names as its feeds, by elements, links and its Link header',
    async knock(ways, { fetch, signal, serve }) {
      const reading = { reader, fetch, turns: freeTurns, now: Date.now, signal }
      for (let at = 0; at < ways.length; at += 3) {
        const some = ways.slice(at, at + 3).map(way => way.replaceAll('"', '&quot;'))
        const type = 'application/rss+xml'
        const elements = some.map(way => `<link rel="alternate" type="${type}" href="${way}">`)
        const anchors = some.map(way => `<a type="${type}" href="${way}">RSS</a>`)
        const header = some.map(
          way => `<${Buffer.from(way).toString('latin1')}>; rel="alternate"; type="${type}"`,
        )
        const pages = [
          serve(`<html><head>${elements.join('')}<link rel="sitemap" href="${some[0]}"></head></html>`),
          serve(`<html><body>${anchors.join('')}</body></html>`),
          serve('<html><body></body></html>', { link: header.join(', ').replace(/[\r\n\t]/g, ' ') }),
        ]
        for (const page of pages) assert.notEqual((await findSource(page, reading)).kind, 'found')
      }
    },
  },
  {
    name: 'the sitemaps that an index names',
    async knock(ways, { fetch, signal, serve }) {
      const reading = { reader, fetch, now: Date.now, signal }
      const part = { parent: '', changedAt: null, fresh: true, readAt: null, readChangedAt: null, news: null }
      const urls = ways.filter(way => URL.canParse(way)).map(way => new URL(way).href)
      for (let at = 0; at < urls.length; at += 4) {
        const some = urls.slice(at, at + 4)
        const index = serve(
          `<sitemapindex>${some.map(url => `<sitemap><loc>${url.replaceAll('&', '&amp;')}</loc></sitemap>`)}</sitemapindex>`,
        )
        await readSource({ ...unread, url: index, kind: 'sitemap', selector: null }, reading)
        // As if all of them were known to be the site's own.
        const known = some.map(url => ({ ...part, url, etag: null, lastModified: null, bodyHash: null }))
        await readParts(
          { index, named: null, known, first: false },
          { ...reading, endsAt: Date.now() + hour },
        )
      }
    },
  },
  {
    name: 'the page of an item whose full text is wanted',
    async knock(ways, { fetch, signal }) {
      const reading = { reader, fetch, now: Date.now, signal }
      for (const url of ways.filter(way => URL.canParse(way)))
        assert.equal((await fetchFullText(url, reading)).ok, false)
    },
  },
  {
    name: 'the hub that a feed names',
    async knock(ways, { fetch, signal }) {
      const callbacks = {
        publicUrl: 'https://news.example',
        secrets: { current: Buffer.alloc(32, 1), previous: null },
      }
      const asking = { mode: 'subscribe', id: 1, salt: 'x', topic: 'https://a.example/', askedAt: 0 } as const
      for (const hub of ways.filter(way => URL.canParse(way)))
        await askHub({ ...asking, hub }, { fetch, callbacks, now: Date.now, signal })
    },
  },
]

for (const { name, knock } of doors)
  test(`promise 8: no way leads inside through ${name}`, async t => {
    const trap = await trapFor(t)
    if (!trap) return t.skip('this machine has no 127.0.0.9')
    const store = await freshStore(t)
    await using guard = createSafeFetch({ allow: trap.allow, userAgent: 'test', lookup: trap.lookup })
    const { signal } = new AbortController()
    const ways = trap.ways.map(({ url }) => url)
    const serve = (body: string, headers = {}) =>
      trap.serve(response => response.writeHead(200, { 'content-type': 'text/html', ...headers }).end(body))
    await knock(ways, { store, fetch: guard.fetch, signal, serve })
    assert.deepEqual(await trap.reached(), [])
    assert.ok(trap.visits() > 0, 'the attacker was asked')
    t.diagnostic(`${ways.length} ways through ${name}: no connection`)
  })

test('promise 8: no way leads inside a whole running Tocsin', async t => {
  const trap = await trapFor(t)
  if (!trap) return t.skip('this machine has no 127.0.0.9')
  const newsroom = await startNewsroom(t, { env: { ALLOW_FETCH: trap.allow.join(',') } })
  const ways = trap.ways.filter(({ kind }) => kind !== 'rebinding').map(({ url }) => url)
  const added = await addAll(newsroom.store, ways)
  // Many spellings are one address, once they are parsed.
  assert.ok(added >= 190, `${added} were taken for sources`)
  await untilPolled(newsroom.store, added)
  assert.deepEqual(await trap.reached(), [])
  const well = await newsroom.store.read
    .selectFrom('sources')
    .select('url')
    .where('problem', 'is', null)
    .execute()
  assert.deepEqual(well, [], 'each says what is wrong with it')
})

async function trapFor(t: TestContext): Promise<Trap | null> {
  const trap = await startTrap()
  t.after(() => trap?.[Symbol.asyncDispose]())
  return trap
}

/** How many there are now; what is no address of a source was refused as that. */
async function addAll(store: Store, ways: readonly string[]): Promise<number> {
  const ids = new Set<number>()
  for (const url of ways)
    await store
      .write(tx => addSource(tx, { url, name: null, onItem: null, everyMs: hour, at: Date.now() }))
      .then(
        ({ id }) => ids.add(id),
        error => assert.ok(error instanceof TocsinError && error.code === 'fetch.bad-url', String(error)),
      )
  return ids.size
}

function untilPolled(store: Store, count: number): Promise<true> {
  return pollUntil('every source to be polled', async () => {
    const polled = await store.read
      .selectFrom('sources')
      .select('id')
      .where('last_polled_at', 'is not', null)
      .execute()
    return polled.length === count
  })
}
