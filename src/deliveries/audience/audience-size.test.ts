import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addSubscribers } from '../../../test/support/deliver-fixture.ts'
import { freshStore } from '../../../test/support/store.ts'
import { readAlert } from '../../alerts/index.ts'
import { createDays } from '../limits/test-days.ts'
import { readAudienceSize } from './audience-size.ts'
import { askEachChooser } from './test-matcher.ts'

const hour = 3_600_000
const noon = Date.UTC(2026, 5, 1, 12)

async function freshPlace(t: Parameters<typeof freshStore>[0]) {
  const store = await freshStore(t)
  const days = createDays(store)
  const matcher = {
    audienceOf: (...asked: [Parameters<typeof askEachChooser>[1], number]) =>
      askEachChooser(store.read, ...asked),
  }
  const sizeOf = async (alertId: number, at: number) => {
    const alert = await readAlert(store.read, alertId)
    assert.ok(alert)
    const size = await readAudienceSize(store, alert, { matcher, at })
    assert.ok(size.kind === 'matching')
    return size
  }
  return { store, days, sizeOf }
}

test('who chose nothing, who chose it, and whose limits would hold it now are counted apart', async t => {
  const { store, days, sizeOf } = await freshPlace(t)
  const [, , asleep = 0, digestOnly = 0, wordless = 0, wants = 0] = await addSubscribers(store, 6)
  const quiet = { quiet: { from: 11 * 60, to: 13 * 60 }, timeZone: 'UTC' }
  await days.choose(asleep, quiet, noon)
  await days.choose(digestOnly, { dailyMost: 0 }, noon)
  await days.choose(wordless, { scope: 'chosen', watch: ['harbour'] }, noon)
  await days.choose(wants, { scope: 'chosen', watch: ['bridge'] }, noon)
  const id = await days.alert({ at: noon })
  assert.deepEqual(await sizeOf(id, noon), { kind: 'matching', people: 5, plain: 2, held: 2, confirmed: 6 })
  assert.equal((await sizeOf(id, noon + 2 * hour)).held, 1)
})

test('a flash is held for nobody', async t => {
  const { store, days, sizeOf } = await freshPlace(t)
  const [one = 0] = await addSubscribers(store, 1)
  await days.choose(one, { dailyMost: 0 }, noon)
  assert.equal((await sizeOf(await days.alert({ at: noon, priority: 'flash' }), noon)).held, 0)
})

test('what is foretold of a daily limit is what the freeze then does, also for a limit that is new', async t => {
  const { store, days, sizeOf } = await freshPlace(t)
  const ids = await addSubscribers(store, 3)
  const [one = 0, two = 0] = ids
  const send = async (at: number) => {
    const id = await days.alert({ at })
    const { held } = await sizeOf(id, at)
    await days.freeze(id, at)
    await days.send(id, at)
    const heldThen = await store.read
      .selectFrom('held_alerts')
      .select('subscriber_id')
      .where('alert_id', '=', id)
      .execute()
    assert.equal(held, heldThen.length)
    return held
  }
  assert.equal(await send(noon), 0)
  // The mail of noon counts although nobody had a limit then.
  await days.choose(one, { dailyMost: 1 }, noon + hour)
  await days.choose(two, { dailyMost: 2 }, noon + hour)
  assert.equal(await send(noon + 2 * hour), 1)
  assert.equal(await send(noon + 3 * hour), 2)
  assert.equal(await send(noon + 25 * hour), 0)
  assert.equal(await send(noon + 26 * hour), 1)
})

test('who left is not counted, though their choices are still there', async t => {
  const { store, days, sizeOf } = await freshPlace(t)
  const [one = 0, two = 0] = await addSubscribers(store, 2)
  for (const id of [one, two]) await days.choose(id, { watch: ['bridge'] }, noon)
  await store.write(tx =>
    tx.updateTable('subscribers').set({ state: 'left', left_at: noon }).where('id', '=', two).execute(),
  )
  const size = await sizeOf(await days.alert({ at: noon }), noon)
  assert.deepEqual([size.people, size.confirmed], [1, 1])
})
