/** Stores what a look brought, by what the source is. */
import type { Tx } from '../../store/index.ts'
import { storePage } from '../page/store-page.ts'
import { keepParts } from '../sitemap/keep-parts.ts'
import type { PartsReading } from '../sitemap/read-parts.ts'
import { type StoredItems, storeItems } from '../store-items.ts'
import { payHost } from './host-slots.ts'
import type { Reading } from './read-source.ts'
import type { Source, SourceChanges } from './source-row.ts'

interface Stored {
  stored: StoredItems
  /** Of the source. */
  changes: SourceChanges
}

const nothingStored: StoredItems = { created: 0, revised: 0, waiting: 0, newIds: [], knownIds: [] }

export async function storeReading(tx: Tx, source: Source, reading: Reading, at: number): Promise<Stored> {
  if (reading.parts) return { stored: await storeParts(tx, source, reading.parts, at), changes: {} }
  if (reading.kind !== 'read') return { stored: nothingStored, changes: {} }
  const publication = { sourceId: source.id, firstPoll: source.first_polled_at === null, at }
  if (source.kind === 'page')
    return storePage(tx, { ...reading, doubt: source.doubt, isChosen: source.selector !== null }, publication)
  const nothingKnown = source.item_count === 0
  return { stored: await storeItems(tx, reading.items, { ...publication, nothingKnown }), changes: {} }
}

async function storeParts(tx: Tx, source: Source, reading: PartsReading, at: number): Promise<StoredItems> {
  const first = source.first_polled_at === null
  if (first) await tx.deleteFrom('sitemap_parts').where('source_id', '=', source.id).execute()
  await keepParts(tx, source.id, { before: first ? [] : reading.known, now: reading.parts })
  await payHost(tx, source.host, { requests: reading.requests, at })
  const sum = { ...nothingStored, newIds: [] as number[], knownIds: [] as number[] }
  for (const { items, firstPoll } of reading.read) {
    const stored = await storeItems(tx, items, { sourceId: source.id, firstPoll: first || firstPoll, at })
    sum.created += stored.created
    sum.revised += stored.revised
    sum.waiting += stored.waiting
    sum.newIds.push(...stored.newIds)
    sum.knownIds.push(...stored.knownIds)
  }
  return sum
}
