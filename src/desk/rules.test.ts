import assert from 'node:assert/strict'
import { test } from 'node:test'
import { listRules, readRuleChanges } from '../alerts/index.ts'
import { tell } from '../alerts/rules/test-news.ts'
import { addSource } from '../sources/index.ts'
import { purgeMoments } from '../stories/index.ts'
import { formOf, type TestDesk, testDesk } from './test-desk.ts'

const form = {
  ...{ name: 'Fast', does: 'send', priority: 'breaking', leastScore: '60', leastOrigins: '1' },
  ...{ timeZone: 'Europe/Berlin', pause: '30', updates: 'yes' },
}

async function deskWithNews(t: Parameters<typeof testDesk>[0]): Promise<TestDesk> {
  const desk = await testDesk(t)
  const at = desk.clock.now()
  const source = {
    url: 'https://news.example/',
    kind: 'feed' as const,
    name: 'The News',
    onItem: null,
    everyMs: null,
  }
  const { id: sourceId } = await desk.store.write(tx => addSource(tx, { ...source, at }))
  const { storyId } = await tell(desk.store, at - 3_600_000, { sourceId, moment: { score: 30 } })
  await tell(desk.store, at - 3_000_000, { sourceId, storyId, title: 'Dam <bursts>', moment: { score: 75 } })
  return desk
}

test('a rule is added switched off, and what the form says is what it says', async t => {
  const desk = await deskWithNews(t)
  const typed = {
    ...form,
    anyWords: 'dam\r\nflood',
    onlySources: 'The News',
    hours: '22:00-06:00',
    'day-mon': 'yes',
  }
  const answer = await desk.post('/desk/rules', typed)
  assert.equal(answer.headers.get('location'), '/desk/rules/1?done=rule-added')
  const [rule] = await listRules(desk.store.read)
  assert.deepEqual(
    [rule?.name, rule?.on, rule?.rule.pauseMs, rule?.rule.updates],
    ['Fast', false, 1_800_000, true],
  )
  assert.deepEqual(
    [rule?.rule.anyWords, rule?.rule.onlySources, rule?.rule.hours, rule?.rule.days],
    [['dam', 'flood'], [1], '22:00-06:00', ['mon']],
  )
  const shown = await formOf(await desk.get('/desk/rules/1'))
  assert.deepEqual(
    [shown['anyWords'], shown['onlySources'], shown['hours']],
    ['dam\nflood', 'The News', '22:00-06:00'],
  )
})

test('what is wrong is said beside its field, what was typed is kept, and nothing is saved', async t => {
  const desk = await deskWithNews(t)
  const typed = {
    ...form,
    name: '',
    leastScore: 'much',
    onlySources: 'Nobody',
    pause: 'long',
    hours: 'early',
  }
  const answer = await desk.post('/desk/rules', typed)
  assert.equal(answer.status, 422)
  const text = await answer.text()
  for (const field of ['name', 'leastScore', 'onlySources', 'pause', 'hours'])
    assert.match(text, new RegExp(`id="${field}-problem"`))
  assert.match(text, /value="much"/)
  assert.deepEqual(await listRules(desk.store.read), [])
  await desk.post('/desk/rules', form)
  assert.match(await (await desk.post('/desk/rules', form)).text(), /Another rule has this name/)
})

test('a rule is tried on the past before it is saved, with what it would have mailed to how many', async t => {
  const desk = await deskWithNews(t)
  const page = await (await desk.post('/desk/rules/try', { ...form, days: '2' })).text()
  assert.match(
    page,
    /The last 2 days<\/h2>[\s\S]*It would have made<\/h3><p><strong>1 mail sent at once, 0 drafts\.<\/strong> Each alert would go to 0 people/,
  )
  assert.match(page, /Dam &lt;bursts&gt;/)
  assert.match(page, /10 min after the first item/)
  assert.deepEqual(await listRules(desk.store.read), [])
  assert.equal((await desk.post('/desk/rules/try', { ...form, days: '900' })).status, 422)
})

test('before a rule is on, the button says what it would have sent, and the press is on record with the number', async t => {
  const desk = await deskWithNews(t)
  await desk.post('/desk/rules', form)
  const ask = await (await desk.get('/desk/rules/1/on')).text()
  assert.match(ask, /In the last 2 days it would have sent 1 mail by itself, each to 0 people/)
  assert.equal((await listRules(desk.store.read))[0]?.on, false)
  await desk.post('/desk/rules/1/on', { people: '12' })
  assert.equal((await listRules(desk.store.read))[0]?.on, true)
  await desk.post('/desk/rules/1/off')
  const changes = await readRuleChanges(desk.store.read, 1)
  assert.deepEqual(
    changes.map(({ action, by, people }) => [action, by, people]),
    [
      ['off', 'editor:Ada', null],
      ['on', 'editor:Ada', 12],
      ['add', 'editor:Ada', null],
    ],
  )
})

test('of what was purged no trial is shown, but from when on there is one; and the rule can be switched on', async t => {
  const desk = await deskWithNews(t)
  await desk.post('/desk/rules', form)
  await desk.store.write(async tx => {
    await tx.deleteFrom('fresh_moments').execute()
    await purgeMoments(tx, { before: desk.clock.now() - 1_000_000, limit: 9 })
  })
  const tried = await (await desk.post('/desk/rules/1/try', { ...form, days: '2' })).text()
  const says =
    /role="alert">(?:<strong>)?Nobody can say: some of what happened then is no longer kept\. A rule can be tried on what came from /
  assert.match(tried, says)
  assert.doesNotMatch(tried, /It would have made/)
  const ask = await (await desk.get('/desk/rules/1/on')).text()
  assert.match(ask, says)
  assert.doesNotMatch(ask, /In the last 2 days/)
  assert.match(ask, /Switch it on: it mails 0 people by itself/)
})

test('a rule is changed and dropped, and its versions stay', async t => {
  const desk = await deskWithNews(t)
  await desk.post('/desk/rules', form)
  await desk.post('/desk/rules/1', { ...form, name: 'Faster', leastScore: '50', updates: '' })
  const [rule] = await listRules(desk.store.read)
  assert.deepEqual([rule?.name, rule?.rule.leastScore, rule?.rule.updates], ['Faster', 50, false])
  assert.equal(
    (await desk.post('/desk/rules/1/drop')).headers.get('location'),
    '/desk/rules?done=rule-dropped',
  )
  assert.equal((await desk.get('/desk/rules/1')).status, 404)
  assert.deepEqual(
    (await readRuleChanges(desk.store.read, 1)).map(({ action }) => action),
    ['drop', 'change', 'add'],
  )
})
