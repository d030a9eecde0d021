/** A story in a list: how breaking, what, how much of it, why, and how long ago. */
import type { KeptMoment, ScoredStory } from '../../stories/index.ts'
import { reasonWords } from '../../stories/index.ts'
import { type Html, html } from '../../web/index.ts'
import { otherLanguage, wordsOf } from '../language.ts'
import { agoWords } from '../text/amounts-en.ts'
import { deskText } from '../text/en.ts'
import { ago } from '../time.ts'

const text = deskText.story

export interface ListedStories {
  stories: readonly ScoredStory[]
  now: number
}

export function storyRow({ story, moment }: ScoredStory, now: number): Html {
  const { id, score, language, headline } = story
  const other = otherLanguage(language)
  return html`<li class="ranked"><p class="rank"><strong class="large number" data-live="score-${id}">${score}</strong> <span class="state" data-live="band-${id}">${text.band(score)}</span></p>
<div><h3><a href="/desk/stories/${id}" ${wordsOf(language)} data-walk>${headline}</a></h3>
<div class="line">${story.state === 'live' ? '' : html`<strong class="state">${text.states[story.state]}</strong>`} <span data-live="size-${id}">${text.size(story.itemCount, story.originCount)}</span> ${ago(story.lastItemAt, now, `ago-${id}`)} ${other === null ? '' : html`<span>${other}</span>`}
<form method="post" action="/desk/stories/${id}/draft"><button class="quiet" aria-label="${text.draftAlert}: ${headline}">${text.draftAlert}</button></form></div>
<p class="soft" data-live="why-${id}">${whyWords(moment)}</p></div></li>`
}

/** What moves in these rows; see `live/event-stream.ts`. */
export function liveStories({ stories, now }: ListedStories): Record<string, string> {
  const lines = stories.flatMap(({ story: { id, score, itemCount, originCount, lastItemAt }, moment }) => [
    [`score-${id}`, String(score)],
    [`band-${id}`, text.band(score)],
    [`size-${id}`, text.size(itemCount, originCount)],
    [`ago-${id}`, agoWords(lastItemAt, now)],
    [`why-${id}`, whyWords(moment)],
  ])
  return Object.fromEntries(lines)
}

/** The weightiest that speaks for it. */
function whyWords(moment: KeptMoment | undefined): string {
  const [first] = moment?.reasons.filter(({ points }) => points > 0) ?? []
  return first ? reasonWords(first) : ''
}
