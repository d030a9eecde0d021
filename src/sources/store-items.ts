/**
 * Stores what a reading brought: new items, and revisions of known ones. What always holds: an item that the
 * source published before is never stored twice, whatever the feed does with its guids; of one document, the
 * first entry about an item counts. The caller holds the source's row, so nobody else stores items of this
 * source meanwhile.
 */
import type { Tx } from '../store/index.ts'
import type { IdentifiedItem, ItemChange } from './feed/index.ts'
import { changesOf } from './feed/item-changes.ts'
import { matchItem } from './feed/match-item.ts'
import { withPlausibleDates } from './feed/plausible-dates.ts'
import { followItem } from './follow-item.ts'
import { type Insertion, insertItems } from './insert-items.ts'
import { type KnownItems, knownItems, type StoredItem } from './known-items.ts'
import { reviseUnlessOlder } from './revise-item.ts'
import { addressTitle } from './sitemap/entry.ts'

export interface Publication extends Insertion {
  /** Nothing of the source is stored yet, so nothing is looked for. */
  nothingKnown?: boolean
}

export interface StoredItems {
  created: number
  revised: number
  newIds: readonly number[]
  /** Of those that were known before, changed or not. */
  knownIds: readonly number[]
  /** Items that say what they said before, until a later reading tells whether that is an old copy. */
  waiting: number
}

const mostAskedAgain = 3
/** A source that rewrites thousands of items at every look must not keep all others from writing; the rest waits. */
const mostRevisedAtOnce = 300

/** `entries` as the document has them, newest first as a rule: they are stored from the last to the first. */
export async function storeItems(
  tx: Tx,
  entries: readonly IdentifiedItem[],
  publication: Publication,
): Promise<StoredItems> {
  const dated = withPlausibleDates(entries, publication.at)
  const known = await knownItems(tx, publication.sourceId, publication.nothingKnown ? [] : dated)
  const { created, met } = sortOut(dated, known)
  const { at } = publication
  const revised: number[] = []
  let waiting = 0
  for (const { stored, entry, changed } of met.values()) {
    if (changed.length === 0) await followItem(tx, stored, entry)
    else if (revised.length >= mostRevisedAtOnce) waiting += 1
    else if ((await reviseUnlessOlder(tx, stored, entry, { at, changed })) === 'revised')
      revised.push(stored.id)
    // One that goes back and forth for hours is worth no request of its own.
    else if (stored.revision <= mostAskedAgain) waiting += 1
  }
  // A source that starts over (a restored backup): what it changed meanwhile was told before, or nobody knows.
  if (publication.firstPoll && revised.length > 0)
    await tx.updateTable('items').set({ first_poll: 1 }).where('id', 'in', revised).execute()
  const newIds = await insertItems(tx, created.reverse(), publication)
  return { created: created.length, revised: revised.length, waiting, newIds, knownIds: [...met.keys()] }
}

interface Meeting {
  stored: StoredItem
  entry: IdentifiedItem
  /** What it says else now. */
  changed: readonly ItemChange[]
}

function sortOut(entries: readonly IdentifiedItem[], known: KnownItems) {
  const created: IdentifiedItem[] = []
  const met = new Map<number, Meeting>()
  for (const entry of entries) {
    const candidates = known.candidates(entry.keys)
    const match = matchItem(candidates, entry.item, entry.keys)
    if (match.kind === 'new') {
      created.push(entry)
      known.add(entry)
      continue
    }
    const stored = candidates.find(({ id }) => id === match.id)
    // One of this document's own new items has no id of the store yet, and has been said already.
    if (!stored || stored.id < 0 || met.has(stored.id)) continue
    met.set(stored.id, meetingOf(stored, entry, match.kind === 'revised' ? match.changed : []))
  }
  return { created, met }
}

/** What is headed by its address alone has no headline: the one that its page gave stays. */
function meetingOf(stored: StoredItem, entry: IdentifiedItem, changed: readonly ItemChange[]): Meeting {
  const { title, url } = entry.item
  const isHeaded = title === stored.title || url === null || title !== addressTitle(url)
  if (isHeaded) return { stored, entry, changed }
  const unheaded = { ...entry, item: { ...entry.item, title: '' } }
  return { stored, entry: unheaded, changed: changesOf(stored, unheaded.item) }
}
