import assert from 'node:assert/strict'
import { test } from 'node:test'
import pino from 'pino'
import { countSources } from '../list-sources.ts'
import {
  entry,
  hereReader,
  publish,
  rss,
  startPublisher,
  startWatching,
  type Watching,
} from './test-publisher.ts'
import { createWatcher } from './watcher.ts'

const log = pino({ level: 'silent' })

function watcherOf({ store, clock, fetch }: Watching) {
  return createWatcher({ store, clock, random: () => 0.5, log, fetch, reader: hereReader })
}

/** Resolves once a transaction that woke `channel` was committed. */
function woken({ store }: Watching, channel: 'items' | 'sources'): Promise<void> {
  return new Promise(resolve => {
    const off = store.onWake([channel], () => {
      off()
      resolve()
    })
  })
}

test('a source that is added while the watcher runs is polled at once', async t => {
  const [publisher, watching] = [await startPublisher(t), await startWatching(t)]
  publish(publisher, rss([entry('a')]))
  const watcher = watcherOf(watching)
  t.after(() => watcher.stop())
  watcher.start()
  const arrived = woken(watching, 'items')
  await watching.add(publisher.url)
  await arrived
  assert.deepEqual(await watching.items(), ['Headline of a*'])
})

test('many sources that cannot be read when they are first looked at are told of together', async t => {
  const watching = await startWatching(t)
  const lines: Record<string, unknown>[] = []
  const log = pino({ level: 'warn' }, { write: line => void lines.push(JSON.parse(line)) })
  const hosts = [2, 3, 4, 5, 6].map(number => `http://127.0.0.${number}:1/`)
  for (const url of hosts) await watching.add(url)
  const failing = async () => (await countSources(watching.store.read)).failing
  const watcher = createWatcher({ ...watching, random: () => 0.5, log, reader: hereReader })
  t.after(() => watcher.stop())
  let changed = woken(watching, 'sources')
  watcher.start()
  while ((await failing()) < hosts.length) {
    await changed
    changed = woken(watching, 'sources')
  }
  await watcher.stop()
  assert.deepEqual(
    lines.map(({ sources, problems }) => ({ sources, problems })),
    [{ sources: 5, problems: { refused: 5 } }],
  )
})

test('a server that does not answer holds up no other host', async t => {
  const [dead, publisher] = [await startPublisher(t), await startPublisher(t)]
  const watching = await startWatching(t)
  dead.answer = () => undefined
  publish(publisher, rss([entry('a')]))
  const arrived = woken(watching, 'items')
  for (let count = 0; count < 40; count += 1) await watching.add(`${dead.url}?${count}`, { everyMs: 60_000 })
  await watching.add(publisher.url)
  const watcher = watcherOf(watching)
  t.after(() => watcher.stop())
  watcher.start()
  await arrived
  assert.deepEqual(await watching.items(), ['Headline of a*'])
  assert.ok(dead.requests.length <= 6, `${dead.requests.length} requests at a time to one host`)
})

test('a hundred hosts that hang keep a source that is well waiting for seconds, not until they are given up', async t => {
  const [publisher, watching] = [await startPublisher(t), await startWatching(t)]
  publish(publisher, rss([entry('a')]))
  let hanging = 0
  for (let count = 0; count < 100; count += 1) {
    const dead = await startPublisher(t)
    dead.answer = () => {
      hanging += 1
    }
    await watching.add(dead.url)
  }
  await watching.add(publisher.url)
  const arrived = woken(watching, 'items')
  const watcher = watcherOf(watching)
  t.after(() => watcher.stop())
  watcher.start()
  for (let seconds = 0; seconds < 6; seconds += 2) {
    while (hanging < 32 * (seconds / 2 + 1)) await new Promise(resolve => setImmediate(resolve))
    await watching.clock.advance(2_000)
  }
  await arrived
  assert.deepEqual(await watching.items(), ['Headline of a*'])
})

test('the room that a poll leaves is used at once', async t => {
  const [publisher, watching] = [await startPublisher(t), await startWatching(t)]
  const polled = new Promise<void>(resolve => {
    publisher.answer = (_, response) => {
      response.end(rss([]))
      if (publisher.requests.length === 20) resolve()
    }
  })
  for (let count = 0; count < 20; count += 1)
    await watching.add(`${publisher.url}?${count}`, { everyMs: 60_000 })
  const watcher = watcherOf(watching)
  t.after(() => watcher.stop())
  watcher.start()
  await polled
  assert.equal(new Set(publisher.requests.map(({ url }) => url)).size, 20)
})

test("a host's robots.txt is read beside its polls: news does not wait for it", async t => {
  const [publisher, watching] = [await startPublisher(t), await startWatching(t)]
  const asked = new Promise<void>(resolve => {
    publisher.answer = (request, response) => {
      if (request.url === '/robots.txt') resolve()
      else response.end(rss([entry('a')]))
    }
  })
  await watching.add(publisher.url)
  const arrived = woken(watching, 'items')
  const watcher = watcherOf(watching)
  t.after(() => watcher.stop())
  watcher.start()
  await Promise.all([asked, arrived])
  assert.deepEqual(await watching.items(), ['Headline of a*'])
})

test('a poll that the stop interrupts is given back, due as before', async t => {
  const [dead, watching] = [await startPublisher(t), await startWatching(t)]
  const asked = new Promise<void>(resolve => {
    dead.answer = () => resolve()
  })
  await watching.add(dead.url)
  const watcher = watcherOf(watching)
  watcher.start()
  await asked
  await watcher.stop()
  await watcher.stop()
  const { lease_until, failures, next_poll_at } = await watching.source()
  assert.deepEqual([lease_until, failures, next_poll_at], [null, 0, watching.clock.now()])
})
