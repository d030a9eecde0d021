import assert from 'node:assert/strict'
import { test } from 'node:test'
import pino from 'pino'
import { createFakeClock } from '../../../test/support/fake-clock.ts'
import { freshStore } from '../../../test/support/store.ts'
import type { Store } from '../../store/index.ts'
import { createRules, discardDraft, draftFromStory, listAlerts, readAlert, sendAlert } from '../index.ts'
import { handOver, makeSource, tellRules, testAt, testBy } from '../test-alerts.ts'
import { applyRules } from './work.ts'

async function runRules(store: Store): Promise<number> {
  return (await store.write(tx => applyRules(tx, { limit: 10, at: testAt }))).taken
}

function allAlerts(store: Store) {
  return listAlerts(store.read, { limit: 100 })
}

test('every new item of a source set to send becomes one alert, sent at once', async t => {
  const store = await freshStore(t)
  const sourceId = await makeSource(store, 'send')
  const { itemId, storyId } = await handOver(store, {
    sourceId,
    title: 'Dam bursts',
    text: 'Dam bursts. Two towns are warned.',
    url: 'https://wire.example/dam',
  })
  await runRules(store)
  const [alert, ...others] = await allAlerts(store)
  assert.deepEqual(others, [])
  assert.ok(alert)
  assert.deepEqual(
    [alert.state, alert.kind, alert.priority, alert.itemId, alert.storyId, alert.audience],
    ['sending', 'alert', 'breaking', itemId, storyId, 'matching'],
  )
  assert.deepEqual(
    [alert.headline, alert.summary, alert.url],
    ['Dam bursts', 'Two towns are warned.', 'https://wire.example/dam'],
  )
  assert.match(alert.approvedBy ?? '', /^rule:/)
})

test('each new item of a story that already has an alert is sent as well', async t => {
  const store = await freshStore(t)
  const sourceId = await makeSource(store, 'send')
  const { storyId } = await handOver(store, { sourceId })
  await handOver(store, { sourceId, storyId })
  await runRules(store)
  assert.equal((await allAlerts(store)).length, 2)
})

test('an item that the rules meet twice makes one alert', async t => {
  const store = await freshStore(t)
  const sourceId = await makeSource(store, 'send')
  const { itemId, storyId } = await handOver(store, { sourceId })
  await runRules(store)
  await store.write(tx => tellRules(tx, { itemId, storyId }, 'joined'))
  await runRules(store)
  assert.equal((await allAlerts(store)).length, 1)
})

for (const onItem of ['send', 'draft'] as const)
  test(`what a source's first poll brought makes none, also when it is set to ${onItem}`, async t => {
    const store = await freshStore(t)
    await handOver(store, { sourceId: await makeSource(store, onItem), firstPoll: true })
    assert.equal(await runRules(store), 1)
    assert.deepEqual(await allAlerts(store), [])
  })

test('an item of a source set to none makes none', async t => {
  const store = await freshStore(t)
  await handOver(store, { sourceId: await makeSource(store, 'none') })
  await runRules(store)
  assert.deepEqual(await allAlerts(store), [])
})

test('a story makes one draft, not one for each of its items', async t => {
  const store = await freshStore(t)
  const sourceId = await makeSource(store, 'draft')
  const { storyId } = await handOver(store, { sourceId, title: 'First words' })
  await handOver(store, { sourceId, storyId, title: 'Second words' })
  await runRules(store)
  const alerts = await allAlerts(store)
  assert.deepEqual(
    alerts.map(alert => [alert.state, alert.headline]),
    [['draft', 'First words']],
  )
})

test('items of one story in two transactions at once make one draft', async t => {
  const store = await freshStore(t)
  const sourceId = await makeSource(store, 'draft')
  const { storyId } = await handOver(store, { sourceId })
  await handOver(store, { sourceId, storyId })
  const step = () => store.write(tx => applyRules(tx, { limit: 1, at: testAt }))
  await Promise.all([step(), step()])
  while ((await step()).taken > 0);
  assert.equal((await allAlerts(store)).length, 1)
})

