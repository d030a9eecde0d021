import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshStore } from '../../test/support/store.ts'
import {
  acceptInvitation,
  describeInvitation,
  dropEditor,
  editorOfSession,
  endSession,
  hasEditorEntered,
  inviteEditor,
  listEditors,
  purgeExpired,
  sessionMs,
} from './index.ts'

const at = Date.UTC(2026, 10, 23, 8)
const day = 24 * 3_600_000

function countingRandom(): (bytes: number) => Uint8Array {
  let next = 0
  return bytes => new Uint8Array(bytes).fill(++next)
}

test('an invitation lets its editor in and is used up by that', async t => {
  const store = await freshStore(t)
  const random = countingRandom()
  const { token } = await store.write(tx => inviteEditor(tx, { name: ' Ada ', at, random }))
  const entered = await store.write(tx => acceptInvitation(tx, { token, at: at + 1, random }))
  assert.equal(entered.kind, 'entered')
  assert.equal(entered.kind === 'entered' && entered.editor.name, 'Ada')
  assert.deepEqual(await describeInvitation(store.read, token, at + 2), { kind: 'used' })
  assert.deepEqual(await store.write(tx => acceptInvitation(tx, { token, at: at + 2, random })), {
    kind: 'used',
  })
})

test('looking at an invitation, however often, does not use it up', async t => {
  const store = await freshStore(t)
  const { token } = await store.write(tx => inviteEditor(tx, { name: 'Ada', at, random: countingRandom() }))
  for (let look = 0; look < 3; look++)
    assert.deepEqual(await describeInvitation(store.read, token, at + look), { kind: 'open', name: 'Ada' })
})

test('two presses at once on one invitation open one session', async t => {
  const store = await freshStore(t)
  const random = countingRandom()
  const { token } = await store.write(tx => inviteEditor(tx, { name: 'Ada', at, random }))
  const presses = await Promise.all(
    [1, 2, 3].map(() => store.write(tx => acceptInvitation(tx, { token, at, random }))),
  )
  assert.deepEqual(presses.map(press => press.kind).sort(), ['entered', 'used', 'used'])
  assert.equal((await store.read.selectFrom('editor_sessions').selectAll().execute()).length, 1)
})

test('an invitation is good for a day and not longer', async t => {
  const store = await freshStore(t)
  const random = countingRandom()
  const { token } = await store.write(tx => inviteEditor(tx, { name: 'Ada', at, random }))
  assert.deepEqual(await describeInvitation(store.read, token, at + day - 1), { kind: 'open', name: 'Ada' })
  assert.deepEqual(await describeInvitation(store.read, token, at + day), { kind: 'expired' })
  const late = await store.write(tx => acceptInvitation(tx, { token, at: at + day, random }))
  assert.deepEqual(late, { kind: 'expired' })
})

test('a token that nobody made is unknown', async t => {
  const store = await freshStore(t)
  assert.deepEqual(await describeInvitation(store.read, 'made-up', at), { kind: 'unknown' })
  const accepted = await store.write(tx =>
    acceptInvitation(tx, { token: 'made-up', at, random: countingRandom() }),
  )
  assert.deepEqual(accepted, { kind: 'unknown' })
})

test('inviting an editor again makes another link for the same editor', async t => {
  const store = await freshStore(t)
  const random = countingRandom()
  const first = await store.write(tx => inviteEditor(tx, { name: 'Zoé', at, random }))
  const second = await store.write(tx => inviteEditor(tx, { name: 'Zoe\u0301', at, random }))
  const entries = []
  for (const { token } of [first, second])
    entries.push(await store.write(tx => acceptInvitation(tx, { token, at, random })))
  const ids = entries.map(entry => entry.kind === 'entered' && entry.editor.id)
  assert.equal(ids[0], ids[1])
})

