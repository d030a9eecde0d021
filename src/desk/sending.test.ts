import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readAlert, readPresses, sendAlert } from '../alerts/index.ts'
import type { Store } from '../store/index.ts'
import { type TestDesk, testDesk } from './test-desk.ts'

async function goingOut(desk: TestDesk): Promise<number> {
  const id = await desk.draft()
  const at = desk.clock.now()
  await desk.store.write(tx => sendAlert(tx, { id, by: 'editor:Ada', at, people: 10 }))
  await desk.store.write(tx =>
    tx
      .insertInto('audiences')
      .values({
        ...{ alert_id: id, frozen: 1, audience: 10, queued: 4, sending: 1, accepted: 5, deferred: 0 },
        ...{ refused: 0, uncertain: 0, suppressed: 0, withdrawn: 0, resent: 0 },
        ...{ first_accepted_at: at + 1_500, last_accepted_at: at + 1_500 },
      })
      .execute(),
  )
  return id
}

async function accepted(store: Store, id: number, number: number): Promise<void> {
  await store.write(async tx => {
    await tx
      .updateTable('audiences')
      .set({ accepted: number, queued: 9 - number })
      .where('alert_id', '=', id)
      .execute()
    tx.wake('deliveries')
  })
}

/** The events of a stream, one after the other, as they come. */
function eventsOf(stream: Response): { next(): Promise<string> } {
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader()
  return { next: async () => (await reader?.read())?.value ?? 'the end' }
}

test('stop says before it is pressed who has it and who will not get it, and records the press', async t => {
  const desk = await testDesk(t)
  const id = await goingOut(desk)
  const page = await (await desk.get(`/desk/alerts/${id}`)).text()
  assert.match(page, /already have it, or may \(uncertain\): <strong[^>]*>5</)
  assert.match(page, /will not get it: <strong[^>]*>4</)
  await desk.post(`/desk/alerts/${id}/stop`, { people: '4' })
  assert.equal((await readAlert(desk.store.read, id))?.state, 'stopped')
  const press = (await readPresses(desk.store.read, id)).at(-1)
  assert.deepEqual([press?.action, press?.by, press?.people], ['stop', 'editor:Ada', 4])
})

test('pause and resume act once, and what comes too late is told so', async t => {
  const desk = await testDesk(t)
  const id = await goingOut(desk)
  await desk.post(`/desk/alerts/${id}/pause`)
  assert.equal((await readAlert(desk.store.read, id))?.state, 'paused')
  const late = await desk.post(`/desk/alerts/${id}/pause`)
  assert.equal(late.headers.get('location'), `/desk/alerts/${id}?done=late`)
  await desk.post(`/desk/alerts/${id}/resume`, { people: '4' })
  assert.equal((await readAlert(desk.store.read, id))?.state, 'sending')
})

test('a follow-up opens a draft and sends nothing', async t => {
  const desk = await testDesk(t)
  const id = await goingOut(desk)
  const answer = await desk.post(`/desk/alerts/${id}/follow-up`, { kind: 'correction' })
  const draft = await readAlert(
    desk.store.read,
    Number(/\d+/.exec(answer.headers.get('location') ?? '')?.[0]),
  )
  assert.deepEqual([draft?.kind, draft?.state, draft?.followsId], ['correction', 'draft', id])
})

test('the numbers of an alert come at once, and again when they change', async t => {
  const desk = await testDesk(t)
  const id = await goingOut(desk)
  const events = eventsOf(await desk.get(`/desk/alerts/${id}/events`))
  const first = JSON.parse((await events.next()).replace('data: ', ''))
  assert.deepEqual([first.state, first.text.accepted, first.text.audience], ['sending', '5', '10'])
  assert.match(first.text.first, /^1\.5 s after the press/)
  const second = events.next()
  await accepted(desk.store, id, 7)
  await desk.clock.advance(200)
  assert.equal(JSON.parse((await second).replace('data: ', '')).text.accepted, '7')
})

test('many changes within a fifth of a second are one event', async t => {
  const desk = await testDesk(t)
  const id = await goingOut(desk)
  const events = eventsOf(await desk.get(`/desk/alerts/${id}/events`))
  await events.next()
  const second = events.next()
  for (const number of [6, 7, 8, 9]) await accepted(desk.store, id, number)
  await desk.clock.advance(200)
  assert.equal(JSON.parse((await second).replace('data: ', '')).text.accepted, '9')
})

test('a stream ends when its editor leaves the desk', async t => {
  const desk = await testDesk(t)
  const id = await desk.draft()
  const events = eventsOf(await desk.get(`/desk/alerts/${id}/events`))
  await events.next()
  await desk.post('/desk/leave')
  const next = events.next()
  await desk.clock.advance(200)
  assert.equal(await next, 'the end')
})

test('a stream ends when the server stops', async t => {
  const desk = await testDesk(t)
  const id = await goingOut(desk)
  const events = eventsOf(await desk.get(`/desk/alerts/${id}/events`))
  await events.next()
  const next = events.next()
  desk.stop()
  assert.equal(await next, 'the end')
  assert.equal(desk.clock.pendingWaits(), 0)
})

test('a stream whose browser went leaves nothing waiting', async t => {
  const desk = await testDesk(t)
  const id = await goingOut(desk)
  const stream = await desk.get(`/desk/alerts/${id}/events`)
  const reader = stream.body?.getReader()
  await reader?.read()
  const next = reader?.read()
  await desk.clock.advance(100)
  assert.equal(desk.clock.pendingWaits(), 1)
  await reader?.cancel()
  assert.equal((await next)?.done, true)
  await desk.clock.advance(0)
  assert.equal(desk.clock.pendingWaits(), 0)
})

test('the front page hears of a new draft without being moved', async t => {
  const desk = await testDesk(t)
  const page = await (await desk.get('/desk')).text()
  const address = /data-events="([^"]*)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? ''
  const events = eventsOf(await desk.get(address))
  assert.equal(JSON.parse((await events.next()).replace('data: ', '')).news, '')
  const second = events.next()
  await desk.draft()
  await desk.clock.advance(200)
  assert.equal(JSON.parse((await second).replace('data: ', '')).news, '1 new draft or alert')
})
