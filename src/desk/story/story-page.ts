/** The page of a story: how breaking it is and why, who says so, what was published, and what was made of it. */
import { type Html, html } from '../../web/index.ts'
import { otherLanguage, wordsOf } from '../language.ts'
import { deskText } from '../text/en.ts'
import { ago, dayText, time } from '../time.ts'
import { courseFigure } from './course-figure.ts'
import { courseList } from './course-list.ts'
import type { StoryPage } from './read-story-page.ts'
import { scoreBlock } from './score-block.ts'
import { sortAside } from './sort-form.ts'
import { alertsAside, historyAside, originsAside, soFarAside } from './story-asides.ts'
import { timeline } from './timeline.ts'

const text = deskText.story

export function storyPage(page: StoryPage, { now, isNewest }: { now: number; isNewest: boolean }): Html {
  const { story, latest, keptFrom } = page
  const language = otherLanguage(story.language)
  return html`<p class="line"><strong class="state">${text.states[story.state]}</strong>
${story.state === 'asleep' ? html`<span>${text.asleepNote}</span>` : ''}${story.state === 'ended' ? html`<span>${text.endedNote}</span>` : ''}
<span data-live="size">${text.size(story.itemCount, story.originCount)}</span>
<span>${text.lastItem} ${ago(story.lastItemAt, now, 'ago')}</span> <span>${text.began} ${time(story.createdAt)}</span>
${language === null ? '' : html`<span>${language}</span>`} <span>${text.title(story.id)}</span></p>
<h1 ${wordsOf(story.language)}>${story.headline}</h1>
<p class="notice" role="status" data-news hidden><span></span> <a href="/desk/stories/${story.id}" data-key="r">${text.reload}</a></p>
<div class="evidence">
<div>${scoreBlock(latest, keptFrom !== null)}
<form method="post" action="/desk/stories/${story.id}/draft"><button>${text.draftFrom}</button></form></div>
<div class="told">${course(page)}
${timeline(page, isNewest)}</div>
<div>${originsAside(page)}
${alertsAside(page)}
${soFarAside(page)}
${historyAside(page)}
${sortAside(page)}</div>
</div>`
}

function course({ story, moments, course: found, courseItems, alerts, keptFrom }: StoryPage): Html {
  const alertsAt = alerts.flatMap(({ approvedAt }) => (approvedAt === null ? [] : [approvedAt]))
  const figure = courseFigure({ moments, course: found, alertsAt, isWhole: keptFrom === null })
  return html`<section aria-labelledby="course"><h2 id="course">${text.course.title}</h2>${figure}
${keptFrom === null ? '' : html`<p class="hint">${text.course.purged(dayText(keptFrom))}</p>`}
${alertsAt.length > 0 ? html`<p class="hint">${text.course.alerts}</p>` : ''}
${moments.length === 0 ? '' : courseList(found, id => courseItems.get(id), story.lastItemAt)}</section>`
}
