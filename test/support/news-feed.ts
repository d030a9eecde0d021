/** Some thousand items that wait to be grouped, the same in every store: events that several sources tell of. */
import type { Store } from '../../src/store/index.ts'

const places = ['Malatya', 'Osaka', 'Lima', 'Tromsø', 'Cebu', 'Accra', 'Basel', 'Quito', 'Perth', 'Gdansk']
const events = [
  'Earthquake strikes the hills near',
  'Bridge closed after a ship struck it in',
  'Minister resigns over the letters of',
  'Flood water reaches the old town of',
  'Court postpones the trial of the mayor of',
]
const minuteMs = 60_000
const start = Date.UTC(2026, 0, 1)

/** Before anything else is written, so that the ids are the same everywhere. */
export async function addNewsSources(store: Store): Promise<number[]> {
  const ids: number[] = []
  for (const name of ['North', 'South', 'East', 'West']) {
    const source = {
      name,
      url: `https://${name}.example/`,
      host: name,
      on_item: 'none',
      created_at: 0,
    } as const
    const row = await store.write(tx =>
      tx
        .insertInto('sources')
        .values({ ...source, failures: 0 })
        .returning('id')
        .executeTakeFirstOrThrow(),
    )
    ids.push(row.id)
  }
  return ids
}

/** Items `from` to `to`, half a minute apart, and a revision of every tenth. */
export async function addNews(
  store: Store,
  sources: readonly number[],
  [from, to]: readonly [number, number],
): Promise<void> {
  await store.write(async tx => {
    for (let n = from; n < to; n++) {
      const at = start + n * (minuteMs / 2)
      const number = Math.floor(n / 40)
      const event = events[(n * 7) % events.length]
      const title = `${event} ${places[(n * 3) % places.length]} ${number}`
      const isRevised = n % 10 === 0
      const { id } = await tx
        .insertInto('items')
        .values({
          ...{ source_id: sources[n % sources.length] ?? 0, url_key: n % 9 === 0 ? `key-${number}` : null },
          ...{ title: isRevised ? `${title} again` : title, text: '', seen_at: at, first_poll: 0 },
          ...{ revision: isRevised ? 2 : 1, revised_at: isRevised ? at + minuteMs : null },
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      await tx.insertInto('fresh_items').values({ item_id: id }).execute()
      if (!isRevised) continue
      const before = { item_id: id, revision: 1, title, text: '', seen_at: at }
      await tx.insertInto('item_revisions').values(before).execute()
      await tx
        .insertInto('fresh_revisions')
        .values({ item_id: id, revision: 2, at: at + minuteMs })
        .execute()
    }
    tx.wake('items')
  })
}

/** What editors want in the middle of it: each store has the same stories by then. */
export async function addNewsOrders(store: Store, after: number): Promise<void> {
  const stories = await store.read
    .selectFrom('stories')
    .select(['id', 'item_count'])
    .where('state', '=', 'live')
    .where('item_count', '>', 1)
    .orderBy('id')
    .limit(8)
    .execute()
  await store.write(async tx => {
    for (const [place, { id }] of stories.entries()) {
      const items = await tx
        .selectFrom('story_items')
        .select('item_id')
        .where('story_id', '=', id)
        .orderBy('item_id')
        .limit(1)
        .execute()
      const isMerge = place % 2 === 0
      const order = {
        kind: isMerge ? ('merge' as const) : ('split' as const),
        story_id: id,
        to_story: isMerge ? (stories[place + 1]?.id ?? id) : null,
        items: isMerge ? null : JSON.stringify(items.map(row => row.item_id)),
        ...{ by: 'editor:Ada', at: start + (after + 40 * place) * (minuteMs / 2) },
      }
      await tx.insertInto('story_orders').values(order).execute()
    }
  })
}
