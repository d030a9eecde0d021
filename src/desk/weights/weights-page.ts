/** Topics and sources that the newsroom weighs, with what sets and drops them. */
import { listWeights, type WeightRow } from '../../stories/index.ts'
import { type Html, html, type RequestContext } from '../../web/index.ts'
import { draftField } from '../alert/draft-fields.ts'
import type { DeskParts } from '../desk-parts.ts'
import { deskPage } from '../frame.ts'
import { deskText } from '../text/en.ts'

const text = deskText.weights

export interface WeightForm {
  words: string
  points: string
  source: string
}

export interface WeightsView {
  form?: WeightForm
  problems?: Partial<Record<keyof WeightForm, string>>
  done?: string | null
}

const emptyForm: WeightForm = { words: '', points: '', source: '' }

export async function weightsPage(
  parts: DeskParts,
  c: RequestContext,
  { form = emptyForm, problems = {}, done = null }: WeightsView,
) {
  const weights = await listWeights(parts.store.read)
  const body = html`<h1>${text.title}</h1>
<p class="measure">${text.intro}</p>
${topicsTable(weights.filter(({ kind }) => kind === 'words'))}
${topicForm(form, problems)}
${sourcesTable(weights.filter(({ kind }) => kind === 'official'))}
${sourceForm(form, problems)}`
  if (Object.keys(problems).length > 0) c.status(422)
  return deskPage(parts, c, { title: text.title, done, body })
}

function topicsTable(rows: readonly WeightRow[]): Html {
  const { columns } = text
  return html`<h2 id="topics">${text.topics}</h2>
${
  rows.length === 0
    ? html`<p class="empty">${text.none}</p>`
    : html`<div class="scroll rows" tabindex="0" role="region" aria-labelledby="topics"><table>
<thead><tr><th scope="col">${columns.words}</th><th scope="col" class="figure">${columns.points}</th><th scope="col">${columns.by}</th><th scope="col">${columns.drop}</th></tr></thead>
<tbody>${rows.map(row => html`<tr><th scope="row">${row.words}</th><td class="figure">${text.points(row.points)}</td><td>${byWords(row)}</td><td>${dropForm(row)}</td></tr>`)}</tbody></table></div>`
}`
}

function sourcesTable(rows: readonly WeightRow[]): Html {
  return html`<h2 id="official">${text.official}</h2>
${
  rows.length === 0
    ? html`<p class="empty">${text.none}</p>`
    : html`<div class="scroll rows" tabindex="0" role="region" aria-labelledby="official"><table>
<thead><tr><th scope="col">${text.source}</th><th scope="col">${text.columns.by}</th><th scope="col">${text.columns.drop}</th></tr></thead>
<tbody>${rows.map(row => html`<tr><th scope="row"><a href="/desk/sources/${row.sourceId}">${row.words}</a></th><td>${byWords(row)}</td><td>${dropForm(row)}</td></tr>`)}</tbody></table></div>`
}`
}

function byWords({ by }: WeightRow): string {
  return by === 'tocsin' ? text.shipped : by.replace(/^editor:/, '')
}

function dropForm({ id, words }: WeightRow): Html {
  const [name = words] = words.split(', ')
  return html`<form method="post" action="/desk/weights/${id}/drop"><button aria-label="${text.drop(name)}">${text.dropShort}</button></form>`
}

function topicForm(form: WeightForm, problems: NonNullable<WeightsView['problems']>): Html {
  return html`<form class="measure" method="post" action="/desk/weights" novalidate><h3>${text.add}</h3>
${draftField({ name: 'words', label: text.words, value: form.words, hint: text.wordsHint, required: true, problem: problems.words })}
${draftField({ name: 'points', label: text.pointsLabel, value: form.points, hint: text.pointsHint, required: true, problem: problems.points })}
<p><button>${text.addButton}</button></p>
</form>`
}

function sourceForm(form: WeightForm, problems: NonNullable<WeightsView['problems']>): Html {
  return html`<form class="measure" method="post" action="/desk/weights/official" novalidate><h3>${text.mark}</h3>
${draftField({ name: 'source', label: text.source, value: form.source, hint: text.sourceHint, required: true, problem: problems.source })}
<p><button>${text.markButton}</button></p>
</form>`
}
