import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { advanceUntil } from '../../../test/support/deliver-fixture.ts'
import { addStories } from '../../../test/support/story-rows.ts'
import type { Store } from '../../store/index.ts'
import { type TestDesk, testDesk } from '../test-desk.ts'

const second = 1_000

async function seededDesk(t: TestContext) {
  const desk = await testDesk(t)
  const stories = await addStories(desk.store, desk.clock.now())
  const rows = await desk.store.read
    .selectFrom('story_items')
    .select('item_id')
    .where('story_id', '=', stories.dam)
    .orderBy('item_id')
    .execute()
  const at = `/desk/stories/${stories.dam}`
  return { ...desk, stories, at, items: rows.map(row => row.item_id) }
}

function orders(store: Store) {
  return store.read.selectFrom('story_orders').selectAll().orderBy('id').execute()
}

/** Sent as a form with fields that come more than once. */
async function postItems({ request, cookie }: TestDesk, path: string, fields: [string, number | string][]) {
  const body = new URLSearchParams(fields.map(([name, value]) => [name, String(value)])).toString()
  const type = 'application/x-www-form-urlencoded'
  return request(path, {
    method: 'POST',
    body,
    headers: { cookie, 'sec-fetch-site': 'same-origin', 'content-type': type },
  })
}

/** Answers the one order that is waiting, as whoever groups would, once it is there. */
async function answerOrder(
  { store, clock }: TestDesk,
  { problem = null, intoNew }: { problem?: string | null; intoNew?: string } = {},
): Promise<void> {
  const isThere = async () => (await orders(store)).some(({ done_at }) => done_at === null)
  await advanceUntil(clock, isThere)
  await store.write(async tx => {
    const order = await tx
      .selectFrom('story_orders')
      .selectAll()
      .where('done_at', 'is', null)
      .executeTakeFirstOrThrow()
    let to = order.to_story
    if (intoNew !== undefined) {
      const row = { headline: intoNew, created_at: 0, last_item_at: 0, item_count: 1, source_count: 1 }
      to = (await tx.insertInto('stories').values(row).returning('id').executeTakeFirstOrThrow()).id
    }
    if (problem === null && to !== null) {
      const moved = tx.updateTable('story_items').set({ story_id: to })
      await (order.items === null
        ? moved.where('story_id', '=', order.story_id)
        : moved.where('item_id', 'in', JSON.parse(order.items) as number[])
      ).execute()
      if (order.kind === 'merge')
        await tx
          .updateTable('stories')
          .set({ state: 'merged', merged_into: to })
          .where('id', '=', order.story_id)
          .execute()
    }
    await tx.updateTable('story_orders').set({ done_at: 1, problem }).where('id', '=', order.id).execute()
    tx.wake('stories')
  })
}

test('who wants to merge is asked first, with both stories named; asking writes nothing', async t => {
  const { get, at, stories, store } = await seededDesk(t)
  const page = await (await get(`${at}/merge?story=%23${stories.single}`)).text()
  assert.match(page, /Merge these two stories\?/)
  assert.match(page, /All its 28 items go to the other story/)
  assert.match(page, /Quake of magnitude 6\.1/)
  assert.match(page, new RegExp(`<input type="hidden" name="to" value="${stories.single}">`))
  assert.match(page, new RegExp(`href="/desk/stories/${stories.single}/merge\\?story=${stories.dam}"`))
  assert.deepEqual(await orders(store), [])
})

