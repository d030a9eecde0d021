/** What a publisher sends by mistake must not keep its source from being looked at, nor the desk from knowing. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import pino from 'pino'
import { addSource } from '../add-source.ts'
import type { Reader } from '../reader/index.ts'
import { startSourcesOver } from '../start-over.ts'
import { leaseDueSources } from './lease-sources.ts'
import { entry, hereReader, publish, rss, startPublisher, startWatching } from './test-publisher.ts'
import { pollSource } from './watcher.ts'

const dayMs = 24 * 60 * 60_000

for (const ttl of ['99999999999999999999', '1e300', 'Infinity'])
  test(`a feed that asks for a pause of ${ttl} minutes is stored, and looked at within a day`, async t => {
    const [publisher, watching] = [await startPublisher(t), await startWatching(t)]
    publish(publisher, rss([entry('a')], `<ttl>${ttl}</ttl>`))
    await watching.add(publisher.url)
    await watching.poll()
    assert.deepEqual(await watching.items(), ['Headline of a*'])
    const { next_poll_at: next } = await watching.source()
    assert.ok(next !== null && next - watching.clock.now() < 1.1 * dayMs)
  })

test('what cannot be stored is told at the desk, and asked for again no sooner than any trouble is', async t => {
  const [publisher, watching] = [await startPublisher(t), await startWatching(t)]
  publish(publisher, rss([entry('a')]))
  await watching.add(publisher.url)
  const reader: Reader = {
    ...hereReader,
    async read(document) {
      const reading = await hereReader.read(document)
      // As a fault of ours would have it: no column takes that.
      const broken = { title: null as never }
      return reading.kind === 'read'
        ? {
            ...reading,
            items: reading.items.map(({ item, keys }) => ({ keys, item: { ...item, ...broken } })),
          }
        : reading
    },
  }
  const room = { at: watching.clock.now(), slots: 1, running: new Map(), perHost: 1 }
  const [leased] = await leaseDueSources(watching.store, room)
  assert.ok(leased)
  const parts = { ...watching, reader, random: () => 0.5, log: pino({ level: 'silent' }) }
  const polled = await pollSource(parts, leased, new AbortController().signal)
  const source = await watching.source()
  assert.deepEqual([polled.problem?.kind, source.problem_kind, source.health], ['fault', 'fault', 'failing'])
  assert.ok((source.next_poll_at ?? 0) - watching.clock.now() >= 60_000)
  await watching.poll()
  assert.deepEqual(await watching.items(), ['Headline of a*'])
})

test('news that a store could not take at once, as one that restarts, is stored at the same look', async t => {
  const [publisher, watching] = [await startPublisher(t), await startWatching(t)]
  publish(publisher, rss([entry('a')]))
  await watching.add(publisher.url)
  const room = { at: watching.clock.now(), slots: 1, running: new Map(), perHost: 1 }
  const [leased] = await leaseDueSources(watching.store, room)
  assert.ok(leased)
  let writes = 0
  const write: typeof watching.store.write = async work => {
    writes += 1
    if (writes === 1) throw new Error('terminating connection due to administrator command')
    return watching.store.write(work)
  }
  const store = { ...watching.store, write }
  const parts = { ...watching, store, reader: hereReader, random: () => 0.5, log: pino({ level: 'silent' }) }
  const polled = await pollSource(parts, leased, new AbortController().signal)
  assert.deepEqual([polled.problem, (await watching.source()).health], [null, 'ok'])
  assert.deepEqual(await watching.items(), ['Headline of a*'])
})

test('who comes too often after a day without looks is slowed by what was planned, not by that day', async t => {
  const [publisher, watching] = [await startPublisher(t), await startWatching(t)]
  publish(publisher, rss([entry('a')]))
  await watching.add(publisher.url)
  await watching.poll()
  const { next_poll_at: planned } = await watching.source()
  const plannedMs = (planned ?? 0) - watching.clock.now()
  await watching.clock.advance(dayMs)
  publisher.answer = (_, response) => response.writeHead(429).end()
  await watching.poll()
  assert.equal((await watching.source()).slowed_ms, 2 * plannedMs)
})

test('sources that start over wait for what a Retry-After forbids', async t => {
  const [publisher, watching] = [await startPublisher(t), await startWatching(t)]
  publisher.answer = (_, response) => response.writeHead(503, { 'retry-after': '7200' }).end()
  await watching.add(publisher.url)
  await watching.poll()
  const { not_before: forbiddenUntil } = await watching.source()
  await watching.store.write(tx => startSourcesOver(tx, watching.clock.now()))
  assert.equal((await watching.source()).next_poll_at, forbiddenUntil)
})

test('a poll that began when the source was of another kind has lost it', async t => {
  const [publisher, watching] = [await startPublisher(t), await startWatching(t)]
  const { store, clock } = watching
  await watching.add(publisher.url)
  const as = { url: publisher.url, name: null, onItem: null, everyMs: null, kind: 'page' as const }
  publisher.answer = async (_, response) => {
    await store.write(tx => addSource(tx, { ...as, at: clock.now() }))
    response.writeHead(200).end(rss([entry('a')]))
  }
  await watching.poll()
  const { kind, first_polled_at, body_hash } = await watching.source()
  assert.deepEqual([kind, first_polled_at, body_hash], ['page', null, null])
  assert.deepEqual(await watching.items(), [])
})
