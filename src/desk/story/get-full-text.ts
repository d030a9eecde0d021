import { z } from 'zod'
import { wantFullText } from '../../sources/index.ts'
import { readStory } from '../../stories/index.ts'
import type { Route } from '../../web/index.ts'
import type { DeskParts } from '../desk-parts.ts'
import { idOf, notFound, readForm } from '../form.ts'

const wish = z.object({ item: z.coerce.number().int().positive() })

/** Only asks for it: the watcher fetches. */
export function getFullText({ store, clock }: DeskParts): Route {
  return {
    method: 'POST',
    path: '/desk/stories/:id/full-text',
    who: 'editor',
    async handler(c) {
      const storyId = idOf(c)
      const { item: itemId } = await readForm(c, wish)
      const found = await readStory(store.read, storyId, { itemIds: [itemId] })
      if (found.kind !== 'found' || !found.items.some(({ id }) => id === itemId)) throw notFound()
      const asked = await store.write(tx => wantFullText(tx, itemId, clock.now()))
      const done = asked === 'wanted' ? 'full-text' : 'late'
      return c.redirect(`/desk/stories/${storyId}?done=${done}`, 303)
    },
  }
}
