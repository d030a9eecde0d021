/** All stories: the highest first, or the newest, and no more of them than an editor asks for. */
import { type Html, html } from '../../web/index.ts'
import { languageName } from '../language.ts'
import { deskText } from '../text/en.ts'
import { addressOf, type StoriesWish } from './stories-wish.ts'
import { type ListedStories, storyRow } from './story-row.ts'

export const storyRows = 40
const text = deskText.story.all

export interface StoriesPage {
  wish: StoriesWish
  /** One more than is shown: then there are further ones. */
  listed: ListedStories
  /** To choose from. */
  languages: readonly string[]
}

export function storiesPage({ wish, listed, languages }: StoriesPage): Html {
  const { stories } = listed
  const last = stories[storyRows - 1]?.story
  const further = stories.length > storyRows && last
  const isAny = wish.least === 0 && wish.language === '' && wish.after === undefined
  return html`<div class="beside"><h1>${text.title}</h1>${orderLinks(wish.by, by => addressOf(wish, { by }))}</div>
${filters(wish, languages)}
<p class="notice" role="status" data-news hidden><span></span> <a href="${addressOf(wish)}" data-key="r">${deskText.front.reload}</a></p>
${wish.after === undefined ? '' : html`<p><a href="${addressOf(wish)}">${text.top}</a></p>`}
${stories.length === 0 ? html`<p class="empty">${isAny ? text.noneYet : text.none}</p>` : html`<h2 class="visually-hidden">${wish.by === 'score' ? text.byScore : text.byNewest}</h2><ol class="list">${stories.slice(0, storyRows).map(row => storyRow(row, listed.now))}</ol>`}
${further ? html`<p><a href="${addressOf(wish, { after: `${last.score}-${last.lastItemAt}-${last.id}` })}">${text.more}</a></p>` : ''}`
}

/** Two orders; which one it is is said to who does not see it, too. */
export function orderLinks(by: StoriesWish['by'], to: (by: StoriesWish['by']) => string): Html {
  const link = (one: StoriesWish['by'], words: string) =>
    html`<a href="${to(one)}" ${one === by ? html`aria-current="true"` : ''}>${words}</a>`
  return html`<nav class="line order" aria-label="${text.order}">${link('score', text.byScore)} ${link('newest', text.byNewest)}</nav>`
}

function filters(wish: StoriesWish, languages: readonly string[]): Html {
  const { bands } = deskText.story
  const named = languages.map(tag => ({ tag, name: languageName(tag) }))
  const listed = named.some(({ tag }) => tag === wish.language) || wish.language === ''
  const option = (value: string, words: string, chosen: boolean) =>
    html`<option value="${value}" ${chosen ? html`selected` : ''}>${words}</option>`
  return html`<form class="actions filters" method="get" action="/desk/stories"><input type="hidden" name="by" value="${wish.by}">
<label for="least">${text.least}</label><select id="least" name="least">${option('0', text.leastAny, wish.least === 0)}${bands
    .filter(([from]) => from > 0)
    .map(([from, words]) => option(String(from), `${from}: ${words}`, wish.least === from))}</select>
<label for="language">${text.language}</label><select id="language" name="language">${option('', text.anyLanguage, wish.language === '')}${named.map(({ tag, name }) => option(tag, name, tag === wish.language))}${listed ? '' : option(wish.language, languageName(wish.language), true)}</select>
<label class="choice"><input type="checkbox" name="asleep" value="1" ${wish.asleep ? html`checked` : ''}> ${text.asleep}</label>
<button>${text.apply}</button></form>`
}
