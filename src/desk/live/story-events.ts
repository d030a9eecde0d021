import { z } from 'zod'
import { countItemsAfter, readStory, withScores } from '../../stories/index.ts'
import type { Route } from '../../web/index.ts'
import type { DeskParts } from '../desk-parts.ts'
import { idOf } from '../form.ts'
import { agoWords } from '../text/amounts-en.ts'
import { deskText } from '../text/en.ts'
import { eventStream, type PageEvent } from './event-stream.ts'

const text = deskText.story
/** The newest item that the page shows. */
const shown = z.object({ item: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).catch(0) })

/** Moves the numbers on top of a story's page, and says how many items came that it does not show. */
export function storyEvents(parts: DeskParts): Route {
  const { read } = parts.store
  return {
    method: 'GET',
    path: '/desk/stories/:id/events',
    who: 'editor',
    handler(c) {
      const id = idOf(c)
      const { item } = shown.parse(c.req.query())
      return eventStream(parts, c, {
        channels: ['stories'],
        async read(): Promise<PageEvent> {
          const found = await readStory(read, id, { itemIds: [] })
          if (found.kind !== 'found') return { text: {}, news: found.kind === 'merged' ? text.wasMerged : '' }
          const [latest] = await withScores(read, [found.story], parts.clock.now())
          const { score, itemCount, originCount, lastItemAt } = latest?.story ?? found.story
          const fresh = await countItemsAfter(read, id, item)
          return {
            text: {
              score: String(score),
              band: text.band(score),
              size: text.size(itemCount, originCount),
              ago: agoWords(lastItemAt, parts.clock.now()),
            },
            news: fresh > 0 ? text.news(fresh) : '',
          }
        },
      })
    },
  }
}
