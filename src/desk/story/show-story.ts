import {
  type FullText,
  type Item,
  type ItemEvent,
  readFullTexts,
  readItemEvents,
} from '../../sources/index.ts'
import { readStory } from '../../stories/index.ts'
import { type Html, html, type Route, safeHref } from '../../web/index.ts'
import type { DeskParts } from '../desk-parts.ts'
import { idOf, notFound } from '../form.ts'
import { deskPage } from '../frame.ts'
import { deskText, doneText } from '../text/en.ts'
import { time } from '../time.ts'
import { fullTextOf } from './full-text.ts'
import { itemChanges } from './item-changes.ts'

const text = deskText.story
/** Of all items of a story together, the newest. */
const mostChanges = 500

/** The evidence: what each source published of one event, and when. */
export function showStory(parts: DeskParts): Route {
  return {
    method: 'GET',
    path: '/desk/stories/:id',
    who: 'editor',
    async handler(c) {
      const found = await readStory(parts.store.read, idOf(c))
      if (found.kind === 'merged') return c.redirect(`/desk/stories/${found.into}`, 302)
      if (found.kind === 'not-found') throw notFound()
      const { story, items } = found
      const itemIds = items.filter(({ revision }) => revision > 1).map(({ id }) => id)
      const events = await readItemEvents(parts.store.read, { itemIds, limit: mostChanges })
      const fullTexts = await readFullTexts(
        parts.store.read,
        items.map(({ id }) => id),
      )
      const fullText = new Map(fullTexts.map(full => [full.itemId, full]))
      const changes = Map.groupBy(events, ({ itemId }) => itemId)
      const body = html`<p class="line"><span>${deskText.front.storySize(story.itemCount, story.sourceCount)}</span> ${time(story.lastItemAt)}</p>
<h1>${story.headline}</h1>
<form method="post" action="/desk/stories/${story.id}/draft"><button>${text.draftFrom}</button></form>
<section aria-labelledby="items"><h2 id="items">${text.items}</h2>
<ol class="list">${items.map(item => itemRow(item, story.id, { changes: changes.get(item.id) ?? [], full: fullText.get(item.id) }))}</ol></section>`
      return deskPage(parts, c, { title: story.headline, done: doneText(c.req.query('done')), body })
    },
  }
}

/** What a source published is text here, and its link leads to http(s) or nowhere (promise 8). */
function itemRow(
  item: Item,
  storyId: number,
  { changes, full }: { changes: readonly ItemEvent[]; full: FullText | undefined },
): Html {
  const href = safeHref(item.url)
  return html`<li class="beside"><div><h3>${item.title}</h3>
<p class="line"><strong>${item.sourceName}</strong>
${item.publishedAt === null ? '' : html`<span>${text.published} ${time(item.publishedAt)}</span>`}
<span>${text.seen} ${time(item.seenAt)}</span>
${item.revision > 1 ? html`<strong class="state">${text.revision(item.revision)}</strong>` : ''}
${href ? html`<a href="${href}" rel="noopener noreferrer">${text.read(new URL(href).hostname)}</a>` : ''}</p>
${itemChanges(changes)}
${item.text ? html`<p class="soft measure">${excerpt(item.text)}</p>` : ''}
${fullTextOf(item, storyId, full)}</div>
<form method="post" action="/desk/stories/${storyId}/draft"><input type="hidden" name="item" value="${item.id}"><button aria-label="${text.draftFromThis}: ${item.title}">${text.draftFromThis}</button></form></li>`
}

function excerpt(itemText: string): string {
  const most = 400
  return itemText.length > most ? `${itemText.slice(0, most).replace(/\s+\S*$/, '')} …` : itemText
}
