import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { createFakeClock } from '../../../test/support/fake-clock.ts'
import { freshStore } from '../../../test/support/store.ts'
import { sendAlert } from '../../alerts/index.ts'
import { applyRules } from '../../alerts/rules/work.ts'
import { addSource, receiveItem } from '../../sources/index.ts'
import { insertItems } from '../../sources/insert-items.ts'
import type { Store } from '../../store/index.ts'
import { groupAll } from '../../stories/test-grouping.ts'
import { readLatencies, readLatencyFigures } from './read-latencies.ts'

const start = Date.UTC(2026, 0, 1)

/** A source whose items become alerts, and all stages up to the rules. */
async function withStages(t: TestContext, onItem: 'send' | 'draft') {
  const store = await freshStore(t)
  const clock = createFakeClock(start)
  const { id } = await store.write(tx =>
    addSource(tx, { url: 'https://news.example/', name: 'The News', onItem, everyMs: null, at: start }),
  )
  return {
    store,
    clock,
    /** It is seen now, grouped a second later, and taken by the rules two seconds after that. */
    async item(title: string, publishedAt: number | null) {
      const keys = { guidKey: title, urlKey: null, titleKey: null }
      const unsaid = { guid: null, url: null, text: '', author: null, language: 'en', html: '', image: null }
      const said = { ...unsaid, title, publishedAt, updatedAt: null, categories: [] }
      const publication = { sourceId: id, firstPoll: false, at: clock.now() }
      await store.write(tx => insertItems(tx, [{ item: said, keys }], publication))
      await clock.advance(1_000)
      await groupAll(store, clock)
      await clock.advance(2_000)
      await store.write(tx => applyRules(tx, { limit: 9, at: clock.now() }))
      const alert = await store.read
        .selectFrom('alerts')
        .select('id')
        .orderBy('id', 'desc')
        .executeTakeFirst()
      return alert?.id ?? 0
    },
  }
}

function accept(store: Store, alertId: number, at: number | null) {
  const states = { queued: 0, sending: 0, accepted: 1, deferred: 0, refused: 0, uncertain: 0 }
  const books = {
    ...states,
    suppressed: 0,
    withdrawn: 0,
    resent: 0,
    frozen: 1,
    audience: at === null ? 0 : 1,
  }
  return store.write(tx =>
    tx
      .insertInto('audiences')
      .values({ alert_id: alertId, ...books, first_accepted_at: at, last_accepted_at: at })
      .execute(),
  )
}

test('an item that a rule sent has its whole way in the ledger', async t => {
  const { store, clock, item } = await withStages(t, 'send')
  const seenAt = clock.now()
  const alertId = await item('The bridge is closed', seenAt - 40_000)
  await accept(store, alertId, seenAt + 4_000)
  const [row, ...others] = await readLatencies(store.read, { from: start, limit: 10 })
  assert.deepEqual(others, [])
  assert.deepEqual(row, {
    ...{ alertId, headline: 'The bridge is closed', sourceId: 1, sourceName: 'The News', way: 'poll' },
    ...{ published: 'told', publishedAt: seenAt - 40_000, seenAt, firstPoll: 0, groupedAt: seenAt + 1_000 },
    ...{ createdAt: seenAt + 3_000, createdBy: 'rule:The News', approvedBy: 'rule:The News' },
    ...{
      approvedAt: seenAt + 3_000,
      decidedAt: seenAt + 3_000,
      firstAcceptedAt: seenAt + 4_000,
      nobody: false,
    },
    stages: {
      ...{ seen: 40_000, grouped: 1_000, drafted: 2_000, accepted: 1_000, machine: 4_000, whole: 44_000 },
      editor: null,
    },
  })
})

test('a draft is in no figure until an editor sent it, and then their time stands apart', async t => {
  const { store, clock, item } = await withStages(t, 'draft')
  const alertId = await item('The bridge is closed', null)
  assert.deepEqual(await readLatencies(store.read, { from: start, limit: 10 }), [])
  await clock.advance(60_000)
  await store.write(tx => sendAlert(tx, { id: alertId, by: 'editor:Ada', at: clock.now(), people: 1 }))
  await accept(store, alertId, clock.now() + 500)
  const { stages } = await readLatencyFigures(store.read, { from: start })
  assert.deepEqual(stages.editor, {
    ...{ count: 1, sumMs: 60_000, medianMs: 60_000, p90Ms: 60_000, maxMs: 60_000 },
  })
  assert.deepEqual([stages.machine.medianMs, stages.seen.count], [3_500, 0])
})

test('the figures are of what was decided since, and of the newest where there is too much', async t => {
  const { store, clock, item } = await withStages(t, 'send')
  for (let number = 1; number <= 10; number += 1) {
    const seenAt = clock.now()
    await accept(store, await item(`Item number ${number}`, null), seenAt + 3_000 + number * 1_000)
    await clock.advance(60_000)
  }
  const { accepted } = (await readLatencyFigures(store.read, { from: start })).stages
  assert.deepEqual(accepted, { count: 10, sumMs: 55_000, medianMs: 5_000, p90Ms: 9_000, maxMs: 10_000 })
  const newest = await readLatencyFigures(store.read, { from: start, most: 2 })
  assert.deepEqual(
    [newest.sampled, newest.stages.accepted.count, newest.stages.accepted.medianMs],
    [true, 2, 9_000],
  )
  const later = await readLatencyFigures(store.read, { from: clock.now() })
  assert.deepEqual(
    [later.sampled, later.stages.accepted.count, later.stages.accepted.maxMs],
    [false, 0, null],
  )
})

test('an alert that nobody gets says so, and what the API brought names its way', async t => {
  const { store, clock } = await withStages(t, 'send')
  const item = { externalId: '1', url: null, title: 'A', text: '', publishedAt: null, language: null }
  await store.write(tx => receiveItem(tx, { ...item, sourceName: 'cms', at: clock.now() }))
  await store.write(tx => tx.updateTable('sources').set({ on_item: 'send' }).execute())
  await groupAll(store, clock)
  await store.write(tx => applyRules(tx, { limit: 9, at: clock.now() }))
  const [before] = await readLatencies(store.read, { from: start, limit: 1 })
  assert.deepEqual([before?.way, before?.firstAcceptedAt, before?.nobody], ['api', null, false])
  await accept(store, before?.alertId ?? 0, null)
  const [row] = await readLatencies(store.read, { from: start, limit: 1 })
  assert.deepEqual([row?.firstAcceptedAt, row?.nobody], [null, true])
})