test('a merge is written down for whoever groups, who answers within seconds; the old address leads on', async t => {
  const desk = await seededDesk(t)
  const { at, stories, store, get, post } = desk
  const answered = post(`${at}/merge`, { to: String(stories.single) })
  await answerOrder(desk)
  const answer = await answered
  const [order] = await orders(store)
  assert.deepEqual(
    [answer.status, answer.headers.get('location')],
    [303, `/desk/stories/${stories.single}?order=${order?.id}`],
  )
  assert.deepEqual(
    [order?.kind, order?.story_id, order?.to_story, order?.items, order?.by],
    ['merge', stories.dam, stories.single, null, 'editor:Ada'],
  )
  const page = await (await get(answer.headers.get('location') ?? '')).text()
  assert.match(page, new RegExp(`Done: story ${stories.dam} was merged into this one\\.`))
  const led = await get(at)
  assert.deepEqual(
    [led.status, led.headers.get('location')],
    [302, `/desk/stories/${stories.single}?from=${stories.dam}`],
  )
})

test('ticked items become a story of their own, and the answer leads there', async t => {
  const desk = await seededDesk(t)
  const { at, items, store, get, stories } = desk
  const [one, other] = items.slice(-2)
  const question = await (await get(`${at}/split?item=${one}&item=${other}&item=${one}&story=`)).text()
  assert.match(question, /Make these 2 items a story of their own\?/)
  assert.match(question, /26 items stay behind\./)
  const answered = postItems(desk, `${at}/split`, [
    ['item', one ?? 0],
    ['item', other ?? 0],
  ])
  await answerOrder(desk, { intoNew: 'The head of the water board resigns' })
  const page = await (await get((await answered).headers.get('location') ?? '')).text()
  assert.match(page, /<h1[^>]*>The head of the water board resigns/)
  assert.match(page, new RegExp(`Done: 2 items split off from story ${stories.dam}\\.`))
  const [order] = await orders(store)
  assert.deepEqual(
    [order?.kind, order?.to_story, JSON.parse(order?.items ?? '')],
    ['split', null, [other, one]],
  )
})

test('ticked items are moved to a story that is named by the address of its page', async t => {
  const desk = await seededDesk(t)
  const { at, items, get, stories, store } = desk
  const named = encodeURIComponent(`http://localhost:8080/desk/stories/${stories.single}?done=saved`)
  const question = await (
    await get(`${at}/move?item=${items[0]}&story=${named}&likely=${stories.long}`)
  ).text()
  assert.match(question, /Move this item\?/)
  assert.match(question, new RegExp(`Move 1 item to story ${stories.single}`))
  const answered = postItems(desk, `${at}/move`, [
    ['item', items[0] ?? 0],
    ['to', stories.single],
  ])
  await answerOrder(desk)
  const page = await (await get((await answered).headers.get('location') ?? '')).text()
  assert.match(page, new RegExp(`Done: 1 item moved here from story ${stories.dam}\\.`))
  const [order] = await orders(store)
  assert.deepEqual([order?.kind, order?.to_story], ['move', stories.single])
})

test('why it could not be done is said on the story, which stays as it was', async t => {
  const desk = await seededDesk(t)
  const { at, stories, post, get } = desk
  const answered = post(`${at}/merge`, { to: String(stories.single) })
  await answerOrder(desk, { problem: 'An alert was made of <both>.' })
  const location = (await answered).headers.get('location') ?? ''
  assert.match(location, new RegExp(`^${at}\\?order=`))
  assert.match(await (await get(location)).text(), /Nothing was done: An alert was made of &lt;both&gt;\./)
})

test('when nobody answers within five seconds the page says that it is written down, and later what became of it', async t => {
  const desk = await seededDesk(t)
  const { at, items, get, clock, store } = desk
  let isOver = false
  const answered = postItems(desk, `${at}/split`, [['item', items[0] ?? 0]]).finally(() => {
    isOver = true
  })
  await advanceUntil(clock, async () => (await orders(store)).length > 0)
  const asked = clock.now()
  await advanceUntil(clock, async () => isOver)
  assert.ok(clock.now() - asked <= 7 * second, `${clock.now() - asked} ms`)
  const location = (await answered).headers.get('location') ?? ''
  assert.match(location, new RegExp(`^${at}\\?order=`))
  assert.match(await (await get(location)).text(), /It is written down and will be done/)
  await answerOrder(desk, { intoNew: 'A new one' })
  assert.match(await (await get(location)).text(), /Done: 1 item split off into story \d+\./)
})

