import assert from 'node:assert/strict'
import { test } from 'node:test'
import pino from 'pino'
import { createFakeClock } from '../../../test/support/fake-clock.ts'
import { freshStore } from '../../../test/support/store.ts'
import type { Store } from '../../store/index.ts'
import { beatMs, createBeat } from './listening.ts'

const start = Date.UTC(2026, 0, 1)

function server(store: Store, aheadMs: number) {
  const clock = createFakeClock(start + aheadMs)
  const lines: Record<string, unknown>[] = []
  const log = pino({ level: 'warn' }, { write: line => void lines.push(JSON.parse(line)) })
  const beat = createBeat({ store, clock, log })
  const next = async () => {
    await beat()
    await clock.advance(beatMs)
  }
  return { clock, lines, next }
}

test('servers whose clocks lie ten minutes apart say so, once an hour', async t => {
  const store = await freshStore(t)
  const [one, other] = [server(store, 0), server(store, 600_000)]
  for (let minute = 0; minute < 90; minute++) for (const each of [one, other]) await each.next()
  for (const { lines } of [one, other]) assert.equal(lines.length, 2)
  assert.equal(one.lines[0]?.['aheadMs'], 540_000)
  assert.match(String(one.lines[0]?.['msg']), /differs from ours/)
})

test('clocks that nearly agree, a clock that is put back, and a pause are nothing to tell of', async t => {
  const store = await freshStore(t)
  const [one, other] = [server(store, 0), server(store, 200_000)]
  for (let minute = 0; minute < 20; minute++) for (const each of [one, other]) await each.next()
  await one.clock.advance(3_600_000)
  await one.next()
  const restarted = server(store, -3_600_000)
  await restarted.next()
  await restarted.next()
  assert.deepEqual([one.lines, other.lines, restarted.lines], [[], [], []])
})

test('an outage of our own, in which nobody beats, is no difference of clocks', async t => {
  const store = await freshStore(t)
  const one = server(store, 0)
  for (let minute = 0; minute < 30; minute++) {
    if (minute === 2) {
      const outage = { watcher: 'w', since: start, until: start + 5 * beatMs }
      await store.write(tx => tx.insertInto('outages').values(outage).execute())
    }
    await one.next()
  }
  assert.deepEqual(one.lines, [])
})
