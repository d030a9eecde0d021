import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createFakeClock } from '../../test/support/fake-clock.ts'
import { sendAlert } from '../alerts/index.ts'
import { applyRules } from '../alerts/rules/work.ts'
import { addSource, receiveItem } from '../sources/index.ts'
import { groupAll } from '../stories/test-grouping.ts'
import { testDesk } from './test-desk.ts'

test('without alerts the ledger says so in words', async t => {
  const desk = await testDesk(t)
  assert.match(await (await desk.get('/desk/latency')).text(), /No item became an alert yet/)
})

test('the ledger tells where no published time is known, and keeps an editor’s time apart', async t => {
  const desk = await testDesk(t)
  const { store, clock } = desk
  const at = clock.now()
  const item = { url: null, text: '', language: 'en', sourceName: 'cms', at }
  const receive = (externalId: string, title: string, publishedAt: number | null) =>
    store.write(tx => receiveItem(tx, { ...item, externalId, title, publishedAt }))
  await receive('1', 'The bridge is closed', null)
  await store.write(tx => tx.updateTable('sources').set({ on_item: 'draft' }).execute())
  await receive('2', 'Ferry aground off Brenvik', at + 3_600_000)
  await groupAll(store, createFakeClock(at))
  await store.write(tx => applyRules(tx, { limit: 9, at }))
  await clock.advance(754_000)
  for (const id of [1, 2])
    await store.write(tx => sendAlert(tx, { id, by: 'editor:Ada', at: clock.now(), people: 0 }))
  const page = await (await desk.get('/desk/latency')).text()
  for (const words of [/no date/, /dated ahead/, /12 min 34 s/, /not yet/, /The bridge is closed/, /API/])
    assert.match(page, words)
})

test('the front page leads to the ledger, with the median of the day where there is one', async t => {
  const desk = await testDesk(t)
  await desk.store.write(tx =>
    addSource(tx, { url: 'https://a.example/', name: null, onItem: null, everyMs: null, at: 0 }),
  )
  assert.match(await (await desk.get('/desk')).text(), /<a href="\/desk\/latency">How fast news becomes mail/)
})
