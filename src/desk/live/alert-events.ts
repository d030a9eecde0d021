import { readAlert } from '../../alerts/index.ts'
import { countsOf } from '../../deliveries/index.ts'
import type { Route } from '../../web/index.ts'
import { liveAlert } from '../alert/live-alert.ts'
import type { DeskParts } from '../desk-parts.ts'
import { idOf, notFound } from '../form.ts'
import { eventStream } from './event-stream.ts'

/** Moves the numbers on an alert's page. */
export function alertEvents(parts: DeskParts): Route {
  const { read } = parts.store
  return {
    method: 'GET',
    path: '/desk/alerts/:id/events',
    who: 'editor',
    async handler(c) {
      const id = idOf(c)
      if (!(await readAlert(read, id))) throw notFound()
      return eventStream(parts, c, {
        channels: ['alerts', 'deliveries'],
        async read() {
          const [alert, counts] = await Promise.all([readAlert(read, id), countsOf(read, [id])])
          const books = counts.get(id)
          return alert && books ? liveAlert(alert, books) : { text: {} }
        },
      })
    },
  }
}
