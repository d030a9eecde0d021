import { z } from 'zod'
import { html, type Route } from '../../web/index.ts'
import type { DeskParts } from '../desk-parts.ts'
import { idField, idOf, readForm, textField } from '../form.ts'
import { deskText } from '../text/en.ts'
import { giveOrder } from './give-order.ts'
import { nameStory } from './name-story.ts'
import { namedItems, namedStory, noQuestionPage, questionPage } from './question-page.ts'
import { tickedField, tickedItems } from './ticked-items.ts'

const text = deskText.story.ask
const ticks = z.object({ item: tickedField }).catch({ item: [] })
const target = z.object({ story: textField, likely: idField.optional().catch(undefined) })
const order = z.object({ item: tickedField, to: idField })

/** Only asks: a link that is fetched changes nothing (promise 4). */
export function askForMove(parts: DeskParts): Route {
  return {
    method: 'GET',
    path: '/desk/stories/:id/move',
    who: 'editor',
    async handler(c) {
      const { item: ids } = ticks.parse({ item: c.req.queries('item') ?? [] })
      const ticked = await tickedItems(parts, idOf(c), ids)
      if (ticked.kind === 'problem') return noQuestionPage(parts, c, ticked.storyId, ticked.problem)
      const { story, items } = ticked
      const { story: typed, likely } = target.parse(c.req.query())
      const other = await nameStory(parts.store.read, { typed, likely, besides: story.id })
      if (other.kind === 'problem') return noQuestionPage(parts, c, story.id, other.problem)
      const to = other.story
      return questionPage(parts, c, {
        storyId: story.id,
        title: text.moveTitle(items.length),
        body: html`${namedItems(items)}${namedStory(text.out, story)}<p class="measure">${text.stays(story.itemCount - items.length)}</p>${namedStory(text.to, to)}`,
        action: `/desk/stories/${story.id}/move`,
        fields: [['to', to.id], ...items.map(({ id }) => ['item', id] as const)],
        button: text.moveButton(items.length, to.id),
      })
    },
  }
}

export function moveItems(parts: DeskParts): Route {
  return {
    method: 'POST',
    path: '/desk/stories/:id/move',
    who: 'editor',
    async handler(c) {
      const { item: ids, to } = await readForm(c, order, ['item'])
      const ticked = await tickedItems(parts, idOf(c), ids)
      if (ticked.kind === 'problem') return noQuestionPage(parts, c, ticked.storyId, ticked.problem)
      const { story, items } = ticked
      const other = await nameStory(parts.store.read, { typed: '', likely: to, besides: story.id })
      if (other.kind === 'problem') return noQuestionPage(parts, c, story.id, other.problem)
      const itemIds = items.map(({ id }) => id)
      return giveOrder(parts, c, { kind: 'move', storyId: story.id, itemIds, to: other.story.id })
    },
  }
}
