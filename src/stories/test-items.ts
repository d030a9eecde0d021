/** Items as `sources` hands them over, for the tests of this stage. */
import type { Store } from '../store/index.ts'

export interface TestItem {
  sourceId?: number
  title: string
  urlKey?: string
  seenAt?: number
}

export async function makeSource(store: Store, name: string): Promise<number> {
  return store.write(async tx => {
    const { id } = await tx
      .insertInto('sources')
      .values({
        name,
        url: `https://${name}.example/`,
        host: name,
        on_item: 'none',
        created_at: 0,
        failures: 0,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return id
  })
}

/** Returns the item's id. */
export async function handOver(store: Store, item: TestItem): Promise<number> {
  const sourceId = item.sourceId ?? (await makeSource(store, `source-${crypto.randomUUID()}`))
  return store.write(async tx => {
    const { id } = await tx
      .insertInto('items')
      .values({
        source_id: sourceId,
        url_key: item.urlKey ?? null,
        title: item.title,
        text: '',
        seen_at: item.seenAt ?? 0,
        first_poll: 0,
        revision: 1,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await tx.insertInto('fresh_items').values({ item_id: id }).execute()
    tx.wake('items')
    return id
  })
}

/** As a source does that says something else now. */
export async function reviseByHand(
  store: Store,
  id: number,
  { title, at }: { title: string; at: number },
): Promise<void> {
  await store.write(async tx => {
    const before = await tx.selectFrom('items').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    const { revision, text } = before
    await tx
      .insertInto('item_revisions')
      .values({
        item_id: id,
        revision,
        title: before.title,
        text,
        seen_at: before.revised_at ?? before.seen_at,
      })
      .execute()
    const next = revision + 1
    await tx
      .updateTable('items')
      .set({ title, revision: next, revised_at: at })
      .where('id', '=', id)
      .execute()
    await tx.insertInto('fresh_revisions').values({ item_id: id, revision: next, at }).execute()
    tx.wake('items')
  })
}
