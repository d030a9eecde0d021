/** What was published, by who says so: the newest first, copies folded under their origin. */
import type { StoryMember } from '../../stories/index.ts'
import { type Html, html } from '../../web/index.ts'
import { deskText } from '../text/en.ts'
import { groupItems, type OriginGroup } from './group-items.ts'
import type { StoryPage } from './read-story-page.ts'
import { storyItem } from './story-item.ts'

const text = deskText.story.timeline

/** `isNewest`: the page begins with the story's newest item. */
export function timeline(page: StoryPage, isNewest: boolean): Html {
  const { story, items, origins, changes, events, hasEarlier } = page
  const newest = items[0]?.id
  const groups = groupItems(
    items,
    origins,
    item =>
      item.id === newest ||
      changes.has(item.id) ||
      (events.get(item.id) ?? []).some(({ kind }) => kind === 'headline changed'),
  )
  const last = items.at(-1)
  return html`<section aria-labelledby="items"><h2 id="items">${text.title}</h2>
<p class="hint">${text.inUtc} ${story.itemCount > 1 ? html`${text.tickHint} <a href="#put-right">${text.toPutRight}</a>.` : ''}</p>
${isNewest ? '' : html`<p><a href="/desk/stories/${story.id}">${text.newest}</a></p>`}
${groups.map(group => originGroup(group, page))}
${hasEarlier && last ? html`<p><a href="/desk/stories/${story.id}?before=${last.id}">${text.earlierItems}</a></p>` : ''}</section>`
}

function originGroup(group: OriginGroup, page: StoryPage): Html {
  const isOwn = group.folded.every(({ sourceName }) => sourceName === group.name)
  const said = isOwn ? text.foldedOwn(group.folded.length) : text.folded(group.folded.length, group.name)
  return html`<section class="origin" aria-label="${group.name}"><h3>${group.name} <small>${deskText.story.items(group.number)}</small></h3>
<ol class="list">${group.shown.map(item => itemOf(item, group, page))}</ol>
${group.folded.length > 0 ? html`<details><summary>${said}</summary><ol class="list">${group.folded.map(item => itemOf(item, group, page))}</ol></details>` : ''}</section>`
}

function itemOf(item: StoryMember, group: OriginGroup, page: StoryPage): Html {
  const [firstOfAll] = page.origins
  const isFirst = firstOfAll !== undefined && group.firstId === firstOfAll.firstItemId
  const mark =
    item.id !== group.firstId ? null : isFirst ? text.first : group.number > 1 ? text.firstOfOrigin : null
  return storyItem(item, {
    storyId: page.story.id,
    beside: page.story.lastItemAt,
    canBeTicked: page.story.itemCount > 1,
    changes: page.changes.get(item.id) ?? [],
    events: page.events.get(item.id) ?? [],
    full: page.fullTexts.get(item.id),
    way: page.ways.get(item.id),
    mark,
    // A copy's words stand with what it is a copy of.
    withText: group.shown.findLast(({ text: said }) => said === item.text) === item,
  })
}
