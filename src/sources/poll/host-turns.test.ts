/** A search asks a host for several addresses, in the turns that its sources' polls take. */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { createFakeClock } from '../../../test/support/fake-clock.ts'
import { freshStore } from '../../../test/support/store.ts'
import { articlePage, bridge, startSite } from '../discover/test-site.ts'
import { drawHostSlots } from './host-slots.ts'
import { createHostTurns } from './host-turns.ts'
import { entry, rss, startWatching } from './test-publisher.ts'

const url = 'https://news.example/any'

async function turns(t: TestContext) {
  const [store, clock] = [await freshStore(t), createFakeClock()]
  const { take, learn } = createHostTurns(store, { clock, signal: new AbortController().signal })
  const [began, taken]: [number, number[]] = [clock.now(), []]
  return {
    ...{ learn, taken },
    /** One after the other, as a search does; noted is when, in seconds. */
    async takeAll(count: number, withinMs: number) {
      for (let turn = 0; turn < count; turn++)
        if (await take(url, began + withinMs)) taken.push((clock.now() - began) / 1_000)
    },
    /** Time passes while the search waits, until it took so many. */
    async pass(count: number) {
      while (taken.length < count) {
        await new Promise(setImmediate)
        if (clock.pendingWaits() > 0) await clock.advance(500)
      }
    },
    draw: (want: number) =>
      store.write(tx =>
        drawHostSlots(tx, store, { wanted: new Map([['news.example', want]]), at: clock.now() }),
      ),
  }
}

test('several requests take as many turns as so many polls: four at once, then one a second', async t => {
  const { taken, takeAll, pass, draw } = await turns(t)
  const search = takeAll(6, 30_000)
  while (taken.length < 4) await new Promise(setImmediate)
  assert.equal((await draw(9)).get('news.example')?.count, 0, 'no poll is left a turn')
  await pass(6)
  await search
  assert.deepEqual(taken, [0, 0, 0, 0, 1, 2])
})

test('what robots.txt asks for is kept from then on, and who has no turn in time is told so at once', async t => {
  const { taken, takeAll, pass, learn } = await turns(t)
  await takeAll(1, 30_000)
  await learn(url, 20_000)
  const search = takeAll(3, 30_000)
  await pass(2)
  await search
  assert.deepEqual(taken, [0, 20])
})

test('what a search asked for is not asked for again by polls of its host at once', async t => {
  const page = articlePage(bridge, '<link rel="alternate" type="application/rss+xml" href="/all.rss">')
  const [site, watching] = [
    await startSite(t, { '/': page, '/all.rss': rss([entry('a')]) }),
    await startWatching(t),
  ]
  await watching.add(`${site.origin}/`, { kind: 'unknown' })
  await watching.poll()
  assert.equal(site.asked.length, 3)
  const { store, clock } = watching
  const wanted = new Map([[new URL(site.origin).host, 4]])
  const drawn = await store.write(tx => drawHostSlots(tx, store, { wanted, at: clock.now() }))
  assert.equal([...drawn.values()][0]?.count, 0, 'three, and its robots.txt beside them')
})
