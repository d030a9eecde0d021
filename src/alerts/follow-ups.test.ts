import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshStore } from '../../test/support/store.ts'
import type { Store } from '../store/index.ts'
import {
  correctAlert,
  createAlert,
  draftFollowUp,
  editDraft,
  type FollowUpKind,
  pauseAlert,
  readAlert,
  readPresses,
  readThread,
  sendAlert,
} from './index.ts'
import { makeAlert, testAt, testBy } from './test-alerts.ts'

const press = { by: testBy, at: testAt + 1 }
const right = { headline: 'Bridge open', summary: 'It never closed.', whatWasWrong: 'The bridge is open.' }

async function followUp(store: Store, followsId: number, kind: FollowUpKind): Promise<number> {
  const draft = await store.write(tx => draftFollowUp(tx, { followsId, kind, ...press }))
  assert.ok('id' in draft)
  return draft.id
}

test('a follow-up begins with the words of what it follows and goes to whoever got that', async t => {
  const store = await freshStore(t)
  const first = await makeAlert(store, { url: 'https://wire.example/1', topics: ['bridges'], language: 'de' })
  const update = await readAlert(store.read, await followUp(store, first, 'update'))
  assert.deepEqual(
    [update?.headline, update?.url, update?.topics, update?.language],
    ['Bridge closed', 'https://wire.example/1', ['bridges'], 'de'],
  )
  assert.deepEqual(
    [update?.state, update?.audience, update?.followsId, update?.threadId],
    ['draft', 'recipients', first, first],
  )
})

test('a correction leads to its own page, not to where the wrong alert led', async t => {
  const store = await freshStore(t)
  const url = 'https://wire.example/wrong'
  const first = await makeAlert(store, { url })
  for (const kind of ['correction', 'retraction'] as const)
    assert.equal((await readAlert(store.read, await followUp(store, first, kind)))?.url, null)
  const sent = await store.write(tx => correctAlert(tx, { id: first, ...right, ...press }))
  assert.ok(sent.kind === 'sending')
  assert.equal((await readAlert(store.read, sent.id))?.url, null)
  const placed = await makeAlert(store, {
    kind: 'correction',
    follows: first,
    url: 'https://wire.example/right',
  })
  assert.equal((await readAlert(store.read, placed))?.url, 'https://wire.example/right')
})

test('a follow-up of a follow-up stays in the thread of the first alert', async t => {
  const store = await freshStore(t)
  const first = await makeAlert(store)
  const second = await makeAlert(store, { kind: 'update', follows: first })
  const third = await makeAlert(store, { kind: 'update', follows: second })
  const alert = await readAlert(store.read, third)
  assert.deepEqual([alert?.followsId, alert?.threadId], [second, first])
  for (const id of [first, second, third])
    assert.deepEqual(
      (await readThread(store.read, id)).map(one => one.id),
      [first, second, third],
    )
})

test('a thread shows no draft unless it is asked to', async t => {
  const store = await freshStore(t)
  const first = await makeAlert(store)
  const draft = await followUp(store, first, 'update')
  const ids = async (drafts: boolean) => (await readThread(store.read, first, { drafts })).map(({ id }) => id)
  assert.deepEqual(await ids(false), [first])
  assert.deepEqual(await ids(true), [first, draft])
})

test('only what was sent can be followed', async t => {
  const store = await freshStore(t)
  const draft = await makeAlert(store, { send: false })
  const refused = { kind: 'not-sent-yet', state: 'draft' }
  const wish = { followsId: draft, kind: 'update' as const, ...press }
  assert.deepEqual(await store.write(tx => draftFollowUp(tx, wish)), refused)
  assert.deepEqual(await store.write(tx => correctAlert(tx, { id: draft, ...right, ...press })), refused)
  const fields = { ...right, kind: 'correction', follows: draft }
  assert.deepEqual(await store.write(tx => createAlert(tx, { fields, send: true, ...press })), refused)
  assert.deepEqual(await store.write(tx => draftFollowUp(tx, { ...wish, followsId: 99 })), {
    kind: 'not-found',
  })
})

test('a follow-up pressed twice is one draft', async t => {
  const store = await freshStore(t)
  const first = await makeAlert(store)
  const wish = { followsId: first, kind: 'correction' as const, ...press }
  const drafts = await Promise.all([1, 2, 3].map(() => store.write(tx => draftFollowUp(tx, wish))))
  assert.deepEqual(drafts.map(({ kind }) => kind).sort(), ['drafted', 'exists', 'exists'])
})

for (const [kind, field] of [
  ['update', 'whatChanged'],
  ['correction', 'whatWasWrong'],
  ['retraction', 'whatWasWrong'],
] as const)
  test(`a draft of kind ${kind} is not sent without ${field}`, async t => {
    const store = await freshStore(t)
    const id = await followUp(store, await makeAlert(store), kind)
    const send = () => store.write(tx => sendAlert(tx, { id, people: 1, ...press }))
    const refused = await send()
    assert.deepEqual(refused.kind === 'incomplete' && Object.keys(refused.fields), [field])
    const fields = { headline: 'Bridge open', [field]: 'Inspectors were wrong.' }
    await store.write(tx => editDraft(tx, { id, fields, ...press }))
    assert.deepEqual(await send(), { kind: 'sending' })
  })

