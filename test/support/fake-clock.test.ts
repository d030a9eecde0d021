import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createFakeClock } from './fake-clock.ts'

test('time stands still until it is moved', async () => {
  const clock = createFakeClock(1000)
  await new Promise(setImmediate)
  assert.equal(clock.now(), 1000)
  await clock.advance(250)
  assert.equal(clock.now(), 1250)
})

test('waits end in the order they are due, each at its own time', async () => {
  const clock = createFakeClock(0)
  const ended: string[] = []
  clock.wait(20).then(() => ended.push(`second at ${clock.now()}`))
  clock.wait(10).then(() => ended.push(`first at ${clock.now()}`))
  await clock.advance(100)
  assert.deepEqual(ended, ['first at 10', 'second at 20'])
})

test('waits due at the same time end in the order they were asked for', async () => {
  const clock = createFakeClock(0)
  const ended: number[] = []
  for (const number of [1, 2, 3]) clock.wait(10).then(() => ended.push(number))
  await clock.advance(10)
  assert.deepEqual(ended, [1, 2, 3])
})

test('a wait that is not yet due goes on', async () => {
  const clock = createFakeClock(0)
  clock.wait(11)
  await clock.advance(10)
  assert.equal(clock.pendingWaits(), 1)
})

test('a loop that waits again is fired again within one advance', async () => {
  const clock = createFakeClock(0)
  const times: number[] = []
  const loop = async () => {
    while (times.length < 3) {
      await clock.wait(10)
      times.push(clock.now())
    }
  }
  const done = loop()
  await clock.advance(30)
  await done
  assert.deepEqual(times, [10, 20, 30])
})

test('an abort ends a wait at once and takes it off the list', async () => {
  const clock = createFakeClock(0)
  const abort = new AbortController()
  const wait = clock.wait(1000, abort.signal)
  abort.abort()
  await wait
  assert.equal(clock.now(), 0)
  assert.equal(clock.pendingWaits(), 0)
})

test('a wait whose signal was already aborted ends at once', async () => {
  const clock = createFakeClock(0)
  await clock.wait(1000, AbortSignal.abort())
  assert.equal(clock.pendingWaits(), 0)
})

test('an aborted signal keeps no listener of an ended wait', async () => {
  const clock = createFakeClock(0)
  const abort = new AbortController()
  const wait = clock.wait(5, abort.signal)
  await clock.advance(5)
  await wait
  abort.abort()
  assert.equal(clock.pendingWaits(), 0)
})
