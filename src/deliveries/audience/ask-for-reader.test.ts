import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addSubscribers, testSecrets } from '../../../test/support/deliver-fixture.ts'
import { freshStore } from '../../../test/support/store.ts'
import { readAlert } from '../../alerts/index.ts'
import { suppress } from '../../subscribers/index.ts'
import { createDays } from '../limits/test-days.ts'
import { askForReader } from './ask-for-reader.ts'

const hour = 3_600_000
const noon = Date.UTC(2026, 5, 1, 12)
const six = noon + 6 * hour

async function freshPlace(t: Parameters<typeof freshStore>[0], readers = 1) {
  const store = await freshStore(t)
  const days = createDays(store)
  const ids = await addSubscribers(store, readers)
  /** What is asked of a draft, in the place of what is on its way. */
  const draft = async (wish: Partial<Parameters<typeof days.alert>[0]> = {}) => {
    const id = await days.alert({ at: noon, ...wish })
    await store.write(tx =>
      tx.updateTable('alerts').set({ state: 'draft', approved_at: null }).where('id', '=', id).execute(),
    )
    return id
  }
  const sent = async (wish: Partial<Parameters<typeof days.alert>[0]> = {}) => {
    const id = await days.alert({ at: noon, ...wish })
    await days.freeze(id, wish.at ?? noon)
    await days.send(id, wish.at ?? noon)
    await store.write(tx => tx.updateTable('alerts').set({ state: 'sent' }).where('id', '=', id).execute())
    return id
  }
  const ask = async (alertId: number, addressKey = 'reader1@example.org', at = noon) => {
    const alert = await readAlert(store.read, alertId)
    assert.ok(alert)
    return askForReader(store, { secrets: testSecrets }, { alert, addressKey, at })
  }
  return { store, days, ids, draft, sent, ask }
}

test('of a draft: who is not there, has not confirmed, has left, or must not be mailed is out for that', async t => {
  const { store, draft, ask } = await freshPlace(t, 4)
  const set = (number: number, values: object) =>
    store.write(tx =>
      tx
        .updateTable('subscribers')
        .set(values)
        .where('address_key', '=', `reader${number}@example.org`)
        .execute(),
    )
  await set(2, { state: 'pending', confirmed_at: null })
  await set(3, { state: 'left', left_at: noon })
  const erased = { address: 'erased@example.org', reason: 'erased' as const, at: noon }
  await store.write(tx => suppress(tx, { secrets: testSecrets }, erased))
  await store.write(tx =>
    suppress(tx, { secrets: testSecrets }, { ...erased, address: 'reader4@example.org' }),
  )
  const id = await draft()
  assert.deepEqual(await ask(id), { kind: 'now', because: { kind: 'everything' } })
  assert.deepEqual(await ask(id, 'nobody@example.org'), { kind: 'unknown' })
  assert.deepEqual(await ask(id, 'reader2@example.org'), { kind: 'pending' })
  assert.deepEqual(await ask(id, 'reader3@example.org'), { kind: 'left', at: noon })
  assert.deepEqual(await ask(id, 'reader4@example.org'), { kind: 'suppressed' })
  assert.deepEqual(await ask(id, 'erased@example.org'), { kind: 'suppressed' })
})

test('of a draft: what they chose lets it through, keeps it out, or puts it off', async t => {
  const { days, ids, draft, ask } = await freshPlace(t)
  const [reader = 0] = ids
  const id = await draft()
  await days.choose(reader, { scope: 'chosen', watch: ['bridge', 'ferry'] }, noon)
  assert.deepEqual(await ask(id), { kind: 'now', because: { kind: 'watch', expressions: ['bridge'] } })
  await days.choose(reader, { least: 'flash' }, noon)
  assert.deepEqual(await ask(id), { kind: 'out', obstacle: { kind: 'priority', least: 'flash' } })
  await days.choose(reader, { dailyMost: 0, digestAt: 18 * 60, timeZone: 'UTC' }, noon)
  const because = { kind: 'everything' }
  assert.deepEqual(await ask(id), { kind: 'held', because, why: 'daily-most', until: six })
  const quiet = { from: 11 * 60, to: 19 * 60 }
  await days.choose(reader, { quiet, digestAt: 18 * 60, timeZone: 'UTC' }, noon)
  assert.deepEqual(await ask(id), { kind: 'held', because, why: 'quiet', until: six + hour })
})

test('of a follow-up: it is for those who got what it follows, whatever they chose, and waits where that waits', async t => {
  const { days, ids, draft, sent, ask } = await freshPlace(t, 3)
  const [, second = 0, third = 0] = ids
  await days.choose(second, { least: 'flash' }, noon)
  await days.choose(third, { dailyMost: 0, digestAt: 18 * 60, timeZone: 'UTC' }, noon)
  const original = await sent()
  const correction = await draft({ kind: 'correction', follows: original })
  const because = { kind: 'follows', as: 'correction' }
  assert.deepEqual(await ask(correction), { kind: 'now', because })
  assert.deepEqual(await ask(correction, 'reader2@example.org'), { kind: 'not-followed' })
  const waits = { kind: 'held', because, why: 'followed', until: six }
  assert.deepEqual(await ask(correction, 'reader3@example.org'), waits)
  await days.digests(six)
  assert.deepEqual(await ask(correction, 'reader3@example.org'), { kind: 'now', because })
  const update = await draft({ kind: 'update', follows: original })
  const limited = { kind: 'held', because: { kind: 'follows', as: 'update' }, why: 'daily-most' }
  assert.deepEqual(await ask(update, 'reader3@example.org'), { ...limited, until: six })
})

test('of what was sent: what became of it, also for who has left since, or why there is nothing to tell', async t => {
  const { store, days, ids, sent, ask } = await freshPlace(t, 3)
  const [first = 0, second = 0, third = 0] = ids
  await days.choose(second, { dailyMost: 0, digestAt: 18 * 60, timeZone: 'UTC' }, noon)
  await days.choose(third, { least: 'flash' }, noon)
  const id = await sent()
  const because = { kind: 'everything' }
  const got = { kind: 'fate', fate: { kind: 'got', at: noon }, because }
  assert.deepEqual(await ask(id), got)
  assert.deepEqual(await ask(id, 'reader2@example.org'), {
    kind: 'fate',
    fate: { kind: 'held', until: six },
    because,
  })
  assert.deepEqual(await ask(id, 'reader3@example.org'), {
    kind: 'out',
    obstacle: { kind: 'priority', least: 'flash' },
  })
  await days.choose(third, {}, noon + hour)
  assert.deepEqual(await ask(id, 'reader3@example.org', noon + hour), { kind: 'not-then', because })
  await store.write(tx =>
    tx
      .updateTable('subscribers')
      .set({ state: 'left', left_at: noon + 1 })
      .where('id', '=', first)
      .execute(),
  )
  assert.deepEqual(await ask(id), got)
  await addSubscribers(store, 1, { from: 9, confirmedAt: noon + 1 })
  assert.deepEqual(await ask(id, 'reader9@example.org'), { kind: 'joined-later', at: noon + 1 })
})
