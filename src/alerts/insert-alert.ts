import type { Tx } from '../store/index.ts'
import { keepStory } from '../stories/index.ts'
import type { Alert } from './alert.ts'
import type { DraftFields } from './alert-fields.ts'
import type { AlertKind } from './schema.ts'

export interface NewAlert {
  kind: AlertKind
  fields: DraftFields
  storyId: number | null
  /** The story that it is drafted from. */
  draftOf?: number | null
  itemId: number | null
  /** The alert it follows. */
  follows: Pick<Alert, 'id' | 'threadId'> | null
  by: string
  at: number
  /** Sent at once, or a draft. */
  send: boolean
}

/** Null: the item already has an alert, or the story that it is drafted from an open draft. */
export async function insertAlert(tx: Tx, alert: NewAlert): Promise<number | null> {
  const { fields, follows, by, at, send } = alert
  const row = await tx
    .insertInto('alerts')
    .values({
      kind: alert.kind,
      state: send ? 'sending' : 'draft',
      story_id: alert.storyId,
      draft_of: alert.draftOf ?? null,
      item_id: alert.itemId,
      follows_id: follows?.id ?? null,
      thread_id: follows ? (follows.threadId ?? follows.id) : null,
      audience: alert.kind === 'alert' ? 'matching' : 'recipients',
      created_at: at,
      created_by: by,
      approved_at: send ? at : null,
      approved_by: send ? by : null,
      ended_at: null,
      discarded_at: null,
      note: null,
      ...columnsOf(fields, at),
    })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (row) tx.wake('alerts')
  // Whatever stories go together or apart later: this one keeps its id.
  if (row && alert.storyId !== null && alert.kind === 'alert')
    await keepStory(tx, { storyId: alert.storyId, itemId: alert.itemId, at })
  return row?.id ?? null
}

export function columnsOf(fields: DraftFields, at: number) {
  return {
    priority: fields.priority,
    headline: fields.headline,
    summary: fields.summary,
    preheader: fields.preheader,
    url: fields.url,
    topics: JSON.stringify(fields.topics),
    what_changed: fields.whatChanged,
    what_was_wrong: fields.whatWasWrong,
    source_name: fields.sourceName,
    // Nothing was said in the future, whatever a clock elsewhere says.
    said_at: fields.saidAt === null ? null : Math.min(fields.saidAt, at),
    language: fields.language,
  }
}
