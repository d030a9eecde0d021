import { z } from 'zod'
import { draftFromStory } from '../../alerts/index.ts'
import type { Route } from '../../web/index.ts'
import { toAlert } from '../alert/answer-draft.ts'
import type { DeskParts } from '../desk-parts.ts'
import { byEditor, idOf, notFound, readForm } from '../form.ts'

/** Absent: the story's newest item. */
const wish = z.object({ item: z.coerce.number().int().positive().optional() })

export function draftStory({ store, clock }: DeskParts): Route {
  return {
    method: 'POST',
    path: '/desk/stories/:id/draft',
    who: 'editor',
    async handler(c) {
      const storyId = idOf(c)
      const { item } = await readForm(c, wish)
      const draft = await store.write(tx =>
        draftFromStory(tx, { storyId, itemId: item, by: byEditor(c), at: clock.now() }),
      )
      if (draft.kind === 'not-found') throw notFound()
      return toAlert(c, draft.id, draft.kind === 'exists' ? 'exists' : 'created')
    },
  }
}
