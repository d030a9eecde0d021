/** The desk's front page: how things stand, drafts and alerts on one side, stories on the other. */
import type { Alert } from '../../alerts/index.ts'
import type { DeliveryCounts } from '../../deliveries/index.ts'
import type { Health } from '../../sources/index.ts'
import { type Html, html } from '../../web/index.ts'
import { kindMark, progressWords, whoWords, whyPaused } from '../alert/alert-words.ts'
import type { MailState } from '../live/mail-words.ts'
import type { SignUpState } from '../live/sign-up-words.ts'
import { deskText } from '../text/en.ts'
import { time } from '../time.ts'
import { orderLinks } from './stories-page.ts'
import type { StoriesWish } from './stories-wish.ts'
import { type ListedStories, storyRow } from './story-row.ts'

export const pageRows = 25

export interface FrontPage {
  /** Each list may hold one row more than is shown: then there are older ones. */
  drafts: readonly Alert[]
  alerts: readonly Alert[]
  counts: ReadonlyMap<number, DeliveryCounts>
  /** The highest, or the newest. */
  stories: ListedStories
  storiesBy: StoriesWish['by']
  /** Confirmed. */
  subscribers: number
  /** How many there are of each health. */
  sources: Readonly<Record<Health, number>>
  /** Since when our own machine reaches none; null: it does. */
  cutOffSince: number | null
  /** Median of the last day from seen to mailed; null: nothing was. */
  machineMs: number | null
  mail: MailState
  signUps: SignUpState
  /** False: it shows an older page of some list. */
  onNewest: boolean
}

const text = deskText.front

export function frontPage(desk: FrontPage): Html {
  return html`<h1 class="visually-hidden">${text.title}</h1>
${strip(desk)}
<div><strong data-live="heldUpTitle">${desk.mail.heldUpTitle}</strong>
<p class="summary number" data-live="heldUp">${desk.mail.heldUp}</p></div>
<div><strong data-live="signUpsTitle">${desk.signUps.signUpsTitle}</strong>
<p class="summary number" data-live="signUpsAlarm">${desk.signUps.signUpsAlarm}</p></div>
<p class="notice" role="status" data-news hidden><span></span> <a href="/desk" data-key="r">${text.reload}</a></p>
${desk.onNewest ? '' : html`<p><a href="/desk">${text.newest}</a></p>`}
<div class="work">
<div>
<section aria-labelledby="drafts"><h2 id="drafts">${text.drafts}</h2>
${list(desk.drafts, text.noDrafts, draftRow)}
${older(desk.drafts, text.older.drafts, last => `drafts=${last.id}`)}</section>
<section aria-labelledby="alerts"><h2 id="alerts">${text.alerts}</h2>
${list(desk.alerts, text.noAlerts, alert => alertRow(alert, desk.counts.get(alert.id)))}
${older(desk.alerts, text.older.alerts, last => `alerts=${last.id}`)}</section>
</div>
<div><section aria-labelledby="stories"><div class="beside"><h2 id="stories">${text.stories}</h2>${orderLinks(desk.storiesBy, by => `/desk?by=${by}`)}</div>
${list(desk.stories.stories, deskText.story.all.noneYet, row => storyRow(row, desk.stories.now))}
<p><a href="/desk/stories?by=${desk.storiesBy}">${deskText.story.all.link}</a></p></section></div>
</div>`
}

function strip({ subscribers, signUps, sources, cutOffSince, mail, machineMs }: FrontPage): Html {
  const { failing, silent, notice, ok } = sources
  const all = failing + silent + notice + ok
  const isWrong = failing + silent > 0
  const health = isWrong ? text.troubled(failing, silent, all) : text.allSourcesWell(all)
  const { link, linkEmpty } = deskText.latency
  return html`<ul class="line strip" aria-label="${text.strip}">
<li>${text.subscribers(subscribers)}</li>
<li data-live="signUps">${signUps.signUps}</li>
<li ${isWrong ? html`class="state bad"` : ''}><a href="/desk/sources">${all === 0 ? text.noSources : health}</a></li>
${cutOffSince === null ? '' : html`<li class="state bad">${text.cutOff} ${time(cutOffSince)}</li>`}
<li><a href="/desk/latency">${machineMs === null ? linkEmpty : link(machineMs)}</a></li>
<li data-live="mailWell">${mail.mailWell}</li>
<li class="state bad" data-live="noMail">${mail.noMail}</li>
</ul>`
}

function list<Row>(rows: readonly Row[], empty: string, show: (row: Row) => Html): Html {
  if (rows.length === 0) return html`<p class="empty">${empty}</p>`
  return html`<ol class="list">${rows.slice(0, pageRows).map(show)}</ol>`
}

function older<Row>(rows: readonly Row[], label: string, key: (last: Row) => string): Html | string {
  const last = rows[pageRows - 1]
  return rows.length > pageRows && last ? html`<p><a href="/desk?${key(last)}">${label}</a></p>` : ''
}

function draftRow(draft: Alert): Html {
  return html`<li><p class="line">${kindMark(draft)} <strong class="state">${deskText.state.draft}</strong> <span>${whoWords(draft.createdBy)}, ${time(draft.createdAt)}</span></p>
<h3><a href="/desk/alerts/${draft.id}">${draft.headline}</a></h3></li>`
}

function alertRow(alert: Alert, counts: DeliveryCounts | undefined): Html {
  const { id } = alert
  return html`<li><p class="line">${kindMark(alert)} <strong class="state" data-live="state-${id}">${deskText.state[alert.state]}</strong> ${time(alert.approvedAt ?? alert.createdAt)}</p>
<h3><a href="/desk/alerts/${id}">${alert.headline}</a></h3>
<p class="number soft" data-live="progress-${id}">${progressWords(alert, counts)}</p>
<p class="problem" data-live="paused-${id}">${whyPaused(alert)}</p></li>`
}
