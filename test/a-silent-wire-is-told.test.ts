/** A newsroom's own script dies: the program as it runs, with the beats of one run and the alarm of the next. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { learnReceived } from '../src/sources/listen/learn-received.ts'
import { formatRhythm, type Rhythm } from '../src/sources/rhythm/index.ts'
import { startNewsroom } from './support/newsroom.ts'
import { pollUntil } from './support/poll-until.ts'
import { startTocsin } from './support/tocsin-process.ts'

const hourMs = 3_600_000

/** An item an hour, for as many hours. */
function hourly(from: number, hours: number): Rhythm {
  let rhythm: Rhythm | null = null
  for (let hour = 0; hour <= hours; hour += 1)
    rhythm = learnReceived(rhythm, { at: from + hour * hourMs, newItems: 1, heardSince: from })
  assert.ok(rhythm)
  return rhythm
}

test('who listens writes that down, and who watches tells of a silence by it', async t => {
  const { api, env, server, store } = await startNewsroom(t)
  const item = { externalId: '1', title: 'The last item' }
  assert.equal((await api.post(server.origin, '/api/items', item)).status, 201)
  const { until } = await pollUntil('a beat', () =>
    store.read.selectFrom('listening').selectAll().executeTakeFirst(),
  )
  assert.equal(await server.stop(), 0)
  // As if it had been so for two weeks, and the last item had come two days ago.
  const [from, lastAt] = [until - 14 * 24 * hourMs, until - 48 * hourMs]
  await store.write(async tx => {
    await tx.updateTable('listening').set({ since: from }).execute()
    const rhythm = formatRhythm(hourly(from, 12 * 24))
    await tx.updateTable('sources').set({ rhythm, last_item_at: lastAt, silent_from: until }).execute()
  })
  await startTocsin(t, env)
  await pollUntil('the alarm', () =>
    store.read.selectFrom('sources').select('id').where('health', '=', 'silent').executeTakeFirst(),
  )
})
