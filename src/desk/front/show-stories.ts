import { listStoryLanguages } from '../../stories/index.ts'
import type { Route } from '../../web/index.ts'
import type { DeskParts } from '../desk-parts.ts'
import { deskPage } from '../frame.ts'
import { deskText } from '../text/en.ts'
import { storiesPage, storyRows } from './stories-page.ts'
import { listOf, queryOf, readListed, storiesWish } from './stories-wish.ts'

export function showStories(parts: DeskParts): Route {
  const { read } = parts.store
  return {
    method: 'GET',
    path: '/desk/stories',
    who: 'editor',
    async handler(c) {
      const wish = storiesWish.parse(c.req.query())
      const [listed, languages] = await Promise.all([
        // One more than shown says whether there are further ones.
        readListed(read, listOf(wish, storyRows + 1), parts.clock.now()),
        listStoryLanguages(read),
      ])
      const newest = listed.stories
        .slice(0, storyRows)
        .reduce((most, { story }) => Math.max(most, story.id), 0)
      return deskPage(parts, c, {
        title: deskText.story.all.title,
        // A page further down stands still: what is new belongs on top.
        ...(wish.after === undefined
          ? { events: `/desk/stories/events?${queryOf(wish)}&newest=${newest}` }
          : {}),
        body: storiesPage({ wish, listed, languages }),
      })
    },
  }
}
