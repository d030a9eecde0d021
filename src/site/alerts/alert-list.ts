import { permanentPath } from '../../alerts/index.ts'
import { type Html, html, raw } from '../../web/index.ts'
import { timeElement } from '../time.ts'
import { amendedWord, kickerElement } from './alert-words.ts'
import type { ListedAlert } from './latest-alerts.ts'

/** Kicker, headline, who says so, when; and a word where it was corrected since. */
export function alertList(alerts: readonly ListedAlert[], heading: 'h2' | 'h3'): Html | Promise<Html> {
  const tag = raw(heading)
  return html`<ol class="alerts">
${alerts.map(
  alert => html`<li>
<p class="line">${kickerElement(alert)}${alert.amendment ? html` <strong class="amended">${amendedWord(alert.amendment)}</strong>` : ''}</p>
<${tag}><a href="${permanentPath(alert)}" lang="${alert.language}" dir="auto">${alert.headline}</a></${tag}>
<p class="small line">${alert.sourceName ? html`<span>${alert.sourceName}</span> ` : ''}${timeElement(alert.sentAt)}</p>
</li>`,
)}
</ol>`
}
