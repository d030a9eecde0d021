/** The newest alert in full, as a reader got it: what a sign-up brings, shown instead of told. */
import { permanentPath } from '../../alerts/index.ts'
import { type Html, html } from '../../web/index.ts'
import { type PageLanguage, pathIn } from '../page-language.ts'
import { alertBody, alertFacts, storyLink } from './alert-body.ts'
import { amendedWord, kickerElement } from './alert-words.ts'
import type { ListedAlert } from './latest-alerts.ts'

export function latestAlert(language: PageLanguage, alert: ListedAlert): Html | Promise<Html> {
  const { site } = language.text
  const amended =
    alert.amendment && html`<strong class="amended">${amendedWord(site, alert.amendment)}</strong>`
  return html`<article class="now" aria-labelledby="now">
<h2 id="now">${site.front.latest}</h2>
<p class="line">${kickerElement(site, alert)} ${amended ?? ''}</p>
<h3 dir="auto"><a href="${pathIn(language, permanentPath(alert))}" lang="${alert.language}">${alert.headline}</a></h3>
${alertBody(language, alert, 'h4')}
${alertFacts(site, alert)}
${storyLink(site, alert)}
</article>`
}