test('somebody has entered only once an invitation was accepted', async t => {
  const store = await freshStore(t)
  const random = countingRandom()
  const { token } = await store.write(tx => inviteEditor(tx, { name: 'Ada', at, random }))
  assert.equal(await hasEditorEntered(store.read), false)
  await store.write(tx => acceptInvitation(tx, { token, at, random }))
  await store.write(tx => purgeExpired(tx, { at: at + 365 * day, limit: 9 }))
  assert.equal(await hasEditorEntered(store.read), true)
})

test('a session names its editor until it expires or is ended', async t => {
  const store = await freshStore(t)
  const random = countingRandom()
  const enter = async () => {
    const { token } = await store.write(tx => inviteEditor(tx, { name: 'Ada', at, random }))
    const entered = await store.write(tx => acceptInvitation(tx, { token, at, random }))
    return entered.kind === 'entered' ? entered.sessionToken : ''
  }
  const [kept, ended] = [await enter(), await enter()]
  assert.equal((await editorOfSession(store.read, kept, at + sessionMs - 1))?.name, 'Ada')
  assert.equal(await editorOfSession(store.read, kept, at + sessionMs), null)
  await store.write(tx => endSession(tx, ended))
  assert.equal(await editorOfSession(store.read, ended, at), null)
  assert.equal(await editorOfSession(store.read, '', at), null)
})

test('who is dropped is out at once, in every browser, and no link of theirs lets anybody in', async t => {
  const store = await freshStore(t)
  const random = countingRandom()
  const invite = async (name: string) =>
    (await store.write(tx => inviteEditor(tx, { name, at, random }))).token
  const enter = async (token: string) => {
    const entered = await store.write(tx => acceptInvitation(tx, { token, at, random }))
    return entered.kind === 'entered' ? entered.sessionToken : ''
  }
  const sessions = [await enter(await invite('Zoé')), await enter(await invite('Zoé'))]
  const [link, other] = [await invite('Zoé'), await enter(await invite('Ada'))]
  await invite('Bo')
  const [ada, bo, zoe] = [
    { name: 'Ada', createdAt: at, enteredAt: at, sessions: 1, links: 0 },
    { name: 'Bo', createdAt: at, enteredAt: null, sessions: 0, links: 1 },
    { name: 'Zoé', createdAt: at, enteredAt: at, sessions: 2, links: 1 },
  ]
  assert.deepEqual(await listEditors(store.read, at), [ada, bo, zoe])
  assert.equal(await store.write(tx => dropEditor(tx, 'Zoe')), false)
  assert.equal(await store.write(tx => dropEditor(tx, 'Zoe\u0301')), true)
  for (const session of sessions) assert.equal(await editorOfSession(store.read, session, at), null)
  assert.deepEqual(await describeInvitation(store.read, link, at), { kind: 'unknown' })
  assert.equal((await editorOfSession(store.read, other, at))?.name, 'Ada')
  assert.deepEqual(await listEditors(store.read, at + sessionMs), [
    { ...ada, sessions: 0 },
    { ...bo, links: 0 },
  ])
})

test('tokens are stored only as hashes', async t => {
  const store = await freshStore(t)
  const random = countingRandom()
  const { token } = await store.write(tx => inviteEditor(tx, { name: 'Ada', at, random }))
  const entered = await store.write(tx => acceptInvitation(tx, { token, at, random }))
  const stored = JSON.stringify([
    await store.read.selectFrom('editor_invitations').selectAll().execute(),
    await store.read.selectFrom('editor_sessions').selectAll().execute(),
  ])
  assert.ok(!stored.includes(token))
  assert.ok(entered.kind === 'entered' && !stored.includes(entered.sessionToken))
})

for (const name of ['', '   ', 'a\nb', 'a\u202eb', 'x'.repeat(81)])
  test(`the name ${JSON.stringify(name).slice(0, 12)} is refused`, async t => {
    const store = await freshStore(t)
    await assert.rejects(
      store.write(tx => inviteEditor(tx, { name, at, random: countingRandom() })),
      { code: 'request.invalid' },
    )
  })
