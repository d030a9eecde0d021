import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fieldsOf } from '../../../test/support/html-elements.ts'
import { type Site, startSite } from '../../../test/support/site.ts'
import { addTopic, readPreferences, type TopicInput } from '../../subscribers/index.ts'

const add = ({ store }: Site, wish: Partial<TopicInput>) =>
  store.write(tx => addTopic(tx, { kind: 'topic', name: '', slug: '', names: {}, about: '', ...wish }))

const retire = ({ store }: Site, slug: string) =>
  store.write(tx => tx.updateTable('topics').set({ retired: 1 }).where('slug', '=', slug).execute())

async function withTopics(t: Parameters<typeof startSite>[0]): Promise<Site> {
  const site = await startSite(t)
  await add(site, { kind: 'place', name: 'Harbour', about: 'Ships & ferries.', names: { de: 'Hafen' } })
  await add(site, { name: 'Schools' })
  await add(site, { name: 'Opera' })
  await retire(site, 'opera')
  return site
}

/** What the newest confirmation mail’s link leads to, pressed. */
async function confirmNewest(site: Site): Promise<string> {
  const mail = await site.store.read
    .selectFrom('outbox')
    .select('text')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  const token = /\/confirm\/(\S+)/.exec(mail.text)?.[1] ?? ''
  return (await site.post(`/confirm/${token}`, {})).text()
}

async function chosenBy(site: Site, address: string) {
  const { id } = await site.store.read
    .selectFrom('subscribers')
    .select('id')
    .where('address', '=', address)
    .executeTakeFirstOrThrow()
  const { scope, topics } = (await readPreferences(site.store.read, [id])).get(id) ?? {}
  const rows = await site.store.read.selectFrom('topics').select(['id', 'slug']).execute()
  return { scope, topics: topics?.map(topic => rows.find(row => row.id === topic)?.slug) }
}

test('the list names what is offered, each with its sentence and a link; what is retired is not there', async t => {
  const site = await withTopics(t)
  const page = await site.text('/topics')
  assert.match(
    page,
    /<h2>Topics<\/h2>[\s\S]*\/topics\/schools[\s\S]*<h2>Places<\/h2>[\s\S]*\/topics\/harbour/,
  )
  assert.match(page, /Ships &amp; ferries\./)
  assert.doesNotMatch(page, /opera/i)
})

test('the front page leads to the topics as soon as there are some that are offered', async t => {
  const site = await startSite(t)
  assert.doesNotMatch(await site.text('/'), /href="\/topics"/)
  assert.match(await site.text('/topics'), /There are none to choose from/)
  await add(site, { name: 'Opera' })
  await site.clock.advance(2_000)
  assert.match(await site.text('/'), /href="\/topics"/)
  await retire(site, 'opera')
  await site.clock.advance(2_000)
  assert.doesNotMatch(await site.text('/'), /href="\/topics"/)
})

test('a topic’s page says what it is, how often it comes, shows its latest alert, and leads to the others', async t => {
  const site = await withTopics(t)
  const harbour = await site.sendAlert({ headline: 'A ship has sunk', topics: ['Harbour'] })
  await site.sendAlert({ headline: 'A teacher has won', topics: ['Schools'] })
  await site.clock.advance(10 * 86_400_000)
  await site.sendAlert({ headline: 'For everyone' })
  const page = await site.text('/topics/harbour')
  assert.match(page, /<h1 dir="auto">Harbour<\/h1>\s*<p dir="auto">Ships &amp; ferries\.<\/p>/)
  assert.match(page, /With what goes to everyone, that is about 1 a week, going by the last 10 days\./)
  assert.match(page, new RegExp(`<h3 dir="auto"><a href="/alerts/${harbour}" lang="en">A ship has sunk`))
  assert.match(page, /\/topics\/schools/)
  assert.doesNotMatch(page, /opera/i)
  assert.match(await site.text('/topics/schools'), /A teacher has won/)
})

test('a new alert of a topic is on its page at once', async t => {
  const site = await withTopics(t)
  assert.match(await site.text('/topics/harbour'), /No alert of the last 60 days was about this/)
  await site.sendAlert({ headline: 'A ship has sunk', topics: ['harbour'] })
  assert.match(await site.text('/topics/harbour'), /A ship has sunk/)
})

test('a topic has its name in the reader’s language', async t => {
  const site = await withTopics(t)
  const german = await (await site.get('/topics/harbour?language=de')).text()
  const language = /<html lang="(\w+)"/.exec(german)?.[1]
  assert.match(german, language === 'de' ? /<h1 dir="auto">Hafen<\/h1>/ : /<h1 dir="auto">Harbour<\/h1>/)
})

test('an unknown topic is not there; one that is retired says so, and takes nobody', async t => {
  const site = await withTopics(t)
  assert.equal((await site.get('/topics/nothing')).status, 404)
  assert.equal((await site.get('/topics/%00')).status, 404)
  const retired = await site.get('/topics/opera')
  assert.equal(retired.status, 410)
  const page = await retired.text()
  assert.match(page, /Opera is not offered any more/)
  assert.match(page, /\/topics\/harbour/)
  assert.doesNotMatch(page, /<form class="sign-up"/)
})

test('who signs up on a topic’s page gets that topic alone, and hears so when they confirm', async t => {
  const site = await withTopics(t)
  const fields = fieldsOf(await site.text('/topics/harbour'))
  const early = await site.post('/subscribe', { ...fields, address: 'ada@example.org' })
  assert.match(await early.text(), /This signs you up for Harbour/)
  await site.clock.advance(3_000)
  assert.equal((await site.subscribe({ ...fields, address: 'ada@example.org' })).status, 303)
  const confirmed = await confirmNewest(site)
  assert.match(confirmed, /You get what you signed up for/)
  assert.doesNotMatch(confirmed, /You get everything/)
  assert.deepEqual(await chosenBy(site, 'ada@example.org'), { scope: 'chosen', topics: ['harbour'] })
})

test('the form that a topic’s page at the desk gives away signs up for that topic with one more press', async t => {
  const site = await withTopics(t)
  // As the plain form on another site sends it; see `embedBox` in src/desk/topics/topic-page.ts.
  const elsewhere = { origin: 'https://paper.example', 'sec-fetch-site': 'cross-site' }
  const answer = await site.post(
    '/subscribe/embed',
    { topics: 'harbour', address: 'ada@example.org' },
    elsewhere,
  )
  assert.equal(answer.status, 200)
  const page = await answer.text()
  assert.match(page, /This signs you up for Harbour, and for the few alerts/)
  assert.equal((await site.store.read.selectFrom('sign_up_requests').select('id').execute()).length, 0)
  await site.clock.advance(3_000)
  assert.equal((await site.subscribe(fieldsOf(page))).status, 303)
  await confirmNewest(site)
  assert.deepEqual(await chosenBy(site, 'ada@example.org'), { scope: 'chosen', topics: ['harbour'] })
})

test('an alert’s page leads to the pages of its topics, as far as they have one', async t => {
  const site = await withTopics(t)
  const id = await site.sendAlert({ topics: ['harbour', 'Opera', 'Nothing of ours'] })
  const page = await site.text(`/alerts/${id}`)
  assert.match(page, /Topics: <a class="tap" href="\/topics\/harbour" dir="auto">Harbour<\/a>/)
  assert.doesNotMatch(page, /opera/i)
})
