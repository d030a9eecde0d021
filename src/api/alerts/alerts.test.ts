import assert from 'node:assert/strict'
import { test } from 'node:test'
import { haltAlert } from '../../alerts/index.ts'
import { deliveryStates } from '../../deliveries/index.ts'
import { addTopic } from '../../subscribers/index.ts'
import { publicUrl, serveApi } from '../test-server.ts'
import { type AlertAnswer, alertAnswerSchema } from './alert-answer.ts'
import { alertPageSchema } from './read-alerts.ts'

const designed = [
  ...[
    'id',
    'kind',
    'priority',
    'state',
    'note',
    'frozen',
    'audience',
    'queued',
    'sending',
    'accepted',
    'deferred',
  ],
  ...['refused', 'uncertain', 'suppressed', 'withdrawn', 'resent', 'held', 'createdAt', 'approvedAt'],
  ...['firstAcceptedAt', 'lastAcceptedAt'],
]

function sumOf(alert: AlertAnswer): number {
  return deliveryStates.reduce((sum, state) => sum + alert[state], 0)
}

test('a topic that no reader can have chosen is named in the answer, where there are topics', async t => {
  const { call, store } = await serveApi(t)
  await store.write(tx =>
    addTopic(tx, { kind: 'topic', name: 'Floods', slug: 'floods', names: {}, about: '' }),
  )
  const body = { headline: 'A dam broke', topics: ['FLOODS', 'flods'], send: true }
  const made = await call('POST', '/api/alerts', { body })
  assert.deepEqual([made.status, made.json], [201, { id: '1', unknownTopics: ['flods'] }])
  const known = await call('POST', '/api/alerts', { body: { ...body, topics: ['floods'] } })
  assert.deepEqual(known.json, { id: '2' })
  // It goes to whoever got the first, whatever it names.
  const update = { ...body, kind: 'update', follows: '1' }
  assert.deepEqual((await call('POST', '/api/alerts', { body: update })).json, { id: '3' })
})

test('an alert that is sent at once is answered with its id and shown as design.md says', async t => {
  const { call, clock } = await serveApi(t)
  const made = await call('POST', '/api/alerts', {
    body: { headline: 'A dam broke', summary: 'Two villages.', topics: ['floods'], send: true },
  })
  assert.equal(made.status, 201)
  assert.deepEqual(made.json, { id: '1' })
  const { status, json } = await call('GET', '/api/alerts/1')
  assert.equal(status, 200)
  const now = new Date(clock.now()).toISOString()
  const zeros = Object.fromEntries([...deliveryStates, 'audience', 'resent', 'held'].map(name => [name, 0]))
  assert.deepEqual(json, {
    ...zeros,
    id: '1',
    kind: 'alert',
    priority: 'breaking',
    state: 'sending',
    note: null,
    frozen: false,
    createdAt: now,
    approvedAt: now,
    firstAcceptedAt: null,
    lastAcceptedAt: null,
    headline: 'A dam broke',
    summary: 'Two villages.',
    url: null,
    topics: ['floods'],
    follows: null,
    story: null,
    page: `${publicUrl}/alerts/1`,
  })
  assert.deepEqual(Object.keys(alertAnswerSchema.parse(json)).slice(0, designed.length), designed)
})

test('an alert that paused by itself says why, alone and in lists; resumed, it says nothing', async t => {
  const { call, alert, store } = await serveApi(t)
  const id = await alert({ send: true })
  const note = 'paused by itself: 6 of the last 100 mails were refused'
  const paused = await store.write(tx => haltAlert(tx, { id: Number(id), to: 'paused', note }))
  assert.equal(paused, true)
  assert.equal(alertAnswerSchema.parse((await call('GET', `/api/alerts/${id}`)).json).note, note)
  const list = alertPageSchema.parse((await call('GET', '/api/alerts')).json)
  assert.equal(list.alerts[0]?.note, note)
  const resumed = await call('POST', `/api/alerts/${id}/resume`)
  assert.equal(alertAnswerSchema.parse(resumed.json).note, null)
})

test('without send it becomes a draft', async t => {
  const { call, alert } = await serveApi(t)
  for (const send of [undefined, false]) {
    const { json } = await call('GET', `/api/alerts/${await alert({ send })}`)
    assert.equal(alertAnswerSchema.parse(json).state, 'draft')
  }
})

test('a follow-up names what it follows, as a string or a number', async t => {
  const { call, alert } = await serveApi(t)
  const first = await alert({ send: true, topics: ['floods'] })
  for (const follows of [first, Number(first)]) {
    const fields = { kind: 'update', follows, whatChanged: 'A third village.', send: true }
    const { json } = await call('GET', `/api/alerts/${await alert(fields)}`)
    const shown = alertAnswerSchema.parse(json)
    assert.deepEqual([shown.kind, shown.follows, shown.topics], ['update', first, ['floods']])
  }
})