test('what cannot be asked is answered with why, and nothing is written', async t => {
  const desk = await seededDesk(t)
  const { at, items, get, post, stories, store } = desk
  const everyItem = items.map(id => `item=${id}`).join('&')
  const elsewhere = (
    await store.read
      .selectFrom('story_items')
      .select('item_id')
      .where('story_id', '=', stories.single)
      .executeTakeFirstOrThrow()
  ).item_id
  const asked: [string, RegExp][] = [
    [`${at}/merge`, /No other story was named/],
    [`${at}/merge?story=${stories.dam}`, /That is this story itself/],
    [`${at}/merge?story=999999`, /There is no story 999999/],
    [`${at}/merge?story=%3Cb%3Ethat%3C/b%3E`, /“&lt;b&gt;that&lt;\/b&gt;” is no story’s number or link/],
    [`${at}/merge?likely=-1`, /No other story was named/],
    // It went into this very story.
    [`${at}/merge?story=${stories.merged}`, /That is this story itself/],
    [`${at}/split`, /No item was ticked/],
    [`${at}/split?item=x`, /No item was ticked/],
    [`${at}/split?item=${elsewhere}`, /no longer in this story/],
    [`${at}/split?${everyItem}`, /These are all its items/],
    [`${at}/move?item=${items[0]}`, /No other story was named/],
    [`${at}/move?story=${stories.single}`, /No item was ticked/],
    [`${at}/move?${everyItem}&story=${stories.single}`, /These are all its items/],
  ]
  for (const [path, words] of asked) {
    const answer = await get(path)
    assert.equal(answer.status, 422, path)
    assert.match(await answer.text(), words, path)
  }
  const posted: [string, [string, number | string][], number][] = [
    [`${at}/merge`, [['to', stories.dam]], 422],
    [`${at}/merge`, [['to', 999_999]], 422],
    [`${at}/merge`, [], 422],
    [`${at}/merge`, [['to', 'that']], 422],
    [`${at}/split`, [], 422],
    [`${at}/split`, [['item', elsewhere]], 422],
    [`${at}/split`, items.map(id => ['item', id]), 422],
    [`${at}/split`, [['item', 'all']], 422],
    [`${at}/move`, [['item', items[0] ?? 0]], 422],
    [
      `${at}/move`,
      [
        ['item', items[0] ?? 0],
        ['to', 999_999],
      ],
      422,
    ],
    ['/desk/stories/999999/split', [['item', 1]], 404],
    [`/desk/stories/${stories.merged}/merge`, [['to', stories.single]], 404],
  ]
  for (const [path, fields, status] of posted)
    assert.equal((await postItems(desk, path, fields)).status, status, `${path} ${JSON.stringify(fields)}`)
  const foreign = { cookie: desk.cookie, 'sec-fetch-site': 'cross-site' }
  assert.equal((await post(`${at}/merge`, { to: String(stories.single) }, foreign)).status, 403)
  assert.equal((await post(`${at}/split`, { item: String(items[0]) }, foreign)).status, 403)
  assert.equal((await post(`${at}/move`, { item: String(items[0]), to: '1' }, foreign)).status, 403)
  assert.deepEqual(await orders(store), [])
})

test('an order that has nothing to do with a story says nothing on its page', async t => {
  const { get, store, stories, at } = await seededDesk(t)
  await store.write(async tx => {
    const order = {
      kind: 'merge' as const,
      story_id: stories.single,
      to_story: stories.long,
      by: 'editor:Ada',
      at: 0,
    }
    await tx.insertInto('story_orders').values(order).execute()
  })
  for (const query of ['order=1', 'order=99', 'order=x', `from=${stories.single}`])
    assert.doesNotMatch(
      await (await get(`${at}?${query}`)).text(),
      /<p class="notice" role="status">[^<]/,
      query,
    )
})
