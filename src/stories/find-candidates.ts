/** The earlier items that a new item may belong with: found by index, never by looking through a day. */
import type { Item } from '../sources/index.ts'
import type { Read } from '../store/index.ts'
import type { Candidate } from './choose-story.ts'
import { tellingWords } from './headline.ts'

const hourMs = 3_600_000
/** How long a near-same headline joins two items. */
export const sameHeadlineMs = 24 * hourMs
/** The same address says the same for longer, but pages such as /live are used again. */
const sameAddressMs = 7 * 24 * hourMs
const indexedWords = 6
const mostCandidates = 200

/** What an item is indexed under, and looked up by. */
export function indexWords(words: readonly string[]): string[] {
  return tellingWords(words, indexedWords)
}

export async function findCandidates(read: Read, item: Item, words: readonly string[]): Promise<Candidate[]> {
  const byAddress = item.urlKey === null ? [] : await sameAddress(read, item.urlKey, item.seenAt)
  if (byAddress.length > 0) return byAddress
  const terms = indexWords(words)
  if (terms.length === 0) return []
  // Newest items that share telling words with this one, those with the most of them first.
  const rows = await read
    .selectFrom('story_terms')
    .innerJoin('story_items', 'story_items.item_id', 'story_terms.item_id')
    .select(['story_items.story_id', 'story_items.url_key', 'story_items.headline_key'])
    .where('story_terms.term', 'in', terms)
    .where('story_terms.added_at', '>=', item.seenAt - sameHeadlineMs)
    .groupBy([
      'story_terms.item_id',
      'story_items.story_id',
      'story_items.url_key',
      'story_items.headline_key',
    ])
    .orderBy(query => query.fn.countAll(), 'desc')
    .orderBy('story_terms.item_id', 'desc')
    .limit(mostCandidates)
    .execute()
  return rows.map(row => ({
    storyId: row.story_id,
    urlKey: row.url_key,
    words: row.headline_key.split(' '),
  }))
}

async function sameAddress(read: Read, urlKey: string, seenAt: number): Promise<Candidate[]> {
  const rows = await read
    .selectFrom('story_items')
    .select(['story_id', 'url_key'])
    .where('url_key', '=', urlKey)
    .where('added_at', '>=', seenAt - sameAddressMs)
    .orderBy('item_id')
    .limit(1)
    .execute()
  return rows.map(row => ({ storyId: row.story_id, urlKey: row.url_key, words: [] }))
}
