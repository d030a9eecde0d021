/**
 * The rules: what a source's new items become by themselves. Takes grouped items and writes their alerts in
 * the same transaction, so that a crash loses none and doubles none.
 *
 * `send`: every new item becomes one alert, sent at once, also when its story already has one. `draft`: the
 * first item of a story becomes a draft, and no further one does while the story has an alert in any state;
 * also a discarded one, or ten sources would bring back what an editor threw away. What a source's first
 * successful poll brought becomes nothing.
 */
import type { Logger } from 'pino'
import type { Clock } from '../clock.ts'
import { createWorker, type Read, type Store, type Tx, type Worker } from '../store/index.ts'
import { type GroupedItem, takeGroupedItems } from '../stories/index.ts'
import { alertFromItem } from './alert-from-item.ts'
import { insertAlert } from './insert-alert.ts'

const itemsAStep = 50
const pollMs = 5_000

export function createRules({ store, clock, log }: { store: Store; clock: Clock; log: Logger }): Worker {
  return createWorker({
    name: 'rules',
    store,
    clock,
    log,
    channels: ['stories'],
    pollMs,
    async step() {
      const taken = await store.write(tx => applyRules(tx, { limit: itemsAStep, at: clock.now() }))
      return taken === itemsAStep ? 'again' : 'idle'
    },
  })
}

/** One step; returns how many items it took. */
export async function applyRules(tx: Tx, { limit, at }: { limit: number; at: number }): Promise<number> {
  const grouped = await takeGroupedItems(tx, limit)
  for (const one of grouped) await applyRule(tx, one, at)
  return grouped.length
}

async function applyRule(tx: Tx, { item, storyId }: GroupedItem, at: number): Promise<void> {
  if (item.firstPoll || item.onItem === 'none') return
  const send = item.onItem === 'send'
  if (!send && (await hasAlert(tx, storyId))) return
  await insertAlert(tx, {
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
}

async function hasAlert(read: Read, storyId: number): Promise<boolean> {
  const alert = await read
    .selectFrom('alerts')
    .select('id')
    .where('story_id', '=', storyId)
    .executeTakeFirst()
  return alert !== undefined
}
