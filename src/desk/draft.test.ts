import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readAlert } from '../alerts/index.ts'
import { inScheme } from './alert/show-preview.ts'
import { formOf, testDesk } from './test-desk.ts'

const attack = `"><script>alert(1)</script><img src=x onerror=alert(2)>`

test('a headline is text on every page of the desk, whatever is in it', async t => {
  const desk = await testDesk(t)
  const id = await desk.draft({ headline: attack, summary: attack, sourceName: attack })
  for (const path of [
    '/desk',
    `/desk/alerts/${id}`,
    `/desk/alerts/${id}/preview`,
    `/desk/alerts/${id}/flash`,
  ]) {
    const text = await (await desk.get(path)).text()
    assert.ok(text.includes('&lt;script&gt;'), path)
    assert.ok(!text.includes('<script>alert') && !text.includes('<img src=x'), path)
  }
})

test('the preview is a sandbox that runs and loads nothing', async t => {
  const desk = await testDesk(t)
  const id = await desk.draft()
  const policy = (await desk.get(`/desk/alerts/${id}/preview`)).headers.get('content-security-policy') ?? ''
  assert.match(policy, /^sandbox; default-src 'none'; style-src 'unsafe-inline'/)
  const page = await (await desk.get(`/desk/alerts/${id}`)).text()
  assert.equal(page.match(/<iframe [^>]*sandbox=""/g)?.length, 2)
})

test('the dark preview always follows the dark rules of the mail, the light one never', async t => {
  const desk = await testDesk(t)
  const id = await desk.draft()
  const dark = await (await desk.get(`/desk/alerts/${id}/preview?scheme=dark`)).text()
  const light = await (await desk.get(`/desk/alerts/${id}/preview?scheme=light`)).text()
  assert.match(dark, /@media all\{\.paper/)
  assert.match(light, /@media not all\{\.paper/)
  assert.equal(inScheme('<p>as it is</p>', 'dark'), '<p>as it is</p>')
})

test('a draft that cannot be saved comes back with what was typed and what is wrong', async t => {
  const desk = await testDesk(t)
  const id = await desk.draft()
  const form = await formOf(await desk.get(`/desk/alerts/${id}`))
  const answer = await desk.post(`/desk/alerts/${id}`, {
    ...form,
    headline: ' ',
    summary: 'Kept',
    url: 'javascript:1',
  })
  assert.equal(answer.status, 422)
  const text = await answer.clone().text()
  assert.match(text, /id="headline-problem">Write a headline/)
  assert.match(text, /id="url-problem">/)
  assert.equal((await formOf(answer))['summary'], 'Kept')
  assert.equal((await readAlert(desk.store.read, id))?.headline, 'The bridge is closed')
})

test('of two editors who save the same draft the second is told, and nobody’s words are lost', async t => {
  const desk = await testDesk(t)
  const id = await desk.draft()
  const form = await formOf(await desk.get(`/desk/alerts/${id}`))
  await desk.post(`/desk/alerts/${id}`, { ...form, headline: 'First' })
  const second = await desk.post(`/desk/alerts/${id}`, { ...form, headline: 'Second' })
  assert.equal(second.status, 422)
  const again = await formOf(second)
  assert.equal(again['headline'], 'Second')
  assert.equal((await readAlert(desk.store.read, id))?.headline, 'First')
  await desk.post(`/desk/alerts/${id}`, again)
  assert.equal((await readAlert(desk.store.read, id))?.headline, 'Second')
})

test('saving keeps the seconds of a time that the form shows in minutes', async t => {
  const desk = await testDesk(t)
  const saidAt = Date.UTC(2025, 11, 31, 8, 30, 12)
  const id = await desk.draft({ saidAt })
  const form = await formOf(await desk.get(`/desk/alerts/${id}`))
  await desk.post(`/desk/alerts/${id}`, { ...form, headline: 'Changed' })
  assert.equal((await readAlert(desk.store.read, id))?.saidAt, saidAt)
})

test('an alert is written by hand from an empty form', async t => {
  const desk = await testDesk(t)
  const form = await formOf(await desk.get('/desk/alerts/new'))
  const refused = await desk.post('/desk/alerts', form)
  assert.equal(refused.status, 422)
  const made = await desk.post('/desk/alerts', { ...form, headline: 'By hand' })
  const id = Number(/alerts\/(\d+)/.exec(made.headers.get('location') ?? '')?.[1])
  const draft = await readAlert(desk.store.read, id)
  assert.deepEqual([draft?.headline, draft?.state, draft?.createdBy], ['By hand', 'draft', 'editor:Ada'])
})

test('a discarded draft is gone from the desk', async t => {
  const desk = await testDesk(t)
  const id = await desk.draft()
  await desk.post(`/desk/alerts/${id}/discard`)
  assert.equal((await desk.get(`/desk/alerts/${id}`)).status, 404)
  assert.doesNotMatch(await (await desk.get('/desk')).text(), /The bridge is closed/)
})
