/**
 * Our subscriptions at a hub that follows the W3C recommendation (https://www.w3.org/TR/websub/), and at one that
 * breaks it on purpose.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createSafeFetch } from '../src/net/index.ts'
import { startTrap } from '../src/net/test-trap.ts'
import { readFeed } from '../src/sources/feed/read-feed.ts'
import { entry, rss } from '../src/sources/poll/test-publisher.ts'
import { askHub } from '../src/sources/push/ask-hub.ts'
import { offerOf } from '../src/sources/push/push-offer.ts'
import { dayMs, minuteMs, startPushedSource, startSubscribed } from './support/pushed-source.ts'
import { startWebSubHub } from './support/websub-hub.ts'

const feed = rss([entry('a')])

test('a hub that the source names is asked, verifies, and has us for as long as it says', async t => {
  const { hub, topic, origin, subscription, clock } = await startSubscribed(t, feed, { leaseSeconds: 86_400 })
  const [request] = hub.requests
  assert.deepEqual([hub.requests.length, request?.mode, request?.topic], [1, 'subscribe', topic])
  assert.match(request?.callback ?? '', new RegExp(`^${origin}/push/1\\.[\\w-]{43}$`))
  assert.match(request?.secret ?? '', /^[0-9a-f]{64}$/)
  assert.equal(request?.leaseSeconds, 864_000)
  const { state, verified_at, lease_expires_at, problem } = await subscription()
  assert.deepEqual(
    [state, verified_at, lease_expires_at, problem],
    ['active', clock.now(), clock.now() + dayMs, null],
  )
})

test('what the Link header says outranks the document, and a document alone is enough', async t => {
  const source = await startPushedSource(t)
  await source.add(source.publisher.url)
  const links =
    '<atom:link rel="hub" href="https://in.the.document/"/><atom:link rel="self" href="/own.xml"/>'
  source.offers(rss([entry('a')], links), { self: null })
  await source.poll()
  const { hub, topic } = await source.subscription()
  assert.deepEqual([hub, topic], [source.hub.url, new URL('/own.xml', source.topic).href])
  await source.clock.advance(2 * 60 * minuteMs)
  source.offers(rss([entry('b')], links), { hubs: [], self: null })
  await source.poll()
  assert.equal((await source.subscription()).hub, 'https://in.the.document/')
})

test('leases are renewed ahead of time, each at a moment of its own', async t => {
  const source = await startSubscribed(t, feed, { leaseSeconds: 100_000 })
  const from = source.clock.now()
  const { due_at } = await source.subscription()
  assert.ok(due_at >= from + 50_000_000 && due_at < from + 75_000_000, String(due_at - from))
  await source.clock.advance(due_at - from)
  await source.askHubs()
  assert.equal(source.hub.requests.length, 2)
  assert.equal(source.hub.requests[1]?.callback, source.hub.requests[0]?.callback, 'the hub knows it again')
  assert.equal((await source.subscription()).lease_expires_at, source.clock.now() + 100_000_000)
})

for (const [lease, shortestMs, longestMs] of [
  ['0', 0, 0],
  ['-5', 10 * dayMs, 10 * dayMs],
  ['315360000', 30 * dayMs, 30 * dayMs],
  [null, 10 * dayMs, 10 * dayMs],
  ['soon', 10 * dayMs, 10 * dayMs],
  ['1', 1_000, 1_000],
] as const)
  test(`a lease of ${lease} seconds is taken within bounds, and asked for at most every ten minutes`, async t => {
    const source = await startPushedSource(t)
    await source.add(source.publisher.url)
    source.offers(feed)
    source.hub.onRequest = async (request, response) => {
      response.writeHead(202).end()
      await source.hub.verify(request, { 'hub.lease_seconds': lease })
    }
    await source.poll()
    await source.askHubs()
    const { lease_expires_at } = await source.subscription()
    const leaseMs = (lease_expires_at ?? 0) - source.clock.now()
    assert.ok(leaseMs >= shortestMs && leaseMs <= longestMs, String(leaseMs))
    for (const end = source.clock.now() + 60 * minuteMs; source.clock.now() < end; ) {
      await source.clock.advance(30_000)
      await source.askHubs()
    }
    assert.ok(source.hub.requests.length <= 7, `${source.hub.requests.length} requests in an hour`)
  })

test('a hub may verify before it answers, and what it answers then undoes nothing', async t => {
  const source = await startPushedSource(t)
  await source.add(source.publisher.url)
  source.offers(feed)
  source.hub.onRequest = async (request, response) => {
    await source.hub.verify(request)
    response.writeHead(500).end()
  }
  await source.poll()
  await source.askHubs()
  const { state, problem, failures } = await source.subscription()
  assert.deepEqual([state, problem, failures], ['active', null, 0])
})

test('only what was asked for is verified: token, topic, mode and time must fit', async t => {
  const source = await startPushedSource(t)
  await source.add(source.publisher.url)
  source.offers(feed)
  source.hub.onRequest = (_, response) => void response.writeHead(202).end()
  await source.poll()
  await source.askHubs()
  const [request] = source.hub.requests
  assert.ok(request)
  const before = await source.subscriptions()
  const status = async (fields: Record<string, string | null>, of = request) =>
    (await source.hub.verify(of, fields)).status
  assert.equal(await status({ 'hub.topic': 'https://other.example/feed' }), 404)
  assert.equal(await status({ 'hub.topic': `${request.topic}#` }), 404)
  assert.equal(await status({ 'hub.topic': null }), 404)
  assert.equal(await status({ 'hub.mode': 'unsubscribe' }), 404)
  assert.equal(await status({ 'hub.mode': 'publish' }), 404)
  assert.equal(await status({ 'hub.challenge': null }), 404)
  assert.equal(await status({ 'hub.challenge': 'x'.repeat(2_001) }), 404)
  for (const end of ['/push/1', '/push/1.', '/push/2.', `/push/1.${'A'.repeat(43)}`, '/push/%00.x'])
    assert.equal(await status({}, { ...request, callback: `${source.origin}${end}` }), 404, end)
  const last = request.callback.slice(-1)
  const almost = `${request.callback.slice(0, -2)}${request.callback.at(-2) === 'A' ? 'B' : 'A'}${last}`
  assert.equal(await status({}, { ...request, callback: almost }), 404)
  assert.deepEqual(await source.subscriptions(), before, 'and nothing of it changed a row')
  assert.equal(await status({}), 200)
  await source.clock.advance(61 * minuteMs)
  assert.equal(await status({}), 404, 'its time is over')
})

test('a HEAD verifies nothing, nor does any other method', async t => {
  const source = await startPushedSource(t)
  await source.add(source.publisher.url)
  source.offers(feed)
  source.hub.onRequest = (_, response) => void response.writeHead(202).end()
  await source.poll()
  await source.askHubs()
  const { callback = '', topic = '' } = source.hub.requests[0] ?? {}
  const before = await source.subscriptions()
  const query = new URLSearchParams({ 'hub.mode': 'subscribe', 'hub.topic': topic, 'hub.challenge': 'x' })
  for (const method of ['HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS']) {
    const { status } = await fetch(`${callback}?${query}`, { method })
    assert.ok([404, 405, 410].includes(status), `${method} ${status}`)
  }
  assert.deepEqual(await source.subscriptions(), before)
})

test('a challenge comes back as plain text, whatever it says', async t => {
  const source = await startSubscribed(t, feed)
  const [request] = source.hub.requests
  assert.ok(request)
  const challenge = '<script>alert(1)</script>'
  const url = new URL(request.callback)
  const asked = { mode: 'subscribe', topic: request.topic, challenge, lease_seconds: '100' }
  for (const [name, value] of Object.entries(asked)) url.searchParams.set(`hub.${name}`, value)
  const answer = await fetch(url)
  assert.equal(await answer.text(), challenge)
  assert.match(answer.headers.get('content-type') ?? '', /^text\/plain/)
  assert.equal(answer.headers.get('x-content-type-options'), 'nosniff')
  assert.match(answer.headers.get('content-security-policy') ?? '', /default-src 'none'/)
  url.searchParams.set('hub.challenge', 'x'.repeat(1_000_000))
  const endless = await fetch(url).catch(() => null)
  assert.ok(endless === null || endless.status >= 400, String(endless?.status))
})

test('a hub that asks twice gets the same answer: ours may have been lost', async t => {
  const source = await startSubscribed(t, feed)
  const [request] = source.hub.requests
  assert.ok(request)
  assert.equal((await source.hub.verify(request)).status, 200)
  assert.equal((await source.subscription()).state, 'active')
})

test('a hub that never verifies is asked ever more seldom, and that is said', async t => {
  const source = await startPushedSource(t)
  await source.add(source.publisher.url)
  source.offers(feed)
  source.hub.onRequest = (_, response) => void response.writeHead(202).end()
  await source.poll()
  await source.askHubs()
  for (const end = source.clock.now() + 3 * dayMs; source.clock.now() < end; ) {
    await source.clock.advance(5 * minuteMs)
    await source.askHubs()
  }
  const { state, problem, failures } = await source.subscription()
  assert.equal(state, 'wanted')
  assert.match(problem ?? '', /never verified/)
  assert.ok(failures >= 8 && source.hub.requests.length < 18, `${failures} of ${source.hub.requests.length}`)
  assert.equal((await source.source()).pushed_until, null)
})

const refusals: [string, { status: number; headers?: Record<string, string>; body?: string }, RegExp][] = [
  ['500', { status: 500 }, /in trouble \(500\)/],
  ['a web page', { status: 404, body: '<html>No hub here</html>' }, /does not take our request \(404\)/],
  ['429 and Retry-After', { status: 429, headers: { 'retry-after': '7200' } }, /too often/],
  ['a redirect that loses the form', { status: 302, headers: { location: '/elsewhere' } }, /\(302\)/],
]

for (const [what, { status, headers = {}, body = '' }, words] of refusals)
  test(`a hub that answers ${what} is asked again later`, async t => {
    const source = await startPushedSource(t)
    await source.add(source.publisher.url)
    source.offers(feed)
    source.hub.onRequest = (_, response) => void response.writeHead(status, headers).end(body)
    await source.poll()
    await source.askHubs()
    const { problem, failures, due_at } = await source.subscription()
    assert.match(problem ?? '', words)
    assert.equal(failures, 1)
    const waits = due_at - source.clock.now()
    assert.ok(waits >= (status === 429 ? 120 : 0.5) * minuteMs, String(waits))
  })

test('a hub that does not answer holds up no other for long, and one that is not there is said', async t => {
  const source = await startPushedSource(t)
  await source.add(source.publisher.url)
  source.offers(feed)
  const asked = new Promise<void>(resolve => {
    source.hub.onRequest = () => resolve()
  })
  await source.poll()
  const asking = source.askHubs()
  await asked
  await source.clock.advance(16_000)
  await asking
  assert.match((await source.subscription()).problem ?? '', /cannot be asked.*not done after 15000 ms/)
  await source.hub.stop()
  await source.clock.advance(2 * minuteMs)
  await source.askHubs()
  assert.match((await source.subscription()).problem ?? '', /nothing listens there/)
})

test('a hub moves by 307 and 308, and the form goes with it', async t => {
  const source = await startPushedSource(t)
  const other = await startWebSubHub(t)
  await source.add(source.publisher.url)
  source.offers(feed)
  source.hub.onRequest = (_, response) => void response.writeHead(307, { location: other.url }).end()
  await source.poll()
  await source.askHubs()
  await other.settled()
  assert.equal((await source.subscription()).state, 'active')
  assert.equal(other.requests[0]?.secret?.length, 64)
})

test('a denial is said, opens nothing any more, and is asked about again next week', async t => {
  const source = await startSubscribed(t, feed)
  const [request] = source.hub.requests
  assert.ok(request)
  const denied = { ...request, mode: 'denied' }
  const answer = await source.hub.verify(denied, { 'hub.challenge': null, 'hub.reason': '<b>no</b>' })
  assert.equal(answer.status, 200)
  const { state, problem, due_at } = await source.subscription()
  assert.equal(state, 'wanted')
  assert.match(problem ?? '', /refuses to push/)
  assert.equal(due_at, source.clock.now() + 7 * dayMs)
  assert.equal((await source.hub.verify(request)).status, 404, 'it cannot verify after that')
  assert.equal((await source.hub.deliver(source.atHub(), { body: feed })).status, 410)
  assert.equal(await source.waiting(), 1, 'a look at the source')
  await source.clock.advance(7 * dayMs)
  await source.askHubs()
  assert.equal((await source.subscription()).state, 'active')
})

test('a stranger cannot deny, nor can the hub of another topic', async t => {
  const source = await startSubscribed(t, feed)
  const [request] = source.hub.requests
  assert.ok(request)
  const deny = (topic: string, callback: string) =>
    source.hub.verify({ ...request, mode: 'denied', topic, callback }, { 'hub.challenge': null })
  assert.equal((await deny('https://other.example/', request.callback)).status, 404)
  assert.equal((await deny(request.topic, `${source.origin}/push/1.${'A'.repeat(43)}`)).status, 404)
  assert.equal((await source.subscription()).state, 'active')
})

test('of several hubs the next is tried where one fails, and the one that failed can verify nothing any more', async t => {
  const source = await startPushedSource(t)
  const other = await startWebSubHub(t)
  await source.add(source.publisher.url)
  source.offers(feed, { hubs: [source.hub.url, other.url] })
  source.hub.onRequest = (_, response) => void response.writeHead(503).end()
  await source.poll()
  for (let count = 0; count < 30; count += 1) {
    await source.askHubs()
    await other.settled()
    await source.clock.advance(minuteMs)
  }
  const { hub, state } = await source.subscription()
  assert.deepEqual([hub, state, source.hub.requests.length], [other.url, 'active', 3])
  assert.ok(source.hub.requests[0])
  assert.equal((await source.hub.verify(source.hub.requests[0])).status, 404)
})

test('a source that moves to another hub is asked for there and given back here', async t => {
  const source = await startSubscribed(t, feed)
  const other = await startWebSubHub(t)
  await source.clock.advance(2 * 60 * minuteMs)
  source.offers(rss([entry('b')]), { hubs: [other.url] })
  await source.poll()
  assert.deepEqual(
    (await source.subscriptions()).map(({ state }) => state),
    ['leaving', 'wanted'],
  )
  await source.askHubs()
  await other.settled()
  await source.askHubs()
  assert.equal(source.hub.requests[1]?.mode, 'unsubscribe')
  assert.equal(source.hub.subscriptions.size, 0)
  assert.deepEqual(
    (await source.subscriptions()).map(({ hub, state }) => [hub, state]),
    [[other.url, 'active']],
  )
})

test('a source that names another hub at every poll makes no storm of requests', async t => {
  const source = await startPushedSource(t)
  await source.add(source.publisher.url, { everyMs: minuteMs })
  for (let count = 0; count < 60; count += 1) {
    source.offers(rss([entry(String(count))]), { hubs: [`${source.hub.url}?${count}`] })
    await source.poll()
    await source.askHubs()
  }
  assert.ok(source.hub.requests.length <= 4, `${source.hub.requests.length} requests in an hour`)
  assert.ok((await source.subscriptions()).length <= 4)
})

test('a source that names no hub any more lets the lease run out', async t => {
  const source = await startSubscribed(t, feed, { leaseSeconds: 10_000 })
  source.offers(rss([entry('b')]), { hubs: [] })
  await source.poll()
  await source.askHubs()
  assert.equal((await source.subscription()).state, 'active')
  await source.clock.advance(10_000_000)
  await source.askHubs()
  assert.deepEqual(await source.subscriptions(), [])
  assert.equal(source.hub.requests.length, 1)
})

test('a source that names its hub again is renewed in time', async t => {
  const source = await startSubscribed(t, feed, { leaseSeconds: 100_000 })
  source.offers(rss([entry('b')]), { hubs: [] })
  await source.poll()
  await source.askHubs()
  source.offers(rss([entry('c')]))
  await source.poll()
  await source.clock.advance(60 * minuteMs)
  await source.askHubs()
  assert.equal(source.hub.requests.length, 2)
})

test('a lease that ran out while the hub was away is said, and the source is looked at at once', async t => {
  const source = await startSubscribed(t, feed, { leaseSeconds: 10_000 })
  await source.hub.stop()
  for (let count = 0; count < 12; count += 1) {
    await source.clock.advance(1_000_000)
    await source.askHubs()
  }
  const { state, problem } = await source.subscription()
  assert.equal(state, 'wanted')
  assert.match(problem ?? '', /cannot be asked|did not renew/)
  assert.equal(await source.waiting(), 1)
})

test('a PUBLIC_URL that exists only inside is given to no hub outside, and that is said', async t => {
  const source = await startPushedSource(t, { publicUrl: 'http://localhost:8080' })
  await source.add(source.publisher.url)
  source.offers(feed, { hubs: ['https://hub.example.com/'] })
  await source.poll()
  await source.askHubs()
  const { state, asked_at, problem } = await source.subscription()
  assert.deepEqual([state, asked_at], ['wanted', null])
  assert.match(problem ?? '', /cannot reach PUBLIC_URL/)
})

test('no hub inside is ever asked, by whatever spelling, redirect or rebinding', async t => {
  await using trap = await startTrap()
  if (!trap) return t.skip('there is no 127.0.0.9 here')
  await using guarded = createSafeFetch({ allow: trap.allow, lookup: trap.lookup, userAgent: 'test' })
  const secrets = { current: new Uint8Array(32), previous: null }
  const context = {
    fetch: guarded.fetch,
    callbacks: { publicUrl: 'https://alerts.example.org', secrets },
    now: Date.now,
    signal: new AbortController().signal,
  }
  let asked = 0
  for (const { url } of trap.ways) {
    const { self, hubs } = readHubs(url)
    const offer = offerOf(new Headers(), { self, hubs }, 'https://news.example/feed')
    for (const hub of offer?.hubs ?? []) {
      asked += 1
      const owner = { id: 1, salt: 'salt', askedAt: 0 }
      await askHub({ mode: 'subscribe', hub, topic: offer?.topic ?? '', ...owner }, context)
    }
  }
  assert.ok(asked > 150, `${asked} of ${trap.ways.length} are addresses of hubs`)
  assert.deepEqual(await trap.reached(), [])
})

/** As the feed's own reader finds them. */
function readHubs(href: string) {
  const body = Buffer.from(
    JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'x',
      items: [],
      hubs: [{ type: 'WebSub', url: href }],
    }),
  )
  const reading = readFeed({ body, contentType: null, url: 'https://news.example/feed' })
  return reading.ok ? reading.feed : { self: null, hubs: [] }
}
