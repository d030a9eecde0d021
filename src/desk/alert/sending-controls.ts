/** Pause, resume and stop; which of them are shown follows the state, also as it moves. */
import type { Alert, AlertState } from '../../alerts/index.ts'
import { type Html, html } from '../../web/index.ts'
import { deskText } from '../text/en.ts'
import type { LiveText } from './live-alert.ts'

const text = deskText.sent

/** Attributes of what is shown only in these states. */
export function during(alert: Alert, ...states: AlertState[]): Html {
  return html`data-states="${states.join(' ')}" ${states.includes(alert.state) ? '' : html`hidden`}`
}

export function sendingControls(alert: Alert, live: LiveText): Html {
  const waiting = html`<input type="hidden" name="people" value="${live.waitingNumber}" data-live="waitingNumber">`
  const action = (verb: string) => `/desk/alerts/${alert.id}/${verb}`
  return html`<section class="controls" aria-labelledby="controls" ${during(alert, 'sending', 'paused')}>
<h2 id="controls">${text.controls}</h2>
<p class="line"><span>${text.waiting} <strong class="number" data-live="waiting">${live.waiting}</strong></span> <span class="number" data-live="speed">${live.speed}</span></p>
<p class="state bad" data-live="noMail">${live.noMail}</p>
<p class="number" data-live="tries">${live.tries}</p>
<p class="hint" data-live="schedule">${live.schedule}</p>
<p ${during(alert, 'paused')}>${text.pausedNote}</p>
<form method="post" action="${action('pause')}" ${during(alert, 'sending')}><button>${text.pause}</button></form>
<form method="post" action="${action('resume')}" ${during(alert, 'paused')}>${waiting}<button>${text.resume}</button></form>
<details><summary class="button danger">${text.stop.summary}</summary>
<ul>
<li>${text.stop.have} <strong class="number" data-live="have">${live.have}</strong></li>
<li>${text.stop.underWay} <strong class="number" data-live="sending">${live.sending}</strong></li>
<li>${text.stop.willNot} <strong class="number" data-live="waiting">${live.waiting}</strong></li>
</ul>
<p>${text.stop.note}</p>
<form method="post" action="${action('stop')}">${waiting}<button class="danger">${text.stop.button}</button></form>
</details>
</section>`
}
