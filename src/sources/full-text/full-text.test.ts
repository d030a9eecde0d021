import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import fc from 'fast-check'
import pino from 'pino'
import { articlePage, bridge, type Page, startSite } from '../discover/test-site.ts'
import { readFreshItems } from '../fresh-items.ts'
import { entry, hereReader, rss, startWatching } from '../poll/test-publisher.ts'
import { fetchWanted } from './full-text-worker.ts'
import { isStub } from './is-stub.ts'
import { readFullTexts } from './read-full-texts.ts'
import { wantFullText } from './want-full-text.ts'

const text = bridge.join('\n\n')

/** A source with one item whose page is at `/bridge`, or at `url`. */
async function withItem(t: TestContext, pages: Record<string, Page | string>, url = '/bridge') {
  const [site, watching] = [await startSite(t), await startWatching(t)]
  const { store, clock, fetch } = watching
  const link = new URL(url, site.origin).href
  site.pages.set('/feed', rss([{ ...entry('a', 'The harbour bridge was closed …'), link }]))
  for (const [path, page] of Object.entries(pages)) site.pages.set(path, page)
  await watching.add(`${site.origin}/feed`, { everyMs: 3_600_000 })
  await watching.poll()
  site.asked.length = 0
  const { id } = await store.read.selectFrom('items').select('id').executeTakeFirstOrThrow()
  const log = pino({ level: 'silent' })
  const step = () =>
    fetchWanted({ store, clock, log, fetch, reader: hereReader }, new AbortController().signal)
  return {
    ...{ site, store, id, clock },
    want: () => store.write(tx => wantFullText(tx, id, clock.now())),
    /** Until nothing is waited for. */
    async fetched() {
      for (let wait = await step(); wait !== 'idle'; wait = await step())
        if (typeof wait === 'number') await clock.advance(Math.max(wait, 1))
      return (await readFullTexts(store.read, [id]))[0]
    },
  }
}

test('the text of an item’s page is fetched when somebody wants it, after robots.txt, and is no revision', async t => {
  const { site, store, want, fetched } = await withItem(t, { '/bridge': articlePage(bridge) })
  assert.equal(await want(), 'wanted')
  const full = await fetched()
  assert.deepEqual([full?.text, full?.problem, full?.wanted], [text, null, false])
  assert.deepEqual(site.asked, ['/robots.txt', '/bridge'])
  const item = await store.read.selectFrom('items').selectAll().executeTakeFirstOrThrow()
  assert.deepEqual(
    [item.revision, item.text, item.title],
    [1, 'The harbour bridge was closed …', 'Headline of a'],
  )
  assert.equal((await store.read.selectFrom('item_events').selectAll().execute()).length, 0)
  assert.equal(await want(), 'there')
})

test('while it is waited for, it is wanted once', async t => {
  const { store, id, want } = await withItem(t, {})
  await want()
  assert.equal(await want(), 'wanted')
  const [waiting] = await readFullTexts(store.read, [id])
  assert.deepEqual([waiting?.wanted, waiting?.text], [true, null])
  assert.equal(await store.write(tx => wantFullText(tx, id + 1, 0)), 'not-found')
})

const refusals: [what: string, pages: Record<string, Page | string>, words: RegExp][] = [
  [
    'robots.txt closes',
    { '/bridge': articlePage(bridge), '/robots.txt': 'User-agent: tocsin\nDisallow: /bridge' },
    /asks programs to stay away/,
  ],
  [
    'robots.txt cannot be read',
    { '/bridge': articlePage(bridge), '/robots.txt': { status: 503, body: '' } },
    /in trouble \(503\)/,
  ],
  ['is not there', {}, /nothing at this address/],
  ['has no article', { '/bridge': '<html><body><div id="app"></div></body></html>' }, /by script/],
  [
    'is a bot check',
    { '/bridge': '<html><title>Just a moment...</title><script>_cf_chl_opt={}</script></html>' },
    /Cloudflare/,
  ],
]
for (const [what, pages, words] of refusals)
  test(`of a page that ${what}, it is told why, and it may be wanted again`, async t => {
    const { site, want, fetched } = await withItem(t, pages)
    await want()
    const full = await fetched()
    assert.equal(full?.text, null)
    assert.match(full?.problem ?? '', words)
    if (what.startsWith('robots')) assert.ok(!site.asked.includes('/bridge'))
    assert.equal(await want(), 'wanted')
  })

test('a site that says too often is left alone for as long as it asks, however often its text is wanted', async t => {
  const away: Page = { status: 429, headers: { 'retry-after': '600' }, body: '' }
  const { site, clock, want, fetched } = await withItem(t, { '/bridge': away })
  await want()
  assert.match((await fetched())?.problem ?? '', /too often/)
  const before = clock.now()
  site.pages.set('/bridge', articlePage(bridge))
  await want()
  assert.equal((await fetched())?.text, text)
  assert.ok(clock.now() - before >= 600_000)
})

