/** The fields of a draft's form, each with its label, its hint, and what is wrong with it beside it. */
import type { AlertKind, FieldProblems, Priority } from '../../alerts/index.ts'
import { type Html, html } from '../../web/index.ts'
import { deskText } from '../text/en.ts'
import type { DraftForm } from './draft-form.ts'

/** Over 50 characters many inboxes cut a subject; “CORRECTION: ” is 12 of them. An update's is settled. */
const longHeadline = { alert: 50, update: 300, correction: 38, retraction: 38 } as const
/** What many inboxes show of it. */
const longPreheader = 90
const priorities: readonly Priority[] = ['developing', 'breaking', 'flash']
const words = deskText.draft.fields

export interface FieldsWish {
  kind: AlertKind
  form: DraftForm
  problems: FieldProblems
}

export function draftFields({ kind, form, problems }: FieldsWish): Html {
  const field = (name: keyof DraftForm, label: string, more: FieldLook = {}) =>
    draftField({ name, label, value: form[name], problem: problems[name], ...more })
  const headlineHint = kind === 'update' ? words.headlineUpdateHint : words.headlineHint
  return html`${kind === 'update' ? field('whatChanged', words.whatChanged, { rows: 3, hint: words.whatChangedHint }) : ''}
${kind === 'correction' || kind === 'retraction' ? field('whatWasWrong', words.whatWasWrong, { rows: 3, hint: words.whatWasWrongHint }) : ''}
${field('headline', words.headline, { hint: headlineHint, counted: longHeadline[kind], required: true, rows: 2 })}
${field('summary', words.summary, { rows: 6, hint: words.summaryHint })}
${priorityField(form.priority, problems['priority'])}
${field('preheader', words.preheader, { hint: words.preheaderHint, counted: longPreheader })}
${field('url', words.url, { hint: words.urlHint, type: 'url' })}
<div class="pair">
${field('sourceName', words.sourceName)}
${field('saidAt', words.saidAt, { type: 'datetime-local' })}
${field('topics', words.topics, { hint: words.topicsHint })}
${field('language', words.language, { hint: words.languageHint })}
</div>`
}

export interface FieldLook {
  hint?: string
  /** Of a text area. */
  rows?: number
  type?: 'text' | 'url' | 'email' | 'number' | 'datetime-local'
  required?: boolean
  /** Shows the length, with a warning over this many characters. */
  counted?: number
  /** The single key that leads here; see `browser/keys.ts`. */
  key?: string
  /** The id of the form it belongs to, when it stands outside of it. */
  form?: string
}

export interface Field extends FieldLook {
  name: string
  label: string
  value: string
  problem: string | undefined
}

export function draftField({
  name,
  label,
  value,
  problem,
  hint,
  rows,
  type = 'text',
  required,
  counted,
  key,
  form,
}: Field): Html {
  const described = [
    problem ? `${name}-problem` : '',
    hint ? `${name}-hint` : '',
    counted ? `${name}-length` : '',
  ]
    .filter(Boolean)
    .join(' ')
  const attributes = html`id="${name}" name="${name}" ${described ? html`aria-describedby="${described}"` : ''} ${problem ? html`aria-invalid="true"` : ''} ${required ? html`aria-required="true"` : ''} ${key ? html`data-key="${key}"` : ''} ${form ? html`form="${form}"` : ''}`
  return html`<div class="field">
<label for="${name}">${label}</label>
${problem ? html`<p class="problem" id="${name}-problem">${problem}</p>` : ''}
${
  rows
    ? html`<textarea rows="${rows}" ${attributes} ${counted ? html`data-counted="${counted}"` : ''}>
${value}</textarea>`
    : html`<input type="${type}" value="${value}" ${attributes} ${counted ? html`data-counted="${counted}"` : ''}>`
}
${counted ? lengthOf(name, value, counted) : ''}
${hint ? html`<p class="hint" id="${name}-hint">${hint}</p>` : ''}
</div>`
}

/** Also right without script, as of the last save. */
function lengthOf(name: string, value: string, most: number): Html {
  const { length } = deskText.draft
  const tooLong = deskText.draft.tooLong(most)
  const number = [...value].length
  const text = (number > most ? tooLong : length).replace('{n}', String(number))
  return html`<p class="${number > most ? 'problem' : 'hint'}" id="${name}-length" data-length="${length}" data-too-long="${tooLong}">${text}</p>`
}

function priorityField(value: string, problem: string | undefined): Html {
  return html`<fieldset class="field"><legend>${words.priority}</legend>
${problem ? html`<p class="problem">${problem}</p>` : ''}
${priorities.map(
  priority =>
    html`<label class="choice"><input type="radio" name="priority" value="${priority}" ${priority === value ? html`checked` : ''}> ${deskText.draft.priorityHint[priority]}</label>`,
)}
</fieldset>`
}
