/**
 * A correction in one call: writes it from the alert it follows and sends it. Everything but the words and
 * the link comes from that alert. The same words once more are the same correction.
 */
import type { Read, Tx } from '../store/index.ts'
import { type DraftFields, type FieldProblems, parseDraftFields } from './alert-fields.ts'
import { holdAlert } from './hold-alert.ts'
import { insertAlert } from './insert-alert.ts'
import { recordPress } from './presses.ts'
import type { AlertState } from './schema.ts'
import { stopReplaced } from './stop-replaced.ts'

export interface CorrectionWish {
  /** The alert that was wrong. */
  id: number
  headline: string
  summary: string
  whatWasWrong: string
  by: string
  at: number
}

export type SentCorrection =
  | { kind: 'sending'; id: number }
  | { kind: 'incomplete'; fields: FieldProblems }
  | { kind: 'not-sent-yet'; state: AlertState }
  | { kind: 'not-found' }

export async function correctAlert(
  tx: Tx,
  { id, by, at, ...words }: CorrectionWish,
): Promise<SentCorrection> {
  const wrong = await holdAlert(tx, id)
  if (!wrong) return { kind: 'not-found' }
  if (wrong.approvedAt === null) return { kind: 'not-sent-yet', state: wrong.state }
  const { fields, problems } = parseDraftFields({
    ...wrong,
    // The page that it led to told the wrong thing; a correction without an address leads to its own page.
    url: null,
    preheader: null,
    saidAt: null,
    whatChanged: null,
    ...words,
  })
  if (fields.whatWasWrong === null)
    problems['whatWasWrong'] ??= 'Say what was wrong: the correction opens with it.'
  if (Object.keys(problems).length > 0) return { kind: 'incomplete', fields: problems }
  const same = await lastCorrection(tx, id, fields)
  if (same !== null) return { kind: 'sending', id: same }
  const correction = await insertAlert(tx, {
    kind: 'correction',
    fields,
    storyId: wrong.storyId,
    itemId: null,
    follows: wrong,
    by,
    at,
    send: true,
  })
  if (correction === null) throw new Error('a correction without an item met a conflict')
  await recordPress(tx, { alertId: correction, by, action: 'send', at })
  await stopReplaced(tx, { id: correction, kind: 'correction', followsId: id, by, at })
  return { kind: 'sending', id: correction }
}

/** The newest amendment of the alert, if it is a correction in these very words. */
async function lastCorrection(read: Read, wrongId: number, fields: DraftFields): Promise<number | null> {
  const last = await read
    .selectFrom('alerts')
    .select(['id', 'kind', 'headline', 'summary', 'what_was_wrong'])
    .where('follows_id', '=', wrongId)
    .where('kind', 'in', ['correction', 'retraction'])
    .where('approved_at', 'is not', null)
    .orderBy('approved_at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst()
  const same =
    last?.kind === 'correction' &&
    last.headline === fields.headline &&
    last.summary === fields.summary &&
    last.what_was_wrong === fields.whatWasWrong
  return same ? last.id : null
}
