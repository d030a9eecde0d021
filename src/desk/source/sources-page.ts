/** What is watched: first the sources that need somebody, then those that are well. */
import { type Health, listSources, type OnItem, type SourceRow } from '../../sources/index.ts'
import { countConfirmed } from '../../subscribers/index.ts'
import { type Html, html, type RequestContext } from '../../web/index.ts'
import { draftField } from '../alert/draft-fields.ts'
import type { DeskParts } from '../desk-parts.ts'
import { deskPage } from '../frame.ts'
import { deskText } from '../text/en.ts'
import { count, time } from '../time.ts'

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

export async function sourcesPage(
  parts: DeskParts,
  c: RequestContext,
  {
    form = emptySourceForm,
    problems = {},
    done = null,
  }: { form?: SourceForm; problems?: Record<string, string>; done?: string | null },
) {
  const { read } = parts.store
  const [sources, people] = await Promise.all([listSources(read), countConfirmed(read)])
  const body = html`<h1>${text.title}</h1>
<p>${text.sendWarning(people)}</p>
<p><a href="/desk/weights">${deskText.weights.link}</a></p>
${sources.length === 0 ? html`<p class="empty">${text.none}</p>` : ''}
${troubled.map(health => troubleList(health, ofHealth(sources, health)))}
${(['ok', 'stopped'] as const).map(health => wellTable(health, ofHealth(sources, health)))}
${addForm(form, problems)}`
  if (Object.keys(problems).length > 0) c.status(422)
  return deskPage(parts, c, { title: text.title, done, body })
}

const troubled = ['failing', 'silent', 'notice'] as const

function ofHealth(sources: readonly SourceRow[], health: Health): SourceRow[] {
  return sources.filter(source => source.health === health)
}

/** What is wrong takes a line of its own, also on a phone. */
function troubleList(health: Health, sources: readonly SourceRow[]): Html | string {
  if (sources.length === 0) return ''
  return html`<section aria-labelledby="${health}"><h2 id="${health}">${words.groups[health]} <small>${count(sources.length)}</small></h2>
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

function wellTable(health: Health, sources: readonly SourceRow[]): Html | string {
  if (sources.length === 0) return ''
  const { columns } = text
  return html`<h2 id="${health}">${words.groups[health]} <small>${count(sources.length)}</small></h2>
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
