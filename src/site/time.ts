/** Times as readers see them: in UTC and saying so, because a page does not know where it is read. */
import { type Html, html } from '../web/index.ts'
import { siteText } from './site-words.ts'

// A formatter costs far more to make than to use.
const format = new Intl.DateTimeFormat(siteText('en').dateLanguage, {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
  timeZoneName: 'short',
})

/** `23 November 2026 at 01:22 UTC`; empty for what is no time. */
export function timeText(at: number): string {
  return Number.isNaN(new Date(at).getTime()) ? '' : format.format(at)
}

export function timeElement(at: number): Html | Promise<Html> | string {
  const words = timeText(at)
  return words && html`<time datetime="${new Date(at).toISOString()}">${words}</time>`
}
