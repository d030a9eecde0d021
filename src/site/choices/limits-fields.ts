/** How urgent it must be, how much a day, and when. */
import { highestDailyMost } from '../../subscribers/index.ts'
import { type Html, html } from '../../web/index.ts'
import { listTimeZones } from '../time-zones.ts'
import type { ChoicesView } from './choices-view.ts'
import { choiceField } from './wants-fields.ts'

type Piece = Html | Promise<Html> | string

export function limitsFields(view: ChoicesView): Piece {
  const { limits: text } = view.language.text.choices
  const { entry, wish } = view
  const problems = wish.problems
  return html`<h2 id="limits">${text.heading}</h2>
${leastFields(view)}
${field(
  'dailyMost',
  { ...text.dailyMost, problem: problems?.dailyMost ? text.dailyMost.problem(highestDailyMost) : null },
  described =>
    html`<input id="dailyMost" name="dailyMost" inputmode="numeric" size="4" value="${entry.dailyMost}"${described}>`,
)}
${quietFields(view)}
${timeZoneField(view)}
${field(
  'digestAt',
  { ...text.digestAt, problem: problems?.digestAt ? text.digestAt.problem : null },
  described => html`<input id="digestAt" name="digestAt" type="time" value="${entry.digestAt}"${described}>`,
)}
${languageFields(view)}`
}

function leastFields({ entry, language, often }: ChoicesView): Piece {
  const { limits: text } = language.text.choices
  const values = ['developing', 'breaking', 'flash'] as const
  return html`<fieldset id="least"><legend>${text.least.legend}</legend>
${values.map(value => {
  const { label, hint } = text.least[value]
  return choiceField({
    ...{ type: 'radio', name: 'least', value, label },
    hint: hint(often[value]),
    checked: entry.least === value,
  })
})}</fieldset>`
}

function quietFields({ entry, language, wish }: ChoicesView): Piece {
  const { quiet: text } = language.text.choices.limits
  const code = wish.problems?.quiet
  const invalid = code ? html` aria-invalid="true"` : ''
  return html`<fieldset><legend>${text.legend}</legend>
<p class="hint" id="quiet-is">${text.hint}</p>
${code ? html`<p class="problem" id="quiet-problem">${text.problems[code]}</p>` : ''}
<div class="actions">
<div><label for="quietFrom">${text.from}</label><input id="quietFrom" name="quietFrom" type="time" value="${entry.quietFrom}" aria-describedby="quiet-is${code ? ' quiet-problem' : ''}"${invalid}></div>
<div><label for="quietTo">${text.to}</label><input id="quietTo" name="quietTo" type="time" value="${entry.quietTo}" aria-describedby="quiet-is${code ? ' quiet-problem' : ''}"${invalid}></div>
</div></fieldset>`
}

function timeZoneField({ entry, language, at, preferences }: ChoicesView): Piece {
  const { timeZone: text } = language.text.choices.limits
  const zones = listTimeZones(at, preferences.timeZone)
  return field(
    'timeZone',
    { ...text, problem: null },
    described =>
      // The script chooses the browser's zone for who never chose one.
      html`<select id="timeZone" name="timeZone"${described}>
${zones.map(({ region, zones }) => {
  const options = zones.map(
    ({ name, city, offset }) =>
      html`<option value="${name}"${name === entry.timeZone ? html` selected` : ''}>${text.option(city, offset)}</option>`,
  )
  return region === '' ? options : html`<optgroup label="${region}">${options}</optgroup>`
})}
</select>`,
  )
}

function languageFields({ language, languages, mailLanguage }: ChoicesView): Piece {
  const { language: text } = language.text.choices.limits
  return field(
    'mailLanguage',
    { ...text, problem: null },
    described =>
      html`<select id="mailLanguage" name="mailLanguage"${described}>
${languages.map(one => html`<option value="${one.language}" lang="${one.language}"${one.language === mailLanguage ? html` selected` : ''}>${one.name}</option>`)}
</select>`,
  )
}

interface FieldWords {
  label: string
  hint: string
  problem: string | null
}

/** A field with its name above, and what it means and what is wrong with it beneath. */
function field(id: string, { label, hint, problem }: FieldWords, input: (described: Piece) => Piece): Piece {
  const described = html` aria-describedby="${id}-is${problem ? ` ${id}-problem` : ''}"${problem ? html` aria-invalid="true"` : ''}`
  return html`<div class="field"><label for="${id}">${label}</label>
${input(described)}
${problem ? html`<p class="problem" id="${id}-problem">${problem}</p>` : ''}
<p class="hint" id="${id}-is">${hint}</p></div>`
}
