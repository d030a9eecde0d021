/** What a hub sends, and what a hub that breaks the recommendation on purpose sends. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readWays } from '../src/sources/index.ts'
import { entry, rss } from '../src/sources/poll/test-publisher.ts'
import { proofSize } from './support/proof-size.ts'
import { minuteMs, type PushedSource, startPushedSource, startSubscribed } from './support/pushed-source.ts'
import { sign, startWebSubHub } from './support/websub-hub.ts'

const [a, b, c] = [entry('a'), entry('b'), entry('c')]
const first = rss([a])

async function titles(source: PushedSource): Promise<string[]> {
  await source.takePushed()
  return source.items()
}

const onlyA = ['Headline of a*']
const aAndB = ['Headline of a*', 'Headline of b']

test('a pushed item is new at once, and polls make seldom sure from then on', async t => {
  const source = await startSubscribed(t, first)
  const [answer] = await source.hub.publish(source.topic, rss([b, a]))
  assert.equal(answer?.status, 202)
  assert.deepEqual(await source.items(), onlyA, 'the request only wrote it down')
  assert.deepEqual(await titles(source), aAndB)
  const item = await source.store.read.selectFrom('items').selectAll().where('id', '=', 2).executeTakeFirst()
  assert.deepEqual([item?.seen_by, item?.first_poll], ['push', 0])
  const fresh = await source.store.read.selectFrom('fresh_items').selectAll().execute()
  assert.deepEqual(
    fresh.map(({ item_id }) => item_id),
    [1, 2],
  )
  const { pushed_until, etag, body_hash, last_polled_at } = await source.source()
  assert.equal(pushed_until, source.clock.now() + 6 * 60 * minuteMs)
  assert.equal(last_polled_at, source.clock.now())
  assert.equal(etag, null)
  source.offers(rss([b, a]))
  await source.poll()
  assert.notEqual((await source.source()).body_hash, body_hash, 'what the server says is learned from it')
  assert.deepEqual(await source.items(), aAndB, 'the poll doubles nothing')
  const next = ((await source.source()).next_poll_at ?? 0) - source.clock.now()
  assert.ok(next > 25 * minuteMs && next < 35 * minuteMs, String(next))
  assert.equal(JSON.parse((await source.source()).rhythm ?? '{}').arrivals, 1, 'pushes are its rhythm too')
})

test('only what changed may be pushed: what is left out has not gone', async t => {
  const source = await startSubscribed(t, rss([c, a]))
  await source.hub.publish(source.topic, rss([b]))
  assert.deepEqual(await titles(source), ['Headline of a*', 'Headline of c*', 'Headline of b'])
  await source.hub.publish(source.topic, rss([{ ...b, title: 'Headline of b, corrected' }]))
  await source.takePushed()
  const revised = await source.store.read.selectFrom('items').select('revision').orderBy('id').execute()
  assert.deepEqual(
    revised.map(({ revision }) => revision),
    [1, 1, 2],
  )
})

test('JSON and Atom are read by what they are, whatever the content type says', async t => {
  const source = await startSubscribed(t, first)
  const json = {
    version: 'https://jsonfeed.org/version/1.1',
    title: 'The News',
    items: [{ id: b.guid, url: b.link, title: b.title, content_text: b.text }],
  }
  await source.hub.publish(source.topic, JSON.stringify(json), 'application/atom+xml')
  assert.deepEqual(await titles(source), aAndB)
})

for (const method of ['sha1', 'sha256', 'sha384', 'sha512'])
  test(`a signature by ${method} is taken`, async t => {
    const source = await startSubscribed(t, first)
    const body = rss([b, a])
    const to = source.atHub()
    await source.hub.deliver(to, { body, signature: sign(to.secret ?? '', body, method).toUpperCase() })
    assert.deepEqual(await titles(source), aAndB)
  })

const forgeries: [string, (body: string, secret: string) => string | null][] = [
  ['no signature', () => null],
  ['an empty one', () => ''],
  ['one by another secret', body => sign('another', body)],
  ['one of another body', (_, secret) => sign(secret, 'other')],
  ['an unknown method', (body, secret) => sign(secret, body).replace('sha256', 'md5')],
  ['a method of the prototype', (body, secret) => sign(secret, body).replace('sha256', 'constructor')],
  ['half of the right one', (body, secret) => sign(secret, body).slice(0, 40)],
  ['more than the right one', (body, secret) => `${sign(secret, body)}00`],
  ['the right one under the wrong method', (body, secret) => sign(secret, body).replace('sha256', 'sha1')],
  ['two of them', (body, secret) => `${sign(secret, body)}, ${sign(secret, body)}`],
  ['no hexadecimal', () => 'sha256=zz'],
]

for (const [what, forge] of forgeries)
  test(`with ${what} nothing is stored, the answer is the same, and the source is looked at`, async t => {
    const source = await startSubscribed(t, first)
    const body = rss([b, a])
    const to = source.atHub()
    const signature = forge(body, to.secret ?? '')
    const answer = await source.hub.deliver(to, { body, signature })
    const good = await source.hub.deliver(to, { body: first })
    assert.deepEqual(answer, good, 'a stranger learns nothing')
    const { unsigned_count, problem } = await source.subscription()
    assert.equal(unsigned_count, 1)
    assert.match(problem ?? '', /without our signature/)
    await source.takePushed()
    assert.deepEqual(await source.items(), onlyA)
    const { next_poll_at, pushed_until } = await source.source()
    assert.deepEqual([next_poll_at, pushed_until], [source.clock.now() + 15_000, null])
  })

test('who floods the callback without a signature makes us write once a minute', async t => {
  const source = await startSubscribed(t, first)
  const to = source.atHub()
  for (let count = 0; count < 50; count += 1)
    await source.hub.deliver(to, { body: `${count}`, signature: 'sha256=00' })
  assert.deepEqual([(await source.subscription()).unsigned_count, await source.waiting()], [1, 1])
})

const pings: [string, { body: string; headers?: Record<string, string> }][] = [
  ['an empty body', { body: '' }],
  ['no feed', { body: '<!doctype html><title>Hello</title>' }],
  ['a feed that says nothing', { body: rss([]) }],
  ['a body in a coding', { body: rss([b]), headers: { 'content-encoding': 'gzip' } }],
  [
    'a feed of another topic by its header',
    { body: rss([b]), headers: { link: '<https://other.example/feed>; rel="self"' } },
  ],
]

for (const [what, delivery] of pings)
  test(`${what} makes the source due, and stores nothing`, async t => {
    const source = await startSubscribed(t, first)
    await source.clock.advance(20_000)
    await source.hub.deliver(source.atHub(), delivery)
    assert.deepEqual(await titles(source), onlyA)
    assert.equal((await source.source()).next_poll_at, source.clock.now())
    source.offers(rss([b, a]))
    await source.poll()
    assert.deepEqual(await source.items(), aAndB)
  })

test('a feed that calls itself another one is not stored, one that is served elsewhere but pushed under its topic is', async t => {
  const source = await startSubscribed(t, first)
  const itself = (href: string) => rss([b, a], `<atom:link rel="self" href="${href}"/>`)
  const bare = { headers: { link: '' } }
  await source.hub.deliver(source.atHub(), { body: itself('https://other.example/feed'), ...bare })
  assert.deepEqual(await titles(source), onlyA)
  await source.hub.deliver(source.atHub(), { body: itself(source.topic), ...bare })
  assert.deepEqual(await titles(source), aAndB)
})

test('a ping never breaks a Retry-After, and comes to no more than a look every fifteen seconds', async t => {
  const source = await startSubscribed(t, first)
  source.publisher.answer = (_, response) => response.writeHead(503, { 'retry-after': '600' }).end()
  await source.poll()
  const until = source.clock.now() + 10 * minuteMs
  await source.hub.deliver(source.atHub(), { body: '' })
  await source.takePushed()
  assert.equal((await source.source()).next_poll_at, until)
})

test('a ping that comes while a poll runs is not lost with it', async t => {
  const source = await startSubscribed(t, first)
  await source.clock.advance(60 * minuteMs)
  const asked = new Promise<() => void>(resolve => {
    source.publisher.answer = (_, response) => resolve(() => void response.end(first))
  })
  const polled = source.poll()
  const answer = await asked
  await source.hub.deliver(source.atHub(), { body: '' })
  await source.takePushed()
  assert.equal(await source.waiting(), 1, 'it waits for the poll')
  answer()
  await polled
  await source.clock.advance(15_000)
  await source.takePushed()
  assert.deepEqual([(await source.source()).next_poll_at, await source.waiting()], [source.clock.now(), 0])
})

test('a push that is cut brings what is whole, and a look for the rest', async t => {
  const source = await startSubscribed(t, first)
  await source.clock.advance(20_000)
  const body = rss([b, a])
  await source.hub.publish(source.topic, body.slice(0, body.indexOf('</item>') + 20))
  assert.deepEqual(await titles(source), aAndB)
  const { next_poll_at, pushed_until } = await source.source()
  assert.deepEqual([next_poll_at, pushed_until], [source.clock.now(), null])
})

test('a delivery before the verification, and one to a guessed address, are refused', async t => {
  const source = await startPushedSource(t)
  await source.add(source.publisher.url)
  source.offers(first)
  source.hub.onRequest = (_, response) => void response.writeHead(202).end()
  await source.poll()
  await source.askHubs()
  const [request] = source.hub.requests
  assert.ok(request)
  assert.equal((await source.hub.deliver(request, { body: rss([b]) })).status, 410)
  const guessed = { ...request, callback: `${source.origin}/push/1.${'A'.repeat(43)}` }
  assert.equal((await source.hub.deliver(guessed, { body: rss([b]) })).status, 410)
  assert.equal(await source.waiting(), 0)
})

test('what is pushed twice is stored once, also while the first waits', async t => {
  const source = await startSubscribed(t, first)
  const body = rss([b, a])
  await Promise.all(Array.from({ length: 10 }, () => source.hub.deliver(source.atHub(), { body })))
  assert.equal(await source.waiting(), 1)
  assert.deepEqual(await titles(source), aAndB)
  await source.hub.publish(source.topic, body)
  assert.deepEqual(await titles(source), aAndB)
})

// 1,000; `npm run prove`: 10,000.
test('ten thousand pushes at once take bounded room, and nothing of them is missed', async t => {
  const source = await startSubscribed(t, first)
  const to = source.atHub()
  const queue = Array.from({ length: proofSize(1_000, 10_000) }, (_, n) => n).values()
  const lane = async () => {
    for (const n of queue)
      await source.hub.deliver(to, { body: rss([entry(`n${n % 100}`)], `<!-- ${n} -->`) })
  }
  await Promise.all(Array.from({ length: 50 }, lane))
  assert.equal(await source.waiting(), 101, 'a hundred, and one to look at the source')
  await source.clock.advance(minuteMs)
  await source.takePushed()
  assert.ok((await source.items()).length <= 101)
  assert.equal((await source.source()).next_poll_at, source.clock.now())
})

test('an endless body is ended at its bound, and counts as a sign of news', { timeout: 60_000 }, async t => {
  const source = await startSubscribed(t, first)
  let sent = 0
  const endless = new ReadableStream({
    pull(controller) {
      sent += 65_536
      controller.enqueue(new Uint8Array(65_536).fill(32))
    },
  })
  const init = { method: 'POST', body: endless, duplex: 'half' } as RequestInit
  const answer = await fetch(source.atHub().callback, init).catch(() => null)
  assert.ok(answer === null || answer.status === 202, String(answer?.status))
  assert.ok(sent < 16 * 1024 * 1024, `${sent} octets were taken`)
  assert.match((await source.subscription()).problem ?? '', /larger than is taken/)
  await source.takePushed()
  assert.equal((await source.source()).next_poll_at, source.clock.now() + 15_000)
})

test('what is pushed before the first poll waits for it: nothing old becomes news, and nothing new is lost', async t => {
  const source = await startSubscribed(t, first)
  await source.store.write(tx =>
    tx.updateTable('sources').set({ first_polled_at: null, body_hash: null }).execute(),
  )
  await source.hub.publish(source.topic, rss([c, b, a]))
  await source.takePushed()
  assert.equal(await source.waiting(), 1)
  source.offers(rss([b, a]))
  await source.poll()
  assert.deepEqual(await titles(source), ['Headline of a*', 'Headline of b*', 'Headline of c'])
})

test('first seen wins, and how much later the other way came is told', async t => {
  const source = await startSubscribed(t, first)
  await source.hub.publish(source.topic, rss([b, a]))
  await source.takePushed()
  await source.clock.advance(90_000)
  source.offers(rss([c, b, a]))
  await source.poll()
  const polled = source.clock.now()
  await source.clock.advance(2_000)
  await source.hub.publish(source.topic, rss([c]))
  await source.takePushed()
  const at = source.clock.now()
  const { all, sources } = await readWays(source.store.read, { at })
  const [ways] = sources
  const pushed = await source.store.read
    .selectFrom('items')
    .select('seen_at')
    .where('id', '=', 2)
    .executeTakeFirstOrThrow()
  assert.deepEqual(ways?.push, { first: 1, otherLaterMs: polled - pushed.seen_at })
  assert.deepEqual(ways?.poll, { first: 1, otherLaterMs: 2_000 })
  assert.deepEqual([all.poll, all.push], [ways?.poll, ways?.push])
  assert.deepEqual([ways?.state, ways?.lastPushAt, ways?.unsigned], ['active', at, 0])
})

test('a poll that brings something first takes the trust back at once; a push that was only late gives it again', async t => {
  const source = await startSubscribed(t, first)
  await source.hub.publish(source.topic, rss([b, a]))
  await source.takePushed()
  assert.ok((await source.source()).pushed_until)
  source.offers(rss([c, b, a]))
  await source.poll()
  assert.equal((await source.source()).pushed_until, null)
  await source.hub.publish(source.topic, rss([c, b, a]))
  await source.takePushed()
  assert.equal((await source.source()).pushed_until, null, 'what polls brought already is no proof')
  await source.hub.publish(source.topic, rss([entry('d')]))
  await source.takePushed()
  assert.ok((await source.source()).pushed_until)
})

test('a hub that the source has left is not relied on any more, be the new one verified or not', async t => {
  const source = await startSubscribed(t, first)
  const other = await startWebSubHub(t)
  await source.clock.advance(2 * 60 * minuteMs)
  await source.hub.publish(source.topic, rss([b, a]))
  await source.takePushed()
  assert.ok((await source.source()).pushed_until)
  source.offers(rss([b, a]), { hubs: [other.url] })
  await source.poll()
  assert.equal((await source.source()).pushed_until, null)
})

test('a hub that never pushes what polls bring is said, asked again, and not trusted for a day', async t => {
  const source = await startSubscribed(t, first)
  await source.hub.publish(source.topic, rss([b, a]))
  await source.takePushed()
  source.offers(rss([c, b, a]))
  await source.poll()
  await source.clock.advance(6 * minuteMs)
  source.offers(rss([c, b, a], '<!-- another -->'))
  await source.poll()
  assert.match((await source.subscription()).problem ?? '', /did not push/)
  await source.askHubs()
  assert.equal(source.hub.requests.length, 2)
  await source.hub.publish(source.topic, rss([entry('d')]))
  assert.equal((await titles(source)).length, 4, 'what it does push is taken')
  assert.equal((await source.source()).pushed_until, null)
  await source.clock.advance(24 * 60 * minuteMs)
  await source.hub.publish(source.topic, rss([entry('e')]))
  await source.takePushed()
  assert.ok((await source.source()).pushed_until)
})

test('a document that fails again and again is left to a poll, and holds up no other source', async t => {
  const source = await startSubscribed(t, first)
  await source.clock.advance(20_000)
  await source.hub.publish(source.topic, rss([b, a]))
  await source.store.write(tx => tx.updateTable('pushed_documents').set({ attempts: 4 }).execute())
  assert.deepEqual(await titles(source), onlyA)
  assert.deepEqual([await source.waiting(), (await source.source()).next_poll_at], [0, source.clock.now()])
})

test('what a source pushes that nobody watches any more is not stored, and the hub is told', async t => {
  const source = await startSubscribed(t, first)
  await source.store.write(tx => tx.updateTable('sources').set({ next_poll_at: null }).execute())
  await source.hub.publish(source.topic, rss([b, a]))
  assert.deepEqual(await titles(source), onlyA)
  await source.askHubs()
  assert.deepEqual(
    source.hub.requests.map(({ mode }) => mode),
    ['subscribe', 'unsubscribe'],
  )
  assert.deepEqual([await source.subscriptions(), source.hub.subscriptions.size], [[], 0])
})
