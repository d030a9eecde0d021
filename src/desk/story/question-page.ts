/** The page between an editor's wish and its being done: what will happen to what, one button, and the way back. */
import type { StoryMember, StoryRow } from '../../stories/index.ts'
import { type Html, html, type RequestContext } from '../../web/index.ts'
import type { DeskParts } from '../desk-parts.ts'
import { deskPage } from '../frame.ts'
import { wordsOf } from '../language.ts'
import { deskText } from '../text/en.ts'
import { time } from '../time.ts'

const text = deskText.story.ask

export interface Question {
  storyId: number
  title: string
  body: Html
  /** Where the button sends the fields. */
  action: string
  fields: readonly (readonly [name: string, value: number])[]
  button: string
  /** Another thing to ask instead. */
  instead?: Html
}

export function questionPage(parts: DeskParts, c: RequestContext, question: Question) {
  const { storyId, title, action, fields, button, instead = '' } = question
  const body = html`<h1>${title}</h1>
${question.body}
<p class="measure">${text.mails}</p>
<form class="actions" method="post" action="${action}">${fields.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}<button>${button}</button> ${instead} <a href="/desk/stories/${storyId}">${text.back}</a></form>`
  return deskPage(parts, c, { title, body })
}

/** Nothing can be asked: why, and what to do. */
export function noQuestionPage(parts: DeskParts, c: RequestContext, storyId: number, problem: string) {
  const { title } = deskText.story.sort
  c.status(422)
  const body = html`<h1>${title}</h1><p class="notice measure" role="alert">${problem}</p>
<p><a href="/desk/stories/${storyId}">${text.back}</a></p>`
  return deskPage(parts, c, { title, body })
}

export function namedStory(
  label: string,
  { id, headline, language, itemCount, originCount, lastItemAt, score }: StoryRow,
): Html {
  const words = deskText.story
  return html`<section class="measure"><h2>${label}</h2><h3 ${wordsOf(language)}><a href="/desk/stories/${id}">${headline}</a></h3>
<p class="line"><span>${words.title(id)}</span> <span>${words.size(itemCount, originCount)}</span> <span>${words.scored(score)}</span> <span>${words.lastItem} ${time(lastItemAt)}</span></p></section>`
}

export function namedItems(items: readonly StoryMember[]): Html {
  return html`<ol class="list measure">${items.map(
    item =>
      html`<li><p ${wordsOf(item.language)}><strong>${item.title}</strong></p><p class="line"><strong>${item.sourceName}</strong> ${time(item.seenAt)}</p></li>`,
  )}</ol>`
}
