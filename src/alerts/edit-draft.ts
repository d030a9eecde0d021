/** What an editor does to a draft before it is sent: write in it, or throw it away. */
import type { Tx } from '../store/index.ts'
import { type DraftInput, type FieldProblems, parseDraftFields } from './alert-fields.ts'
import { holdAlert } from './hold-alert.ts'
import { columnsOf } from './insert-alert.ts'
import { recordPress } from './presses.ts'
import type { AlertState } from './schema.ts'

export type NotADraft = { kind: 'not-found' } | { kind: 'not-draft'; state: AlertState }

/** Takes the whole form: a field that is absent is emptied. */
export async function editDraft(
  tx: Tx,
  { id, fields: input, by, at }: { id: number; fields: DraftInput; by: string; at: number },
): Promise<{ kind: 'edited' } | { kind: 'incomplete'; fields: FieldProblems } | NotADraft> {
  const draft = await holdAlert(tx, id)
  if (!draft) return { kind: 'not-found' }
  if (draft.state !== 'draft') return { kind: 'not-draft', state: draft.state }
  const { fields, problems } = parseDraftFields(input)
  if (Object.keys(problems).length > 0) return { kind: 'incomplete', fields: problems }
  await tx.updateTable('alerts').set(columnsOf(fields, at)).where('id', '=', id).execute()
  await recordPress(tx, { alertId: id, by, action: 'edit', at })
  tx.wake('alerts')
  return { kind: 'edited' }
}

/** It is listed nowhere from then on; its item and story make no further draft by themselves. */
export async function discardDraft(
  tx: Tx,
  { id, by, at }: { id: number; by: string; at: number },
): Promise<{ kind: 'discarded' } | NotADraft> {
  const draft = await holdAlert(tx, id)
  if (!draft) return { kind: 'not-found' }
  if (draft.state !== 'draft') return { kind: 'not-draft', state: draft.state }
  await tx.updateTable('alerts').set({ discarded_at: at }).where('id', '=', id).execute()
  await recordPress(tx, { alertId: id, by, action: 'discard', at })
  tx.wake('alerts')
  return { kind: 'discarded' }
}
