/** One item of a story: when, who, what it says, and what it changed. */
import type { FullText, ItemEvent, Way } from '../../sources/index.ts'
import { type Change, changeWords, type StoryMember } from '../../stories/index.ts'
import { type Html, html, safeHref } from '../../web/index.ts'
import { whoWords } from '../alert/alert-words.ts'
import { otherLanguage, wordsOf } from '../language.ts'
import { deskText } from '../text/en.ts'
import { time, timeBeside } from '../time.ts'
import { fullTextOf } from './full-text.ts'
import { itemChanges } from './item-changes.ts'

const text = deskText.story
/** The form that ticked items belong to. */
export const sortForm = 'sort'
/** Sources date to the minute, and items are seen a little later: only what is older is worth a word. */
const datedLongAgoMs = 10 * 60_000
const mostLetters = 280

export interface ItemLook {
  storyId: number
  /** The day that needs no naming. */
  beside: number
  changes: readonly Change[]
  events: readonly ItemEvent[]
  full: FullText | undefined
  way: Way | undefined
  /** Said beside its source, such as `first of all`. */
  mark: string | null
  /** There are others that it could be taken apart from. */
  canBeTicked: boolean
  /** Its first words stand with it. */
  withText: boolean
}

/** What a source published is text here, and its link leads to http(s) or nowhere (promise 8). */
export function storyItem(item: StoryMember, look: ItemLook): Html {
  const { storyId, beside, changes, events, full, withText, canBeTicked } = look
  return html`<li class="item"><div class="when">${timeBeside(item.seenAt, beside)}${canBeTicked ? html`<input type="checkbox" form="${sortForm}" name="item" value="${item.id}" aria-label="${text.timeline.tick(item.title)}" data-walk>` : ''}</div>
<div><h4 ${wordsOf(item.language)}>${item.title}</h4>
${changes.map(materially)}
<p class="line">${facts(item, look)}</p>
${itemChanges(events, item.language)}
${item.text && withText ? html`<p class="soft measure" ${wordsOf(item.language)}>${excerpt(item.text)}</p>` : ''}
${fullTextOf(item, storyId, full)}
<form method="post" action="/desk/stories/${storyId}/draft"><input type="hidden" name="item" value="${item.id}"><button class="quiet" aria-label="${text.draftFromThis}: ${item.title}">${text.draftFromThis}</button></form></div></li>`
}

function facts(item: StoryMember, { way, mark }: ItemLook): Html {
  const { seenAt, publishedAt, revision, pinnedBy } = item
  const href = safeHref(item.url)
  const language = otherLanguage(item.language)
  const isOld = publishedAt !== null && seenAt - publishedAt > datedLongAgoMs
  return html`<strong>${item.sourceName}</strong>
${mark === null ? '' : html`<strong class="state">${mark}</strong>`}
${language === null ? '' : html`<span>${language}</span>`}
${way === undefined ? '' : html`<span>${text.timeline.ways[way]}</span>`}
${isOld ? html`<span>${text.published} ${time(publishedAt)}</span>` : ''}
${revision > 1 ? html`<strong class="state">${text.revision(revision)}</strong>` : ''}
${pinnedBy === null ? '' : html`<span>${text.timeline.pinned(pinnedBy.includes(':') ? whoWords(pinnedBy) : pinnedBy)}</span>`}
${href ? html`<a href="${href}" rel="noopener noreferrer">${text.read(new URL(href).hostname)}</a>` : ''}`
}

function materially(change: Change): Html {
  return html`<p class="new measure"><strong>${text.timeline.materially} ${changeWords(change)}</strong> <q dir="auto">${change.quote}</q></p>`
}

function excerpt(itemText: string): string {
  return itemText.length > mostLetters
    ? `${itemText.slice(0, mostLetters).replace(/\s+\S*$/, '')} …`
    : itemText
}