test('a story whose draft was thrown away makes no further one by itself, but a person may ask for it', async t => {
  const store = await freshStore(t)
  const sourceId = await makeSource(store, 'draft')
  const { storyId } = await handOver(store, { sourceId })
  await runRules(store)
  const [draft] = await allAlerts(store)
  await store.write(tx => discardDraft(tx, { id: draft?.id ?? 0, by: testBy, at: testAt }))
  await handOver(store, { sourceId, storyId })
  await runRules(store)
  assert.deepEqual(await allAlerts(store), [])
  const asked = await store.write(tx => draftFromStory(tx, { storyId, by: testBy, at: testAt }))
  assert.equal(asked.kind, 'drafted')
})

test('a draft asked for from a story is made once, from its newest item or the one that was chosen', async t => {
  const store = await freshStore(t)
  const sourceId = await makeSource(store, 'none')
  const { itemId, storyId } = await handOver(store, { sourceId, title: 'Older' })
  await handOver(store, { sourceId, storyId, title: 'Newer' })
  const ask = (chosen?: number) =>
    store.write(tx => draftFromStory(tx, { storyId, itemId: chosen, by: testBy, at: testAt }))
  const presses = await Promise.all([ask(), ask()])
  assert.deepEqual(presses.map(press => press.kind).sort(), ['drafted', 'exists'])
  const [draft] = await allAlerts(store)
  assert.equal(draft?.headline, 'Newer')
  await store.write(tx => discardDraft(tx, { id: draft?.id ?? 0, by: testBy, at: testAt }))
  const chosen = await ask(itemId)
  assert.equal(chosen.kind, 'drafted')
  assert.equal((await readAlert(store.read, 'id' in chosen ? chosen.id : 0))?.headline, 'Older')
})

test('an item whose alert was sent can be drafted from again', async t => {
  const store = await freshStore(t)
  const { storyId } = await handOver(store, { sourceId: await makeSource(store, 'draft') })
  await runRules(store)
  const [draft] = await allAlerts(store)
  await store.write(tx => sendAlert(tx, { id: draft?.id ?? 0, by: testBy, at: testAt, people: 3 }))
  const again = await store.write(tx => draftFromStory(tx, { storyId, by: testBy, at: testAt }))
  assert.equal(again.kind, 'drafted')
})

test('a story that does not exist gives no draft', async t => {
  const store = await freshStore(t)
  const asked = await store.write(tx => draftFromStory(tx, { storyId: 99, by: testBy, at: testAt }))
  assert.deepEqual(asked, { kind: 'not-found' })
})

test('the rules are woken by what stories hands over and wake who waits for alerts', async t => {
  const store = await freshStore(t)
  const log = pino({ level: 'silent' })
  const rules = createRules({ store, clock: createFakeClock(testAt), log })
  t.after(() => rules.stop())
  rules.start()
  const woken = new Promise<void>(resolve => {
    const off = store.onWake(['alerts'], () => {
      off()
      resolve()
    })
  })
  await handOver(store, { sourceId: await makeSource(store, 'send') })
  // A reconnecting listener wakes everybody once; the alert is what counts.
  await woken
  while ((await allAlerts(store)).length === 0) await new Promise(setImmediate)
  assert.equal((await allAlerts(store)).length, 1)
})

test('no further draft while the story that it was merged into meanwhile has one', async t => {
  const store = await freshStore(t)
  const sourceId = await makeSource(store, 'draft')
  const { storyId: into } = await handOver(store, { sourceId })
  await runRules(store)
  const { storyId } = await handOver(store, { sourceId })
  const merged = { state: 'merged', merged_into: into } as const
  await store.write(tx => tx.updateTable('stories').set(merged).where('id', '=', storyId).execute())
  await runRules(store)
  assert.deepEqual(
    (await allAlerts(store)).map(alert => alert.storyId),
    [into],
  )
})