test('a page that leads to another host is not used where that one closes it', async t => {
  const elsewhere = await startSite(t, {
    '/bridge': articlePage(bridge),
    '/robots.txt': 'User-agent: *\nDisallow: /',
  })
  const { want, fetched } = await withItem(t, {
    '/bridge': { status: 302, headers: { location: `${elsewhere.origin}/bridge` }, body: '' },
  })
  await want()
  assert.match((await fetched())?.problem ?? '', /asks programs to stay away/)
})

test('a page that says no more than the feed is said to', async t => {
  const { store, id, want, fetched } = await withItem(t, { '/bridge': articlePage(bridge) })
  await store.write(tx =>
    tx
      .updateTable('items')
      .set({ text: text.repeat(2) })
      .where('id', '=', id)
      .execute(),
  )
  await want()
  assert.match((await fetched())?.problem ?? '', /no more text/)
})

/** An item that is called by its address, whose page was fetched. */
async function fetchedByAddress(t: TestContext) {
  const { site, store, id, want, fetched } = await withItem(t, { '/bridge': articlePage(bridge) })
  const title = `${site.origin}/bridge`.replace('http://', '')
  await store.write(tx => tx.updateTable('items').set({ title }).where('id', '=', id).execute())
  await want()
  await fetched()
  return { store, title }
}

test('an item that is called by its address gets its page’s headline', async t => {
  const { store } = await fetchedByAddress(t)
  const item = await store.read.selectFrom('items').select(['title', 'revision']).executeTakeFirstOrThrow()
  assert.deepEqual([item.title, item.revision], ['The harbour bridge', 1])
})

test('a headline that its page gave outlasts later readings, which know but the address', async t => {
  const { store, clock, poll, add } = await startWatching(t)
  const site = await startSite(t, { '/bridge': articlePage(bridge) })
  const listed = (...paths: string[]) =>
    `<urlset>${paths.map(path => `<url><loc>${site.origin}${path}</loc></url>`).join('')}</urlset>`
  site.pages.set('/sitemap.xml', listed('/bridge'))
  await add(`${site.origin}/sitemap.xml`, { kind: 'sitemap' })
  await poll()
  await store.write(tx => tx.updateTable('items').set({ title: 'The harbour bridge' }).execute())
  site.pages.set('/sitemap.xml', listed('/bridge', '/tower'))
  await clock.advance(1_000)
  await poll()
  const items = await store.read.selectFrom('items').select(['title', 'revision']).orderBy('id').execute()
  const { host } = new URL(site.origin)
  assert.deepEqual(
    items.map(({ title, revision }) => [title, revision]),
    [
      ['The harbour bridge', 1],
      [`${host}/tower`, 1],
    ],
  )
  assert.deepEqual(await store.read.selectFrom('item_events').selectAll().execute(), [])
})

test('an item that nobody grouped yet is grouped under the headline with which it came', async t => {
  const { store, title } = await fetchedByAddress(t)
  const [waiting] = await readFreshItems(store.read, 1)
  assert.equal(waiting?.title, title)
})

test('of one host one page at a time is fetched, a second after the other', async t => {
  const { site, store, id, clock, want, fetched } = await withItem(t, { '/bridge': articlePage(bridge) })
  const other = await store.read.selectFrom('items').selectAll().executeTakeFirstOrThrow()
  const { id: _, ...copy } = other
  const second = await store.write(async tx => {
    const { id: made } = await tx
      .insertInto('items')
      .values({ ...copy, url: `${site.origin}/other` })
      .returning('id')
      .executeTakeFirstOrThrow()
    await wantFullText(tx, made, clock.now())
    return made
  })
  await want()
  const before = clock.now()
  await fetched()
  assert.deepEqual(site.asked.toSorted(), ['/bridge', '/other', '/robots.txt', '/robots.txt'])
  assert.ok(clock.now() - before >= 1_000)
  assert.equal((await readFullTexts(store.read, [id, second])).length, 2)
})

test('a text that is short or that breaks off is a stub; one without a page never is', () => {
  const url = 'https://news.example/a'
  const long = 'A sentence of some length that says what happened. '.repeat(20).trim()
  const cut = [
    '…',
    '...',
    '[…]',
    ' Continue reading',
    ' Read more »',
    ' Read the full story at The News',
    ' Weiterlesen →',
    ' Lire la suite',
  ]
  for (const end of cut) assert.ok(isStub({ text: `${long}${end}`, url }), end)
  assert.ok(isStub({ text: '', url }))
  assert.ok(!isStub({ text: long, url }))
  assert.ok(!isStub({ text: '', url: null }))
  fc.assert(fc.property(fc.string(), words => void isStub({ text: words, url })))
})
