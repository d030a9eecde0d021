import { z } from 'zod'
import { listAlerts } from '../../alerts/index.ts'
import { countsOf } from '../../deliveries/index.ts'
import type { Route } from '../../web/index.ts'
import { progressWords, whyPaused } from '../alert/alert-words.ts'
import type { DeskParts } from '../desk-parts.ts'
import { pageRows } from '../front/front-page.ts'
import { readListed, storiesWish } from '../front/stories-wish.ts'
import { liveStories } from '../front/story-row.ts'
import { deskText } from '../text/en.ts'
import { eventStream, type PageEvent } from './event-stream.ts'
import { readMailState } from './mail-words.ts'
import { readSignUpState } from './sign-up-words.ts'

const newestLooked = 50

/** The newest that the page shows: what has a greater id is new. */
const shown = z.object({
  by: storiesWish.shape.by,
  story: z.coerce.number().catch(0),
  alert: z.coerce.number().catch(0),
})

/** Moves the counts on the desk's front page, and says what is new there without moving the page. */
export function deskEvents(parts: DeskParts): Route {
  const { read } = parts.store
  return {
    method: 'GET',
    path: '/desk/events',
    who: 'editor',
    handler(c) {
      const newest = shown.parse(c.req.query())
      return eventStream(parts, c, {
        channels: ['alerts', 'deliveries', 'stories'],
        async read(): Promise<PageEvent> {
          const [alerts, stories, mail, signUps] = await Promise.all([
            listAlerts(read, { limit: newestLooked }),
            readListed(read, { by: newest.by, live: true, limit: pageRows }, parts.clock.now()),
            readMailState(parts),
            readSignUpState(parts),
          ])
          const counts = await countsOf(
            read,
            alerts.map(({ id }) => id),
          )
          const lines = alerts.flatMap(alert => [
            [`state-${alert.id}`, deskText.state[alert.state]],
            [`progress-${alert.id}`, progressWords(alert, counts.get(alert.id))],
            [`paused-${alert.id}`, whyPaused(alert)],
          ])
          const fresh = (rows: readonly { id: number }[], after: number) =>
            rows.filter(row => row.id > after).length
          return {
            text: { ...Object.fromEntries(lines), ...liveStories(stories), ...mail, ...signUps },
            news: deskText.front.news(
              fresh(
                stories.stories.map(({ story }) => story),
                newest.story,
              ),
              fresh(alerts, newest.alert),
            ),
          }
        },
      })
    },
  }
}
