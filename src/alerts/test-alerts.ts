/** Items as `stories` hands them over, and alerts in every state, for the tests of this stage. */
import type { Store, Tx } from '../store/index.ts'
import type { AlertInput } from './alert-fields.ts'
import { createAlert } from './create-alert.ts'

export const testAt = Date.UTC(2026, 10, 23, 8)
export const testBy = 'editor:Ada'

export interface TestItem {
  sourceId: number
  /** Absent: founds a story. */
  storyId?: number
  title?: string
  text?: string
  url?: string
  firstPoll?: boolean
}

export async function makeSource(store: Store, onItem: 'send' | 'draft' | 'none'): Promise<number> {
  const name = crypto.randomUUID()
  const values = {
    name,
    url: `https://${name}.example/`,
    on_item: onItem,
    host: name,
    created_at: 0,
    failures: 0,
  }
  return store.write(async tx => {
    const row = await tx.insertInto('sources').values(values).returning('id').executeTakeFirstOrThrow()
    return row.id
  })
}

/** A moment of the item, and the row that the rules take. */
export async function tellRules(
  tx: Tx,
  { itemId, storyId }: { itemId: number; storyId: number },
  kind: 'founded' | 'joined',
): Promise<void> {
  const counts = { items: 1, sources: 1, origins: 1, score: 0, reasons: '[]', changes: '[]' }
  const { id } = await tx
    .insertInto('story_moments')
    .values({
      ...{ story_id: storyId, item_id: itemId, kind, at: testAt, made_at: testAt, revision: 1, ...counts },
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await tx.insertInto('fresh_moments').values({ moment_id: id }).execute()
  tx.wake('stories')
}

/** Writes an item, its place in a story, and the row that the rules take. */
export async function handOver(store: Store, item: TestItem): Promise<{ itemId: number; storyId: number }> {
  return store.write(async tx => {
    const title = item.title ?? 'Bridge closed'
    const { id: itemId } = await tx
      .insertInto('items')
      .values({
        source_id: item.sourceId,
        title,
        text: item.text ?? '',
        url: item.url ?? null,
        seen_at: testAt,
        first_poll: item.firstPoll ? 1 : 0,
        revision: 1,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const storyId = item.storyId ?? (await makeStory())
    await tx
      .insertInto('story_items')
      .values({ item_id: itemId, story_id: storyId, headline_key: '', added_at: testAt })
      .execute()
    await tellRules(tx, { itemId, storyId }, item.storyId === undefined ? 'founded' : 'joined')
    return { itemId, storyId }

    async function makeStory(): Promise<number> {
      const row = await tx
        .insertInto('stories')
        .values({
          headline: title,
          created_at: testAt,
          last_item_at: testAt,
          item_count: 1,
          source_count: 1,
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      return row.id
    }
  })
}

export async function makeAlert(
  store: Store,
  { send = true, ...fields }: Partial<AlertInput> & { send?: boolean } = {},
): Promise<number> {
  const wish = { fields: { headline: 'Bridge closed', ...fields }, by: testBy, at: testAt, send }
  const created = await store.write(tx => createAlert(tx, wish))
  if (created.kind !== 'created') throw new Error(`the alert was not made: ${JSON.stringify(created)}`)
  return created.id
}
