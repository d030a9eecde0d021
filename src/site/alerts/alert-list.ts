import { permanentPath } from '../../alerts/index.ts'
import { type Html, html, raw } from '../../web/index.ts'
import { type PageLanguage, pathIn } from '../page-language.ts'
import { timeElement } from '../time.ts'
import { amendedWord, kickerElement } from './alert-words.ts'
import type { ListedAlert } from './latest-alerts.ts'

/** Kicker, headline, who says so, when; and a word where it was corrected since. */
export function alertList(
  language: PageLanguage,
  alerts: readonly ListedAlert[],
  heading: 'h2' | 'h3',
): Html | Promise<Html> {
  const { site } = language.text
  const tag = raw(heading)
  return html`<ol class="alerts">
${alerts.map(
  alert => html`<li>
<p class="line">${kickerElement(site, alert)}${alert.amendment ? html` <strong class="amended">${amendedWord(site, alert.amendment)}</strong>` : ''}</p>
<${tag}><a href="${pathIn(language, permanentPath(alert))}" lang="${alert.language}" dir="auto">${alert.headline}</a></${tag}>
<p class="small line">${alert.sourceName ? html`<bdi>${alert.sourceName}</bdi> ` : ''}${timeElement(site, alert.sentAt)}</p>
</li>`,
)}
</ol>`
}
