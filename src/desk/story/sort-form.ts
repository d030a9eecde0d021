/** Merge, split and move: one form that only leads to a question. Its items are ticked in the list. */
import type { StoryRow } from '../../stories/index.ts'
import { type Html, html } from '../../web/index.ts'
import { wordsOf } from '../language.ts'
import { deskText } from '../text/en.ts'
import { time } from '../time.ts'
import type { StoryPage } from './read-story-page.ts'
import { sortForm } from './story-item.ts'

const text = deskText.story.sort

export function sortAside({ story, likely }: StoryPage): Html {
  const at = `/desk/stories/${story.id}`
  return html`<section aria-labelledby="put-right"><h2 id="put-right">${text.title}</h2>
<p class="hint">${text.note}</p>
<form id="${sortForm}" method="get" action="${at}/merge">
<fieldset><legend>${text.other}</legend>${likely.map(likelyChoice)}
<div class="field"><label class="visually-hidden" for="story">${text.byNumber}</label><input id="story" name="story" aria-describedby="story-hint" autocomplete="off"><p class="hint" id="story-hint">${text.byNumber}</p></div></fieldset>
<p class="actions"><button>${text.merge}</button>${story.itemCount > 1 ? html` <button formaction="${at}/move">${text.move}</button> <button formaction="${at}/split">${text.split}</button>` : ''}</p>
</form></section>`
}

function likelyChoice({ id, headline, language, itemCount, lastItemAt }: StoryRow): Html {
  return html`<label class="choice"><input type="radio" name="likely" value="${id}"><span><span ${wordsOf(language)}>${headline}</span> <small>${deskText.story.title(id)}, ${deskText.story.items(itemCount)}, ${time(lastItemAt)}</small></span></label>`
}
