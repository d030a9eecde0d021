/** What is watched, how each source is doing, and what its new items become. */
import { listSources, type OnItem, type SourceRow } from '../../sources/index.ts'
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
}

const emptySourceForm: SourceForm = { url: '', name: '', onItem: 'none', every: '' }

const text = deskText.sources

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
${sources.length === 0 ? html`<p class="empty">${text.none}</p>` : table(sources)}
${addForm(form, problems)}`
  if (Object.keys(problems).length > 0) c.status(422)
  return deskPage(parts, c, { title: text.title, done, body })
}

function table(sources: readonly SourceRow[]): Html {
  const { columns } = text
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${text.table}"><table><caption>${text.table}</caption>
<thead><tr><th scope="col">${columns.name}</th><th scope="col">${columns.trouble}</th><th scope="col">${columns.onItem}</th><th scope="col">${columns.every}</th><th scope="col">${columns.lastOk}</th><th scope="col" class="figure">${columns.items}</th></tr></thead>
<tbody>${sources.map(sourceRow)}</tbody></table></div>`
}

function sourceRow(source: SourceRow): Html {
  const trouble =
    source.problem === null
      ? text.well
      : html`<strong class="problem">${source.problem}</strong>${source.failingSince === null ? '' : html`<br>${text.failingSince} ${time(source.failingSince)}`}`
  return html`<tr><th scope="row">${source.name}<br><small>${source.url}</small></th><td>${trouble}</td>
<td><form class="actions" method="post" action="/desk/sources/${source.id}">${onItemSelect(source.onItem, text.onItemOf(source.name))}<button aria-label="${text.saveOf(source.name)}">${text.save}</button></form></td>
<td>${everyWords(source)}</td><td>${source.lastOkAt === null ? text.never : time(source.lastOkAt)}</td><td class="figure">${count(source.itemCount)}</td></tr>`
}

function everyWords({ everyMs, nextPollAt }: SourceRow): string {
  if (everyMs === null) return nextPollAt === null ? text.pushed : text.asFeedAsks
  return everyMs < 60_000 ? text.seconds(everyMs / 1000) : text.minutes(everyMs / 60_000)
}

function onItemSelect(chosen: OnItem, label: string | null): Html {
  return html`<select name="onItem" ${label ? html`aria-label="${label}"` : html`id="onItem"`}>${onItemChoices.map(
    choice =>
      html`<option value="${choice}" ${choice === chosen ? html`selected` : ''}>${text.onItem[choice]}</option>`,
  )}</select>`
}

function addForm(form: SourceForm, problems: Record<string, string>): Html {
  return html`<form class="measure" method="post" action="/desk/sources" novalidate><h2>${text.add}</h2>
${draftField({ name: 'url', label: text.url, value: form.url, type: 'url', required: true, problem: problems['url'] })}
${draftField({ name: 'name', label: text.name, value: form.name, hint: text.nameHint, problem: problems['name'] })}
<div class="field"><label for="onItem">${text.columns.onItem}</label>${onItemSelect(form.onItem, null)}</div>
${draftField({ name: 'every', label: text.every, value: form.every, hint: text.everyHint, problem: problems['every'] })}
<p><button>${text.addButton}</button></p>
</form>`
}
