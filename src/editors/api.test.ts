import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { freshStore } from '../../test/support/store.ts'
import {
  createApiToken,
  dropApiToken,
  identifyApiToken,
  listApiTokens,
  purgeExpired,
  rememberAnswer,
  rememberedAnswer,
} from './index.ts'

const at = Date.UTC(2026, 10, 23, 8)
const week = 7 * 24 * 3_600_000

async function storeWithToken(t: TestContext) {
  const store = await freshStore(t)
  const random = (bytes: number) => new Uint8Array(bytes).fill(7)
  const { token } = await store.write(tx => createApiToken(tx, { name: 'cms', at, random }))
  const tokenId = (await identifyApiToken(store.read, token))?.id ?? 0
  return { store, token, tokenId, random }
}

test('a token is known by its text and named', async t => {
  const { store, token } = await storeWithToken(t)
  assert.match(token, /^tocsin_[\w-]{43}$/)
  assert.equal((await identifyApiToken(store.read, token))?.name, 'cms')
  assert.equal(await identifyApiToken(store.read, `${token}x`), null)
  assert.equal(await identifyApiToken(store.read, ''), null)
})

test('a token that is taken back opens nothing, its answers go, and its name is free', async t => {
  const { store, token, tokenId, random } = await storeWithToken(t)
  const request = { tokenId, key: 'k', requestHash: 'h', at }
  await store.write(tx => rememberedAnswer(tx, request))
  assert.deepEqual(await listApiTokens(store.read), [{ name: 'cms', createdAt: at }])
  assert.equal(await store.write(tx => dropApiToken(tx, 'nobody')), false)
  assert.equal(await store.write(tx => dropApiToken(tx, ' cms ')), true)
  assert.equal(await identifyApiToken(store.read, token), null)
  assert.deepEqual(await store.read.selectFrom('api_answers').selectAll().execute(), [])
  await store.write(tx => createApiToken(tx, { name: 'cms', at, random }))
})

test('a second token of the same name is refused in words', async t => {
  const { store, random } = await storeWithToken(t)
  await assert.rejects(
    store.write(tx => createApiToken(tx, { name: 'cms', at, random })),
    { code: 'request.conflict', message: /already a token named "cms"/ },
  )
})

test('the same request is answered the same, another one under its key is told apart', async t => {
  const { store, tokenId } = await storeWithToken(t)
  const request = { tokenId, key: 'k', requestHash: 'aa', at }
  await store.write(async tx => {
    assert.deepEqual(await rememberedAnswer(tx, request), { kind: 'none' })
    await rememberAnswer(tx, { tokenId, key: 'k', status: 201, body: '{"id":1}' })
  })
  const again = await store.write(tx => rememberedAnswer(tx, { ...request, at: at + 1 }))
  assert.deepEqual(again, { kind: 'same', status: 201, body: '{"id":1}' })
  const other = await store.write(tx => rememberedAnswer(tx, { ...request, requestHash: 'bb' }))
  assert.deepEqual(other, { kind: 'different' })
})

test('of many requests with one key at once exactly one acts and all get its answer', async t => {
  const { store, tokenId } = await storeWithToken(t)
  let acts = 0
  const bodies = await Promise.all(
    Array.from({ length: 5 }, () =>
      store.write(async tx => {
        const known = await rememberedAnswer(tx, { tokenId, key: 'k', requestHash: 'aa', at })
        if (known.kind === 'same') return known.body
        acts++
        await rememberAnswer(tx, { tokenId, key: 'k', status: 201, body: 'first' })
        return 'first'
      }),
    ),
  )
  assert.equal(acts, 1)
  assert.deepEqual(bodies, Array(5).fill('first'))
})

test('a request that failed leaves its key free', async t => {
  const { store, tokenId } = await storeWithToken(t)
  const request = { tokenId, key: 'k', requestHash: 'aa', at }
  const failing = store.write(async tx => {
    await rememberedAnswer(tx, request)
    throw new Error('the act failed')
  })
  await assert.rejects(failing, /the act failed/)
  assert.deepEqual(await store.write(tx => rememberedAnswer(tx, request)), { kind: 'none' })
})

test('a key whose answer was not kept is free, for another request too', async t => {
  const { store, tokenId } = await storeWithToken(t)
  const request = { tokenId, key: 'k', requestHash: 'aa', at }
  await store.write(tx => rememberedAnswer(tx, request))
  const other = await store.write(tx => rememberedAnswer(tx, { ...request, requestHash: 'bb' }))
  assert.deepEqual(other, { kind: 'none' })
})

test('an answer counts for seven days, purged or not', async t => {
  const { store, tokenId } = await storeWithToken(t)
  const request = { tokenId, key: 'k', requestHash: 'aa' }
  await store.write(async tx => {
    await rememberedAnswer(tx, { ...request, at })
    await rememberAnswer(tx, { tokenId, key: 'k', status: 201, body: 'old' })
  })
  await store.write(tx => purgeExpired(tx, { at: at + week - 1, limit: 9 }))
  const before = await store.write(tx => rememberedAnswer(tx, { ...request, at: at + week - 1 }))
  assert.equal(before.kind, 'same')
  const after = await store.write(tx => rememberedAnswer(tx, { ...request, at: at + week }))
  assert.equal(after.kind, 'none')
  await store.write(tx => purgeExpired(tx, { at: at + 3 * week, limit: 9 }))
  assert.deepEqual(await store.read.selectFrom('api_answers').selectAll().execute(), [])
})
