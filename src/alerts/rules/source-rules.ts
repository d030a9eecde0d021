/**
 * The rules of sources: what a source's new items become by themselves.
 *
 * `send`: every new item becomes one alert, sent at once, also when its story already has one. `draft`: the
 * first item of a story becomes a draft, and no further one does while the story has an alert in any state;
 * also a discarded one, or ten sources would bring back what an editor threw away; nor does one of a story that
 * was taken out of such a one. What a source's first successful poll brought becomes nothing.
 */
import type { Read, Tx } from '../../store/index.ts'
import { currentStory, storiesWithin } from '../../stories/index.ts'
import { alertFromItem } from '../alert-from-item.ts'
import { insertAlert } from '../insert-alert.ts'
import type { Item } from './events.ts'

export interface MadeBySource {
  alertId: number
  send: boolean
}

/** What it made; null: nothing. `silent`: see `StoryMemory`. */
export async function applySourceRule(
  tx: Tx,
  { item, storyId, silent, at }: { item: Item; storyId: number; silent: boolean; at: number },
): Promise<MadeBySource | null> {
  if (item.firstPoll || item.onItem === 'none') return null
  const send = item.onItem === 'send'
  if (!send && (silent || (await hasAlert(tx, storyId)))) return null
  const alertId = await insertAlert(tx, {
    kind: 'alert',
    fields: alertFromItem(item, at),
    storyId,
    draftOf: send ? null : storyId,
    itemId: item.id,
    follows: null,
    by: `rule:${item.sourceName}`,
    at,
    send,
  })
  return alertId === null ? null : { alertId, send }
}

/** Or the one that it was merged into since the item came, which the grouping may have done already. */
async function hasAlert(read: Read, storyId: number): Promise<boolean> {
  const current = (await currentStory(read, storyId)) ?? storyId
  const alert = await read
    .selectFrom('alerts')
    .select('id')
    .where('story_id', 'in', await storiesWithin(read, current))
    .limit(1)
    .executeTakeFirst()
  return alert !== undefined
}
