import { readAlert } from '../../alerts/index.ts'
import type { Route } from '../../web/index.ts'
import { audienceWords, stopsFollowed } from '../alert/audience-words.ts'
import { liveAlert, readProgress } from '../alert/live-alert.ts'
import type { DeskParts } from '../desk-parts.ts'
import { idOf, notFound } from '../form.ts'
import { eventStream } from './event-stream.ts'
import { createSpeed } from './speed.ts'

/** While it goes out a standstill is seen although nothing wakes us. */
const watchfulMs = 2_000
const calmMs = 15_000

/** Moves the numbers on an alert's page; of a draft, whom it goes to while that is still being counted. */
export function alertEvents(parts: DeskParts): Route {
  const { store, clock } = parts
  return {
    method: 'GET',
    path: '/desk/alerts/:id/events',
    who: 'editor',
    async handler(c) {
      const id = idOf(c)
      if (!(await readAlert(store.read, id))) throw notFound()
      let speed = createSpeed()
      let goesOut = false
      let isCounting = false
      return eventStream(parts, c, {
        channels: ['alerts', 'deliveries'],
        againMs: () => (goesOut || isCounting ? watchfulMs : calmMs),
        async read() {
          const at = clock.now()
          const alert = await readAlert(store.read, id)
          if (alert?.state === 'draft') {
            const counted = await parts.audience.of(alert)
            isCounting = counted.kind === 'counting'
            const followed = alert.followsId === null ? null : await readAlert(store.read, alert.followsId)
            return { text: { toWhom: audienceWords(alert, counted, stopsFollowed(alert, followed)) } }
          }
          const progress = alert && (await readProgress(store, alert, at))
          if (!progress) return { text: {} }
          const { queued, sending, audience } = progress.counts
          goesOut = alert.state === 'sending' && queued + sending > 0
          // What stood still on purpose says nothing of how fast it goes.
          if (!goesOut) speed = createSpeed()
          const perSecond = goesOut ? speed.at(at, audience - queued - sending) : null
          return liveAlert(alert, { ...progress, perSecond })
        },
      })
    },
  }
}
