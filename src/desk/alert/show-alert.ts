import { readAlert } from '../../alerts/index.ts'
import type { Route } from '../../web/index.ts'
import type { DeskParts } from '../desk-parts.ts'
import { idOf, notFound } from '../form.ts'
import { doneText } from '../text/en.ts'
import { draftPage } from './draft-page.ts'
import { sentPage } from './sent-page.ts'

export function showAlert(parts: DeskParts): Route {
  return {
    method: 'GET',
    path: '/desk/alerts/:id',
    who: 'editor',
    async handler(c) {
      const alert = await readAlert(parts.store.read, idOf(c))
      if (!alert) throw notFound()
      const done = doneText(c.req.query('done'))
      return alert.state === 'draft'
        ? draftPage(parts, c, { alert, done })
        : sentPage(parts, c, alert, { done })
    },
  }
}
