import { z } from 'zod'
import { readGivenOrder, readStoryChanges } from '../../stories/index.ts'
import type { Route } from '../../web/index.ts'
import type { DeskParts } from '../desk-parts.ts'
import { idOf, notFound } from '../form.ts'
import { deskPage } from '../frame.ts'
import { deskText, doneText } from '../text/en.ts'
import { orderWords } from './order-words.ts'
import { readStoryPage } from './read-story-page.ts'
import { storyPage } from './story-page.ts'

const key = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER).optional().catch(undefined)
/** What is no such key shows the newest, and says nothing. */
const wish = z.object({ before: key, order: key, from: key, done: z.string().optional() })

/** The evidence: what each source published of one event, and when. */
export function showStory(parts: DeskParts): Route {
  const { read } = parts.store
  return {
    method: 'GET',
    path: '/desk/stories/:id',
    who: 'editor',
    async handler(c) {
      const id = idOf(c)
      const { before, order, from, done } = wish.parse(c.req.query())
      const found = await readStoryPage(read, id, { before, now: parts.clock.now() })
      // Its old address leads on, for ever.
      if (found.kind === 'merged')
        return c.redirect(
          `/desk/stories/${found.into}?${order === undefined ? `from=${id}` : `order=${order}`}`,
          302,
        )
      if (found.kind === 'not-found') throw notFound()
      const { story, items } = found.page
      const given = order === undefined ? null : await readGivenOrder(read, order)
      const words = given ? orderWords(given, id) : await cameFrom(id, from)
      return deskPage(parts, c, {
        title: story.headline,
        done: words ?? doneText(done),
        // An older page stands still: nothing new belongs on it.
        ...(before === undefined ? { events: `/desk/stories/${id}/events?item=${items[0]?.id ?? 0}` } : {}),
        body: storyPage(found.page, { now: parts.clock.now(), isNewest: before === undefined }),
      })
    },
  }

  /** Said only where it is so: anybody can write an address. */
  async function cameFrom(id: number, from: number | undefined): Promise<string | null> {
    if (from === undefined) return null
    const changes = await readStoryChanges(read, id)
    const isSo = changes.some(change => change.kind === 'merge' && change.from === from && change.to === id)
    return isSo ? deskText.story.answer.led(from) : null
  }
}
