import { discardDraft } from '../../alerts/index.ts'
import type { Route } from '../../web/index.ts'
import type { DeskParts } from '../desk-parts.ts'
import { byEditor, idOf, notFound } from '../form.ts'
import { toAlert } from './answer-draft.ts'

export function discard({ store, clock }: DeskParts): Route {
  return {
    method: 'POST',
    path: '/desk/alerts/:id/discard',
    who: 'editor',
    async handler(c) {
      const id = idOf(c)
      const discarded = await store.write(tx => discardDraft(tx, { id, by: byEditor(c), at: clock.now() }))
      if (discarded.kind === 'not-found') throw notFound()
      if (discarded.kind === 'not-draft') return toAlert(c, id, 'late')
      return c.redirect('/desk?done=discarded', 303)
    },
  }
}
