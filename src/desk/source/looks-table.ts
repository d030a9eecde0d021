import type { SourceLook, SourcePage } from '../../sources/index.ts'
import { type Html, html } from '../../web/index.ts'
import { shortTime } from '../text/amounts-en.ts'
import { deskText } from '../text/en.ts'
import { count, time } from '../time.ts'

const text = deskText.source.history
const words = deskText.source.looks

/** The history, newest first: since when it is as it is. What hands its items in answers nothing. */
export function looksTable({ looks, kind }: Pick<SourcePage, 'looks' | 'kind'>): Html {
  const { columns } = text
  const { title, note, none } = kind === 'api' ? text.handsIn : text
  if (looks.length === 0) return html`<section><h2>${title}</h2><p class="empty">${none}</p></section>`
  const asked =
    kind === 'api'
      ? ''
      : html`<th scope="col" class="figure">${columns.status}</th><th scope="col" class="figure">${columns.bytes}</th><th scope="col" class="figure">${columns.ms}</th>`
  return html`<h2 id="looks">${title}</h2><p class="hint">${note}</p>
<div class="scroll" tabindex="0" role="region" aria-labelledby="looks"><table>
<thead><tr><th scope="col">${columns.at}</th><th scope="col">${columns.state}</th><th scope="col" class="figure">${columns.items}</th>${asked}</tr></thead>
<tbody>${looks.map(look => lookRow(look, kind === 'api' ? '' : answerCells(look)))}</tbody></table></div>`
}

function lookRow({ at, kind, newItems }: SourceLook, answer: Html | string): Html {
  const isCalm = kind === 'news' || kind === 'ok'
  return html`<tr><td>${time(at)}</td><td>${isCalm ? words[kind] : html`<strong class="state bad">${words[kind]}</strong>`}</td>
<td class="figure">${newItems === 0 ? '' : count(newItems)}</td>${answer}</tr>`
}

function answerCells({ status, bytes, ms }: SourceLook): Html {
  return html`<td class="figure">${status ?? text.noAnswer}</td><td class="figure">${bytes === null ? '' : text.kilobytes(bytes)}</td><td class="figure">${shortTime(ms)}</td>`
}
