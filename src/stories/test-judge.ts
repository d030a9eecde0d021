/** What always holds of stories as they are written down, and all that is written, to be compared. */
import assert from 'node:assert/strict'
import type { Read } from '../store/index.ts'

/** Fails with the first thing that is not as it must be. */
export async function judgeStories(read: Read): Promise<void> {
  const stories = await read.selectFrom('stories').selectAll().orderBy('id').execute()
  const members = await read
    .selectFrom('story_items')
    .innerJoin('items', 'items.id', 'story_items.item_id')
    .leftJoin('item_readings', 'item_readings.item_id', 'story_items.item_id')
    .select(['story_items.item_id', 'story_id', 'origin', 'source_id', 'reading', 'added_at'])
    .execute()
  const waiting = await read.selectFrom('fresh_items').select('item_id').execute()
  const items = await read.selectFrom('items').select('id').orderBy('id').execute()
  const placed = [...members, ...waiting].map(row => row.item_id).sort((one, other) => one - other)
  assert.deepEqual(
    placed,
    items.map(item => item.id),
    'every item is in one story, or waits',
  )
  const byStory = Map.groupBy(members, member => member.story_id)
  const stateOf = new Map(stories.map(story => [story.id, story.state]))
  for (const story of stories) {
    const own = byStory.get(story.id) ?? []
    const counted = {
      items: own.length,
      sources: new Set(own.map(member => member.source_id)).size,
      origins: new Set(own.flatMap(member => member.origin ?? [])).size,
    }
    const said = { items: story.item_count, sources: story.source_count, origins: story.origin_count }
    assert.deepEqual(said, counted, `story ${story.id} counts its items`)
    assert.equal(story.state === 'merged', own.length === 0, `story ${story.id} has items, or was merged`)
    if (story.merged_into !== null) assert.notEqual(stateOf.get(story.merged_into), 'merged')
    if (own.length > 0) {
      const times = own.map(member => member.added_at)
      assert.equal(story.last_item_at, Math.max(...times))
      assert.equal(story.created_at, Math.min(...times))
    }
    for (const member of own)
      assert.equal(
        (member.reading ?? '') !== '',
        story.state === 'live',
        `a reading of item ${member.item_id}`,
      )
    const last = await read
      .selectFrom('story_moments')
      .select(['items', 'sources', 'origins', 'score'])
      .where('story_id', '=', story.id)
      .orderBy('id', 'desc')
      .executeTakeFirst()
    if (story.state !== 'merged') assert.deepEqual({ ...last }, { ...counted, score: story.score })
  }
}

/** Every row that follows from what came, without when it was written. */
export async function allWritten(read: Read): Promise<Record<string, unknown[]>> {
  const plain = (rows: readonly object[]) => rows.map(row => ({ ...row }))
  const [stories, items, moments, changes, orders, readings, relations, memory, fresh] = await Promise.all([
    read.selectFrom('stories').selectAll().orderBy('id').execute(),
    read.selectFrom('story_items').selectAll().orderBy('item_id').execute(),
    read.selectFrom('story_moments').selectAll().orderBy('id').execute(),
    read.selectFrom('story_changes').selectAll().orderBy('id').execute(),
    read.selectFrom('story_orders').selectAll().orderBy('id').execute(),
    read.selectFrom('item_readings').selectAll().orderBy('item_id').execute(),
    read.selectFrom('story_relations').selectAll().orderBy('story_id').orderBy('earlier_id').execute(),
    read.selectFrom('story_memory').selectAll().orderBy('key').execute(),
    read.selectFrom('fresh_moments').selectAll().orderBy('moment_id').execute(),
  ])
  return {
    stories: plain(stories),
    items: plain(items.map(({ grouped_at: _, ...row }) => row)),
    moments: plain(moments.map(({ made_at: _, ...row }) => row)),
    changes: plain(changes),
    orders: plain(orders.map(({ done_at, ...row }) => ({ ...row, done: done_at !== null }))),
    readings: plain(readings),
    relations: plain(relations),
    memory: plain(memory),
    fresh: plain(fresh),
  }
}
