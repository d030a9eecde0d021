import { permanentPath } from '../../alerts/index.ts'
import { type Html, html } from '../../web/index.ts'
import { kickerElement } from '../alerts/alert-words.ts'
import { pathIn } from '../page-language.ts'
import type { ChoicesView } from './choices-view.ts'

/** The last alerts, each with its fate in a sentence. */
export function historySection({ language, history }: ChoicesView): Html | Promise<Html> {
  const { history: text } = language.text.choices
  return html`<section class="part" aria-labelledby="history"><h2 id="history">${text.heading}</h2>
<p class="hint">${text.hint} ${text.today}</p>
${history.length === 0 ? html`<p class="empty">${text.none}</p>` : ''}
<ol class="list">
${history.map(
  ({ alert, fate, because }) => html`<li><p class="line">${kickerElement(language.text.site, alert)}</p>
<h3><a href="${pathIn(language, permanentPath(alert))}" lang="${alert.language}" dir="auto">${alert.headline}</a></h3>
<p class="small">${text.fate(fate)}${because ? html` ${because}` : ''}</p></li>`,
)}
</ol></section>`
}
