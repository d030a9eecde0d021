import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addSubscribers } from '../../test/support/deliver-fixture.ts'
import { readAlert, readPresses } from '../alerts/index.ts'
import { formOf, testDesk } from './test-desk.ts'

test('the send button names the people, and the press is recorded with that number', async t => {
  const desk = await testDesk(t)
  await addSubscribers(desk.store, 1_204)
  const id = await desk.draft()
  const page = await desk.get(`/desk/alerts/${id}`)
  const shown = page.clone()
  assert.match(await shown.text(), /<button class="signal"[^>]*>Send to 1,204 people<\/button>/)
  const form = await formOf(page)
  await addSubscribers(desk.store, 5, { from: 2_000 })
  const answer = await desk.post(`/desk/alerts/${id}/send`, form)
  assert.equal(answer.status, 303)
  assert.equal((await readAlert(desk.store.read, id))?.state, 'sending')
  const presses = await readPresses(desk.store.read, id)
  assert.deepEqual(
    presses.map(({ by, action, people }) => [by, action, people]),
    [
      ['editor:Ada', 'create', null],
      ['editor:Ada', 'send', 1_204],
    ],
  )
})

test('one press on a flash sends nothing; the second, on the page it leads to, does', async t => {
  const desk = await testDesk(t)
  await addSubscribers(desk.store, 3)
  const id = await desk.draft({ priority: 'flash' })
  const form = await formOf(await desk.get(`/desk/alerts/${id}`))
  const first = await desk.post(`/desk/alerts/${id}/send`, form)
  assert.equal(first.headers.get('location'), `/desk/alerts/${id}/flash`)
  assert.equal((await readAlert(desk.store.read, id))?.state, 'draft')
  const question = await desk.get(`/desk/alerts/${id}/flash`)
  assert.match(await question.clone().text(), /Send this FLASH to 3 people now/)
  await desk.post(`/desk/alerts/${id}/flash`, await formOf(question))
  assert.equal((await readAlert(desk.store.read, id))?.state, 'sending')
})

test('making it a flash in the same press asks once more', async t => {
  const desk = await testDesk(t)
  const id = await desk.draft()
  const form = await formOf(await desk.get(`/desk/alerts/${id}`))
  const answer = await desk.post(`/desk/alerts/${id}/send`, { ...form, priority: 'flash' })
  assert.equal(answer.headers.get('location'), `/desk/alerts/${id}/flash`)
  assert.equal((await readAlert(desk.store.read, id))?.state, 'draft')
})

test('the second press sends nothing when the words changed since it was asked for', async t => {
  const desk = await testDesk(t)
  const id = await desk.draft({ priority: 'flash' })
  const confirmation = await formOf(await desk.get(`/desk/alerts/${id}/flash`))
  const form = await formOf(await desk.get(`/desk/alerts/${id}`))
  await desk.post(`/desk/alerts/${id}`, { ...form, headline: 'Other words' })
  await desk.post(`/desk/alerts/${id}/flash`, confirmation)
  assert.equal((await readAlert(desk.store.read, id))?.state, 'draft')
})

test('what is sent is what stands in the form, also when it was never saved', async t => {
  const desk = await testDesk(t)
  const id = await desk.draft()
  const form = await formOf(await desk.get(`/desk/alerts/${id}`))
  await desk.post(`/desk/alerts/${id}/send`, { ...form, headline: 'The bridge is open again' })
  const sent = await readAlert(desk.store.read, id)
  assert.deepEqual([sent?.state, sent?.headline], ['sending', 'The bridge is open again'])
})

test('two presses on send send once, and the second is told how it stands', async t => {
  const desk = await testDesk(t)
  const id = await desk.draft()
  const form = await formOf(await desk.get(`/desk/alerts/${id}`))
  await desk.post(`/desk/alerts/${id}/send`, form)
  const second = await desk.post(`/desk/alerts/${id}/send`, form)
  assert.equal(second.headers.get('location'), `/desk/alerts/${id}?done=late`)
  const presses = await readPresses(desk.store.read, id)
  assert.equal(presses.filter(press => press.action === 'send').length, 1)
})

test('a test goes to the one address, sends nobody anything, and is on record', async t => {
  const desk = await testDesk(t)
  await addSubscribers(desk.store, 3)
  const id = await desk.draft()
  const form = await formOf(await desk.get(`/desk/alerts/${id}`))
  await desk.post(`/desk/alerts/${id}/test`, { ...form, testAddress: 'ada@example.org' })
  const mails = await desk.store.read.selectFrom('outbox').select(['kind', 'recipient', 'subject']).execute()
  assert.equal(mails.length, 1)
  assert.deepEqual([mails[0]?.kind, mails[0]?.recipient], ['test', 'ada@example.org'])
  assert.match(mails[0]?.subject ?? '', /test/i)
  assert.equal((await readAlert(desk.store.read, id))?.state, 'draft')
  assert.equal((await readPresses(desk.store.read, id)).at(-1)?.action, 'test')
})

test('a wrong address for a test is said beside its field, and what was typed is kept', async t => {
  const desk = await testDesk(t)
  const id = await desk.draft()
  const form = await formOf(await desk.get(`/desk/alerts/${id}`))
  const answer = await desk.post(`/desk/alerts/${id}/test`, {
    ...form,
    headline: 'Mine',
    testAddress: 'ada@',
  })
  assert.equal(answer.status, 422)
  const again = await formOf(answer.clone())
  assert.deepEqual([again['headline'], again['testAddress']], ['Mine', 'ada@'])
  assert.match(await answer.text(), /id="testAddress-problem">Please enter a valid mail address/)
})
