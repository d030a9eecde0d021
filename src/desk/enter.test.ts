import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inviteEditor } from '../editors/index.ts'
import { testDesk } from './test-desk.ts'

const sameOrigin = { 'sec-fetch-site': 'same-origin' }

test('a one-time link asks first, then opens a session that only the browser holds', async t => {
  const desk = await testDesk(t)
  const random = (bytes: number) => new Uint8Array(bytes).fill(200)
  const { token } = await desk.store.write(tx =>
    inviteEditor(tx, { name: 'Bo', at: desk.clock.now(), random }),
  )
  const question = await desk.get(`/desk/enter/${token}`, null)
  const asked = await question.text()
  assert.match(asked, /Enter the desk as Bo\?/)
  assert.match(asked, /<form method="post"><button/)
  const entered = await desk.post(`/desk/enter/${token}`, {}, sameOrigin)
  assert.equal(entered.headers.get('location'), '/desk')
  const cookie = entered.headers.get('set-cookie') ?? ''
  assert.match(cookie, /^tocsin_session=[\w-]{43};.*Path=\/; HttpOnly; SameSite=Lax$/)
  assert.match(await (await desk.get('/desk', cookie.split(';')[0])).text(), />Bo</)
})

test('a link that was used, or never was one, says how to get another', async t => {
  const desk = await testDesk(t)
  const random = (bytes: number) => new Uint8Array(bytes).fill(201)
  const { token } = await desk.store.write(tx =>
    inviteEditor(tx, { name: 'Bo', at: desk.clock.now(), random }),
  )
  await desk.post(`/desk/enter/${token}`, {}, sameOrigin)
  for (const path of [`/desk/enter/${token}`, '/desk/enter/nobodys']) {
    const page = await desk.get(path, null)
    assert.equal(page.status, 410)
    assert.match(await page.text(), /tocsin editor invite NAME/)
  }
  assert.equal((await desk.post(`/desk/enter/${token}`, {}, sameOrigin)).headers.get('set-cookie'), null)
})

test('leaving ends the session everywhere', async t => {
  const desk = await testDesk(t)
  assert.equal((await desk.post('/desk/leave')).status, 200)
  assert.equal((await desk.get('/desk')).status, 401)
})
