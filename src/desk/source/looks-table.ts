import type { SourceLook } from '../../sources/index.ts'
import { type Html, html } from '../../web/index.ts'
import { shortTime } from '../text/amounts-en.ts'
import { deskText } from '../text/en.ts'
import { count, time } from '../time.ts'

const text = deskText.source.history
const words = deskText.source.looks

/** The history of answers, newest first: since when it is as it is. */
export function looksTable(looks: readonly SourceLook[]): Html {
  const { columns } = text
  if (looks.length === 0)
    return html`<section><h2>${text.title}</h2><p class="empty">${text.none}</p></section>`
  return html`<h2 id="looks">${text.title}</h2><p class="hint">${text.note}</p>
<div class="scroll" tabindex="0" role="region" aria-labelledby="looks"><table>
<thead><tr><th scope="col">${columns.at}</th><th scope="col">${columns.state}</th><th scope="col" class="figure">${columns.items}</th><th scope="col" class="figure">${columns.status}</th><th scope="col" class="figure">${columns.bytes}</th><th scope="col" class="figure">${columns.ms}</th></tr></thead>
<tbody>${looks.map(lookRow)}</tbody></table></div>`
}

function lookRow({ at, kind, status, bytes, ms, newItems }: SourceLook): Html {
  const isCalm = kind === 'news' || kind === 'ok'
  return html`<tr><td>${time(at)}</td><td>${isCalm ? words[kind] : html`<strong class="state bad">${words[kind]}</strong>`}</td>
<td class="figure">${newItems === 0 ? '' : count(newItems)}</td><td class="figure">${status ?? text.noAnswer}</td><td class="figure">${bytes === null ? '' : text.kilobytes(bytes)}</td><td class="figure">${shortTime(ms)}</td></tr>`
}
