/** The moments that moved the score, in words: the text of the picture above it. */

import { changeWords, reasonWords } from '../../stories/index.ts'
import { type Html, html } from '../../web/index.ts'
import { wordsOf } from '../language.ts'
import { deskText } from '../text/en.ts'
import { timeBeside } from '../time.ts'
import type { Course, Mover } from './course.ts'

const text = deskText.story.course

export interface CourseItem {
  title: string
  sourceName: string
  language: string | null
}

/** `beside`: the day that needs no naming. */
export function courseList(
  { movers, others }: Course,
  itemOf: (id: number) => CourseItem | undefined,
  beside: number,
): Html {
  if (movers.length === 0) return html`<p class="empty">${text.still}</p>`
  return html`<h3 id="moved">${text.moved}</h3>
<ol class="list movers" aria-labelledby="moved">${movers.map((mover, place) => row(mover, place + 1, itemOf, beside))}</ol>
${others > 0 ? html`<p class="soft">${text.others(others)}</p>` : ''}`
}

function row(
  { moment, before, began, reasons, gone }: Mover,
  mark: number,
  itemOf: (id: number) => CourseItem | undefined,
  beside: number,
): Html {
  const item = moment.itemId === null ? undefined : itemOf(moment.itemId)
  const why = [
    ...moment.changes.map(changeWords),
    // What changed is said already, and more exactly.
    ...reasons.filter(({ kind }) => kind !== 'change' || moment.changes.length === 0).map(reasonWords),
    ...gone.map(reason => text.gone(reasonWords(reason))),
  ]
  // Both sides tell of a split; of the new one it is the first that there is.
  const kind = began && moment.kind === 'split' ? text.splitOff : text.kinds[moment.kind]
  return html`<li><p class="line number"><strong>${mark}</strong> ${timeBeside(moment.at, beside)} <span aria-hidden="true">${text.fromTo(before, moment.score)}</span><span class="visually-hidden">${text.spokenFromTo(before, moment.score)}</span></p>
<div>${why.length > 0 ? html`<p>${why.map(text.sentence).join(' ')}</p>` : ''}<p class="soft">${kind}${kind && item ? ': ' : ''}${item ? html`${item.sourceName}, <bdi ${wordsOf(item.language)}>${item.title}</bdi>` : ''}</p></div></li>`
}
