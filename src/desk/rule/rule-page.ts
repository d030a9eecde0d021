/** One rule: what it says, what it would have done, whether it is on, and who changed it. */

import {
  plainRule,
  type RuleChange,
  type RuleProblems,
  type RuleRow,
  readRuleChanges,
} from '../../alerts/index.ts'
import { listSourceNames } from '../../sources/index.ts'
import { countConfirmed } from '../../subscribers/index.ts'
import { type Html, html, type RequestContext } from '../../web/index.ts'
import { whoWords } from '../alert/alert-words.ts'
import type { DeskParts } from '../desk-parts.ts'
import { deskPage } from '../frame.ts'
import { deskText } from '../text/en.ts'
import { count, time } from '../time.ts'
import { ruleFields } from './rule-fields.ts'
import { type RuleForm, ruleFormOf } from './rule-form.ts'
import { type Trial, trialPart } from './trial-part.ts'

const text = deskText.rules
export const trialDays = [1, 2, 7] as const

export interface RulePage {
  /** Null: a new one. */
  rule: RuleRow | null
  /** What was typed; absent: what is saved. */
  form?: RuleForm
  problems?: RuleProblems
  trial?: Trial
  done?: string | null
}

export async function rulePage(parts: DeskParts, c: RequestContext, wish: RulePage) {
  const { rule, problems = {}, trial, done = null } = wish
  const { read } = parts.store
  const [people, sources, changes] = await Promise.all([
    countConfirmed(read),
    listSourceNames(read),
    rule ? readRuleChanges(read, rule.ruleId) : [],
  ])
  const form = wish.form ?? ruleFormOf(rule?.name ?? '', rule?.rule ?? plainRule, sources)
  const title = rule?.name ?? text.newTitle
  const problemCount = Object.keys(problems).length
  const body = html`<h1>${title}</h1>
${rule ? switchPart(rule) : html`<p>${text.newNote}</p>`}
${trial ? trialPart(trial, people) : ''}
<form class="measure" method="post" action="${rule ? `/desk/rules/${rule.ruleId}` : '/desk/rules'}" novalidate>
${problemCount > 0 ? html`<p class="problem" role="alert">${text.problems(problemCount)}</p>` : ''}
${ruleFields(form, problems)}
${rule?.on && rule.rule.does === 'send' ? html`<p><strong>${text.saveOn(people)}</strong></p>` : ''}
<p><button data-key="s">${rule ? text.save : text.saveNew}</button></p>
${tryBox(rule, trial?.days ?? 1)}
</form>
${rule ? html`${dropPart(rule)}${historyPart(changes)}` : ''}`
  if (problemCount > 0) c.status(422)
  return deskPage(parts, c, { title, done, body })
}

function tryBox(rule: RuleRow | null, days: number): Html {
  const { tryIt } = text
  const action = rule ? `/desk/rules/${rule.ruleId}/try` : '/desk/rules/try'
  return html`<section class="test" aria-labelledby="try-title"><h2 id="try-title">${tryIt.title}</h2>
<div class="field"><label for="days">${tryIt.days}</label><select id="days" name="days" aria-describedby="days-hint">${trialDays.map(
    choice =>
      html`<option value="${choice}" ${choice === days ? html`selected` : ''}>${tryIt.choice(choice)}</option>`,
  )}</select><p class="hint" id="days-hint">${tryIt.note}</p></div>
<p><button class="test" formaction="${action}">${tryIt.button}</button></p></section>`
}

function switchPart({ ruleId, on }: RuleRow): Html {
  const words = text.switch
  if (!on)
    return html`<p class="line"><strong class="state">${words.isOff}</strong> <a class="button" href="/desk/rules/${ruleId}/on">${words.link}</a></p>`
  return html`<form class="actions" method="post" action="/desk/rules/${ruleId}/off"><strong class="state">${words.isOn}</strong> <button>${words.off}</button></form>`
}

function dropPart({ ruleId }: RuleRow): Html {
  const { drop } = text
  return html`<details><summary class="button">${drop.summary}</summary><p>${drop.note}</p>
<form method="post" action="/desk/rules/${ruleId}/drop"><button class="danger">${drop.button}</button></form></details>`
}

function historyPart(changes: readonly RuleChange[]): Html {
  const { columns, action, title, commandLine } = text.history
  return html`<h2 id="history">${title}</h2>
<div class="scroll" tabindex="0" role="region" aria-labelledby="history"><table>
<thead><tr><th scope="col">${columns.when}</th><th scope="col">${columns.who}</th><th scope="col">${columns.what}</th><th scope="col">${columns.said}</th><th scope="col" class="figure">${columns.people}</th></tr></thead>
<tbody>${changes.map(
    ({ at, by, rule, people, ...change }) =>
      html`<tr><td>${time(at)}</td><td>${by === 'command line' ? commandLine : whoWords(by)}</td><td>${action[change.action]}</td>
<td>${text.does[rule.does]}, ${text.least(rule.leastScore, rule.leastOrigins)}</td><td class="figure">${people === null ? '' : count(people)}</td></tr>`,
  )}</tbody></table></div>`
}
