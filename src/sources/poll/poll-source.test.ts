import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readFreshItems } from '../fresh-items.ts'
import { readItem, readRevisions } from '../read-items.ts'
import { leaseDueSources, leaseMs } from './lease-sources.ts'
import { readSource } from './read-source.ts'
import { recordPoll } from './record-poll.ts'
import { entry, hereReader, publish, rss, startPublisher, startWatching } from './test-publisher.ts'

const minuteMs = 60_000

test('what the first successful poll brings makes no alert, what comes later does', async t => {
  const [publisher, watching] = [await startPublisher(t), await startWatching(t)]
  await watching.add(publisher.url)
  publish(publisher, rss([entry('b'), entry('a')]))
  await watching.poll()
  publish(publisher, rss([entry('d'), entry('c'), entry('b'), entry('a')]))
  await watching.poll()
  assert.deepEqual(await watching.items(), [
    'Headline of a*',
    'Headline of b*',
    'Headline of c',
    'Headline of d',
  ])
})

test('a poll that failed is no first poll', async t => {
  const [publisher, watching] = [await startPublisher(t), await startWatching(t)]
  await watching.add(publisher.url)
  await watching.poll()
  publish(publisher, '<!doctype html><title>Checking your browser</title>', { 'content-type': 'text/html' })
  await watching.poll()
  assert.equal((await watching.source()).first_polled_at, null)
  publish(publisher, rss([entry('a')]))
  await watching.poll()
  assert.deepEqual(await watching.items(), ['Headline of a*'])
})

test('a first poll that was cut in the middle does not make the rest of the feed news', async t => {
  const [publisher, watching] = [await startPublisher(t), await startWatching(t)]
  await watching.add(publisher.url)
  const whole = rss(['f', 'e', 'd', 'c', 'b', 'a'].map(name => entry(name)))
  publish(publisher, whole.slice(0, whole.length / 2), { etag: '"whole"' })
  await watching.poll()
  const state = await watching.source()
  assert.deepEqual([state.first_polled_at, state.etag, state.body_hash], [null, null, null])
  assert.match(state.problem ?? '', /ends in the middle/)
  publish(publisher, whole)
  await watching.poll()
  const items = await watching.items()
  assert.equal(items.length, 6)
  assert.ok(items.every(item => item.endsWith('*')))
})

test('an entry that was cut in the middle is not stored until it is whole', async t => {
  const [publisher, watching] = [await startPublisher(t), await startWatching(t)]
  await watching.add(publisher.url)
  publish(publisher, rss([entry('a')]))
  await watching.poll()
  const whole = rss([entry('c'), entry('b'), entry('a')])
  for (let length = whole.indexOf('<item>'); length < whole.length - 1; length += 23) {
    publish(publisher, whole.slice(0, length))
    await watching.poll()
  }
  publish(publisher, whole)
  await watching.poll()
  assert.deepEqual((await watching.items()).toSorted(), ['Headline of a*', 'Headline of b', 'Headline of c'])
  assert.equal((await watching.source()).problem, null)
  assert.deepEqual(await watching.store.read.selectFrom('item_revisions').selectAll().execute(), [])
})

test('of a body that the connection lost, the complete entries are used and nothing is known to be whole', async t => {
  const [publisher, watching] = [await startPublisher(t), await startWatching(t)]
  await watching.add(publisher.url)
  publish(publisher, rss([entry('a')]))
  await watching.poll()
  const whole = rss([entry('c'), entry('b'), entry('a')])
  const sent = whole.slice(0, whole.indexOf('Headline of b'))
  publisher.answer = (_, response) => {
    response.writeHead(200, { 'content-length': whole.length, etag: '"whole"' })
    response.write(sent, () => response.destroy())
  }
  await watching.poll()
  assert.deepEqual(await watching.items(), ['Headline of a*', 'Headline of c'])
  const state = await watching.source()
  assert.deepEqual([state.etag, /ends in the middle/.test(state.problem ?? '')], [null, true])
})

test('the next request carries the validators exactly as they came, and "not changed" is well', async t => {
  const [publisher, watching] = [await startPublisher(t), await startWatching(t)]
  await watching.add(publisher.url)
  const validators = { etag: 'W/"a, b"', 'last-modified': 'Tue, 18 Aug 2026 09:05:44 +0000' }
  publish(publisher, rss([entry('a')]), validators)
  await watching.poll()
  publisher.answer = (_, response) => response.writeHead(304).end()
  await watching.poll()
  const headers = publisher.requests[1]?.headers
  assert.equal(headers?.['if-none-match'], validators.etag)
  assert.equal(headers?.['if-modified-since'], validators['last-modified'])
  const { problem, last_ok_at, etag } = await watching.source()
  assert.deepEqual([problem, last_ok_at, etag], [null, watching.clock.now(), validators.etag])
})

