import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as breathe } from 'node:timers/promises'
import { pino } from 'pino'
import { createFakeClock } from '../../test/support/fake-clock.ts'
import { freshStore } from '../../test/support/store.ts'
import { createWorker, type StepResult } from './index.ts'

const log = pino({ level: 'silent' })

test('a worker takes rows while there are any, waits for its poll, and ends when stopped', async t => {
  const store = await freshStore(t)
  const clock = createFakeClock()
  const answers: StepResult[] = ['again', 'again', 'idle', 'idle']
  let steps = 0
  const step = async () => answers[steps++] ?? 'idle'
  const worker = createWorker({ name: 'test', store, clock, log, channels: ['items'], pollMs: 1_000, step })
  worker.start()
  worker.start()
  await clock.advance(0)
  while (clock.pendingWaits() === 0) await breathe()
  assert.equal(steps, 3)
  await clock.advance(999)
  assert.equal(steps, 3)
  await clock.advance(1)
  while (clock.pendingWaits() === 0) await breathe()
  assert.equal(steps, 4)
  await worker.stop()
  await worker.stop()
})

test('a wake-up ends the wait, also one that comes while a step runs', async t => {
  const store = await freshStore(t)
  const clock = createFakeClock()
  let steps = 0
  const seen = Promise.withResolvers<void>()
  const worker = createWorker({
    name: 'test',
    store,
    clock,
    log,
    channels: ['items'],
    pollMs: 3_600_000,
    async step() {
      steps += 1
      if (steps === 1) await store.write(async tx => tx.wake('items'))
      if (steps === 2) seen.resolve()
      return 'idle'
    },
  })
  worker.start()
  t.after(() => worker.stop())
  await seen.promise
  assert.ok(steps >= 2)
})

test('a step that throws is tried again after a pause', async t => {
  const store = await freshStore(t)
  const clock = createFakeClock()
  let steps = 0
  const worker = createWorker({
    name: 'test',
    store,
    clock,
    log,
    channels: [],
    pollMs: 60_000,
    async step() {
      steps += 1
      if (steps === 1) throw new Error('once')
      return 'idle'
    },
  })
  worker.start()
  t.after(() => worker.stop())
  while (clock.pendingWaits() === 0) await breathe()
  assert.equal(steps, 1)
  await clock.advance(1_000)
  while (steps < 2) await breathe()
  assert.equal(steps, 2)
})
