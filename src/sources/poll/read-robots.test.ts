import assert from 'node:assert/strict'
import { test } from 'node:test'
import { drawHostSlots } from './host-slots.ts'
import { readRobots } from './read-robots.ts'
import { startPublisher, startWatching } from './test-publisher.ts'

const hourMs = 60 * 60_000
const dayMs = 24 * hourMs

async function prepared(t: Parameters<typeof startPublisher>[0]) {
  const [publisher, watching] = [await startPublisher(t), await startWatching(t)]
  const { store, clock, fetch } = watching
  const { host } = new URL(publisher.url)
  await store.write(tx => drawHostSlots(tx, store, { wanted: new Map([[host, 1]]), at: clock.now() }))
  const reader = { store, now: clock.now, fetch, signal: new AbortController().signal }
  const known = async () => {
    const row = await store.read.selectFrom('hosts').selectAll().executeTakeFirstOrThrow()
    return [row.crawl_delay_ms, row.robots_due_at - clock.now()]
  }
  return { publisher, read: () => readRobots(reader, { url: publisher.url, host }), known }
}

test("a host's crawl delay is known after its robots.txt was read, for a day", async t => {
  const { publisher, read, known } = await prepared(t)
  publisher.answer = (_, response) => response.end('User-agent: *\nCrawl-delay: 7\nDisallow: /')
  await read()
  assert.equal(publisher.requests[0]?.url, '/robots.txt')
  assert.deepEqual(await known(), [7_000, dayMs])
})

test('no robots.txt asks for nothing; a server in trouble leaves what is known, and is asked again in an hour', async t => {
  const { publisher, read, known } = await prepared(t)
  const statuses: [status: number, delay: number | null][] = [
    [200, 7_000],
    [503, 7_000],
    [429, 7_000],
    [404, null],
    [403, null],
  ]
  assert.deepEqual(await known(), [null, hourMs])
  for (const [status, delay] of statuses) {
    publisher.answer = (_, response) => response.writeHead(status).end('User-agent: tocsin\nCrawl-delay: 7')
    await read()
    assert.deepEqual(await known(), [delay, dayMs])
  }
})

test('redirects are followed, and a robots.txt without end is none', async t => {
  const { publisher, read, known } = await prepared(t)
  publisher.answer = (request, response) =>
    request.url === '/other'
      ? response.end('User-agent: *\nCrawl-delay: 3')
      : response.writeHead(301, { location: '/other' }).end()
  await read()
  assert.deepEqual(await known(), [3_000, dayMs])
  publisher.answer = (_, response) => response.end('#'.repeat(2_000_000))
  await read()
  assert.deepEqual(await known(), [3_000, dayMs])
})