test('a server that ignores validators but sends the same octets is known by them', async t => {
  const [publisher, watching] = [await startPublisher(t), await startWatching(t)]
  await watching.add(publisher.url)
  publish(publisher, rss([entry('a')]))
  await watching.poll()
  const source = await watching.source()
  const reading = await readSource(
    {
      ...{ url: source.url, kind: 'feed', selector: null, firstPolledAt: source.first_polled_at },
      ...{ etag: null, lastModified: null, bodyHash: source.body_hash },
    },
    {
      fetch: watching.fetch,
      reader: hereReader,
      now: watching.clock.now,
      signal: new AbortController().signal,
    },
  )
  assert.equal(reading.kind, 'unchanged')
})

test('a failing source says what to do, is tried again, and is well once it recovers', async t => {
  const [publisher, watching] = [await startPublisher(t), await startWatching(t)]
  await watching.add(publisher.url)
  publisher.answer = (_, response) => response.writeHead(500).end()
  await watching.poll()
  const since = watching.clock.now()
  await watching.poll()
  const failing = await watching.source()
  assert.deepEqual([failing.failures, failing.failing_since], [2, since])
  assert.match(failing.problem ?? '', /Its server is in trouble \(500\)/)
  publish(publisher, rss([]))
  await watching.poll()
  const { failures, failing_since, problem } = await watching.source()
  assert.deepEqual([failures, failing_since, problem], [0, null, null])
})

test('each kind of trouble is told by its kind and in words', async t => {
  const [publisher, watching] = [await startPublisher(t), await startWatching(t)]
  await watching.add(publisher.url)
  const told: [number, string, string][] = [
    [403, '', 'forbidden'],
    [410, '', 'gone'],
    [304, '', 'odd-answer'],
    [200, '', 'empty'],
    [200, '<!doctype html><title>Just a moment...</title>', 'bot-check'],
    [200, '<html><head><title>News</title></head></html>', 'web-page'],
    [200, 'no feed', 'unreadable'],
  ]
  for (const [status, body, kind] of told) {
    publisher.answer = (_, response) => response.writeHead(status).end(body)
    await watching.poll()
    const { problem_kind, problem } = await watching.source()
    assert.deepEqual([problem_kind, problem?.endsWith('.')], [kind, true])
  }
  publisher.answer = (request, response) => response.writeHead(302, { location: request.url ?? '/' }).end()
  await watching.poll()
  assert.equal((await watching.source()).problem_kind, 'redirects')
})

test('a fault of our own is a trouble like any other, and does not end the watching', async t => {
  const watching = await startWatching(t)
  await watching.add('https://news.example/feed.xml')
  const room = { at: watching.clock.now(), slots: 1, running: new Map(), perHost: 1 }
  const [leased] = await leaseDueSources(watching.store, room)
  assert.ok(leased)
  const fetch = () => Promise.reject(new RangeError('a fault'))
  const reading = await readSource(leased, {
    fetch,
    reader: hereReader,
    now: watching.clock.now,
    signal: new AbortController().signal,
  })
  await recordPoll(watching.store, leased, reading, { at: watching.clock.now(), random: () => 0.5 })
  assert.match((await watching.source()).problem ?? '', /Tocsin itself failed/)
})

test('Retry-After is kept whatever the status, the operator and the feed say', async t => {
  const [publisher, watching] = [await startPublisher(t), await startWatching(t)]
  await watching.add(publisher.url, { everyMs: 1_000 })
  for (const status of [429, 503, 200, 404]) {
    publisher.answer = (_, response) => response.writeHead(status, { 'retry-after': '600' }).end(rss([]))
    await watching.poll()
    const { next_poll_at, not_before } = await watching.source()
    assert.deepEqual([next_poll_at, not_before], Array(2).fill(watching.clock.now() + 10 * minuteMs))
  }
})

test('the feed is asked as often as it says, the operator outranks it', async t => {
  const [publisher, watching] = [await startPublisher(t), await startWatching(t)]
  const id = await watching.add(publisher.url)
  publish(publisher, rss([], '<ttl>60</ttl>'), { 'cache-control': 'max-age=120' })
  await watching.poll()
  const untilNext = async () => ((await watching.source()).next_poll_at ?? 0) - watching.clock.now()
  const asked = 60 * minuteMs + 7_500
  assert.equal(await untilNext(), asked)
  publisher.answer = (_, response) => response.writeHead(304).end()
  await watching.poll()
  assert.equal(await untilNext(), asked)
  await watching.store.write(tx =>
    tx.updateTable('sources').set({ every_ms: 1_000 }).where('id', '=', id).execute(),
  )
  await watching.poll()
  assert.equal(await untilNext(), 1_000)
})

