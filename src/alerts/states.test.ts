import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { propertyRuns } from '../../test/support/property-runs.ts'
import { freshStore } from '../../test/support/store.ts'
import type { Store } from '../store/index.ts'
import {
  alertsToSend,
  discardDraft,
  editDraft,
  endAlert,
  listAlerts,
  pauseAlert,
  readAlert,
  readPresses,
  resumeAlert,
  sendAlert,
  stopAlert,
} from './index.ts'
import { makeAlert, testAt, testBy } from './test-alerts.ts'

const press = { by: testBy, at: testAt + 1 }

const verbs = {
  edit: (store: Store, id: number) =>
    store.write(tx => editDraft(tx, { id, fields: { headline: 'Bridge still closed' }, ...press })),
  send: (store: Store, id: number) => store.write(tx => sendAlert(tx, { id, people: 5, ...press })),
  pause: (store: Store, id: number) => store.write(tx => pauseAlert(tx, { id, ...press })),
  resume: (store: Store, id: number) => store.write(tx => resumeAlert(tx, { id, ...press })),
  stop: (store: Store, id: number) => store.write(tx => stopAlert(tx, { id, ...press })),
  discard: (store: Store, id: number) => store.write(tx => discardDraft(tx, { id, ...press })),
  end: (store: Store, id: number) => store.write(tx => endAlert(tx, { id, at: press.at })),
}

type Verb = keyof typeof verbs

/** What the design says: from which state, by which verb, to which. */
const legal: Record<string, Partial<Record<Verb, string>>> = {
  draft: { edit: 'draft', send: 'sending', discard: 'discarded' },
  sending: { pause: 'paused', stop: 'stopped', end: 'sent' },
  paused: { resume: 'sending', stop: 'stopped' },
  stopped: { end: 'stopped' },
}

async function stateOf(store: Store, id: number): Promise<string> {
  return (await readAlert(store.read, id))?.state ?? 'discarded'
}

test('whatever is pressed in whatever order, only legal presses do anything, and each of them is recorded', async t => {
  const store = await freshStore(t)
  const pressed = fc.array(fc.constantFrom(...(Object.keys(verbs) as Verb[])), { maxLength: 8 })
  await fc.assert(
    fc.asyncProperty(pressed, async presses => {
      const id = await makeAlert(store, { send: false })
      const recorded: string[] = ['create']
      for (const verb of presses) {
        const before = await stateOf(store, id)
        const next = legal[before]?.[verb]
        await verbs[verb](store, id)
        assert.equal(await stateOf(store, id), next ?? before, `${verb} on ${before}`)
        if (next && verb !== 'end') recorded.push(verb)
      }
      const actions = (await readPresses(store.read, id)).map(({ action }) => action)
      assert.deepEqual(actions, recorded)
    }),
    propertyRuns(60),
  )
})

test('a refused press says how things stand', async t => {
  const store = await freshStore(t)
  const id = await makeAlert(store, { send: false })
  assert.deepEqual(await verbs.pause(store, id), { kind: 'not-sending', state: 'draft' })
  assert.deepEqual(await verbs.resume(store, id), { kind: 'not-paused', state: 'draft' })
  await verbs.send(store, id)
  assert.deepEqual(await verbs.send(store, id), { kind: 'not-draft', state: 'sending' })
  assert.deepEqual(await verbs.edit(store, id), { kind: 'not-draft', state: 'sending' })
  assert.deepEqual(await verbs.stop(store, 999), { kind: 'not-found' })
})

for (const [verb, first] of [
  ['send', 'sending'],
  ['discard', 'discarded'],
] as const)
  test(`of many presses on ${verb} at once one acts and is recorded`, async t => {
    const store = await freshStore(t)
    const id = await makeAlert(store, { send: false })
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => verbs[verb](store, id)))
    assert.equal(outcomes.filter(outcome => outcome.kind === first).length, 1)
    assert.equal((await readPresses(store.read, id)).length, 2)
  })

test('a stopped alert says where it was stopped', async t => {
  const store = await freshStore(t)
  for (const [by, note] of [
    ['editor:Ada', 'stopped at the desk'],
    ['token:cms', 'stopped through the API'],
  ] as const) {
    const id = await makeAlert(store)
    await store.write(tx => stopAlert(tx, { id, by, at: press.at }))
    assert.equal((await readAlert(store.read, id))?.note, note)
  }
})

test('of stop and pause at once the alert ends up stopped', async t => {
  const store = await freshStore(t)
  const id = await makeAlert(store)
  await Promise.all([verbs.pause(store, id), verbs.stop(store, id)])
  assert.equal(await stateOf(store, id), 'stopped')
})

test('who pressed send is kept with the number of people that the button named', async t => {
  const store = await freshStore(t)
  const id = await makeAlert(store, { send: false })
  await store.write(tx => sendAlert(tx, { id, by: 'editor:Zoé', at: 7, people: 1_204 }))
  const last = (await readPresses(store.read, id)).at(-1)
  assert.deepEqual({ ...last }, { alertId: id, by: 'editor:Zoé', action: 'send', at: 7, people: 1_204 })
  const alert = await readAlert(store.read, id)
  assert.deepEqual([alert?.approvedBy, alert?.approvedAt], ['editor:Zoé', 7])
})

test('a flash goes out at the second press only', async t => {
  const store = await freshStore(t)
  const id = await makeAlert(store, { priority: 'flash', send: false })
  assert.deepEqual(await verbs.send(store, id), { kind: 'unconfirmed-flash' })
  assert.equal(await stateOf(store, id), 'draft')
  const second = { id, people: 5, confirmedFlash: true, ...press }
  assert.deepEqual(await store.write(tx => sendAlert(tx, second)), { kind: 'sending' })
})

test('a stopped alert stays stopped when its last delivery ends, and keeps that time', async t => {
  const store = await freshStore(t)
  const id = await makeAlert(store)
  await verbs.stop(store, id)
  await verbs.end(store, id)
  await store.write(tx => endAlert(tx, { id, at: press.at + 5 }))
  const alert = await readAlert(store.read, id)
  assert.deepEqual([alert?.state, alert?.endedAt], ['stopped', press.at])
})

test('what is to be sent comes by priority, and of one priority the oldest first', async t => {
  const store = await freshStore(t)
  const ids: number[] = []
  for (const priority of ['developing', 'breaking', 'flash', 'breaking', 'flash'])
    ids.push(await makeAlert(store, { priority }))
  await makeAlert(store, { send: false })
  const order = (await alertsToSend(store.read)).map(({ id }) => ids.indexOf(id))
  assert.deepEqual(order, [2, 4, 1, 3, 0])
})

test('pages of alerts go from the newest to the oldest without a gap, whatever is made meanwhile', async t => {
  const store = await freshStore(t)
  const ids = []
  for (let made = 0; made < 5; made++) ids.unshift(await makeAlert(store, { send: made % 2 === 0 }))
  const first = await listAlerts(store.read, { limit: 2 })
  await makeAlert(store)
  const second = await listAlerts(store.read, { before: first.at(-1)?.id, limit: 10 })
  assert.deepEqual(
    [...first, ...second].map(({ id }) => id),
    ids,
  )
  const drafts = await listAlerts(store.read, { states: ['draft'], limit: 10 })
  assert.deepEqual(
    drafts.map(({ state }) => state),
    ['draft', 'draft'],
  )
})
