import { z } from 'zod'
import type { Route } from '../../web/index.ts'
import type { DeskParts } from '../desk-parts.ts'
import { storyRows } from '../front/stories-page.ts'
import { listOf, readListed, storiesWish } from '../front/stories-wish.ts'
import { liveStories } from '../front/story-row.ts'
import { deskText } from '../text/en.ts'
import { eventStream, type PageEvent } from './event-stream.ts'

/** The newest story that the page shows: what has a greater id is new. */
const shown = z.object({ newest: z.coerce.number().catch(0) })

/** Moves the numbers of the list of stories, and says how many belong there that it does not show. */
export function storiesEvents(parts: DeskParts): Route {
  return {
    method: 'GET',
    path: '/desk/stories/events',
    who: 'editor',
    handler(c) {
      const wish = storiesWish.parse(c.req.query())
      const { newest } = shown.parse(c.req.query())
      return eventStream(parts, c, {
        channels: ['stories'],
        async read(): Promise<PageEvent> {
          const listed = await readListed(parts.store.read, listOf(wish, storyRows), parts.clock.now())
          const fresh = listed.stories.filter(({ story }) => story.id > newest).length
          return {
            text: liveStories(listed),
            news: fresh > 0 ? deskText.story.all.news(fresh) : '',
          }
        },
      })
    },
  }
}
