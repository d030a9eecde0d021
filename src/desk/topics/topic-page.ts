/** One topic or place: its words, whether it is offered, and the form for another site. */
import { listTopics, type Topic, type TopicProblems } from '../../subscribers/index.ts'
import { type Html, html, type RequestContext } from '../../web/index.ts'
import type { DeskParts } from '../desk-parts.ts'
import { notFound } from '../form.ts'
import { deskPage } from '../frame.ts'
import { deskText } from '../text/en.ts'
import { type TopicForm, topicFormOf } from './topic-form.ts'
import { topicFields } from './topics-page.ts'

const text = deskText.topics

export interface TopicView {
  id: number
  form?: TopicForm
  problems?: TopicProblems
  done?: string | null
}

/** Throws `request.not-found` for what is no topic. */
export async function topicPage(
  parts: DeskParts,
  c: RequestContext,
  { id, form, problems = {}, done = null }: TopicView,
) {
  const topic = (await listTopics(parts.store.read)).find(known => known.id === id)
  if (!topic) throw notFound()
  const body = html`<h1>${text.changeTitle(topic.name)}</h1>
<form class="measure" method="post" action="/desk/topics/${id}" novalidate>
${topicFields(form ?? topicFormOf(topic), problems, { withSlug: false })}
<p><button data-key="s">${text.saveButton}</button></p>
</form>
${topic.retired ? backForm(id) : retireForm(id)}
${topic.retired ? '' : embedBox(parts.context.publicUrl, topic)}`
  if (Object.keys(problems).length > 0) c.status(422)
  return deskPage(parts, c, { title: topic.name, done, body })
}

function retireForm(id: number): Html {
  return html`<section class="measure"><h2>${text.retireTitle}</h2><p>${text.retireNote}</p>
<form method="post" action="/desk/topics/${id}/retire"><button>${text.retireButton}</button></form></section>`
}

function backForm(id: number): Html {
  return html`<section class="measure"><h2>${text.backTitle}</h2>
<form method="post" action="/desk/topics/${id}/back"><button>${text.backButton}</button></form></section>`
}

/** The words of the button are the newsroom's to translate: it is their page. */
function embedBox(publicUrl: string, { slug, name }: Topic): Html {
  const form = `<form method="post" action="${publicUrl}/subscribe/embed">
  <input type="hidden" name="topics" value="${slug}">
  <label>Your email address <input type="email" name="address" required autocomplete="email"></label>
  <button>Send me alerts: ${name}</button>
</form>`
  return html`<section><h2 id="embed">${text.embedTitle}</h2><p class="measure">${text.embedNote}</p>
<pre class="scroll" tabindex="0" role="region" aria-labelledby="embed"><code>${form}</code></pre></section>`
}
