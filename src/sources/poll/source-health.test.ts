import assert from 'node:assert/strict'
import { test } from 'node:test'
import { insertItems } from '../insert-items.ts'
import { countProblems, countSources, listSources } from '../list-sources.ts'
import { readSourcePage } from '../read-source-page.ts'
import {
  entry,
  type Publisher,
  publish,
  rss,
  startPublisher,
  startWatching,
  type Watching,
} from './test-publisher.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const everyMs = 30 * minuteMs

/** Publishes an item an hour, and is looked at every half hour, for so many days. */
async function publishHourly(publisher: Publisher, watching: Watching, days: number): Promise<void> {
  const end = watching.clock.now() + days * 24 * hourMs
  for (let number = 0; watching.clock.now() < end; number += 1) {
    if (number % 2 === 0) publish(publisher, rss([entry(`n${number}`)]))
    await watching.poll()
  }
}

async function health({ store }: Watching) {
  const [source] = await listSources(store.read)
  return source?.health
}

test('a source that is silent for longer than it ever is says so, and is well with its next item', async t => {
  const [publisher, watching] = [await startPublisher(t), await startWatching(t)]
  await watching.add(publisher.url, { everyMs })
  await publishHourly(publisher, watching, 4)
  assert.equal(await health(watching), 'ok')
  const lastItemAt = (await watching.source()).last_item_at ?? 0
  for (let looks = 0; (await health(watching)) !== 'silent'; looks += 1) {
    assert.ok(looks < 400, 'it is never silent')
    await watching.poll()
  }
  const silentForMs = watching.clock.now() - lastItemAt
  assert.ok(silentForMs > 4 * hourMs && silentForMs < 48 * hourMs, `${silentForMs / hourMs} hours`)
  const [source] = await listSources(watching.store.read)
  assert.match(
    source?.problem ?? '',
    /^Silent for \d+ hours: .* usually publishes .* Its server answers normally/,
  )
  assert.deepEqual([(await countSources(watching.store.read)).silent, source?.problemKind], [1, 'silent'])
  assert.deepEqual(await countProblems(watching.store.read), { silent: 1 })
  publish(publisher, rss([entry('at last')]))
  await watching.poll()
  assert.equal(await health(watching), 'ok')
  assert.equal((await countSources(watching.store.read)).silent, 0)
})

test('a source in trouble is not silent too', async t => {
  const [publisher, watching] = [await startPublisher(t), await startWatching(t)]
  await watching.add(publisher.url, { everyMs })
  await publishHourly(publisher, watching, 4)
  publisher.answer = (_, response) => response.writeHead(404).end()
  for (let looks = 0; looks < 150; looks += 1) await watching.poll()
  assert.equal(await health(watching), 'failing')
  assert.deepEqual(await countProblems(watching.store.read), { 'not-found': 1 })
})

test('while nobody looked, no source was silent: it is judged by its first look after that', async t => {
  const [publisher, watching] = [await startPublisher(t), await startWatching(t)]
  await watching.add(publisher.url, { everyMs })
  await publishHourly(publisher, watching, 4)
  await watching.clock.advance(5 * 24 * hourMs)
  assert.equal(await health(watching), 'ok')
  publish(publisher, rss([entry('published meanwhile')]))
  await watching.poll()
  assert.equal(await health(watching), 'ok')
})

test('after a thousand failures a source is still looked at every hour', async t => {
  const [publisher, watching] = [await startPublisher(t), await startWatching(t)]
  const id = await watching.add(publisher.url)
  publisher.answer = (_, response) => response.writeHead(410).end()
  await watching.store.write(tx =>
    tx.updateTable('sources').set({ failures: 1_000 }).where('id', '=', id).execute(),
  )
  for (let looks = 0; looks < 5; looks += 1) {
    await watching.poll()
    const waitMs = ((await watching.source()).next_poll_at ?? Infinity) - watching.clock.now()
    assert.ok(waitMs <= 1.1 * hourMs, `${waitMs / hourMs} hours`)
  }
  assert.equal((await watching.source()).failures, 1_005)
})

test('one answer that passes by itself is no alarm, the second is, and what was odd before is told again after', async t => {
  const [publisher, watching] = [await startPublisher(t), await startWatching(t)]
  await watching.add(publisher.url, { everyMs })
  publish(publisher, rss([entry('a')]))
  await watching.poll()
  publish(publisher, rss([]))
  await watching.poll()
  assert.deepEqual([await health(watching), (await watching.source()).problem_kind], ['notice', 'no-items'])
  const { answer } = publisher
  publisher.answer = (_, response) => response.writeHead(503).end()
  await watching.poll()
  assert.deepEqual(
    [await health(watching), (await watching.source()).problem_kind],
    ['notice', 'server-error'],
  )
  await watching.poll()
  assert.equal(await health(watching), 'failing')
  publisher.answer = answer
  await watching.poll()
  assert.deepEqual([await health(watching), (await watching.source()).problem_kind], ['notice', 'no-items'])
})

