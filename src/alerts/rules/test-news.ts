/** Moments as the stories' worker writes them, for the tests that need a store. */
import type { Store } from '../../store/index.ts'
import type { Change, Moment } from '../../stories/index.ts'

export interface NewsItem {
  sourceId: number
  storyId?: number
  title?: string
  text?: string
  firstPoll?: boolean
  moment?: Partial<Moment>
}

/** An item, its story, and the moment that it made. Returns their ids. */
export async function tell(
  store: Store,
  at: number,
  { sourceId, title = 'Dam bursts', text = 'Two towns are warned.', firstPoll = false, ...news }: NewsItem,
): Promise<{ itemId: number; storyId: number; momentId: number }> {
  return store.write(async tx => {
    const item = { source_id: sourceId, title, text, seen_at: at, first_poll: firstPoll ? 1 : 0, revision: 1 }
    const { id: itemId } = await tx.insertInto('items').values(item).returning('id').executeTakeFirstOrThrow()
    const isNew = news.storyId === undefined
    const storyId = news.storyId ?? (await foundStory(tx, title, at))
    await tx
      .insertInto('story_items')
      .values({ item_id: itemId, story_id: storyId, headline_key: '', added_at: at })
      .execute()
    const moment = { storyId, itemId, kind: isNew ? 'founded' : 'joined', at, ...news.moment } as const
    return { itemId, storyId, momentId: await writeMoment(tx, moment, title) }
  })
}

/** All items of a story go to another one, or to a new one. */
export async function moveAll(
  store: Store,
  at: number,
  { kind, from, to }: { kind: 'merge' | 'split'; from: number; to: number | null },
): Promise<number> {
  return store.write(async tx => {
    const target = to ?? (await foundStory(tx, 'Taken out', at))
    await tx
      .insertInto('story_changes')
      .values({ kind, from_story: from, to_story: target, items: '[]', by: 'machine', why: null, at })
      .execute()
    if (kind === 'merge')
      await tx
        .updateTable('stories')
        .set({ state: 'merged', merged_into: target })
        .where('id', '=', from)
        .execute()
    const moment = { itemId: null, kind: kind === 'merge' ? 'merged' : 'split', at } as const
    if (kind === 'split') await writeMoment(tx, { ...moment, storyId: from }, 'Dam bursts')
    await writeMoment(tx, { ...moment, storyId: target }, 'Dam bursts')
    return target
  })
}

type Tx = Parameters<Parameters<Store['write']>[0]>[0]

async function foundStory(tx: Tx, headline: string, at: number): Promise<number> {
  const row = { headline, created_at: at, last_item_at: at, item_count: 1, source_count: 1 }
  const { id } = await tx.insertInto('stories').values(row).returning('id').executeTakeFirstOrThrow()
  return id
}

async function writeMoment(
  tx: Tx,
  moment: Pick<Moment, 'storyId' | 'itemId' | 'kind' | 'at'> & Partial<Moment>,
  headline: string,
): Promise<number> {
  const { storyId, itemId, kind, at, items = 1, sources = 1, origins = 1, score = 50, changes = [] } = moment
  const { id } = await tx
    .insertInto('story_moments')
    .values({
      ...{ story_id: storyId, item_id: itemId, kind, at, items, sources, origins, score, headline },
      ...{ reasons: '[]', changes: JSON.stringify(changes satisfies readonly Change[]), made_at: at },
      revision: itemId === null ? null : 1,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await tx.insertInto('fresh_moments').values({ moment_id: id }).execute()
  tx.wake('stories')
  return id
}
