import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshStore } from '../../../test/support/store.ts'
import { createStoryMachine } from '../machine/create-story-machine.ts'
import { shippedParts } from '../machine/shipped-parts.ts'
import { loadStories } from './load-stories.ts'

test('a machine is given every story once, however many have their newest item of one moment', async t => {
  const store = await freshStore(t)
  const at = Date.UTC(2026, 7, 18, 12)
  const rows = Array.from({ length: 2_500 }, (_, place) => ({
    headline: `Story ${place}`,
    created_at: at,
    last_item_at: at + (place % 2),
    item_count: 0,
    source_count: 0,
    state: place % 5 === 0 ? ('asleep' as const) : ('live' as const),
  }))
  await store.write(async tx => {
    for (let from = 0; from < rows.length; from += 500)
      await tx
        .insertInto('stories')
        .values(rows.slice(from, from + 500))
        .execute()
    await tx
      .insertInto('story_memory')
      .values({ key: 'now', value: String(at) })
      .execute()
  })
  const parts = shippedParts()
  const machine = createStoryMachine(parts)
  const given = { live: [] as number[], asleep: [] as number[] }
  const heard = {
    ...machine,
    restoreStory: ({ id }: { id: number }) => void given.live.push(id),
    remember: (id: number) => void given.asleep.push(id),
  }
  await loadStories(store.read, heard, { parts, breathe: async () => undefined })
  assert.deepEqual([given.live.length, new Set(given.live).size], [2_000, 2_000])
  assert.deepEqual([given.asleep.length, new Set(given.asleep).size], [500, 500])
})
