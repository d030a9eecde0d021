import { z } from 'zod'
import { listAlerts } from '../../alerts/index.ts'
import { countsOf, readLatencyFigures } from '../../deliveries/index.ts'
import { countSources, readOutage } from '../../sources/index.ts'
import { countConfirmed } from '../../subscribers/index.ts'
import type { Route } from '../../web/index.ts'
import type { DeskParts } from '../desk-parts.ts'
import { deskPage } from '../frame.ts'
import { readMailState } from '../live/mail-words.ts'
import { readSignUpState } from '../live/sign-up-words.ts'
import { deskText, doneText } from '../text/en.ts'
import { frontPage, pageRows } from './front-page.ts'
import { readListed, storiesWish } from './stories-wish.ts'

const dayMs = 24 * 60 * 60_000
/** One figure on top of a page that is opened often. */
const alertsTimed = 200

const idKey = z.coerce.number().int().positive().optional().catch(undefined)

/** Each list goes on by itself: the last row of the page before. What is no such key shows the newest. */
const paging = z.object({
  drafts: idKey,
  alerts: idKey,
  by: storiesWish.shape.by,
  done: z.string().optional(),
})

export function showDesk(parts: DeskParts): Route {
  const { read } = parts.store
  // One more than shown says whether there are older ones.
  const limit = pageRows + 1
  return {
    method: 'GET',
    path: '/desk',
    who: 'editor',
    async handler(c) {
      const before = paging.parse(c.req.query())
      const [drafts, alerts, stories, subscribers, sources, mail, latency, signUps, cutOffSince] =
        await Promise.all([
          listAlerts(read, { states: ['draft'], before: before.drafts, limit }),
          listAlerts(read, {
            states: ['sending', 'paused', 'stopped', 'sent'],
            before: before.alerts,
            limit,
          }),
          readListed(read, { by: before.by, live: true, limit: pageRows }, parts.clock.now()),
          countConfirmed(read),
          countSources(read),
          readMailState(parts),
          readLatencyFigures(read, { from: parts.clock.now() - dayMs, most: alertsTimed }),
          readSignUpState(parts),
          readOutage(read, parts.clock.now()),
        ])
      const counts = await countsOf(
        read,
        alerts.map(({ id }) => id),
      )
      const newest = {
        story: largestId(stories.stories.map(({ story }) => story)),
        alert: Math.max(largestId(drafts), largestId(alerts)),
      }
      const onNewest = !before.drafts && !before.alerts
      return deskPage(parts, c, {
        title: deskText.front.title,
        done: doneText(before.done),
        // Older pages stand still: nothing new belongs on them.
        ...(onNewest
          ? { events: `/desk/events?by=${before.by}&story=${newest.story}&alert=${newest.alert}` }
          : {}),
        body: frontPage({
          drafts,
          alerts,
          counts,
          stories,
          storiesBy: before.by,
          subscribers,
          sources,
          machineMs: latency.stages.machine.medianMs,
          mail,
          signUps,
          cutOffSince,
          onNewest,
        }),
      })
    },
  }
}

function largestId(rows: readonly { id: number }[]): number {
  return rows.reduce((largest, { id }) => Math.max(largest, id), 0)
}
