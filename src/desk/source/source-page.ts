/** One source: how it is and what to do, when it publishes, what it answered, and what the operator says of it. */
import type { OnItem, SourcePage, SourceWays } from '../../sources/index.ts'
import { type Html, html, type RequestContext, safeHref } from '../../web/index.ts'
import { draftField } from '../alert/draft-fields.ts'
import type { DeskParts } from '../desk-parts.ts'
import { deskPage } from '../frame.ts'
import { deskText } from '../text/en.ts'
import { count, time } from '../time.ts'
import { looksTable } from './looks-table.ts'
import { rhythmFigure } from './rhythm-figure.ts'
import { everyWords, onItemSelect, sinceWords, timeOr } from './sources-page.ts'

const text = deskText.source

export interface SettingsForm {
  name: string
  onItem: OnItem
  /** In minutes. */
  every: string
}

export interface Shown {
  form: SettingsForm
  problems: Record<string, string>
  done: string | null
}

export function settingsOf({ name, onItem, everyMs }: SourcePage): SettingsForm {
  return { name, onItem, every: everyMs === null ? '' : String(everyMs / 60_000) }
}

export function sourcePage(
  parts: DeskParts,
  c: RequestContext,
  { source, pushed }: { source: SourcePage; pushed: SourceWays | null },
  { form, problems, done }: Shown,
) {
  const now = parts.clock.now()
  const href = safeHref(source.url)
  const isWrong = source.health === 'failing' || source.health === 'silent'
  const body = html`<p class="line"><strong class="state ${isWrong ? 'bad' : ''}">${source.problemKind && source.health !== 'ok' ? text.kinds[source.problemKind] : text.healths[source.health]}</strong> <span>${sinceWords(source)}</span></p>
<h1>${source.name}</h1>
<p class="line"><span>${source.url}</span> ${href ? html`<a href="${href}" rel="noopener noreferrer">${text.openAddress}</a>` : ''}</p>
${isWrong || source.health === 'notice' ? html`<p class="notice measure">${source.problem}</p>` : html`<p>${calmWords(source)}</p>`}
<div class="work">
<div><section aria-labelledby="facts"><h2 id="facts">${text.facts.title}</h2>${factsTable(source, pushed, now)}${lookForm(source)}</section></div>
<div><section aria-labelledby="settings"><h2 id="settings">${text.settings}</h2>${settingsForm(source, form, problems)}${watchForm(source)}</section></div>
</div>
${rhythmFigure(source.rhythm, now)}
${looksTable(source)}`
  if (Object.keys(problems).length > 0) c.status(422)
  return deskPage(parts, c, { title: source.name, done, body })
}

function calmWords({ health, problem, lastPolledAt, kind }: SourcePage): Html | string {
  if (health === 'stopped') return stopNote(kind)
  if (problem !== null) return html`${problem} <small>(${text.once})</small>`
  return lastPolledAt === null ? text.firstLook : text.nothingWrong
}

function factsTable(source: SourcePage, pushed: SourceWays | null, now: number): Html {
  const { facts } = text
  const { moving } = source
  const rows: [string, Html | string][] = [
    [facts.kind, source.selector === null ? text.whatItIs[source.kind] : text.chosenPart(source.selector)],
    ...(source.foundFrom === null ? [] : [[facts.foundFrom, source.foundFrom] as [string, string]]),
    [facts.next, nextLook(source, now)],
    [deskText.sources.columns.every, everyWords(source)],
    [facts.asked, askedWords(source)],
    [facts.lastOk, timeOr(source.lastOkAt, text.never)],
    [facts.lastItem, timeOr(source.lastItemAt, text.none)],
    [facts.now, source.rhythm === null ? text.unknownRhythm : text.perHour(source.rhythm.now)],
    [facts.items, count(source.itemCount)],
    ...(pushed === null ? [] : hubFacts(pushed)),
    ...(moving === null
      ? []
      : [[facts.moving, html`${text.movingTo(hostOf(moving.to))} ${time(moving.since)}`] as [string, Html]]),
    [facts.watched, time(source.createdAt)],
  ]
  return html`<table><tbody>${rows.map(
    ([name, value]) => html`<tr><th scope="row">${name}</th><td>${value}</td></tr>`,
  )}</tbody></table>`
}

function hubFacts({ hub, state, problem, pushedUntil, push, poll }: SourceWays): [string, string][] {
  const { facts } = text
  const works = pushedUntil === null ? text.hubWaited : text.hubWorks
  return [
    [facts.hub, `${hostOf(hub)}: ${problem ?? (state === 'active' ? works : text.hubAsked)}`],
    [facts.byPush, text.wayShare(push.first, push.otherLaterMs)],
    [facts.byPoll, text.wayShare(poll.first, poll.otherLaterMs)],
  ]
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : ''
}

function nextLook({ nextPollAt, stoppedAt, heldUntil }: SourcePage, now: number): Html | string {
  if (nextPollAt === null) return stoppedAt === null ? text.nextPushed : text.nextNever
  if (heldUntil !== null) return html`${time(heldUntil)}: ${text.heldUntil}`
  return nextPollAt <= now ? text.nextNow : time(nextPollAt)
}

function askedWords({ askedEveryMs, freshMs, slowedMs }: SourcePage): string {
  const askedMs = Math.max(askedEveryMs ?? 0, freshMs ?? 0)
  const asked = askedMs > 0 ? [text.askedEvery(askedMs / 60_000)] : []
  const slowed = slowedMs === null ? [] : [text.slowed(slowedMs / 60_000)]
  return [...asked, ...slowed].join('; ') || text.askedNothing
}

function lookForm({ id, nextPollAt }: SourcePage): Html | string {
  if (nextPollAt === null) return ''
  return html`<form class="actions" method="post" action="/desk/sources/${id}/look"><button data-key="l">${text.lookNow}</button></form>`
}

function settingsForm(source: SourcePage, form: SettingsForm, problems: Record<string, string>): Html {
  const words = deskText.sources
  return html`<form method="post" action="/desk/sources/${source.id}" novalidate>
${Object.keys(problems).length > 0 ? html`<p class="problem" role="alert">${text.problems}</p>` : ''}
${draftField({ name: 'name', label: words.name, value: form.name, problem: problems['name'] })}
<div class="field"><label for="onItem">${words.columns.onItem}</label>${onItemSelect(form.onItem)}</div>
${source.nextPollAt === null && source.stoppedAt === null ? html`<input type="hidden" name="every" value="">` : draftField({ name: 'every', label: words.every, value: form.every, hint: words.everyHint, problem: problems['every'] })}
<p><button data-key="s">${text.saveSettings}</button></p></form>`
}

function stopNote(kind: SourcePage['kind']): string {
  return kind === 'api' ? text.stopNoteOfApi : text.stopNote
}

function watchForm({ id, nextPollAt, stoppedAt, kind }: SourcePage): Html | string {
  if (stoppedAt !== null && kind === 'api') return ''
  if (stoppedAt !== null)
    return html`<form method="post" action="/desk/sources/${id}/watch"><p class="hint">${text.watchAgainNote}</p><p><button>${text.watchAgain}</button></p></form>`
  if (nextPollAt === null && kind !== 'api') return ''
  return html`<details><summary>${text.stopSummary}</summary><form method="post" action="/desk/sources/${id}/stop"><p class="hint">${stopNote(kind)}</p><p><button class="danger">${text.stop}</button></p></form></details>`
}
