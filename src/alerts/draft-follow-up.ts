/**
 * The draft of an update, correction or retraction: the words of the alert it follows, for the editor to set
 * right. Goes to whoever got that alert. Pressed twice, there is still one draft.
 */
import type { Read, Tx } from '../store/index.ts'
import { holdAlert } from './hold-alert.ts'
import { insertAlert } from './insert-alert.ts'
import { recordPress } from './presses.ts'
import type { AlertKind, AlertState } from './schema.ts'

export type FollowUpKind = Exclude<AlertKind, 'alert'>

export type FollowUpDraft =
  | { kind: 'drafted' | 'exists'; id: number }
  | { kind: 'not-found' }
  | { kind: 'not-sent-yet'; state: AlertState }

export async function draftFollowUp(
  tx: Tx,
  { followsId, kind, by, at }: { followsId: number; kind: FollowUpKind; by: string; at: number },
): Promise<FollowUpDraft> {
  // Held: of two presses at once the second finds the first one's draft.
  const follows = await holdAlert(tx, followsId)
  if (!follows) return { kind: 'not-found' }
  if (follows.approvedAt === null) return { kind: 'not-sent-yet', state: follows.state }
  const open = await openFollowUp(tx, followsId, kind)
  if (open !== null) return { kind: 'exists', id: open }
  const id = await insertAlert(tx, {
    kind,
    // What was said, and when, is what the editor is about to write anew.
    fields: {
      ...follows,
      // An update goes on with its story; the page that a wrong alert led to told the wrong thing.
      url: kind === 'update' ? follows.url : null,
      preheader: null,
      saidAt: null,
      whatChanged: null,
      whatWasWrong: null,
    },
    storyId: follows.storyId,
    itemId: null,
    follows,
    by,
    at,
    send: false,
  })
  if (id === null) throw new Error('a follow-up without an item met a conflict')
  await recordPress(tx, { alertId: id, by, action: 'create', at })
  return { kind: 'drafted', id }
}

async function openFollowUp(read: Read, followsId: number, kind: FollowUpKind): Promise<number | null> {
  const draft = await read
    .selectFrom('alerts')
    .select('id')
    .where('follows_id', '=', followsId)
    .where('kind', '=', kind)
    .where('state', '=', 'draft')
    .where('discarded_at', 'is', null)
    .executeTakeFirst()
  return draft?.id ?? null
}