test('an answer that stays fresh is asked for again just after, and "not changed" may renew it', async t => {
  const [publisher, watching] = [await startPublisher(t), await startWatching(t)]
  await watching.add(publisher.url)
  publish(publisher, rss([]), { 'cache-control': 'max-age=900', age: '300' })
  const waits: number[] = []
  const poll = async () => {
    await watching.poll()
    waits.push((((await watching.source()).next_poll_at ?? 0) - watching.clock.now()) / minuteMs)
  }
  await poll()
  publisher.answer = (_, response) => response.writeHead(304).end()
  await poll()
  publisher.answer = (_, response) => response.writeHead(304, { 'cache-control': 'max-age=1200' }).end()
  await poll()
  assert.deepEqual(waits, [10.125, 10.125, 20.125])
})

test('hours of rest are kept at "not changed" too', async t => {
  const [publisher, watching] = [await startPublisher(t), await startWatching(t)]
  await watching.add(publisher.url)
  publish(publisher, rss([], '<skipHours><hour>0</hour><hour>1</hour><hour>2</hour></skipHours>'))
  const midnight = watching.clock.now()
  await watching.poll()
  assert.equal((await watching.source()).next_poll_at, midnight + 180 * minuteMs)
  publisher.answer = (_, response) => response.writeHead(304).end()
  await watching.clock.advance(24 * 60 * minuteMs)
  await watching.poll()
  assert.equal((await watching.source()).next_poll_at, midnight + (24 + 3) * 60 * minuteMs)
})

test('who says "too often" is asked half as often, and its other sources not at all for a minute', async t => {
  const [publisher, watching] = [await startPublisher(t), await startWatching(t)]
  await watching.add(publisher.url)
  publish(publisher, rss([entry('a')]))
  await watching.poll()
  const lastAt = watching.clock.now()
  publisher.answer = (_, response) => response.writeHead(429).end()
  await watching.poll()
  const before = await watching.source()
  assert.equal(before.slowed_ms, 2 * (watching.clock.now() - lastAt))
  const { free_at } = await watching.store.read.selectFrom('hosts').selectAll().executeTakeFirstOrThrow()
  assert.equal(free_at, watching.clock.now() + minuteMs)
  publish(publisher, rss([entry('b')]))
  await watching.poll()
  const after = (await watching.source()).next_poll_at ?? 0
  assert.ok(after - watching.clock.now() >= 0.95 * before.slowed_ms)
})

test('what a source publishes teaches its rhythm: it is asked more often', async t => {
  const [publisher, watching] = [await startPublisher(t), await startWatching(t)]
  await watching.add(publisher.url)
  publish(publisher, rss([entry('first')]))
  await watching.poll()
  const waitMs = async () => ((await watching.source()).next_poll_at ?? 0) - watching.clock.now()
  const before = await waitMs()
  for (let count = 0; count < 20; count += 1) {
    publish(publisher, rss([entry(`a${count}`), entry(`b${count}`), entry(`c${count}`)]))
    await watching.poll()
  }
  assert.ok((await waitMs()) < before / 3, `${await waitMs()} after ${before} ms`)
  assert.ok((await watching.source()).worth > 30)
})

test('a changed text is a revision, and the revision before stays readable', async t => {
  const [publisher, watching] = [await startPublisher(t), await startWatching(t)]
  await watching.add(publisher.url)
  publish(publisher, rss([entry('a', 'One is missing.')]))
  await watching.poll()
  const firstSeen = watching.clock.now()
  publish(publisher, rss([entry('a', 'Two are missing.')]))
  await watching.poll()
  const item = await watching.store.read
    .selectFrom('items')
    .select(['id', 'text', 'revision'])
    .executeTakeFirstOrThrow()
  assert.deepEqual([item.text, item.revision], ['Two are missing.', 2])
  assert.deepEqual(
    (await readRevisions(watching.store.read, item.id)).map(({ revision, text, seenAt }) => [
      revision,
      text,
      seenAt,
    ]),
    [
      [1, 'One is missing.', firstSeen],
      [2, 'Two are missing.', watching.clock.now()],
    ],
  )
})

test('the same item never comes twice, whatever the feed does with its guids', async t => {
  const [publisher, watching] = [await startPublisher(t), await startWatching(t)]
  await watching.add(publisher.url)
  const link = 'https://news.example/a'
  const variants = [
    { guid: '1', link, title: 'A' },
    { guid: '2', link, title: 'A' },
    { link, title: 'A' },
    { guid: '2', link: `${link}?utm_source=rss`, title: 'A' },
    { guid: '2', title: 'A' },
    { guid: '2', link: link.replace('https', 'http'), title: 'A' },
  ]
  for (const variant of variants) {
    publish(publisher, rss([variant, variant]))
    await watching.poll()
  }
  assert.deepEqual(await watching.items(), ['A*'])
})

