/**
 * An item that a newsroom's own system hands in (`POST /api/items`). Its `externalId` alone says which item
 * it is: the same again is a revision or nothing. It is new at once, never part of a first poll.
 */
import type { Tx } from '../store/index.ts'
import { asFarAsKept } from './feed/beginning.ts'
import { itemKeys } from './feed/item-keys.ts'
import { keepForHandOver } from './fresh-items.ts'
import { insertItems } from './insert-items.ts'
import { noteArrival, type ReceivingSource } from './listen/note-arrival.ts'
import { reviseItem } from './revise-item.ts'

export interface ItemToReceive {
  /** The name of the API token: one source each, `api:NAME`. */
  sourceName: string
  externalId: string
  /** http or https. */
  url: string | null
  title: string
  text: string
  publishedAt: number | null
  /** BCP 47. */
  language: string | null
  at: number
}

export async function receiveItem(
  tx: Tx,
  received: ItemToReceive,
): Promise<{ kind: 'new' | 'revised' | 'known'; itemId: number }> {
  const { at, externalId, url, title, text, publishedAt, language } = received
  const source = await holdApiSource(tx, received.sourceName, at)
  const unsaid = { html: '', image: null, author: null, updatedAt: null, categories: [] }
  const item = { guid: externalId, url, title, text, publishedAt, language, ...unsaid }
  const entry = { item, keys: itemKeys(item) }
  const known = await tx
    .selectFrom('items')
    .select(['id', 'title', 'text', 'url'])
    .where('source_id', '=', source.id)
    .where('guid_key', '=', entry.keys.guidKey)
    .executeTakeFirst()
  // A revision that leaves the text out takes nothing back: it says nothing new either.
  if (known?.title === title && (text === '' || known.text === asFarAsKept(known, { text }).text)) {
    if (url !== null && url !== known.url) {
      await keepForHandOver(tx, known.id)
      await tx
        .updateTable('items')
        .set({ url, url_key: entry.keys.urlKey })
        .where('id', '=', known.id)
        .execute()
    }
    return { kind: 'known', itemId: known.id }
  }
  if (known) {
    await reviseItem(tx, known.id, entry, { at })
    return { kind: 'revised', itemId: known.id }
  }
  const insertion = { sourceId: source.id, firstPoll: false, way: 'api', at } as const
  const [itemId] = await insertItems(tx, [entry], insertion)
  if (itemId === undefined) throw new Error('the store gave a new item no id')
  await noteArrival(tx, source, at)
  tx.wake('items')
  return { kind: 'new', itemId }
}

/** The source's row, made if it is missing and held until the end, so that one id never arrives twice at once. */
async function holdApiSource(tx: Tx, name: string, at: number): Promise<ReceivingSource> {
  const url = `api:${name}`
  return tx
    .insertInto('sources')
    .values({
      name,
      url,
      kind: 'api',
      host: '',
      on_item: 'none',
      created_at: at,
      first_polled_at: at,
      failures: 0,
    })
    .onConflict(conflict => conflict.column('url').doUpdateSet({ last_ok_at: at, last_polled_at: at }))
    .returning(['id', 'health', 'rhythm', 'item_count', 'learned_at', 'learned_items'])
    .returning(({ selectFrom }) => [
      selectFrom('listening').select('since').as('heard_since'),
      selectFrom('listening').select('until').as('heard_until'),
    ])
    .executeTakeFirstOrThrow()
}
