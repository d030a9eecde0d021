/**
 * An editor asks for a draft of a story: from the item they chose, else from its newest. While the story has
 * an open draft of kind `alert`, that is the one they get.
 */

import type { Read, Tx } from '../store/index.ts'
import { readStory } from '../stories/index.ts'
import { alertFromItem } from './alert-from-item.ts'
import { insertAlert } from './insert-alert.ts'
import { recordPress } from './presses.ts'

export type StoryDraft = { kind: 'drafted' | 'exists'; id: number } | { kind: 'not-found' }

export interface StoryDraftWish {
  storyId: number
  itemId?: number | undefined
  by: string
  at: number
}

export async function draftFromStory(
  tx: Tx,
  { storyId, itemId, by, at }: StoryDraftWish,
): Promise<StoryDraft> {
  const found = await readStory(tx, storyId, itemId === undefined ? {} : { itemIds: [itemId] })
  const item = found.kind === 'found' ? found.items[0] : undefined
  if (!item) return { kind: 'not-found' }
  const open = await openDraft(tx, storyId)
  if (open !== null) return { kind: 'exists', id: open }
  const draft = {
    kind: 'alert' as const,
    fields: alertFromItem(item, at),
    storyId,
    draftOf: storyId,
    follows: null,
    by,
    at,
    send: false,
  }
  // An item whose alert was sent or thrown away may be drafted again, but only by a person who asks for it.
  const id =
    (await insertAlert(tx, { ...draft, itemId: item.id })) ??
    (await insertAlert(tx, { ...draft, itemId: null }))
  if (id === null) {
    // Somebody else's draft came first.
    const other = await openDraft(tx, storyId)
    return other === null ? { kind: 'not-found' } : { kind: 'exists', id: other }
  }
  await recordPress(tx, { alertId: id, by, action: 'create', at })
  return { kind: 'drafted', id }
}

async function openDraft(read: Read, storyId: number): Promise<number | null> {
  const draft = await read
    .selectFrom('alerts')
    .select('id')
    .where('story_id', '=', storyId)
    .where('kind', '=', 'alert')
    .where('state', '=', 'draft')
    .where('discarded_at', 'is', null)
    .orderBy('id')
    .executeTakeFirst()
  return draft?.id ?? null
}
