import type { Refusals } from '../../deliveries/index.ts'
import { type Html, html } from '../../web/index.ts'
import { deskText } from '../text/en.ts'
import { count } from '../time.ts'

const text = deskText.sent.refusals

/** Why deliveries were refused, the most frequent reasons first. */
export function refusalsTable({ reasons, lookedAt }: Refusals, audience: number): Html | string {
  if (reasons.length === 0) return ''
  return html`<table><caption>${text.title} <small>${lookedAt < audience ? text.sample(lookedAt) : text.all}</small></caption>
<thead><tr><th scope="col">${text.why}</th><th scope="col">${text.answer}</th><th scope="col" class="figure">${text.number}</th></tr></thead>
<tbody>${reasons.map(
    reason =>
      html`<tr><td>${reason.why}</td><td class="number">${reason.answer ?? text.ours}</td><td class="figure">${count(reason.count)}</td></tr>`,
  )}</tbody></table>`
}
