import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import pino from 'pino'
import {
  addAlert,
  addSubscribers,
  advanceUntil,
  nobodyChose,
  stopFirst,
  testSecrets,
} from '../../../test/support/deliver-fixture.ts'
import { createFakeClock } from '../../../test/support/fake-clock.ts'
import { freshStore } from '../../../test/support/store.ts'
import { endAlert } from '../../alerts/index.ts'
import { peopleOf } from '../people.ts'
import { countsOf } from '../read-counts.ts'
import { createAudienceWorker } from './audience-worker.ts'
import { createChooserIndex } from './choosers.ts'
import { freezeChunk } from './freeze-chunk.ts'

const people = peopleOf(testSecrets)
const hourMs = 3_600_000

async function freshBench(t: TestContext) {
  const stops = stopFirst(t)
  const store = await freshStore(t)
  const clock = createFakeClock()
  await addSubscribers(store, 4)
  let asked = 0
  const broken = new Set<number>()
  const choosers = createChooserIndex(async ({ id }) => {
    asked += 1
    if (broken.has(id)) throw new Error('nobody knows whom it is for')
    return []
  })
  const run = () => {
    const parts = { store, clock, log: pino({ level: 'silent' }), people, choosers, chunk: 2 }
    const worker = createAudienceWorker(parts)
    worker.start()
    stops.after(() => worker.stop())
  }
  const freezeOnce = (alertId: number, at: number) =>
    store.write(tx => freezeChunk(tx, { store, people, chunk: 2, choosers: nobodyChose }, { alertId, at }))
  const isFrozen = async (id: number) => (await countsOf(store.read, [id])).get(id)?.frozen === true
  return { store, clock, choosers, run, freezeOnce, isFrozen, broken, asked: () => asked }
}

test('an audience that was being frozen when the clock was put back is frozen to its end', async t => {
  const { clock, store, run, freezeOnce, isFrozen } = await freshBench(t)
  const later = clock.now() + hourMs
  const id = await addAlert(store, { at: later })
  await freezeOnce(id, later)
  run()
  await advanceUntil(clock, () => isFrozen(id), { mostMs: hourMs / 2 })
})

test('a correction between two passes goes on when the clock was put back', async t => {
  const { clock, store, run, freezeOnce, isFrozen } = await freshBench(t)
  const later = clock.now() + hourMs
  const original = await addAlert(store, { at: later })
  await freezeOnce(original, later)
  const correction = await addAlert(store, { at: later, kind: 'correction', follows: original })
  await freezeOnce(correction, later)
  run()
  await advanceUntil(clock, () => isFrozen(correction), { mostMs: hourMs / 2 })
})

test('whom an alert is for is not kept by a process that had a part in freezing it, and did not end it', async t => {
  const { clock, store, choosers, run, isFrozen, asked } = await freshBench(t)
  const id = await addAlert(store, { at: clock.now() })
  const asks = { id, approvedAt: clock.now() } as Parameters<typeof choosers.of>[1] // all that it looks at
  run()
  await advanceUntil(clock, () => isFrozen(id))
  await store.write(tx => endAlert(tx, { id, at: clock.now() }))
  await advanceUntil(clock, async () => {
    const before = asked()
    await choosers.of(store.read, asks, clock.now())
    return asked() > before
  })
  assert.equal(await isFrozen(id), true)
})

test('an alert whose audience cannot be found holds up no other, and is tried again', async t => {
  const { clock, store, run, isFrozen, broken } = await freshBench(t)
  const first = await addAlert(store, { at: clock.now(), priority: 'flash' })
  const second = await addAlert(store, { at: clock.now() })
  broken.add(first)
  run()
  await advanceUntil(clock, () => isFrozen(second))
  assert.equal(await isFrozen(first), false)
  broken.clear()
  await advanceUntil(clock, () => isFrozen(first))
})
