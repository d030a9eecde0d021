import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addSubscribers } from '../../test/support/deliver-fixture.ts'
import { addTopic, keepPreferences, type Preferences, plainPreferences } from '../subscribers/index.ts'
import { formOf, type TestDesk, testDesk } from './test-desk.ts'

async function freshDesk(t: Parameters<typeof testDesk>[0], wish: Parameters<typeof testDesk>[1] = {}) {
  const desk = await testDesk(t, wish)
  const choose = (subscriberId: number, preferences: Partial<Preferences>) =>
    desk.store.write(tx =>
      keepPreferences(tx, {
        subscriberId,
        preferences: { ...plainPreferences, ...preferences },
        at: desk.clock.now(),
      }),
    )
  const page = async (id: number) => (await desk.get(`/desk/alerts/${id}`)).text()
  return { desk, choose, page }
}

const answerOf = (page: string) =>
  /<p role="status"><strong>(.*?)<\/strong>(.*?)<\/p>/.exec(page)?.slice(1).join('').trim()
const sendBoxOf = (page: string) => /data-live="toWhom">(.*?)<\/p>/s.exec(page)?.[1] ?? ''

async function ask(desk: TestDesk, id: number, readerAddress: string, fields: Record<string, string> = {}) {
  const answer = await desk.post(`/desk/alerts/${id}/reader`, { ...fields, readerAddress })
  assert.equal(answer.status, 200)
  return answer.text()
}

test('a draft says how many want it of how many there are, and for whom it would wait', async t => {
  const { desk, choose, page } = await freshDesk(t)
  const [, one = 0, two = 0, three = 0] = await addSubscribers(desk.store, 4)
  const id = await desk.draft()
  assert.match(sendBoxOf(await page(id)), /Goes to 4 people: everybody who has confirmed\.$/)
  await choose(one, { dailyMost: 0 })
  await choose(two, { scope: 'chosen', watch: ['bridge'] })
  await choose(three, { scope: 'chosen', watch: ['opera'] })
  const shown = await page(id)
  assert.equal(
    sendBoxOf(shown),
    'Goes to 3 people of the 4 who have confirmed. 1 has chosen nothing and gets every alert; by what they chose, 2 asked for it. For one of them it would wait for the digest now: quiet hours or a daily limit hold it.',
  )
  assert.match(shown, /<button class="signal"[^>]*>Send to 3 people<\/button>/)
  assert.match(shown, /name="people" value="3"/)
})

test('while the first count still runs, the page names the most it can be and a way to look again', async t => {
  const counted = Promise.withResolvers<number[]>()
  const asked = Promise.withResolvers<void>()
  const audienceOf = () => {
    asked.resolve()
    return counted.promise
  }
  const { desk, page } = await freshDesk(t, { audienceOf })
  await addSubscribers(desk.store, 3)
  const id = await desk.draft()
  const opening = page(id)
  await asked.promise
  await desk.clock.advance(5_000)
  const early = await opening
  assert.match(sendBoxOf(early), /Counting who wants it … It goes to at most 3 people/)
  assert.match(sendBoxOf(early), new RegExp(`<a href="/desk/alerts/${id}">Look again</a>`))
  assert.match(early, />Send to at most 3 people<\/button>/)
  assert.match(early, new RegExp(`data-events="/desk/alerts/${id}/events"`))
  counted.resolve([])
  const later = await page(id)
  assert.match(sendBoxOf(later), /Goes to 3 people: everybody who has confirmed/)
  assert.doesNotMatch(later, /data-events/)
})

test('the page of a draft that is being counted hears the number when it is known', async t => {
  const counted = Promise.withResolvers<number[]>()
  const { desk } = await freshDesk(t, { audienceOf: () => counted.promise })
  await addSubscribers(desk.store, 2)
  const id = await desk.draft()
  const { body } = await desk.get(`/desk/alerts/${id}/events`)
  counted.resolve([])
  const reader = body?.getReader()
  const first = new TextDecoder().decode((await reader?.read())?.value)
  assert.match(first, /"toWhom":"Goes to 2 people: everybody who has confirmed\."/)
  await reader?.cancel()
})

