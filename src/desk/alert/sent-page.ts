/** An alert that was sent: its numbers as they move, what can still be done, its thread, who pressed what. */
import { type Alert, permanentPath, readPresses, readThread } from '../../alerts/index.ts'
import { readRefusals } from '../../deliveries/index.ts'
import { type Html, html, type RequestContext } from '../../web/index.ts'
import type { DeskParts } from '../desk-parts.ts'
import { deskPage } from '../frame.ts'
import { deskText } from '../text/en.ts'
import { count, time } from '../time.ts'
import { kindMark, whoWords } from './alert-words.ts'
import { type LiveText, liveAlert, readProgress, shownStates } from './live-alert.ts'
import { noReaderLook, type ReaderLook, readerBox } from './reader-box.ts'
import { refusalsTable } from './refusals-table.ts'
import { during, sendingControls } from './sending-controls.ts'

const text = deskText.sent
const mostReasons = 5

export async function sentPage(
  parts: DeskParts,
  c: RequestContext,
  alert: Alert,
  { done = null, reader = noReaderLook }: { done?: string | null; reader?: ReaderLook } = {},
) {
  const { read } = parts.store
  const [progress, presses, thread] = await Promise.all([
    readProgress(parts.store, alert, parts.clock.now()),
    readPresses(read, alert.id),
    readThread(read, alert.id, { drafts: true }),
  ])
  if (!progress) throw new Error(`no counts for the alert ${alert.id}`)
  const { refused, audience } = progress.counts
  const refusals =
    refused > 0 ? await readRefusals(read, { alertId: alert.id, audience, most: mostReasons }) : null
  const live = liveAlert(alert, { ...progress, perSecond: null }).text
  const body = html`<p class="line">${kindMark(alert)} <strong class="state" role="status" data-live="state">${live.state}</strong> <span data-live="note" ${during(alert, 'stopped')}>${live.note}</span></p>
<h1>${alert.headline}</h1>
<p class="line">${alert.approvedBy ? html`<span>${whoWords(alert.approvedBy)}, ${time(alert.approvedAt ?? alert.createdAt)}</span>` : ''}
<a href="${permanentPath(alert)}">${text.page}</a>
${alert.storyId === null ? '' : html`<a href="/desk/stories/${alert.storyId}">${deskText.draft.fromStory}</a>`}</p>
<p class="notice" data-live="note" ${during(alert, 'paused')}>${live.note}</p>
<div class="work">
<div>
${sendingControls(alert, live)}
${numbersTable(live)}
${refusals ? refusalsTable(refusals, audience) : ''}
</div>
<div>
${whatItSays(alert)}
${followUps(alert)}
${readerBox(alert, reader)}
${thread.length > 1 ? threadList(thread, alert) : ''}
</div>
</div>
${pressesTable(presses)}`
  return deskPage(parts, c, {
    title: alert.headline,
    events: `/desk/alerts/${alert.id}/events`,
    done,
    body,
  })
}

/** Where it has parts, each by its name. */
function whatItSays({ whatChanged, whatWasWrong, summary }: Alert): Html {
  const { fields } = deskText.draft
  const parts = [
    [fields.whatChanged, whatChanged],
    [fields.whatWasWrong, whatWasWrong],
    [fields.summary, summary],
  ].filter(([, words]) => words)
  return html`<section aria-labelledby="says"><h2 id="says">${text.said}</h2>
${parts.map(([name, words]) => html`${parts.length > 1 ? html`<h3>${name}</h3>` : ''}<p class="summary">${words}</p>`)}</section>`
}

function numbersTable(live: LiveText): Html {
  const row = ([name, hint]: readonly [string, string], key: keyof LiveText) =>
    html`<tr><th scope="row">${name} <small>${hint}</small></th><td class="figure" data-live="${key}">${live[key]}</td></tr>`
  const moment = (name: string, key: 'first' | 'last') =>
    html`<div><dt>${name}</dt><dd class="number" data-live="${key}">${live[key]}</dd></div>`
  return html`<table><caption>${text.numbers}</caption>
<tbody>${shownStates.map(state => row(text.states[state], state))}</tbody>
<tbody><tr><th scope="row">${text.audience} <small data-live="frozen">${live.frozen}</small></th><td class="figure" ><strong data-live="audience">${live.audience}</strong></td></tr></tbody>
<tbody>${row(text.resent, 'resent')}
${row(text.held, 'held')}</tbody>
</table>
<dl class="facts">${moment(text.first, 'first')}${moment(text.last, 'last')}</dl>`
}

function followUps(alert: Alert): Html {
  const kinds = ['update', 'correction', 'retraction'] as const
  return html`<section aria-labelledby="follow-up"><h2 id="follow-up">${text.followUp}</h2>
<p>${text.followUpNote}</p>
<form class="actions" method="post" action="/desk/alerts/${alert.id}/follow-up">${kinds.map(kind => html`<button name="kind" value="${kind}">${text.write[kind]}</button>`)}</form>
</section>`
}

function threadList(thread: readonly Alert[], current: Alert): Html {
  return html`<section aria-labelledby="thread"><h2 id="thread">${text.thread}</h2>
<ol class="list">${thread.map(
    alert => html`<li><p class="line">${kindMark(alert)} <strong class="state">${deskText.state[alert.state]}</strong> ${time(alert.approvedAt ?? alert.createdAt)}</p>
${alert.id === current.id ? html`<h3>${alert.headline} (${text.thisOne})</h3>` : html`<h3><a href="/desk/alerts/${alert.id}">${alert.headline}</a></h3>`}</li>`,
  )}</ol></section>`
}

function pressesTable(presses: Awaited<ReturnType<typeof readPresses>>): Html {
  const { when, who, what, people } = text.columns
  if (presses.length === 0) return html`<section><h2>${text.presses}</h2><p>${text.noPresses}</p></section>`
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${text.presses}"><table><caption>${text.presses}</caption>
<thead><tr><th scope="col">${when}</th><th scope="col">${who}</th><th scope="col">${what}</th><th scope="col" class="figure">${people}</th></tr></thead>
<tbody>${presses.map(
    press =>
      html`<tr><td>${time(press.at)}</td><td>${whoWords(press.by)}</td><td>${text.action[press.action]}</td><td class="figure">${press.people === null ? '' : count(press.people)}</td></tr>`,
  )}</tbody></table></div>`
}
