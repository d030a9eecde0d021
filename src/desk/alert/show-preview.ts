import { readAlert } from '../../alerts/index.ts'
import { composePreview } from '../../deliveries/index.ts'
import type { Route } from '../../web/index.ts'
import type { DeskParts } from '../desk-parts.ts'
import { idOf, notFound } from '../form.ts'

/** No script, no form, nothing from anywhere, and a page of its own origin: what a source wrote is in it. */
const previewPolicy =
  "sandbox; default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'"

/** The HTML of an alert's mail as it would leave now. */
export function showPreview({ store, context }: DeskParts): Route {
  return {
    method: 'GET',
    path: '/desk/alerts/:id/preview',
    who: 'editor',
    async handler(c) {
      const alert = await readAlert(store.read, idOf(c))
      if (!alert) throw notFound()
      const mail = await composePreview(store.read, alert, context)
      const scheme = c.req.query('scheme') === 'dark' ? 'dark' : 'light'
      return c.html(inScheme(mail.html, scheme), 200, { 'content-security-policy': previewPolicy })
    },
  }
}

/** Settles what the reader's device would: the mail's dark rules hold always, or never. */
export function inScheme(mailHtml: string, scheme: 'light' | 'dark'): string {
  return mailHtml
    .replaceAll('@media(prefers-color-scheme:dark)', scheme === 'dark' ? '@media all' : '@media not all')
    .replaceAll('color-scheme:light dark', `color-scheme:${scheme}`)
    .replaceAll('content="light dark"', `content="${scheme}"`)
}
