/** Pause, resume and stop, while an alert goes out. */
import { z } from 'zod'
import { pauseAlert, resumeAlert, stopAlert } from '../../alerts/index.ts'
import type { Tx } from '../../store/index.ts'
import type { Route } from '../../web/index.ts'
import type { DeskParts } from '../desk-parts.ts'
import { byEditor, idOf, notFound, peopleField, readForm } from '../form.ts'
import type { Done } from '../text/en.ts'
import { toAlert } from './answer-draft.ts'

/** How many the page named: of stop and resume, who was still waiting. */
const press = z.object({ people: peopleField.optional() })

/** Its answer carries a `state` when the change came too late. */
type Change = (
  tx: Tx,
  wish: { id: number; by: string; at: number; people: number | null },
) => Promise<{ kind: string; state?: string }>

function changeSending(
  verb: 'pause' | 'resume' | 'stop',
  change: Change,
  done: Done,
): (parts: DeskParts) => Route {
  return ({ store, clock }) => ({
    method: 'POST',
    path: `/desk/alerts/:id/${verb}`,
    who: 'editor',
    async handler(c) {
      const id = idOf(c)
      const { people = null } = await readForm(c, press)
      const changed = await store.write(tx => change(tx, { id, by: byEditor(c), at: clock.now(), people }))
      if (changed.kind === 'not-found') throw notFound()
      return toAlert(c, id, 'state' in changed ? 'late' : done)
    },
  })
}

export const pauseSending = changeSending('pause', pauseAlert, 'paused')
export const resumeSending = changeSending('resume', resumeAlert, 'resumed')
export const stopSending = changeSending('stop', stopAlert, 'stopped')
