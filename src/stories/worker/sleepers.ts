/** Which stories an input needs, be they asleep or not: looked up for a batch at once. */
import type { Read } from '../../store/index.ts'
import type { Input } from './inputs.ts'

/** The same address says the same for so long, but pages such as /live are used again. */
const sameAddressMs = 7 * 24 * 3_600_000

export async function sleepersNeeded(
  read: Read,
  inputs: readonly Input[],
): Promise<(input: Input) => readonly number[]> {
  const byAddress = await storiesByAddress(read, inputs)
  const ofItem = await storiesOfItems(read, inputs)
  const current = await whereTheyWent(read, inputs)
  return input => {
    if (input.kind === 'item') {
      const { urlKey, seenAt } = input.item
      const newest = (byAddress.get(urlKey ?? '') ?? []).find(({ at }) => at >= seenAt - sameAddressMs)
      return newest ? [newest.storyId] : []
    }
    if (input.kind === 'revision') return ofItem.get(input.item.id) ?? []
    const { order } = input
    const items = (order.items ?? []).flatMap(itemId => ofItem.get(itemId) ?? [])
    const stories = [order.storyId, ...(order.to === null ? [] : [order.to])]
    return [...new Set([...stories.flatMap(id => current.get(id) ?? []), ...items])]
  }
}

/** The newest item first. */
async function storiesByAddress(read: Read, inputs: readonly Input[]) {
  const keys = inputs.flatMap(input =>
    input.kind === 'item' && input.item.urlKey ? [input.item.urlKey] : [],
  )
  if (keys.length === 0) return new Map<string, { storyId: number; at: number }[]>()
  const earliest = Math.min(...inputs.map(({ at }) => at)) - sameAddressMs
  const rows = await read
    .selectFrom('story_items')
    .select(['url_key', 'story_id as storyId', 'added_at as at'])
    .where('url_key', 'in', [...new Set(keys)])
    .where('added_at', '>=', earliest)
    .orderBy('item_id', 'desc')
    .execute()
  return Map.groupBy(rows, row => row.url_key ?? '')
}

async function storiesOfItems(read: Read, inputs: readonly Input[]): Promise<Map<number, number[]>> {
  const ids = inputs.flatMap(input => {
    if (input.kind === 'revision') return [input.item.id]
    return input.kind === 'order' ? (input.order.items ?? []) : []
  })
  if (ids.length === 0) return new Map()
  const rows = await read
    .selectFrom('story_items')
    .select(['item_id', 'story_id'])
    .where('item_id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map(row => [row.item_id, [row.story_id]]))
}

/** Of the stories that orders name: of those that were merged, where they went. */
async function whereTheyWent(read: Read, inputs: readonly Input[]): Promise<Map<number, number[]>> {
  const ids = inputs.flatMap(input =>
    input.kind === 'order' ? [input.order.storyId, input.order.to ?? 0] : [],
  )
  if (ids.length === 0) return new Map()
  const rows = await read
    .selectFrom('stories')
    .select(['id', 'merged_into'])
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map(row => [row.id, [row.merged_into ?? row.id]]))
}
