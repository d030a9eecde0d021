import { listRules, type RuleRow } from '../../alerts/index.ts'
import { countConfirmed } from '../../subscribers/index.ts'
import { type Html, html, type Route } from '../../web/index.ts'
import type { DeskParts } from '../desk-parts.ts'
import { deskPage } from '../frame.ts'
import { deskText, doneText } from '../text/en.ts'
import { count, time } from '../time.ts'

const text = deskText.rules

/** All rules, and what they make of whom. */
export function showRules(parts: DeskParts): Route {
  const { read } = parts.store
  return {
    method: 'GET',
    path: '/desk/rules',
    who: 'editor',
    async handler(c) {
      const [rules, people] = await Promise.all([listRules(read), countConfirmed(read)])
      const body = html`<h1>${text.title}</h1>
<p class="measure">${text.intro}</p>
<p>${text.sendWarning(people)}</p>
${rules.length === 0 ? html`<p class="empty">${text.none}</p>` : rulesTable(rules)}
<p><a class="button" href="/desk/rules/new">${text.add}</a></p>`
      return deskPage(parts, c, { title: text.title, done: doneText(c.req.query('done')), body })
    },
  }
}

function rulesTable(rules: readonly RuleRow[]): Html {
  const { columns } = text
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${text.title}"><table>
<thead><tr><th scope="col">${columns.name}</th><th scope="col">${columns.state}</th><th scope="col">${columns.does}</th><th scope="col">${columns.when}</th><th scope="col" class="figure">${columns.made}</th><th scope="col">${columns.last}</th></tr></thead>
<tbody>${rules.map(ruleRow)}</tbody></table></div>`
}

function ruleRow({ ruleId, name, on, rule, made, lastMadeAt }: RuleRow): Html {
  return html`<tr><th scope="row"><a href="/desk/rules/${ruleId}">${name}</a></th>
<td><strong class="state">${on ? text.on : text.off}</strong></td><td>${text.does[rule.does]}</td>
<td>${text.least(rule.leastScore, rule.leastOrigins)}</td><td class="figure">${count(made)}</td><td>${lastMadeAt === null ? '' : time(lastMadeAt)}</td></tr>`
}