test('nothing follows a draft', async t => {
  const { call, alert } = await serveApi(t)
  const follows = await alert()
  const body = { headline: 'More', kind: 'update', follows, whatChanged: 'All.' }
  const { status, json } = await call('POST', '/api/alerts', { body })
  assert.equal(status, 409)
  assert.match(JSON.stringify(json), /Alert 1 is a draft that was never sent, so nothing can follow it/)
})

test('every wrong field is named in one answer, with what the schema and what the domain know', async t => {
  const { call } = await serveApi(t)
  const body = {
    headline: 'x'.repeat(301),
    summary: 7,
    url: 'javascript:alert(1)',
    priority: 'urgent',
    kind: 'update',
    topics: ['floods', 3],
    story: true,
    sent: true,
  }
  const { status, type, json } = await call('POST', '/api/alerts', { body })
  assert.equal(status, 422)
  assert.equal(type, 'application/problem+json')
  assert.deepEqual((json as { errors: unknown }).errors, {
    headline: 'At most 300 characters; this has 301.',
    summary: 'Expected string, but got number.',
    url: 'Give an address that begins with http:// or https://, without a user name, of at most 2000 characters.',
    priority: 'Expected one of flash, breaking, developing.',
    follows: 'Name the alert that this update follows.',
    'topics.1': 'Expected string, but got number.',
    story: 'Expected an id, as a string or a number.',
    sent: 'There is no such field here. Known are headline, summary, preheader, url, priority, kind, topics, story, follows, whatChanged, whatWasWrong, send.',
  })
})

test('a headline is required, and so is what a follow-up follows', async t => {
  const { call } = await serveApi(t)
  const errorsOf = async (body: unknown) =>
    Object.keys(((await call('POST', '/api/alerts', { body })).json as { errors: object }).errors)
  assert.deepEqual(await errorsOf({}), ['headline'])
  assert.deepEqual(await errorsOf({ headline: ' ' }), ['headline'])
  assert.deepEqual(await errorsOf({ headline: 'x', kind: 'retraction' }), ['follows'])
  assert.deepEqual(await errorsOf({ headline: 'x', kind: 'update', follows: 99 }), ['follows'])
  assert.deepEqual(await errorsOf({ headline: 'x', story: '99' }), ['story'])
  assert.deepEqual(await errorsOf({ headline: 'x', kind: 'news', follows: 1 }), ['kind'])
})

test('a press changes the state, and repeating it is harmless', async t => {
  const { call, alert } = await serveApi(t)
  const id = await alert({ priority: 'flash' })
  const presses = [
    ['send', 'sending'],
    ['send', 'sending'],
    ['pause', 'paused'],
    ['pause', 'paused'],
    ['resume', 'sending'],
    ['resume', 'sending'],
    ['stop', 'stopped'],
    ['stop', 'stopped'],
  ] as const
  for (const [verb, state] of presses) {
    const { status, json } = await call('POST', `/api/alerts/${id}/${verb}`)
    assert.equal(status, 200)
    assert.equal(alertAnswerSchema.parse(json).state, state)
  }
})

test('what cannot be is refused with the state in words', async t => {
  const { call, alert } = await serveApi(t)
  const draft = await alert()
  const stopped = await alert({ send: true })
  await call('POST', `/api/alerts/${stopped}/stop`)
  const refusals = [
    [draft, 'pause', /Alert 1 is a draft that was never sent, so it cannot be paused\./],
    [draft, 'resume', /draft that was never sent, so it cannot be resumed/],
    [draft, 'stop', /draft that was never sent, so it cannot be stopped/],
    [stopped, 'send', /Alert 2 is stopped for good, so it cannot be sent\. Create a new alert/],
    [stopped, 'pause', /stopped for good, so it cannot be paused/],
    [stopped, 'resume', /stopped for good, so it cannot be resumed/],
  ] as const
  for (const [id, verb, words] of refusals) {
    const { status, text } = await call('POST', `/api/alerts/${id}/${verb}`)
    assert.equal(status, 409)
    assert.match(text, words)
  }
})

