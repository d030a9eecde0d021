/** Everything or only what is chosen; topics and places. */
import { type Topic, topicName } from '../../subscribers/index.ts'
import { type Html, html } from '../../web/index.ts'
import type { ChoicesView } from './choices-view.ts'

type Piece = Html | Promise<Html> | string

export function wantsFields(view: ChoicesView): Piece {
  const { entry, language } = view
  const { wants: text } = language.text.choices
  const scopes = [
    { value: 'all', ...text.scope.all },
    { value: 'chosen', ...text.scope.chosen },
  ]
  const named = topicFields(view, 'topic', text.topics.hint)
  return html`<h2 id="wants">${text.heading}</h2>
<fieldset><legend>${text.scope.legend}</legend>
${scopes.map(({ value, label, hint }) => choiceField({ type: 'radio', name: 'scope', value, label, hint, checked: entry.scope === value }))}
</fieldset>
${named}
${topicFields(view, 'place', named === '' ? text.topics.hint : '')}`
}

/** `hint`: said once, above the first of both lists. */
function topicFields(
  { entry, language, topics, preferences }: ChoicesView,
  kind: Topic['kind'],
  hint: string,
): Piece {
  const { topics: text } = language.text.choices.wants
  const shown = topics.filter(
    topic => topic.kind === kind && (!topic.retired || preferences.topics.includes(topic.id)),
  )
  if (shown.length === 0) return ''
  return html`<fieldset><legend>${kind === 'topic' ? text.legend : text.places}</legend>
${hint ? html`<p class="hint">${hint}</p>` : ''}
${shown.map(topic =>
  choiceField({
    type: 'checkbox',
    name: 'topic',
    value: String(topic.id),
    label: topicName(topic, language.text.language),
    hint: topic.retired ? text.retired : topic.about,
    checked: entry.topics.includes(String(topic.id)),
  }),
)}</fieldset>`
}

export interface ChoiceField {
  type: 'radio' | 'checkbox'
  name: string
  value: string
  label: string
  hint: string
  checked: boolean
}

/** A box or a button with its name, and beneath it what it means. */
export function choiceField({ type, name, value, label, hint, checked }: ChoiceField): Piece {
  return html`<label class="choice"><input type="${type}" name="${name}" value="${value}"${checked ? html` checked` : ''}> <span dir="auto">${label}${hint ? html`<span class="hint">${hint}</span>` : ''}</span></label>`
}
