/**
 * Promise 8: a source cannot hurt the server. Through the whole program and all at once: answers that unpack,
 * grow, nest or drip without end, from more hosts than are polled at a time. Each ends in words at its source,
 * the program stays small, and a good source beside them is read while they hang.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { type TestContext, test } from 'node:test'
import { addSource } from '../src/sources/index.ts'
import { type BombServer, bombs, hangs, serveBomb } from './support/bomb-server.ts'
import { startFeedServer } from './support/feed-server.ts'
import { hostileFeeds } from './support/hostile-feeds.ts'
import { type Newsroom, startNewsroom } from './support/newsroom.ts'
import { pollUntil } from './support/poll-until.ts'

const hour = 3_600_000
/** The others are read one by one in `promise-8-hostile-feeds.test.ts`. */
const feeds = [
  'billion laughs',
  'an external entity',
  'elements nested 100,000 deep',
  'elements without end',
  'quotes without end in a tag',
  'HTML: tags never closed',
  'JSON nested without end',
]
/** Two gigabytes and more is what one of these took before it was bounded. */
const mayGrowMegabytes = 600

test('promise 8: bombs of every kind at once end in words, in little memory, and others stay on time', async t => {
  const newsroom = await startNewsroom(t)
  const good = await startFeedServer(t)
  await watch(newsroom, good.url, 'good', 300)
  await pollUntil('the good source to be read', async () => (await itemUrls(newsroom)).length === 3)
  const before = peakMegabytes(newsroom)
  const hanging: BombServer[] = []
  for (const [name, hang] of Object.entries(hangs))
    for (let n = 0; n < 16; n++) {
      const server = await serveBomb(t, hang)
      hanging.push(server)
      await watch(newsroom, server.url, `${name} ${n}`, hour)
    }
  for (const [name, [bomb]] of Object.entries(bombs))
    await watch(newsroom, (await serveBomb(t, bomb)).url, name, hour)
  for (const name of feeds)
    await watch(newsroom, await serveFeed(t, hostileFeeds[name]?.(5_000_000) ?? ''), name, hour)
  await pollUntil('all that hang to hang', async () => hanging.every(({ open }) => open() === 1))
  const url = good.publish('The good source goes on')
  await pollUntil('the item of the good source', async () => (await itemUrls(newsroom)).includes(url))
  assert.ok(
    hanging.every(({ open }) => open() === 1),
    'while they hung',
  )
  await pollUntil(
    'words at each',
    async () => {
      const sources = await sourcesByName(newsroom)
      const bombed = Object.entries(bombs).every(
        ([name, [, kind]]) => sources.get(name)?.problem_kind === kind,
      )
      const read = feeds.every(name => sources.get(name)?.last_polled_at)
      return bombed && read
    },
    60_000,
  )
  const grown = peakMegabytes(newsroom) - before
  t.diagnostic(
    `${Object.keys(bombs).length} bombs, ${hanging.length} that hang, ${feeds.length} feeds: ${grown} MB more`,
  )
  assert.ok(grown < mayGrowMegabytes, `${grown} MB`)
  assert.doesNotMatch(newsroom.server.log(), /could not be read|a poll failed|a step failed/)
  assert.equal((await newsroom.get('/readyz')).status, 200)
})

async function watch({ store }: Newsroom, url: string, name: string, everyMs: number): Promise<void> {
  await store.write(tx => addSource(tx, { url, name, onItem: null, everyMs, at: Date.now() }))
}

async function sourcesByName({ store }: Newsroom) {
  const rows = await store.read
    .selectFrom('sources')
    .select(['name', 'problem_kind', 'last_polled_at'])
    .execute()
  return new Map(rows.map(row => [row.name, row]))
}

async function itemUrls({ store }: Newsroom): Promise<(string | null)[]> {
  return (
    await store.read.selectFrom('items').select('url').where('url', 'like', '%/articles/%').execute()
  ).map(({ url }) => url)
}

/** The most it ever held; 0 where the system does not tell (it does on Linux). */
function peakMegabytes({ server }: Newsroom): number {
  try {
    const status = readFileSync(`/proc/${server.pid}/status`, 'utf8')
    return Math.round(Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024)
  } catch {
    return 0
  }
}

async function serveFeed(t: TestContext, feed: string): Promise<string> {
  const body = Buffer.from(feed)
  const server = createServer((_request, response) =>
    response.writeHead(200, { 'content-type': 'text/xml' }).end(body),
  )
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/feed`
}
