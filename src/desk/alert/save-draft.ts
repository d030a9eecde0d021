import type { Route } from '../../web/index.ts'
import type { DeskParts } from '../desk-parts.ts'
import { byEditor, idOf, readForm } from '../form.ts'
import { draftPress, refuseDraft, toAlert } from './answer-draft.ts'
import { keepDraft } from './keep-draft.ts'

export function saveDraft(parts: DeskParts): Route {
  const { store, clock } = parts
  return {
    method: 'POST',
    path: '/desk/alerts/:id',
    who: 'editor',
    async handler(c) {
      const id = idOf(c)
      const form = await readForm(c, draftPress)
      const kept = await store.write(tx =>
        keepDraft(tx, { id, form, opened: form.opened, by: byEditor(c), at: clock.now() }),
      )
      if (kept.kind !== 'kept') return refuseDraft(parts, c, { id, form, refused: kept })
      return toAlert(c, id, 'saved')
    },
  }
}
