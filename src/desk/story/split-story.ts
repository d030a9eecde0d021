import { z } from 'zod'
import { html, type Route } from '../../web/index.ts'
import type { DeskParts } from '../desk-parts.ts'
import { idOf, readForm } from '../form.ts'
import { deskText } from '../text/en.ts'
import { giveOrder } from './give-order.ts'
import { namedItems, namedStory, noQuestionPage, questionPage } from './question-page.ts'
import { tickedField, tickedItems } from './ticked-items.ts'

const text = deskText.story.ask
const wish = z.object({ item: tickedField })

/** Only asks: a link that is fetched changes nothing (promise 4). */
export function askForSplit(parts: DeskParts): Route {
  return {
    method: 'GET',
    path: '/desk/stories/:id/split',
    who: 'editor',
    async handler(c) {
      const { item: ids } = wish.catch({ item: [] }).parse({ item: c.req.queries('item') ?? [] })
      const ticked = await tickedItems(parts, idOf(c), ids)
      if (ticked.kind === 'problem') return noQuestionPage(parts, c, ticked.storyId, ticked.problem)
      const { story, items } = ticked
      return questionPage(parts, c, {
        storyId: story.id,
        title: text.splitTitle(items.length),
        body: html`${namedItems(items)}${namedStory(text.out, story)}<p class="measure">${text.stays(story.itemCount - items.length)}</p>`,
        action: `/desk/stories/${story.id}/split`,
        fields: items.map(({ id }) => ['item', id] as const),
        button: text.splitButton(items.length),
      })
    },
  }
}

export function splitStory(parts: DeskParts): Route {
  return {
    method: 'POST',
    path: '/desk/stories/:id/split',
    who: 'editor',
    async handler(c) {
      const { item: ids } = await readForm(c, wish, ['item'])
      const ticked = await tickedItems(parts, idOf(c), ids)
      if (ticked.kind === 'problem') return noQuestionPage(parts, c, ticked.storyId, ticked.problem)
      const itemIds = ticked.items.map(({ id }) => id)
      return giveOrder(parts, c, { kind: 'split', storyId: ticked.story.id, itemIds })
    },
  }
}
