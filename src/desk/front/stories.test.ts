import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { addStories } from '../../../test/support/story-rows.ts'
import { type TestDesk, testDesk } from '../test-desk.ts'

async function seededDesk(t: TestContext) {
  const desk = await testDesk(t)
  return { ...desk, stories: await addStories(desk.store, desk.clock.now()) }
}

/** The ids of the stories that a page lists, in their order. */
async function listed({ get }: TestDesk, path: string): Promise<number[]> {
  const page = await (await get(path)).text()
  return [...page.matchAll(/<h3><a href="\/desk\/stories\/(\d+)"/g)].map(([, id]) => Number(id))
}

/** The first event of a page's stream. */
async function firstEvent(stream: Response): Promise<{ text: Record<string, string>; news: string }> {
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader()
  const chunk = (await reader?.read())?.value ?? ''
  await reader?.cancel()
  return JSON.parse(chunk.slice('data: '.length))
}

async function addStory(
  { store }: TestDesk,
  row: { score: number; at: number; language?: string; state?: 'live' },
) {
  const { score, at, language = 'en' } = row
  return store.write(async tx => {
    const story = {
      headline: `Of ${score}`,
      created_at: at,
      last_item_at: at,
      item_count: 1,
      source_count: 1,
      score,
      language,
    }
    const { id } = await tx.insertInto('stories').values(story).returning('id').executeTakeFirstOrThrow()
    tx.wake('stories')
    return id
  })
}

test('stories stand by how breaking they are now: an old high score has faded, and says so on its page', async t => {
  const desk = await seededDesk(t)
  const now = desk.clock.now()
  const old = await addStory(desk, { score: 99, at: now - 30 * 3_600_000 })
  const fresh = await addStory(desk, { score: 60, at: now })
  const order = await listed(desk, '/desk/stories')
  assert.ok(order.indexOf(fresh) < order.indexOf(old), String(order))
  assert.equal(order[0], desk.stories.dam)
  const page = await (await desk.get('/desk/stories')).text()
  const score = new RegExp(`data-live="score-${old}">(\\d+)<`).exec(page)?.[1]
  assert.ok(Number(score) < 50, `${score}`)
})

test('by newest, the story whose last item is newest stands first', async t => {
  const desk = await seededDesk(t)
  const order = await listed(desk, '/desk/stories?by=newest')
  assert.equal(order[0], desk.stories.single)
  assert.match(
    await (await desk.get('/desk?by=newest')).text(),
    /<a href="\/desk\?by=newest" aria-current="true">/,
  )
  assert.deepEqual((await listed(desk, '/desk?by=newest'))[0], desk.stories.single)
})

test('a row says items, independent origins, why, how long ago, and the language when it is not ours', async t => {
  const desk = await seededDesk(t)
  const page = await (await desk.get('/desk/stories')).text()
  const row = page.slice(page.indexOf(`data-live="score-${desk.stories.dam}"`)).split('</li>')[0] ?? ''
  assert.match(row, />81</)
  assert.match(row, /Very breaking/)
  assert.match(row, /28 items, 7 independent origins/)
  assert.match(row, /Seven independent origins/)
  assert.match(row, /<time datetime="2025-12-31T23:56:00.000Z" title="[^"]*" data-live="ago-\d+">4 min ago</)
  assert.doesNotMatch(row, /English/)
  assert.match(page, /<a href="[^"]*" dir="auto" lang="ar" data-walk>زلزال/)
  assert.match(page, /<span>Arabic<\/span>/)
  assert.match(page, /<span>Japanese<\/span>/)
})

