import { editDraft, type FieldProblems, type NotADraft, readAlert } from '../../alerts/index.ts'
import type { Tx } from '../../store/index.ts'
import { type DraftForm, draftFormOf, draftInputOf, fingerprint, sameDraft } from './draft-form.ts'

export type KeptDraft =
  | { kind: 'kept' }
  | { kind: 'incomplete'; fields: FieldProblems }
  | { kind: 'changed-meanwhile' }
  | NotADraft

/**
 * Saves what stands in the form, unless nothing changed, or somebody else saved since it was opened: nobody's
 * words are replaced unseen.
 */
export async function keepDraft(
  tx: Tx,
  { id, form, opened, by, at }: { id: number; form: DraftForm; opened: string; by: string; at: number },
): Promise<KeptDraft> {
  const draft = await readAlert(tx, id)
  if (!draft) return { kind: 'not-found' }
  if (draft.state !== 'draft') return { kind: 'not-draft', state: draft.state }
  const saved = draftFormOf(draft)
  if (sameDraft(saved, form)) return { kind: 'kept' }
  if (fingerprint(saved) !== opened) return { kind: 'changed-meanwhile' }
  const edited = await editDraft(tx, { id, fields: draftInputOf(form, draft), by, at })
  return edited.kind === 'edited' ? { kind: 'kept' } : edited
}
