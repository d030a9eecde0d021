import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { createFakeClock } from '../../../test/support/fake-clock.ts'
import { freshStorePlace } from '../../../test/support/store-place.ts'
import { migrations } from '../../migrations.ts'
import { openStore } from '../../store/index.ts'
import { takeFreshMoments } from '../read-moments.ts'
import { listStories, readStory } from '../read-stories.ts'
import { groupAll } from '../test-grouping.ts'
import { handOver } from '../test-items.ts'

const dayMs = 24 * 3_600_000
const quake = 'Earthquake strikes eastern Turkey near Malatya'

test('stories from before there were moments go on: the old ones sleep, items join the others, and rules miss none', async t => {
  const { databaseUrl } = await freshStorePlace(t)
  const file = databaseUrl.startsWith('sqlite:') ? databaseUrl.slice('sqlite:'.length) : null
  await using store = await openStore(
    file ? { kind: 'sqlite', file } : { kind: 'postgres', url: databaseUrl },
    migrations.filter(({ name }) => name < '0017'),
  )
  await store.write(async tx => {
    const rows = [
      `insert into sources (id, name, url, on_item, host, created_at) values (1, 'Wire', 'https://wire.example/', 'none', 'wire', 0)`,
      ...[1, 2].flatMap(id => [
        `insert into items (id, source_id, title, text, seen_at, first_poll) values (${id}, 1, '${quake}', '', ${id * 9 * dayMs}, 0)`,
        `insert into stories (id, headline, created_at, last_item_at, item_count, source_count)
           values (${id}, '${quake}', ${id * 9 * dayMs}, ${id * 9 * dayMs}, 1, 1)`,
        `insert into story_items (item_id, story_id, headline_key, added_at) values (${id}, ${id}, '', ${id * 9 * dayMs})`,
      ]),
      `insert into alerts (kind, priority, state, headline, summary, topics, item_id, story_id, language, audience,
         created_at, created_by) values
         ('alert', 'breaking', 'sent', '${quake}', '', '[]', 2, 2, 'en', 'matching', 0, 'editor:Ada')`,
      'insert into grouped_items (item_id, story_id) values (2, 2)',
      ...['items', 'stories', 'sources'].flatMap(table => store.words.afterGivenIds(table)),
    ]
    for (const row of rows) await sql.raw(row).execute(tx)
  })
  await store.migrate(migrations)

  const item = await handOver(store, { sourceId: 1, title: quake, seenAt: 18 * dayMs + 5 })
  await groupAll(store, createFakeClock())
  assert.deepEqual(
    (await listStories(store.read, { limit: 9 })).map(({ id, state, itemCount }) => [id, state, itemCount]),
    [
      [2, 'live', 2],
      [1, 'asleep', 1],
    ],
  )
  const kept = await store.read.selectFrom('story_items').select('item_id').where('kept', '=', 1).execute()
  assert.deepEqual(
    kept.map(row => row.item_id),
    [2],
    'a story that was alerted keeps its id',
  )
  const story = await readStory(store.read, 2)
  assert.deepEqual(story.kind === 'found' && story.items.map(({ id }) => id), [item, 2])
  const fresh = await store.write(tx => takeFreshMoments(tx, 9))
  assert.deepEqual(
    fresh.map(({ moment, item: came }) => [moment.kind, moment.storyId, came?.id]),
    [
      ['joined', 2, 2],
      ['joined', 2, item],
    ],
  )
})
