import { z } from 'zod'
import { draftFollowUp } from '../../alerts/index.ts'
import type { Route } from '../../web/index.ts'
import type { DeskParts } from '../desk-parts.ts'
import { byEditor, idOf, notFound, readForm } from '../form.ts'
import { toAlert } from './answer-draft.ts'

const wish = z.object({ kind: z.enum(['update', 'correction', 'retraction']) })

/** Opens the draft of an update, correction or retraction of this alert. */
export function writeFollowUp({ store, clock }: DeskParts): Route {
  return {
    method: 'POST',
    path: '/desk/alerts/:id/follow-up',
    who: 'editor',
    async handler(c) {
      const followsId = idOf(c)
      const { kind } = await readForm(c, wish)
      const drafted = await store.write(tx =>
        draftFollowUp(tx, { followsId, kind, by: byEditor(c), at: clock.now() }),
      )
      if (drafted.kind === 'not-found') throw notFound()
      if (drafted.kind === 'not-sent-yet') return toAlert(c, followsId, 'late')
      return toAlert(c, drafted.id, drafted.kind === 'exists' ? 'exists' : 'created')
    },
  }
}
