/** A server ran with a clock that was a year ahead, and has the right time again. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import pino from 'pino'
import { createFakeClock } from '../../../test/support/fake-clock.ts'
import { pollUntil } from '../../../test/support/poll-until.ts'
import { addSource } from '../add-source.ts'
import { leaseDueSources } from './lease-sources.ts'
import { reckonAgain } from './reckon-again.ts'
import { entry, hereReader, publish, rss, startPublisher, startWatching } from './test-publisher.ts'
import { createWatcher } from './watcher.ts'

const yearMs = 365 * 24 * 3_600_000

test('a source that was looked at in the year to come is looked at again in minutes, not in a year', async t => {
  const [publisher, watching] = [await startPublisher(t), await startWatching(t)]
  publish(publisher, rss([entry('a')]), { 'retry-after': '600' })
  await watching.clock.advance(yearMs)
  await watching.add(publisher.url)
  await watching.poll()
  const now = watching.clock.now() - yearMs
  const { store } = watching
  assert.equal(await reckonAgain(store, now), 1)
  const { next_poll_at: next, not_before } = await watching.source()
  assert.ok(next !== null && next >= now + 600_000 && next < now + 3_600_000)
  assert.equal(not_before, now + 600_000, 'what its server forbids stays forbidden')
  const room = { at: next, slots: 4, running: new Map(), perHost: 4 }
  assert.equal((await leaseDueSources(store, room)).length, 1, 'nor has its host to wait')
  assert.equal(await reckonAgain(store, now), 0)
})

test('a watcher that sees its clock go back does so by itself', async t => {
  const publisher = await startPublisher(t)
  publish(publisher, rss([entry('a')]))
  const { store, fetch } = await startWatching(t)
  const time = { offset: yearMs }
  const standing = createFakeClock()
  const clock = { now: () => standing.now() + time.offset, wait: standing.wait }
  const log = pino({ level: 'silent' })
  const watcher = createWatcher({ store, clock, fetch, log, random: () => 0.5, reader: hereReader })
  t.after(() => watcher.stop())
  await store.write(tx =>
    addSource(tx, { url: publisher.url, name: null, onItem: null, everyMs: null, at: clock.now() }),
  )
  watcher.start()
  const nextPoll = async () =>
    (await store.read.selectFrom('sources').select(['next_poll_at', 'last_polled_at']).executeTakeFirst()) ??
    null
  await pollUntil('the first look', async () => (await nextPoll())?.last_polled_at != null)
  time.offset = 0
  await pollUntil('a look in minutes', async () => {
    await standing.advance(1_000)
    return ((await nextPoll())?.next_poll_at ?? Infinity) < clock.now() + 3_600_000
  })
})

test('a host that was asked in the year to come is asked again, though its poll ended after the clock was put back', async t => {
  const [publisher, watching] = [await startPublisher(t), await startWatching(t)]
  const { store, clock } = watching
  await watching.add(publisher.url)
  await watching.poll()
  const set = { free_at: clock.now() + yearMs }
  await store.write(tx => tx.updateTable('hosts').set(set).execute())
  await reckonAgain(store, clock.now())
  const host = await store.read.selectFrom('hosts').select('free_at').executeTakeFirstOrThrow()
  assert.equal(host.free_at, clock.now())
})
