/** What is watched, page by page: first the sources that need somebody, then those that are well. */
import {
  countSources,
  type Health,
  healthOrder,
  type OnItem,
  pageOfSources,
  type SourceRow,
} from '../../sources/index.ts'
import { countConfirmed } from '../../subscribers/index.ts'
import { type Html, html, type RequestContext } from '../../web/index.ts'
import { draftField } from '../alert/draft-fields.ts'
import type { DeskParts } from '../desk-parts.ts'
import { deskPage } from '../frame.ts'
import { deskText } from '../text/en.ts'
import { count, time } from '../time.ts'
import { addressOf, type SourcesWish, sourcesWish } from './sources-wish.ts'

export const onItemChoices: readonly OnItem[] = ['none', 'draft', 'send']

export interface SourceForm {
  url: string
  name: string
  onItem: OnItem
  every: string
  kind: (typeof kindChoices)[number]
  selector: string
}

export const kindChoices = ['unknown', 'feed', 'sitemap', 'page'] as const

const emptySourceForm: SourceForm = {
  ...{ url: '', name: '', onItem: 'none', every: '' },
  ...{ kind: 'unknown', selector: '' },
}

const text = deskText.sources
const words = deskText.source
const sourceRows = 50
const troubled: ReadonlySet<Health> = new Set(['failing', 'silent', 'notice'])

export interface SourcesView {
  wish?: SourcesWish
  form?: SourceForm
  problems?: Record<string, string>
  done?: string | null
}

export async function sourcesPage(
  parts: DeskParts,
  c: RequestContext,
  { wish = sourcesWish.parse({}), form = emptySourceForm, problems = {}, done = null }: SourcesView,
) {
  const { read } = parts.store
  const { words: sought, from, after } = wish
  const [counts, listed, people] = await Promise.all([
    countSources(read),
    // One more than shown says whether there are further ones.
    pageOfSources(read, { words: sought, from, after, limit: sourceRows + 1 }),
    countConfirmed(read),
  ])
  const body = html`<h1>${text.title}</h1>
<p>${text.sendWarning(people)}</p>
<p><a href="/desk/weights">${deskText.weights.link}</a></p>
${sourcesList(wish, listed, counts)}
${addForm(form, problems)}`
  if (Object.keys(problems).length > 0) c.status(422)
  return deskPage(parts, c, { title: text.title, done, body })
}

function sourcesList(
  wish: SourcesWish,
  listed: readonly SourceRow[],
  counts: Readonly<Record<Health, number>>,
): Html {
  if (healthOrder.every(health => counts[health] === 0)) return html`<p class="empty">${text.none}</p>`
  const shown = listed.slice(0, sourceRows)
  const last = listed.length > sourceRows ? shown.at(-1) : undefined
  const isTop = wish.from === healthOrder[0] && wish.after === undefined
  return html`${searchForm(wish)}${groupLinks(wish, counts)}
${isTop ? '' : html`<p><a href="${addressOf(wish, {})}">${text.top}</a></p>`}
${shown.length === 0 ? html`<p class="empty">${text.noneFound}</p>` : ''}
${healthOrder.map(health => {
  const rows = shown.filter(source => source.health === health)
  if (rows.length === 0) return ''
  return troubled.has(health) ? troubleList(health, rows) : wellTable(health, rows)
})}
${last ? html`<p><a href="${addressOf(wish, { from: last.health, after: last.id })}">${text.more}</a></p>` : ''}`
}

function searchForm({ words }: SourcesWish): Html {
  return html`<form class="actions filters" method="get" action="/desk/sources" role="search">
<label for="search">${text.search}</label><input id="search" name="search" type="search" value="${words.join(' ')}">
<button>${text.find}</button></form>`
}

/** How many of each there are among all, and the way to them; among what was found nobody counts. */
function groupLinks(wish: SourcesWish, counts: Readonly<Record<Health, number>>): Html {
  const links = healthOrder
    .filter(health => counts[health] > 0)
    .map(
      health =>
        html`<a href="${addressOf(wish, { from: health })}" ${health === wish.from ? html`aria-current="true"` : ''}>${words.healths[health]}${wish.words.length === 0 ? html` <span class="number">${count(counts[health])}</span>` : ''}</a> `,
    )
  return html`<nav class="line order" aria-label="${text.groups}">${links}</nav>`
}

