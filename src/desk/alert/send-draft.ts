import { type SentAlert, sendAlert } from '../../alerts/index.ts'
import type { Route } from '../../web/index.ts'
import type { DeskParts } from '../desk-parts.ts'
import { byEditor, idOf, readForm } from '../form.ts'
import { draftPress, refuseDraft, toAlert } from './answer-draft.ts'
import { type KeptDraft, keepDraft } from './keep-draft.ts'

/**
 * The press on send: what stands in the form is saved and goes out, with the number of people that the button
 * named on record. For a flash this is the first of two presses, and nothing goes out.
 */
export function sendDraft(parts: DeskParts): Route {
  const { store, clock } = parts
  return {
    method: 'POST',
    path: '/desk/alerts/:id/send',
    who: 'editor',
    async handler(c) {
      const id = idOf(c)
      const form = await readForm(c, draftPress)
      const by = byEditor(c)
      const at = clock.now()
      const sent = await store.write(
        async (tx): Promise<SentAlert | Exclude<KeptDraft, { kind: 'kept' }>> => {
          const kept = await keepDraft(tx, { id, form, opened: form.opened, by, at })
          if (kept.kind !== 'kept') return kept
          return sendAlert(tx, { id, by, at, people: form.people })
        },
      )
      if (sent.kind === 'unconfirmed-flash') return c.redirect(`/desk/alerts/${id}/flash`, 303)
      if (sent.kind !== 'sending') return refuseDraft(parts, c, { id, form, refused: sent })
      return toAlert(c, id, 'sending')
    },
  }
}