test('asked about a reader the draft says why, changes nothing, and keeps what is typed', async t => {
  const { desk, choose } = await freshDesk(t)
  const [one = 0] = await addSubscribers(desk.store, 1)
  const id = await desk.draft()
  const form = await formOf(await desk.get(`/desk/alerts/${id}`))
  await choose(one, { least: 'flash' })
  const page = await ask(desk, id, 'reader1@example.org', { ...form, headline: 'Typed, not saved' })
  assert.equal(answerOf(page), 'No. They asked for flashes only.')
  assert.match(page, />\n?Typed, not saved<\/textarea>/)
  assert.match(page, new RegExp(`name="opened" value="${form['opened']}"`))
  assert.match(page, /<h1>The bridge is closed<\/h1>/)
  assert.equal(
    answerOf(await ask(desk, id, 'nobody@example.org')),
    'No. Nobody has signed up with this address.',
  )
  assert.match(await ask(desk, id, 'nobody'), /id="readerAddress-problem">Please enter a valid mail address/)
})

test('somebody else’s save is not overwritten by who asked about a reader in between', async t => {
  const { desk } = await freshDesk(t)
  const id = await desk.draft()
  const form = await formOf(await desk.get(`/desk/alerts/${id}`))
  await desk.post(`/desk/alerts/${id}`, { ...form, headline: 'By another' })
  const asked = await ask(desk, id, 'reader1@example.org', { ...form, headline: 'Mine' })
  const again = await formOf(new Response(asked))
  const saved = await desk.post(`/desk/alerts/${id}`, again)
  assert.match(await saved.text(), /Somebody saved this draft after you opened it/)
})

test('nobody at the desk is shown a reader’s watch words, nor the topics that have nothing to do with it', async t => {
  const { desk, choose } = await freshDesk(t)
  const [one = 0] = await addSubscribers(desk.store, 1)
  const topic = (name: string) =>
    desk.store.write(tx => addTopic(tx, { kind: 'topic', name, slug: '', names: {}, about: '' }))
  await topic('Harbour')
  await topic('Psychiatry')
  const topics = (
    await desk.store.read.selectFrom('topics').select(['id', 'name']).orderBy('id').execute()
  ).map(({ id }) => id)
  await choose(one, { scope: 'chosen', topics, watch: ['bridge NOT insolvency'] })
  const byWords = await ask(desk, await desk.draft(), 'reader1@example.org')
  assert.equal(
    answerOf(byWords),
    'Yes, at once. Their watch words find it. Which ones is theirs alone to know.',
  )
  assert.doesNotMatch(byWords, /insolvency/)
  const byTopic = await ask(
    desk,
    await desk.draft({ headline: 'A ship', topics: ['Harbour'] }),
    'reader1@example.org',
  )
  assert.equal(answerOf(byTopic), 'Yes, at once. They asked for: Harbour.')
  assert.doesNotMatch(byTopic, /Psychiatry|insolvency/)
})

test('on the page of a sent alert the answer is what became of it', async t => {
  const { desk } = await freshDesk(t)
  const [one = 0] = await addSubscribers(desk.store, 2)
  const id = await desk.draft()
  const form = await formOf(await desk.get(`/desk/alerts/${id}`))
  await desk.post(`/desk/alerts/${id}/send`, form)
  const got = {
    alert_id: id,
    subscriber_id: one,
    state: 'accepted' as const,
    chunk: 1,
    attempts: 1,
    resent: 0,
  }
  const at = Date.UTC(2026, 10, 26, 11)
  await desk.store.write(tx =>
    tx
      .insertInto('deliveries')
      .values({ ...got, updated_at: at })
      .execute(),
  )
  assert.equal(
    answerOf(await ask(desk, id, 'reader1@example.org')),
    'Their mail server took it on 26 Nov, 11:00 UTC. By what they chose today: They get all alerts.',
  )
  assert.match(answerOf(await ask(desk, id, 'reader2@example.org')) ?? '', /not in its audience yet/)
})