test('an editor sees only as much as is asked for; merged stories are in no list', async t => {
  const desk = await seededDesk(t)
  const { stories } = desk
  const live = await listed(desk, '/desk/stories')
  assert.ok(!live.includes(stories.asleep) && !live.includes(stories.merged))
  const all = await listed(desk, '/desk/stories?asleep=1')
  assert.ok(all.includes(stories.asleep) && !all.includes(stories.merged))
  assert.deepEqual(await listed(desk, '/desk/stories?least=50'), [stories.dam])
  assert.equal((await listed(desk, '/desk/stories?language=ar')).length, 1)
  const none = await (await desk.get('/desk/stories?least=70&language=ar')).text()
  assert.match(none, /No story is like that/)
  assert.match(none, /<option value="ar" selected>Arabic<\/option>/)
})

test('what is no such wish is none, and is text on the page', async t => {
  const desk = await seededDesk(t)
  const all = await listed(desk, '/desk/stories')
  for (const query of ['by=x', 'least=many', 'asleep=yes', 'after=1-2', 'after=x'])
    assert.deepEqual(await listed(desk, `/desk/stories?${query}`), all, query)
  assert.equal((await desk.get('/desk/stories?language=%00')).status, 200)
  const hostile = await desk.get(
    `/desk/stories?language=${encodeURIComponent('"><script>alert(1)</script>')}`,
  )
  assert.equal(hostile.status, 200)
  assert.doesNotMatch(await hostile.text(), /<script>alert/)
})

for (const by of ['score', 'newest'])
  test(`further down, by ${by}, come the others, each once`, async t => {
    const desk = await testDesk(t)
    const now = desk.clock.now()
    const ids: number[] = []
    for (let n = 0; n < 95; n++) ids.push(await addStory(desk, { score: n % 7, at: now - (n % 5) * 60_000 }))
    const found: number[] = []
    for (let path: string | undefined = `/desk/stories?by=${by}`; path; ) {
      const page = await (await desk.get(path)).text()
      found.push(...(await listed(desk, path)))
      path = /<a href="([^"]*after=[^"]*)">Further down/.exec(page)?.[1]?.replaceAll('&amp;', '&')
      assert.ok(found.length <= 200)
    }
    assert.deepEqual(
      found.toSorted((one, other) => one - other),
      ids,
    )
  })

test('the list’s numbers move, and a story that belongs on it is announced without moving it', async t => {
  const desk = await seededDesk(t)
  const page = await (await desk.get('/desk/stories?least=30')).text()
  const address = /data-events="([^"]*)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? ''
  const quiet = await firstEvent(await desk.get(address))
  assert.equal(quiet.news, '')
  assert.deepEqual(
    [quiet.text[`score-${desk.stories.dam}`], quiet.text[`ago-${desk.stories.dam}`]],
    ['81', '4 min ago'],
  )
  await addStory(desk, { score: 10, at: desk.clock.now() })
  await addStory(desk, { score: 90, at: desk.clock.now() })
  assert.equal((await firstEvent(await desk.get(address))).news, '1 new story')
})

test('a story’s page hears its score and size, and of items that it does not show', async t => {
  const desk = await seededDesk(t)
  const page = await (await desk.get(`/desk/stories/${desk.stories.single}`)).text()
  const address = /data-events="([^"]*)"/.exec(page)?.[1] ?? ''
  const quiet = await firstEvent(await desk.get(address))
  assert.deepEqual(
    [quiet.text['score'], quiet.text['size'], quiet.news],
    ['38', '1 item, 1 independent origin', ''],
  )
  await desk.store.write(async tx => {
    const item = await tx
      .selectFrom('story_items')
      .select('item_id')
      .where('story_id', '=', desk.stories.long)
      .limit(1)
      .executeTakeFirstOrThrow()
    await tx
      .updateTable('story_items')
      .set({ story_id: desk.stories.single })
      .where('item_id', '=', item.item_id)
      .execute()
  })
  assert.equal((await firstEvent(await desk.get(address))).news, '1 new item')
  const merged = await firstEvent(await desk.get(`/desk/stories/${desk.stories.merged}/events?item=1`))
  assert.equal(merged.news, 'This story was merged into another one.')
})
