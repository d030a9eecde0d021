/** How breaking a story is: the number, the same in words, and why. */
import type { KeptMoment, ScoredStory } from '../../stories/index.ts'
import { reasonWords } from '../../stories/index.ts'
import { type Html, html } from '../../web/index.ts'
import { deskText } from '../text/en.ts'

const text = deskText.story.score

/**
 * `story`: with its score of now, which the reasons of its newest moment add up to less what time took. `isPurged`: its
 * first moments are no longer kept.
 */
export function scoreBlock({ story, moment }: ScoredStory, isPurged: boolean): Html {
  const faded = moment ? moment.score - story.score : 0
  return html`<section class="score" aria-labelledby="score"><h2 id="score" class="visually-hidden">${text.title}</h2>
<p class="line"><strong class="large number" data-live="score">${story.score}</strong> <span>${text.of}</span> <strong class="state" data-live="band">${deskText.story.band(story.score)}</strong> ${story.topScore > story.score ? html`<span>${text.highest(story.topScore)}</span>` : ''}</p>
${moment ? reasons(moment) : html`<p class="empty">${isPurged ? text.purged : text.unknown}</p>`}${faded > 0 ? html`<p class="soft">${text.faded(faded)}</p>` : ''}</section>`
}

function reasons(moment: KeptMoment): Html {
  if (moment.reasons.length === 0) return html`<p class="empty">${text.none}</p>`
  return html`<ul class="reasons">${moment.reasons.map(
    reason =>
      html`<li><span class="figure" aria-hidden="true">${text.points(reason.points)}</span> <span>${reasonWords(reason)}<span class="visually-hidden">, ${text.pointsLabel(reason.points)}</span></span></li>`,
  )}</ul>`
}
