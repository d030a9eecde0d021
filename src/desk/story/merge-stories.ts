import { z } from 'zod'
import { html, type Route } from '../../web/index.ts'
import type { DeskParts } from '../desk-parts.ts'
import { idField, idOf, readForm, textField } from '../form.ts'
import { deskText } from '../text/en.ts'
import { giveOrder, requireStory } from './give-order.ts'
import { nameStory } from './name-story.ts'
import { namedStory, noQuestionPage, questionPage } from './question-page.ts'

const text = deskText.story.ask
const wish = z.object({ story: textField, likely: idField.optional().catch(undefined) })
const order = z.object({ to: idField })

/** Only asks: a link that is fetched changes nothing (promise 4). */
export function askForMerge(parts: DeskParts): Route {
  return {
    method: 'GET',
    path: '/desk/stories/:id/merge',
    who: 'editor',
    async handler(c) {
      const { story } = await requireStory(parts, idOf(c))
      const { story: typed, likely } = wish.parse(c.req.query())
      const other = await nameStory(parts.store.read, { typed, likely, besides: story.id })
      if (other.kind === 'problem') return noQuestionPage(parts, c, story.id, other.problem)
      const into = other.story
      return questionPage(parts, c, {
        storyId: story.id,
        title: text.mergeTitle,
        body: html`${namedStory(text.from, story)}<p class="measure">${text.merge(story.itemCount)}</p>${namedStory(text.into, into)}`,
        action: `/desk/stories/${story.id}/merge`,
        fields: [['to', into.id]],
        button: text.mergeButton(story.id, into.id),
        instead: html`<a href="/desk/stories/${into.id}/merge?story=${story.id}">${text.otherWay}</a>`,
      })
    },
  }
}

export function mergeStories(parts: DeskParts): Route {
  return {
    method: 'POST',
    path: '/desk/stories/:id/merge',
    who: 'editor',
    async handler(c) {
      const { to } = await readForm(c, order)
      const { story } = await requireStory(parts, idOf(c))
      const other = await nameStory(parts.store.read, { typed: '', likely: to, besides: story.id })
      if (other.kind === 'problem') return noQuestionPage(parts, c, story.id, other.problem)
      return giveOrder(parts, c, { kind: 'merge', storyId: story.id, to: other.story.id })
    },
  }
}