for (const kind of ['correction', 'retraction'] as const)
  test(`sending a ${kind} stops the alert it follows, paused or not`, async t => {
    const store = await freshStore(t)
    for (const paused of [false, true]) {
      const wrong = await makeAlert(store)
      if (paused) await store.write(tx => pauseAlert(tx, { id: wrong, ...press }))
      const amending = await makeAlert(store, { kind, follows: wrong, whatWasWrong: 'All of it.' })
      const alert = await readAlert(store.read, wrong)
      assert.deepEqual([alert?.state, alert?.note], ['stopped', `replaced by the ${kind} ${amending}`])
      assert.equal((await readPresses(store.read, wrong)).at(-1)?.action, 'stop')
    }
  })

test('an update stops nothing', async t => {
  const store = await freshStore(t)
  const first = await makeAlert(store)
  await makeAlert(store, { kind: 'update', follows: first })
  assert.equal((await readAlert(store.read, first))?.state, 'sending')
})

test('a second correction also stops the first one, or its words would arrive after the right ones', async t => {
  const store = await freshStore(t)
  const wrong = await makeAlert(store)
  const update = await makeAlert(store, { kind: 'update', follows: wrong })
  const correct = (headline: string) =>
    store.write(tx => correctAlert(tx, { id: wrong, ...right, headline, ...press }))
  const [one, two] = [await correct('Bridge half open'), await correct('Bridge open')]
  const states = []
  for (const id of [one, two].map(sent => ('id' in sent ? sent.id : 0)))
    states.push((await readAlert(store.read, id))?.state)
  assert.deepEqual(states, ['stopped', 'sending'])
  assert.equal((await readAlert(store.read, update))?.state, 'sending')
})

test('a correction also stops what corrected an earlier one of the same alert', async t => {
  const store = await freshStore(t)
  const wrong = await makeAlert(store)
  const amend = (follows: number) => makeAlert(store, { kind: 'correction', follows, whatWasWrong: 'This.' })
  const first = await amend(wrong)
  const ofFirst = await amend(first)
  const update = await makeAlert(store, { kind: 'update', follows: ofFirst })
  const last = await amend(wrong)
  const stateOf = async (id: number) => (await readAlert(store.read, id))?.state
  assert.deepEqual(await Promise.all([ofFirst, update, last].map(stateOf)), ['stopped', 'sending', 'sending'])
})

test('of two corrections that are sent at once one goes out', async t => {
  const store = await freshStore(t)
  const wrong = await makeAlert(store)
  const drafts = [await followUp(store, wrong, 'correction'), await followUp(store, wrong, 'retraction')]
  for (const id of drafts) {
    const fields = { headline: 'Bridge open', whatWasWrong: 'All of it.' }
    await store.write(tx => editDraft(tx, { id, fields, ...press }))
  }
  // Both have begun before either ends.
  let begun = 0
  const { promise: both, resolve } = Promise.withResolvers<void>()
  const send = (id: number) =>
    store.write(async tx => {
      begun += 1
      if (begun === 2 || store.kind === 'sqlite') resolve()
      await both
      assert.deepEqual(await sendAlert(tx, { id, people: 1, ...press }), { kind: 'sending' })
    })
  await Promise.all(drafts.map(send))
  const states = await Promise.all(drafts.map(async id => (await readAlert(store.read, id))?.state))
  assert.deepEqual(states.toSorted(), ['sending', 'stopped'])
})

test('a correction in one call takes everything but words and link from what it corrects', async t => {
  const store = await freshStore(t)
  const id = await makeAlert(store, { url: 'https://wire.example/1', preheader: 'Old line', saidAt: 5 })
  const sent = await store.write(tx => correctAlert(tx, { id, ...right, ...press }))
  assert.ok(sent.kind === 'sending')
  const alert = await readAlert(store.read, sent.id)
  assert.deepEqual(
    [alert?.kind, alert?.state, alert?.headline, alert?.url, alert?.preheader, alert?.saidAt],
    ['correction', 'sending', 'Bridge open', null, null, null],
  )
})

test('the same correction called for many times at once goes out once', async t => {
  const store = await freshStore(t)
  const id = await makeAlert(store)
  const sent = await Promise.all(
    [1, 2, 3].map(() => store.write(tx => correctAlert(tx, { id, ...right, ...press }))),
  )
  assert.equal(new Set(sent.map(one => 'id' in one && one.id)).size, 1)
})

test('a correction that does not say what was wrong is refused', async t => {
  const store = await freshStore(t)
  const id = await makeAlert(store)
  const refused = await store.write(tx => correctAlert(tx, { id, ...right, whatWasWrong: ' ', ...press }))
  assert.equal(refused.kind, 'incomplete')
  assert.equal((await readAlert(store.read, id))?.state, 'sending')
})

test('a program may send an update without saying what changed', async t => {
  const store = await freshStore(t)
  const first = await makeAlert(store, { topics: ['bridges'], sourceName: 'City' })
  const alert = await readAlert(store.read, await makeAlert(store, { kind: 'update', follows: first }))
  assert.deepEqual([alert?.topics, alert?.sourceName, alert?.whatChanged], [['bridges'], 'City', null])
})

test('an alert about a story or after an alert that is not there is refused by its field', async t => {
  const store = await freshStore(t)
  const wish = (fields: object) => ({
    fields: { headline: 'Bridge closed', ...fields },
    send: true,
    ...press,
  })
  for (const [fields, field] of [
    [{ story: 99 }, 'story'],
    [{ kind: 'update', follows: 99 }, 'follows'],
    [{ kind: 'update' }, 'follows'],
    [{ kind: 'rumour' }, 'kind'],
  ] as const) {
    const refused = await store.write(tx => createAlert(tx, wish(fields)))
    assert.deepEqual(refused.kind === 'incomplete' && Object.keys(refused.fields), [field])
  }
})
