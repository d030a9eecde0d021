/** What an editor puts right is done by whoever groups within the page's patience, and what comes later does not undo it. */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { keepStory } from '../src/stories/index.ts'
import { type Newsroom, press, startNewsroom } from './support/newsroom.ts'
import { pollUntil } from './support/poll-until.ts'

const dam = [
  'Dam above Brenvik breaks, three villages are being cleared',
  'Dam above Brenvik breaks: three villages cleared, says water board',
]
const quake = 'Earthquake of magnitude 6.1 shakes the coast of Aldorra'

/** A newsroom with two stories of its own program's items, and an editor at the desk. */
async function openDesk(t: TestContext) {
  const newsroom = await startNewsroom(t)
  const editor = await newsroom.enterDesk()
  let number = 0
  const tell = async (title: string) => {
    const externalId = `${++number}`
    const { status, body } = await newsroom.api.post<{ id: string }>(newsroom.server.origin, '/api/items', {
      externalId,
      title,
    })
    assert.equal(status, 201, JSON.stringify(body))
    return storyWith(newsroom, title)
  }
  return { newsroom, editor, tell }
}

async function storyWith({ store }: Newsroom, title: string): Promise<number> {
  let story: number | undefined
  await pollUntil(`a story with “${title}”`, async () => {
    const row = await store.read
      .selectFrom('story_items')
      .innerJoin('items', 'items.id', 'story_items.item_id')
      .select('story_id')
      .where('title', '=', title)
      .executeTakeFirst()
    story = row?.story_id
    return story !== undefined
  })
  return story ?? 0
}

/** Presses what the question page offers; returns where the answer leads and what stands there. */
async function decide(newsroom: Newsroom, editor: Record<string, string>, question: string) {
  const [page = ''] = question.split('?')
  const answer = await press(newsroom, editor, { page: question, action: page })
  const location = answer.headers.get('location') ?? ''
  assert.equal(answer.status, 303, await answer.text())
  return { location, text: await (await newsroom.get(location, editor)).text() }
}

test('a merge and a split are done, said, recorded with who, and stay', async t => {
  const { newsroom, editor, tell } = await openDesk(t)
  const first = await tell(dam[0] ?? '')
  const other = await tell(quake)
  assert.notEqual(first, other)
  const merged = await decide(newsroom, editor, `/desk/stories/${other}/merge?story=${first}`)
  assert.match(merged.text, new RegExp(`Done: story ${other} was merged into this one`))
  assert.match(merged.text, /2 items, /)
  assert.equal(
    (await newsroom.get(`/desk/stories/${other}`, editor)).headers.get('location'),
    `/desk/stories/${first}?from=${other}`,
  )

  const items = [...merged.text.matchAll(/name="item" value="(\d+)" aria-label="Tick: Earthquake/g)]
  const split = await decide(newsroom, editor, `/desk/stories/${first}/split?item=${items[0]?.[1]}`)
  assert.match(split.text, new RegExp(`Done: 1 item split off from story ${first}`))
  const third = await storyWith(newsroom, quake)
  assert.equal(split.location.split('?')[0], `/desk/stories/${third}`)

  const later = await tell(dam[1] ?? '')
  assert.equal(await storyWith(newsroom, quake), third, 'what was split off stays apart')
  const page = await (await newsroom.get(`/desk/stories/${third}`, editor)).text()
  assert.match(page, new RegExp(`Founded by a split: 1 item taken out of <a href="/desk/stories/${first}">`))
  assert.ok(later > 0)
})

test('of two stories the one with an alert keeps its number, whichever way they are merged, and the answer says so', async t => {
  const { newsroom, editor, tell } = await openDesk(t)
  const first = await tell(dam[0] ?? '')
  const other = await tell(quake)
  // As who makes an alert of it says.
  await newsroom.store.write(tx => keepStory(tx, { storyId: first, itemId: null, at: Date.now() }))
  await pollUntil('the alert’s word', async () => {
    const open = await newsroom.store.read
      .selectFrom('story_orders')
      .select('id')
      .where('done_at', 'is', null)
      .execute()
    return open.length === 0
  })
  const merged = await decide(newsroom, editor, `/desk/stories/${first}/merge?story=${other}`)
  assert.match(merged.text, new RegExp(`Done: story ${other} was merged into this one`))
  assert.match(merged.text, new RegExp(`data-events="/desk/stories/${first}/events`))
})
