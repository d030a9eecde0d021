/** What readers can choose from, and the form that adds to it. */
import { listTopics, type Topic, type TopicProblems } from '../../subscribers/index.ts'
import { type Html, html, type RequestContext } from '../../web/index.ts'
import { draftField } from '../alert/draft-fields.ts'
import type { DeskParts } from '../desk-parts.ts'
import { deskPage } from '../frame.ts'
import { deskText } from '../text/en.ts'
import { emptyTopicForm, type TopicForm } from './topic-form.ts'

const text = deskText.topics

export interface TopicsView {
  form?: TopicForm
  problems?: TopicProblems
  done?: string | null
}

export async function topicsPage(
  parts: DeskParts,
  c: RequestContext,
  { form = emptyTopicForm, problems = {}, done = null }: TopicsView,
) {
  const topics = await listTopics(parts.store.read)
  const body = html`<h1>${text.title}</h1>
<p class="measure">${text.intro}</p>
${topicsTable('topic', topics)}
${topicsTable('place', topics)}
<form class="measure" method="post" action="/desk/topics" novalidate><h2>${text.add}</h2>
${topicFields(form, problems, { withSlug: true })}
<p><button>${text.addButton}</button></p>
</form>`
  if (Object.keys(problems).length > 0) c.status(422)
  return deskPage(parts, c, { title: text.title, done, body })
}

function topicsTable(kind: Topic['kind'], topics: readonly Topic[]): Html {
  const heading = kind === 'topic' ? text.topics : text.places
  const rows = topics.filter(topic => topic.kind === kind)
  const { columns } = text
  if (rows.length === 0)
    return html`<h2>${heading}</h2>
<p class="empty">${text.none[kind]}</p>`
  return html`<h2 id="${kind}s">${heading}</h2>
<div class="scroll rows" tabindex="0" role="region" aria-labelledby="${kind}s"><table>
<thead><tr><th scope="col">${columns.name}</th><th scope="col">${columns.page}</th><th scope="col">${columns.about}</th><th scope="col">${columns.change}</th></tr></thead>
<tbody>${rows.map(topicRow)}</tbody></table></div>`
}

function topicRow({ id, slug, name, about, retired }: Topic, at: number): Html {
  const raise = html`<form method="post" action="/desk/topics/${id}/raise"><button aria-label="${text.raise(name)}">${text.raiseShort}</button></form>`
  return html`<tr><th scope="row" dir="auto">${name}</th>
<td>${retired ? text.retired : html`<a href="/topics/${slug}">/topics/${slug}</a>`}</td>
<td dir="auto">${about}</td>
<td class="actions"><a href="/desk/topics/${id}" aria-label="${text.change(name)}">${text.changeShort}</a> ${at === 0 ? '' : raise}</td></tr>`
}

export function topicFields(
  form: TopicForm,
  problems: TopicProblems,
  { withSlug }: { withSlug: boolean },
): Html {
  return html`<fieldset class="field"><legend>${text.kindLabel}</legend>
${problems.kind ? html`<p class="problem">${problems.kind}</p>` : ''}
${(['topic', 'place'] as const).map(
  kind =>
    html`<label class="choice"><input type="radio" name="kind" value="${kind}" ${form.kind === kind ? html`checked` : ''}> ${text.kinds[kind]}</label>`,
)}
</fieldset>
${draftField({ name: 'name', label: text.name, value: form.name, hint: text.nameHint, required: true, problem: problems.name })}
${withSlug ? draftField({ name: 'slug', label: text.slug, value: form.slug, hint: text.slugHint, problem: problems.slug }) : ''}
${draftField({ name: 'names', label: text.names, value: form.names, hint: text.namesHint, rows: 3, problem: problems.names })}
${draftField({ name: 'about', label: text.about, value: form.about, problem: problems.about })}`
}
