/** The text of an item's page: shown where it is here, else how to get it. */
import { type FullText, type Item, isStub } from '../../sources/index.ts'
import { type Html, html } from '../../web/index.ts'
import { deskText } from '../text/en.ts'
import { time } from '../time.ts'

const text = deskText.story.fullText

/** `full`: of this item; undefined: nobody wanted it. What a page says is text here (promise 8). */
export function fullTextOf(item: Item, storyId: number, full: FullText | undefined): Html | '' {
  if (full?.text)
    return html`<details class="measure"><summary>${text.there}${full.at === null ? '' : html`, ${time(full.at)}`}</summary>
${full.text.split('\n\n').map(paragraph => html`<p>${paragraph}</p>`)}</details>`
  if (full?.wanted) return html`<p class="soft">${text.waiting}</p>`
  const problem = full?.problem ? html`<p class="soft">${text.failed} ${full.problem}</p>` : ''
  return isStub(item) ? html`${problem}${wantForm(item, storyId)}` : problem
}

function wantForm(item: Item, storyId: number): Html {
  return html`<form method="post" action="/desk/stories/${storyId}/full-text"><input type="hidden" name="item" value="${item.id}"><button class="quiet" aria-label="${text.get}: ${item.title}">${text.get}</button></form>`
}