test('two entries about one item do not make it change at every poll', async t => {
  const [publisher, watching] = [await startPublisher(t), await startWatching(t)]
  await watching.add(publisher.url)
  const link = 'https://news.example/a'
  for (const extra of ['1', '2', '3']) {
    publish(
      publisher,
      rss(
        [
          { link, title: 'The first' },
          { link, title: 'The second' },
        ],
        `<!-- ${extra} -->`,
      ),
    )
    await watching.poll()
  }
  assert.deepEqual(await watching.items(), ['The first*'])
  assert.deepEqual(await watching.store.read.selectFrom('item_revisions').selectAll().execute(), [])
})

test('two thousand items are stored once and handed over in the order they were published', async t => {
  const [publisher, watching] = [await startPublisher(t), await startWatching(t)]
  await watching.add(publisher.url)
  const entries = Array.from({ length: 2_000 }, (_, index) => entry(String(index)))
  for (const extra of ['1', '2']) {
    publish(publisher, rss(entries.toReversed(), `<!-- ${extra} -->`))
    await watching.poll()
  }
  assert.deepEqual(
    await watching.items(),
    entries.map(({ title }) => `${title}*`),
  )
  const taken = await readFreshItems(watching.store.read, 5_000)
  assert.deepEqual(
    taken.map(item => item.title),
    entries.map(({ title }) => title),
  )
})

test('a date to come is shown as when the item was seen', async t => {
  const [publisher, watching] = [await startPublisher(t), await startWatching(t)]
  await watching.add(publisher.url)
  const later = '</description><pubDate>Tue, 18 Aug 2099 09:05:44 GMT</pubDate><description>'
  publish(publisher, rss([entry('a', later)]))
  await watching.poll()
  const { id } = await watching.store.read.selectFrom('items').select('id').executeTakeFirstOrThrow()
  assert.equal((await readItem(watching.store.read, id))?.publishedAt, watching.clock.now())
})

test('a crash between fetch and store loses nothing: the lease ends and the source is polled again', async t => {
  const [publisher, watching] = [await startPublisher(t), await startWatching(t)]
  const { store, clock, fetch } = watching
  await watching.add(publisher.url)
  publish(publisher, rss([entry('a')]), { etag: '"1"' })
  const room = () => ({ at: clock.now(), slots: 10, running: new Map(), perHost: 10 })
  const [leased] = await leaseDueSources(store, room())
  assert.ok(leased)
  await readSource(leased, {
    fetch,
    reader: hereReader,
    now: clock.now,
    signal: new AbortController().signal,
  })
  assert.deepEqual(await leaseDueSources(store, room()), [])
  await clock.advance(leaseMs + 1)
  await watching.poll()
  assert.deepEqual(await watching.items(), ['Headline of a*'])
})

test('a poll that lost its lease meanwhile changes nothing', async t => {
  const [publisher, watching] = [await startPublisher(t), await startWatching(t)]
  const { store, clock, fetch } = watching
  await watching.add(publisher.url)
  publish(publisher, rss([entry('a')]))
  const room = () => ({ at: clock.now(), slots: 10, running: new Map(), perHost: 10 })
  const [slow] = await leaseDueSources(store, room())
  assert.ok(slow)
  const reading = await readSource(slow, {
    fetch,
    reader: hereReader,
    now: clock.now,
    signal: new AbortController().signal,
  })
  await clock.advance(leaseMs + 1)
  assert.equal((await leaseDueSources(store, room())).length, 1)
  const polled = await recordPoll(store, slow, reading, { at: clock.now(), random: () => 0.5 })
  assert.equal(polled.recorded, false)
  assert.deepEqual(await watching.items(), [])
})

test("a source without a name takes the feed's", async t => {
  const [publisher, watching] = [await startPublisher(t), await startWatching(t)]
  await watching.add(publisher.url)
  publish(publisher, rss([]))
  await watching.poll()
  assert.equal((await watching.source()).name, 'The News')
})

test('what the answer says of its language and its place counts where the feed says nothing', async t => {
  const [publisher, watching] = [await startPublisher(t), await startWatching(t)]
  await watching.add(publisher.url)
  publish(publisher, rss([{ guid: 'a', link: 'a', title: '12 34' }]), {
    'content-language': 'pt-BR',
    'content-location': 'https://news.example/feeds/',
  })
  await watching.poll()
  const [item] = await watching.store.read.selectFrom('items').select(['url', 'language']).execute()
  assert.deepEqual([item?.url, item?.language], ['https://news.example/feeds/a', 'pt-BR'])
})