test('a feed whose newest item is years old is frozen from the first look on', async t => {
  const [publisher, watching] = [await startPublisher(t), await startWatching(t)]
  await watching.add(publisher.url)
  const dated = (day: number) =>
    `<item><title>Item ${day}</title><guid>${day}</guid><pubDate>${new Date(Date.UTC(2019, 2, day, 9)).toUTCString()}</pubDate></item>`
  publish(publisher, rss([], [1, 2, 4, 5, 8].map(dated).join('')))
  await watching.poll()
  assert.equal(await health(watching), 'silent')
  const [source] = await listSources(watching.store.read)
  assert.match(source?.problem ?? '', /newest item is of 8 March 2019/)
})

test('the history keeps what changed and what brought news, never each look, and not for ever', async t => {
  const [publisher, watching] = [await startPublisher(t), await startWatching(t)]
  const id = await watching.add(publisher.url, { everyMs: minuteMs })
  publish(publisher, rss([entry('a')]))
  for (let looks = 0; looks < 4; looks += 1) await watching.poll()
  publisher.answer = (_, response) => response.writeHead(403).end('no')
  for (let looks = 0; looks < 3; looks += 1) await watching.poll()
  publish(publisher, rss([entry('b'), entry('a')]))
  await watching.poll()
  const looks = async () => (await readSourcePage(watching.store.read, id, watching.clock.now()))?.looks ?? []
  assert.deepEqual(
    (await looks()).map(({ kind, status, newItems }) => [kind, status, newItems]),
    [
      ['ok', 200, 1],
      ['forbidden', 403, 0],
      ['ok', 200, 1],
    ],
  )
  for (let number = 0; number < 40; number += 1) {
    publish(publisher, rss([entry(`c${number}`)]))
    await watching.poll()
  }
  const kinds = (await looks()).map(({ kind }) => kind)
  assert.equal(kinds.filter(kind => kind === 'news').length, 25)
  assert.deepEqual(kinds.slice(25), ['ok', 'forbidden', 'ok'], 'news pushes out no change of state')
})

test('the page of a source knows its rhythm, what its publisher asks for and what holds it', async t => {
  const [publisher, watching] = [await startPublisher(t), await startWatching(t)]
  const id = await watching.add(publisher.url)
  publisher.answer = (_, response) =>
    response
      .writeHead(200, { 'cache-control': 'max-age=600', 'retry-after': '900' })
      .end(rss([entry('a')], '<ttl>5</ttl>'))
  await watching.poll()
  const page = await readSourcePage(watching.store.read, id, watching.clock.now())
  assert.deepEqual(
    [page?.askedEveryMs, page?.freshMs, page?.heldUntil],
    [5 * minuteMs, 10 * minuteMs, watching.clock.now() + 15 * minuteMs],
  )
  assert.deepEqual([page?.rhythm?.weekday.length, page?.rhythm?.weekend.length], [24, 24])
  assert.equal(await readSourcePage(watching.store.read, id + 1, 0), null)
})

test('what came another way than by polling ends a silence at once, and no look brings it back', async t => {
  const [publisher, watching] = [await startPublisher(t), await startWatching(t)]
  const { store, clock } = watching
  const id = await watching.add(publisher.url, { everyMs })
  await publishHourly(publisher, watching, 4)
  while ((await health(watching)) !== 'silent') await watching.poll()
  const unsaid = { url: null, text: '', author: null, language: null, publishedAt: null }
  const more = { guid: 'pushed', html: '', image: null, updatedAt: null, categories: [] }
  const entries = [
    {
      item: { title: 'Pushed', ...unsaid, ...more },
      keys: { guidKey: 'x', urlKey: null, titleKey: null },
    },
  ]
  await store.write(tx => insertItems(tx, entries, { sourceId: id, firstPoll: false, at: clock.now() }))
  assert.equal(await health(watching), 'ok')
  // So soon after the look before that nothing is learned of the rhythm.
  await store.write(tx => tx.updateTable('sources').set({ next_poll_at: clock.now() }).execute())
  await watching.poll()
  assert.equal(await health(watching), 'ok')
})

test('a feed that keeps old dated items on top is not frozen while it brings new ones without a date', async t => {
  const [publisher, watching] = [await startPublisher(t), await startWatching(t)]
  await watching.add(publisher.url, { everyMs })
  const dated = (day: number) =>
    `<item><title>Item ${day}</title><guid>${day}</guid><pubDate>${new Date(Date.UTC(2019, 2, day, 9)).toUTCString()}</pubDate></item>`
  const pinned = [1, 2, 4, 5, 8].map(dated).join('')
  const told: unknown[] = []
  for (const [entries, more] of [
    [[], ''],
    [[entry('new')], ''],
    [[entry('new')], '<!-- as before -->'],
  ] as const) {
    publish(publisher, rss(entries, pinned + more))
    await watching.poll()
    told.push(await health(watching))
  }
  assert.deepEqual(told, ['silent', 'ok', 'ok'])
})
