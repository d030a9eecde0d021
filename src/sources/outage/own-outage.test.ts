/** The network goes, or one large host does: whose outage it is. */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import pino from 'pino'
import { createFakeClock } from '../../../test/support/fake-clock.ts'
import { pollUntil } from '../../../test/support/poll-until.ts'
import { freshStore } from '../../../test/support/store.ts'
import { TocsinError } from '../../errors.ts'
import type { SafeFetch } from '../../net/index.ts'
import { addSource } from '../add-source.ts'
import { countSources } from '../list-sources.ts'
import { keepListening, readListening } from '../listen/listening.ts'
import { entry, hereReader, rss } from '../poll/test-publisher.ts'
import { createWatcher } from '../poll/watcher.ts'
import { createReach } from './reach.ts'
import { readOutage } from './record-outage.ts'

function reachAt() {
  const time = { now: 1_000_000 }
  const reach = createReach(() => time.now)
  /** Each a second later; true: it is our outage. */
  const fail = (host: string, wasWell = true) => {
    time.now += 1_000
    return reach.note({ host, wasWell, unanswered: 'unreachable' })
  }
  const answer = () => reach.note({ host: 'well.example', wasWell: true, unanswered: null })
  return { time, reach, fail, answer }
}

test('it is our outage when hosts that were well fail one after the other, and none answers for a while', () => {
  const { time, reach, fail, answer } = reachAt()
  assert.deepEqual(
    ['a.example', 'b.example', 'c.example'].map(host => fail(host)),
    [false, false, false],
  )
  time.now += 30_000
  assert.equal(fail('d.example'), true)
  assert.equal(reach.lostSince(), 1_001_000)
  assert.equal(answer(), false)
  assert.deepEqual([reach.lostSince(), fail('a.example')], [null, false])
})

test('one large host that is down, and sources that failed before, are no outage of ours', () => {
  const large = reachAt()
  for (let feed = 0; feed < 100; feed += 1) assert.equal(large.fail('large.example'), false)
  const network = reachAt()
  for (let feed = 0; feed < 100; feed += 1) {
    assert.equal(network.fail(`${feed}.large.example`), false)
    if (feed % 10 === 9) network.answer()
  }
  const dead = reachAt()
  for (let feed = 0; feed < 100; feed += 1) assert.equal(dead.fail(`${feed}.example`, false), false)
})

test('an answer of this very machine says nothing of the way out', () => {
  const { time, reach, fail } = reachAt()
  for (const host of ['a.example', 'b.example', 'c.example']) fail(host)
  time.now += 30_000
  reach.note({ host: '127.0.0.1:3000', wasWell: true, unanswered: null })
  assert.equal(fail('d.example'), true)
})

/** Forty sources of as many hosts, each well, and a network that goes. */
async function newsroom(t: TestContext) {
  const [store, clock] = [await freshStore(t), createFakeClock()]
  const network = { isUp: true, asked: 0 }
  const headers = new Headers({ 'content-type': 'application/rss+xml' })
  const fetch: SafeFetch = async url => {
    network.asked += 1
    const cause = Object.assign(new Error('no way'), { code: 'ENETUNREACH' })
    if (!network.isUp) throw new TocsinError('fetch.failed', 'no way', { cause })
    const body = new TextEncoder().encode(rss([entry('a')]))
    return { url, redirects: [], status: 200, headers, body, cutShort: false }
  }
  await store.write(async tx => {
    for (let number = 0; number < 40; number += 1) {
      const url = `https://paper${number}.example/feed`
      await addSource(tx, { url, name: null, onItem: null, everyMs: null, at: clock.now() })
    }
  })
  const lines: string[] = []
  const log = pino({ level: 'warn' }, { write: line => void lines.push(line) })
  const watcher = createWatcher({ store, clock, fetch, log, random: () => 0.5, reader: hereReader })
  t.after(() => watcher.stop())
  watcher.start()
  const until = (what: string, isSo: () => Promise<boolean>, stepMs = 1_000) =>
    pollUntil(what, async () => {
      if (await isSo()) return true
      await clock.advance(stepMs)
      return false
    })
  const readWell = async (since: number) => {
    const rows = await store.read
      .selectFrom('sources')
      .select('id')
      .where('last_ok_at', '>=', since)
      .execute()
    return rows.length
  }
  await until('all are well', async () => (await readWell(0)) === 40)
  return { store, clock, network, lines, until, readWell }
}

test('when the network goes that is one alarm, no source is in trouble, and all are looked at when it is back', async t => {
  const { store, clock, network, lines, until, readWell } = await newsroom(t)
  const since = clock.now()
  await keepListening(store, since)
  network.isUp = false
  await until('the alarm', async () => (await readOutage(store.read, clock.now())) !== null)
  const before = network.asked
  await until('half an hour', async () => clock.now() - since > 1_800_000, 10_000)
  await keepListening(store, clock.now())
  assert.equal((await readListening(store.read))?.until, since, 'nobody could have handed anything in')
  assert.equal((await countSources(store.read)).failing, 0)
  assert.equal(lines.length, 1)
  assert.match(lines[0] ?? '', /no source is reached any more/)
  assert.ok(network.asked - before < 400, `asked ${network.asked - before} times in vain`)
  network.isUp = true
  const backAt = clock.now()
  await until('all were looked at', async () => (await readWell(backAt)) === 40)
  assert.ok(clock.now() - backAt < 120_000)
  assert.equal(await readOutage(store.read, clock.now()), null)
  assert.equal(lines.length, 1)
})