test('a correction is sent at once, from the alert it corrects, and the same words once more are the same', async t => {
  const { call, alert } = await serveApi(t)
  const wrong = await alert({ send: true })
  const body = { headline: 'No dam broke', summary: 'It held.', whatWasWrong: 'We said it broke.' }
  const first = await call('POST', `/api/alerts/${wrong}/correct`, { body })
  const again = await call('POST', `/api/alerts/${wrong}/correct`, { body })
  assert.deepEqual([first.status, first.json], [201, { id: '2' }])
  assert.deepEqual([again.status, again.json], [201, { id: '2' }])
  const shown = alertAnswerSchema.parse((await call('GET', '/api/alerts/2')).json)
  assert.deepEqual([shown.kind, shown.follows, shown.state], ['correction', wrong, 'sending'])
  assert.equal(alertAnswerSchema.parse((await call('GET', '/api/alerts/1')).json).state, 'stopped')
})

test('a draft is not corrected, and a correction says what was wrong', async t => {
  const { call, alert } = await serveApi(t)
  const body = { headline: 'No dam broke', summary: 'It held.', whatWasWrong: 'All.' }
  assert.equal((await call('POST', `/api/alerts/${await alert()}/correct`, { body })).status, 409)
  const id = await alert({ send: true })
  const silent = await call('POST', `/api/alerts/${id}/correct`, { body: { ...body, whatWasWrong: ' ' } })
  assert.equal(silent.status, 422)
  assert.deepEqual(Object.keys((silent.json as { errors: object }).errors), ['whatWasWrong'])
})

test('an alert that does not exist is not found, whatever its id looks like', async t => {
  const { call } = await serveApi(t)
  const body = { headline: 'a', summary: 'b', whatWasWrong: 'c' }
  for (const id of ['99', '0', '-1', '1e3', 'x', '9'.repeat(40), '1%00', '%E2%82%AC', "1'"]) {
    assert.equal((await call('GET', `/api/alerts/${id}`)).status, 404, id)
    assert.equal((await call('POST', `/api/alerts/${id}/correct`, { body })).status, 404, id)
    for (const verb of ['send', 'pause', 'resume', 'stop'])
      assert.equal((await call('POST', `/api/alerts/${id}/${verb}`)).status, 404, `${verb} ${id}`)
  }
})

test('pages lead through all alerts, newest first, each once, although more are made meanwhile', async t => {
  const { call, alert } = await serveApi(t)
  for (let made = 0; made < 5; made++) await alert()
  const seen: string[] = []
  let path = '/api/alerts?limit=2'
  for (let pages = 0; pages < 3; pages++) {
    const { alerts, next } = alertPageSchema.parse((await call('GET', path)).json)
    seen.push(...alerts.map(({ id }) => id))
    await alert()
    if (next === null) break
    path = `/api/alerts?limit=2&cursor=${next}`
  }
  assert.deepEqual(seen, ['5', '4', '3', '2', '1'])
})

test('a cursor or limit that cannot be used is named', async t => {
  const { call } = await serveApi(t)
  for (const [query, field] of [
    ['cursor=x', 'cursor'],
    ['cursor=', 'cursor'],
    ['limit=101', 'limit'],
    ['limit=0', 'limit'],
    ['limit=x', 'limit'],
    ['page=2', 'page'],
  ] as const) {
    const { status, json } = await call('GET', `/api/alerts?${query}`)
    assert.equal(status, 422, query)
    assert.deepEqual(Object.keys((json as { errors: object }).errors), [field])
  }
})

test('the states add up to the audience in every answer while they change', async t => {
  const { call, alert, store } = await serveApi(t)
  const id = await alert({ send: true })
  const row = { alert_id: Number(id), frozen: 1, audience: 40, queued: 40, resent: 0 }
  const none = { sending: 0, accepted: 0, deferred: 0, refused: 0, uncertain: 0, suppressed: 0, withdrawn: 0 }
  await store.write(tx =>
    tx
      .insertInto('audiences')
      .values({ ...row, ...none, first_accepted_at: null, last_accepted_at: null })
      .execute(),
  )
  const move = async () => {
    for (let moved = 0; moved < 40; moved++)
      await store.write(tx =>
        tx
          .updateTable('audiences')
          .set(audience => ({ queued: audience('queued', '-', 1), accepted: audience('accepted', '+', 1) }))
          .execute(),
      )
  }
  const look = async () => {
    for (let looks = 0; looks < 10; looks++) {
      const one = alertAnswerSchema.parse((await call('GET', `/api/alerts/${id}`)).json)
      assert.equal(sumOf(one), one.audience)
      const { alerts } = alertPageSchema.parse((await call('GET', '/api/alerts')).json)
      for (const listed of alerts) assert.equal(sumOf(listed), listed.audience)
    }
  }
  await Promise.all([move(), look()])
  const end = alertAnswerSchema.parse((await call('GET', `/api/alerts/${id}`)).json)
  assert.deepEqual([end.audience, end.accepted, end.frozen], [40, 40, true])
})
