/**
 * The press on send: draft -> sending. Happens once, however often and from however many places it is
 * pressed; from the commit on, `deliveries` freezes the audience and sends.
 */
import type { Tx } from '../store/index.ts'
import type { Alert } from './alert.ts'
import { type FieldProblems, parseDraftFields } from './alert-fields.ts'
import type { NotADraft } from './edit-draft.ts'
import { holdAlert } from './hold-alert.ts'
import { recordPress } from './presses.ts'
import { stopReplaced } from './stop-replaced.ts'

export type SentAlert =
  | { kind: 'sending' }
  | { kind: 'incomplete'; fields: FieldProblems }
  /** A flash is pressed twice; this was the first press. */
  | { kind: 'unconfirmed-flash' }
  | NotADraft

export interface SendWish {
  id: number
  by: string
  at: number
  /** How many people the button named; null: it named no number. */
  people: number | null
  /** The second press; without meaning for other priorities. */
  confirmedFlash?: boolean | undefined
}

export async function sendAlert(
  tx: Tx,
  { id, by, at, people, confirmedFlash }: SendWish,
): Promise<SentAlert> {
  const draft = await holdAlert(tx, id)
  if (!draft) return { kind: 'not-found' }
  if (draft.state !== 'draft') return { kind: 'not-draft', state: draft.state }
  const problems = whatIsMissing(draft)
  if (Object.keys(problems).length > 0) return { kind: 'incomplete', fields: problems }
  if (draft.priority === 'flash' && !confirmedFlash) return { kind: 'unconfirmed-flash' }
  await tx
    .updateTable('alerts')
    .set({ state: 'sending', approved_at: at, approved_by: by })
    .where('id', '=', id)
    .where('state', '=', 'draft')
    .execute()
  await recordPress(tx, { alertId: id, by, action: 'send', at, people })
  await stopReplaced(tx, { ...draft, by, at })
  tx.wake('alerts')
  return { kind: 'sending' }
}

/** What a draft must say before it may go out; empty: nothing is missing. */
function whatIsMissing(draft: Alert): FieldProblems {
  const { problems } = parseDraftFields(draft)
  if (draft.kind === 'update' && draft.whatChanged === null)
    problems['whatChanged'] = 'Say what changed: the update opens with it.'
  if ((draft.kind === 'correction' || draft.kind === 'retraction') && draft.whatWasWrong === null)
    problems['whatWasWrong'] = `Say what was wrong: the ${draft.kind} opens with it.`
  return problems
}
