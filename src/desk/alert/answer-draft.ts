/** What every press on the draft's form has in common: what is sent along, and the answer when it cannot be. */
import { type FieldProblems, readAlert } from '../../alerts/index.ts'
import type { RequestContext } from '../../web/index.ts'
import type { DeskParts } from '../desk-parts.ts'
import { notFound, peopleField, textField } from '../form.ts'
import { type Done, deskText } from '../text/en.ts'
import { type DraftForm, draftForm } from './draft-form.ts'
import { draftPage } from './draft-page.ts'
import type { KeptDraft } from './keep-draft.ts'

export const draftPress = draftForm.extend({
  /** The fingerprint of the draft as the form was made from it. */
  opened: textField,
  /** How many the send button named. */
  people: peopleField,
  testAddress: textField,
})

export type DraftPress = DraftForm & { opened: string; people: number; testAddress: string }

/** POST, then GET: reloading the page presses nothing again. */
export function toAlert(c: RequestContext, id: number, done: Done) {
  return c.redirect(`/desk/alerts/${id}?done=${done}`, 303)
}

export type RefusedDraft = Exclude<KeptDraft, { kind: 'kept' }>

/** The page again, with what was typed and what is wrong; nothing was saved, tested or sent. */
export async function refuseDraft(
  parts: DeskParts,
  c: RequestContext,
  { id, form, refused }: { id: number; form: DraftPress; refused: RefusedDraft },
) {
  if (refused.kind === 'not-draft') return toAlert(c, id, 'late')
  const alert = await readAlert(parts.store.read, id)
  if (!alert || refused.kind === 'not-found') throw notFound()
  const problems: FieldProblems = refused.kind === 'incomplete' ? refused.fields : {}
  const trouble =
    refused.kind === 'changed-meanwhile'
      ? deskText.draft.changedMeanwhile
      : deskText.draft.problems(Object.keys(problems).length)
  return draftPage(parts, c, { alert, form, problems, trouble, testAddress: form.testAddress })
}
