import assert from 'node:assert/strict'
import { test } from 'node:test'
import { judgeSilences } from './judge-silences.ts'
import { keepListening, readListening } from './listening.ts'
import { dayMs, hourMs, startHandingIn } from './test-hand-in.ts'

test('what hands its items in, and falls silent for longer than it ever does, is an alarm until its next item', async t => {
  const wire = await startHandingIn(t)
  await wire.pass(4 * dayMs, hourMs)
  await wire.judge()
  assert.equal(await wire.health(), 'ok')
  const silentMs = await wire.untilSilent()
  assert.ok(silentMs > 4 * hourMs && silentMs < 48 * hourMs, `${silentMs / hourMs} hours`)
  const silent = await wire.page()
  assert.match(
    silent?.problem ?? '',
    /^Nothing has come for \d+ hours: its last item came on 5 Jan, 00:00 UTC, and it usually publishes \S+ items? an hour at this time\. Nobody polls it, so look whether/,
  )
  assert.deepEqual([silent?.problemKind, await wire.silent()], ['silent', 1])
  await wire.send()
  assert.deepEqual([await wire.health(), await wire.silent()], ['ok', 0])
  await wire.judge()
  const well = await wire.page()
  assert.deepEqual([well?.health, well?.problem], ['ok', null])
  assert.deepEqual(
    well?.looks.map(({ kind, newItems }) => [kind, newItems]),
    [
      ['ok', 1],
      ['silent', 0],
    ],
  )
})

test('of three processes one raises the alarm', async t => {
  const wire = await startHandingIn(t)
  await wire.pass(4 * dayMs, hourMs)
  await wire.pass(2 * dayMs)
  const judged = await Promise.all([1, 2, 3].map(() => judgeSilences(wire.store)))
  assert.deepEqual(
    judged.flatMap(({ silent }) => silent),
    [1],
  )
  assert.deepEqual(
    (await wire.page())?.looks.map(({ kind }) => kind),
    ['silent'],
  )
})

test('a night in which we were down is no silence, and teaches none', async t => {
  const wire = await startHandingIn(t)
  await wire.pass(4 * dayMs, hourMs)
  const before = await wire.untilSilent()
  await wire.send()
  await wire.pass(4 * dayMs, hourMs)
  wire.stop(2 * dayMs)
  await wire.judge()
  assert.equal(await wire.health(), 'ok', 'before anybody listens again')
  await wire.pass(hourMs)
  await wire.judge()
  assert.equal(await wire.health(), 'ok')
  await wire.send()
  await wire.pass(2 * hourMs, hourMs)
  const after = await wire.untilSilent()
  assert.ok(after < 2.5 * before, `${after / hourMs} hours, and ${before / hourMs} before`)
})

test('a source that fell silent while we were down is an alarm once it has said nothing for as long as ever', async t => {
  const wire = await startHandingIn(t)
  await wire.pass(4 * dayMs, hourMs)
  wire.stop(dayMs)
  const silentMs = await wire.untilSilent()
  assert.ok(silentMs > 4 * hourMs && silentMs < 48 * hourMs, `${silentMs / hourMs} hours`)
})

test('a restart and a night down forget no alarm, and a short restart no silence', async t => {
  const wire = await startHandingIn(t)
  await wire.pass(4 * dayMs, hourMs)
  await wire.pass(2 * dayMs)
  wire.stop(4 * 60_000)
  await wire.pass(1)
  await wire.judge()
  assert.equal(await wire.health(), 'silent')
  wire.stop(dayMs)
  await wire.pass(hourMs)
  await wire.judge()
  assert.equal(await wire.health(), 'silent')
})

test('a source that hardly ever sends raises none, nor does one of which nobody knows enough', async t => {
  const wire = await startHandingIn(t)
  await wire.pass(2 * dayMs, hourMs)
  await wire.send('rare')
  await wire.pass(6 * dayMs)
  await wire.judge()
  assert.equal(await wire.silent(), 0)
})

test('after a clock was put back by a year a silence is one again in time, and none at once', async t => {
  const wire = await startHandingIn(t)
  await wire.pass(4 * dayMs, hourMs)
  wire.stop(-365 * dayMs)
  await wire.pass(hourMs)
  await wire.judge()
  assert.equal(await wire.health(), 'ok')
  const silentMs = await wire.untilSilent()
  assert.ok(silentMs < 48 * hourMs, `${silentMs / hourMs} hours`)
  await wire.send()
  await wire.pass(4 * dayMs, hourMs)
  assert.ok((await wire.untilSilent()) < 48 * hourMs)
})

test('who listens beside others takes nothing back: the last beat counts, and a break is one for all', async t => {
  const { store } = await startHandingIn(t)
  for (const at of [1_000_000, 1_100_000, 1_090_000]) await keepListening(store, at)
  assert.deepEqual(await readListening(store.read), { since: 1_000_000, until: 1_100_000 })
  await keepListening(store, 1_400_001)
  assert.deepEqual(await readListening(store.read), { since: 1_400_001, until: 1_400_001 })
})

test('more than are judged at once are all judged', async t => {
  const wire = await startHandingIn(t)
  await wire.pass(1)
  const at = wire.now()
  await wire.store.write(async tx => {
    const rows = Array.from({ length: 60 }, (_, place) => ({ name: 'a', url: `api:${place}`, host: '' }))
    const more = { on_item: 'none', kind: 'api', created_at: at, failures: 0, silent_from: at } as const
    await tx
      .insertInto('sources')
      .values(rows.map(row => ({ ...row, ...more })))
      .execute()
  })
  const more: boolean[] = []
  do more.push((await wire.judge()).more)
  while (more.at(-1))
  assert.deepEqual(more, [true, true, false])
  const left = await wire.store.read.selectFrom('sources').select('id').where('silent_from', 'is not', null)
  assert.deepEqual(await left.execute(), [], 'of none of them anything is known')
})

test('a burst that a script hands in one after the other is one arrival with all its items', async t => {
  const wire = await startHandingIn(t)
  for (let hour = 0; hour < 30; hour += 1) {
    await wire.pass(hourMs - 10_000)
    for (let item = 0; item < 5; item += 1) {
      await wire.send()
      await wire.pass(2_000)
    }
  }
  const rate = (await wire.page())?.rhythm?.weekday[12] ?? Number.NaN
  assert.ok(rate > 4 && rate < 6, String(rate))
})
