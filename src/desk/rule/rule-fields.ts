/** The fields of a rule's form, each with its label, its hint, and what is wrong with it beside it. */
import { type RuleProblems, weekdays } from '../../alerts/index.ts'
import { type Html, html } from '../../web/index.ts'
import { draftField, type FieldLook } from '../alert/draft-fields.ts'
import { deskText } from '../text/en.ts'
import type { RuleForm } from './rule-form.ts'

const words = deskText.rules.fields
const doesChoices = ['draft', 'send'] as const
const priorities = ['developing', 'breaking', 'flash'] as const

export function ruleFields(form: RuleForm, problems: RuleProblems): Html {
  const field = (name: string, label: string, more: FieldLook = {}) =>
    draftField({ name, label, value: form[name] ?? '', problem: problems[name], ...more })
  return html`${field('name', words.name, { required: true })}
${doesField(form['does'] ?? '', problems['does'])}
<div class="pair">
${field('leastScore', words.leastScore, { hint: words.leastScoreHint })}
${field('leastOrigins', words.leastOrigins, { hint: words.leastOriginsHint })}
${priorityField(form['priority'] ?? '')}
${field('topics', words.topics, { hint: words.topicsHint })}
${field('anyWords', words.anyWords, { rows: 3, hint: words.anyWordsHint })}
${field('noWords', words.noWords, { rows: 3, hint: words.noWordsHint })}
${field('onlySources', words.onlySources, { rows: 3, hint: words.onlySourcesHint })}
${field('neverSources', words.neverSources, { rows: 3, hint: words.neverSourcesHint })}
${field('hours', words.hours, { hint: words.hoursHint })}
${field('timeZone', words.timeZone, { hint: words.timeZoneHint })}
</div>
${daysField(form)}
${field('pause', words.pause, { hint: words.pauseHint })}
<div class="field"><label class="choice"><input type="checkbox" name="updates" value="yes" aria-describedby="updates-hint" ${form['updates'] === 'yes' ? html`checked` : ''}> ${words.updates}</label>
<p class="hint" id="updates-hint">${words.updatesHint}</p></div>`
}

function doesField(value: string, problem: string | undefined): Html {
  return html`<fieldset class="field"><legend>${words.does}</legend>
${problem ? html`<p class="problem">${problem}</p>` : ''}
${doesChoices.map(
  choice =>
    html`<label class="choice"><input type="radio" name="does" value="${choice}" ${choice === value ? html`checked` : ''}> ${words.doesChoice[choice]}</label>`,
)}</fieldset>`
}

function priorityField(value: string): Html {
  return html`<div class="field"><label for="priority">${words.priority}</label><select id="priority" name="priority" aria-describedby="priority-hint">${priorities.map(
    priority =>
      html`<option value="${priority}" ${priority === value ? html`selected` : ''}>${deskText.priority[priority]}</option>`,
  )}</select><p class="hint" id="priority-hint">${words.priorityHint}</p></div>`
}

function daysField(form: RuleForm): Html {
  return html`<fieldset class="field"><legend>${words.days}</legend>
<div class="line">${weekdays.map(
    day =>
      html`<label class="choice"><input type="checkbox" name="day-${day}" value="yes" ${form[`day-${day}`] === 'yes' ? html`checked` : ''}> ${deskText.rules.weekday[day]}</label>`,
  )}</div>
<p class="hint">${words.daysHint}</p></fieldset>`
}
