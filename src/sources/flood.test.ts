/** Promise 8: a source cannot hurt the server, not by what it publishes either, reading after reading. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshStore } from '../../test/support/store.ts'
import { addSource } from './add-source.ts'
import { identifyItems } from './feed/index.ts'
import { readFeed } from './feed/read-feed.ts'
import { knownItems } from './known-items.ts'
import { storeItems } from './store-items.ts'

const url = 'https://news.example/feed'

interface Entry {
  title: string
  link: string
  text: string
}

function entriesOf(entries: readonly Entry[]) {
  const items = entries.map(
    ({ title, link, text }) =>
      `<item><title>${title}</title><link>https://news.example/${link}</link><description>${text}</description></item>`,
  )
  const body = Buffer.from(`<rss><channel><title>News</title>${items.join('')}</channel></rss>`)
  const reading = readFeed({ body, contentType: null, url })
  assert.ok(reading.ok)
  return identifyItems(reading.feed, url)
}

const many = (count: number, of: (n: number) => Entry): Entry[] =>
  Array.from({ length: count }, (_, n) => of(n))
/** Words that have nothing to do with each other, so that no two headlines are alike. */
const words = (n: number): string => [3, 5, 7, 11].map(k => `w${(n * k + k).toString(36)}x${k}`).join(' ')

async function sourceIn(store: Awaited<ReturnType<typeof freshStore>>): Promise<number> {
  const wish = { url, name: null, onItem: null, everyMs: null, at: 1 }
  return (await store.write(tx => addSource(tx, wish))).id
}

test('of a source that rewrites all it has at every look, some hundred items are revised at a time', async t => {
  const store = await freshStore(t)
  const sourceId = await sourceIn(store)
  const read = (edition: number) =>
    store.write(tx =>
      storeItems(
        tx,
        entriesOf(
          many(700, n => ({
            title: words(n),
            link: `a${n}`,
            text: `Edition ${edition} of ${words(n + edition)}`,
          })),
        ),
        { sourceId, firstPoll: false, at: edition },
      ),
    )
  assert.equal((await read(1)).created, 700)
  const readings = [await read(2), await read(2), await read(2), await read(2)]
  assert.deepEqual(
    readings.map(({ revised }) => revised),
    [300, 300, 100, 0],
  )
  // What waits makes the next poll ask for the whole document again.
  assert.deepEqual(
    readings.map(({ waiting }) => waiting > 0),
    [true, true, false, false],
  )
})

test('of a source that gives ever new articles the same headlines, not all that it ever had is looked at', async t => {
  const store = await freshStore(t)
  const sourceId = await sourceIn(store)
  for (let edition = 0; edition < 6; edition++) {
    const entries = entriesOf(
      many(490, n => ({
        title: words(n),
        link: `${edition}-${n}`,
        text: `${words(n * edition)} ${edition}`,
      })),
    )
    const { created } = await store.write(tx =>
      storeItems(tx, entries, { sourceId, firstPoll: false, at: edition }),
    )
    assert.equal(created, 490)
  }
  const [entry] = entriesOf([{ title: words(1), link: 'new', text: 'x' }])
  const all = entriesOf(many(490, n => ({ title: words(n), link: `new-${n}`, text: 'x' })))
  const known = await store.write(tx => knownItems(tx, sourceId, all))
  const found = new Set(all.flatMap(({ keys }) => known.candidates(keys)).map(({ id }) => id))
  assert.ok(entry && known.candidates(entry.keys).length >= 3, 'the newest are')
  assert.equal(found.size, 2_000)
})
