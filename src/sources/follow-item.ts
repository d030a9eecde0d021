/**
 * What a known item that says nothing new is still followed in, without a revision: the newest keys and address,
 * so that it is known again by what the feed calls it now, and words that were mended.
 */
import type { Tx } from '../store/index.ts'
import type { IdentifiedItem } from './feed/index.ts'
import { mendedWords } from './feed/item-changes.ts'
import { keepForHandOver } from './fresh-items.ts'
import type { StoredItem } from './known-items.ts'

export async function followItem(tx: Tx, stored: StoredItem, { item, keys }: IdentifiedItem): Promise<void> {
  // Of most known items nothing is else at all.
  const saysTheSame = item.title === stored.title && item.text === stored.text
  const now = {
    guid_key: keys.guidKey ?? stored.guidKey,
    url_key: keys.urlKey ?? stored.urlKey,
    title_key: keys.titleKey ?? stored.titleKey,
    url: item.url ?? stored.url,
    older_since: null,
    ...(saysTheSame ? { title: stored.title, text: stored.text } : mendedWords(stored, item)),
  }
  const same =
    now.guid_key === stored.guidKey &&
    now.url_key === stored.urlKey &&
    now.url === stored.url &&
    now.title === stored.title &&
    now.text === stored.text &&
    stored.olderSince === null
  if (same) return
  await keepForHandOver(tx, stored.id)
  await tx.updateTable('items').set(now).where('id', '=', stored.id).execute()
}