/** What is wrong takes a line of its own, also on a phone. */
function troubleList(health: Health, sources: readonly SourceRow[]): Html {
  return html`<section aria-labelledby="${health}"><h2 id="${health}">${words.groups[health]}</h2>
<ol class="list sources">${sources.map(
    source => html`<li><div><h3><a href="/desk/sources/${source.id}">${source.name}</a></h3>
<p class="line"><strong class="state ${health === 'notice' ? '' : 'bad'}">${source.problemKind ? words.kinds[source.problemKind] : words.healths[health]}</strong> <span>${sinceWords(source)}</span></p></div>
<p>${source.problem}</p></li>`,
  )}</ol></section>`
}

export function sinceWords(source: SourceRow): Html | string {
  const { stoppedAt, failingSince, lastItemAt, problemKind } = source
  if (stoppedAt !== null) return html`${words.since} ${time(stoppedAt)}`
  if (failingSince !== null) return html`${words.since} ${time(failingSince)}`
  return problemKind === 'silent' && lastItemAt !== null ? html`${words.sinceItem} ${time(lastItemAt)}` : ''
}

function wellTable(health: Health, sources: readonly SourceRow[]): Html {
  const { columns } = text
  return html`<h2 id="${health}">${words.groups[health]}</h2>
<div class="scroll" tabindex="0" role="region" aria-labelledby="${health}"><table>
<thead><tr><th scope="col">${columns.name}</th><th scope="col">${columns.lastItem}</th><th scope="col">${columns.lastOk}</th><th scope="col">${columns.onItem}</th><th scope="col">${columns.every}</th><th scope="col" class="figure">${columns.items}</th></tr></thead>
<tbody>${sources.map(sourceRow)}</tbody></table></div>`
}

function sourceRow(source: SourceRow): Html {
  const { id, name, url, onItem, itemCount } = source
  return html`<tr><th scope="row"><a href="/desk/sources/${id}">${name}</a> <small>${hostOf(url)}</small></th>
<td>${timeOr(source.lastItemAt, words.none)}</td><td>${timeOr(source.lastOkAt, words.never)}${source.failures > 0 ? html` <small>${words.once}</small>` : ''}</td>
<td>${text.onItem[onItem]}</td><td class="number">${everyWords(source)}</td><td class="figure">${count(itemCount)}</td></tr>`
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : ''
}

export function everyWords({ everyMs, nextPollAt, stoppedAt }: SourceRow): string {
  if (everyMs === null) return nextPollAt === null && stoppedAt === null ? text.pushed : text.asFeedAsks
  return everyMs < 60_000 ? text.seconds(everyMs / 1000) : text.minutes(everyMs / 60_000)
}

export function timeOr(at: number | null, otherwise: string): Html | string {
  return at === null ? otherwise : time(at)
}

export function onItemSelect(chosen: OnItem): Html {
  return html`<select name="onItem" id="onItem">${onItemChoices.map(
    choice =>
      html`<option value="${choice}" ${choice === chosen ? html`selected` : ''}>${text.onItem[choice]}</option>`,
  )}</select>`
}

function kindField(chosen: SourceForm['kind']): Html {
  return html`<div class="field"><label for="kind">${text.kind}</label><select name="kind" id="kind" aria-describedby="kind-hint">${kindChoices.map(
    choice =>
      html`<option value="${choice}" ${choice === chosen ? html`selected` : ''}>${text.kinds[choice]}</option>`,
  )}</select><p class="hint" id="kind-hint">${text.kindHint}</p></div>`
}

function addForm(form: SourceForm, problems: Record<string, string>): Html {
  return html`<form class="measure" method="post" action="/desk/sources" novalidate><h2>${text.add}</h2>
${draftField({ name: 'url', label: text.url, value: form.url, type: 'url', required: true, problem: problems['url'] })}
${kindField(form.kind)}
${draftField({ name: 'selector', label: text.selector, value: form.selector, hint: text.selectorHint, problem: problems['selector'] })}
${draftField({ name: 'name', label: text.name, value: form.name, hint: text.nameHint, problem: problems['name'] })}
<div class="field"><label for="onItem">${text.columns.onItem}</label>${onItemSelect(form.onItem)}</div>
${draftField({ name: 'every', label: text.every, value: form.every, hint: text.everyHint, problem: problems['every'] })}
<p><button>${text.addButton}</button></p>
</form>`
}
