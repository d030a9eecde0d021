/** What is pressed rather than filled in: a pause, taking presses back, marketing, and the ways out. */
import { type Muted, topicName } from '../../subscribers/index.ts'
import { type Html, html } from '../../web/index.ts'
import { languageField } from '../page-language.ts'
import type { ChoicesView } from './choices-view.ts'
import { mutedKey } from './muted-names.ts'
import { choicesPath } from './owner.ts'
import { pressForm } from './press-form.ts'
import { pressName, pressNameOf } from './press-words.ts'

type Piece = Html | Promise<Html> | string

export function pauseSection(view: ChoicesView): Piece {
  const { language, preferences, at, wish } = view
  const { pause: text, moment } = language.text.choices
  const { pausedUntil, timeZone } = preferences
  const paused = pausedUntil !== null && pausedUntil > at
  const button = (value: string, words: string) =>
    html`<button name="pause" value="${value}">${words}</button>`
  const problem = wish.pauseProblem ? text.dateProblem : null
  return html`<section class="part" aria-labelledby="pause"><h2 id="pause">${text.heading}</h2>
<form method="post" action="${choicesPath(view, '/pause')}" novalidate>${languageField(language)}
${paused ? html`<p><strong>${text.now(moment({ at: pausedUntil, timeZone }))}</strong></p><p>${button('go-on', text.goOn)}</p>` : ''}
<p class="hint" id="pause-is">${text.hint}</p>
<p class="actions">${button('day', text.day)} ${button('week', text.week)} ${button('month', text.month)}</p>
<label for="date">${text.date}</label>
<input id="date" name="date" type="date" value="${wish.pauseDate ?? ''}" aria-describedby="pause-is${problem ? ' date-problem' : ''}"${problem ? html` aria-invalid="true"` : ''}>
${problem ? html`<p class="problem" id="date-problem">${problem}</p>` : ''}
${button('date', text.dateButton)}
</form></section>`
}

export function mutedSection(view: ChoicesView): Piece {
  const { language, preferences, topics } = view
  const { muted: text } = language.text.choices
  const { muted, only, less } = preferences
  if (muted.length + only.length + less.length === 0) return ''
  const lessTopics = topics.filter(({ id }) => less.includes(id))
  const story = (kind: 'unmute' | 'not-only', words: string) => (what: Muted) => {
    const alert = view.mutedNames.get(mutedKey(what))
    const name = alert
      ? html`<span lang="${alert.language}" dir="auto">${alert.headline}</span>`
      : text.nameless
    return takeBack(name, pressNameOf(kind, what), words)
  }
  return html`<section class="part" aria-labelledby="pressed"><h2 id="pressed">${text.heading}</h2>
<p class="hint">${text.hint}</p>
${pressForm(
  view,
  html`${listed(text.only, only.map(story('not-only', text.notOnly)))}
${listed(text.muted, muted.map(story('unmute', text.unmute)))}
${listed(
  text.less,
  lessTopics.map(topic =>
    takeBack(
      topicName(topic, language.text.language),
      pressName({ kind: 'not-less', topic: topic.id }),
      text.notLess,
    ),
  ),
)}`,
)}</section>`
}

function listed(heading: string, items: readonly Piece[]): Piece {
  return items.length > 0 ? html`<h3>${heading}</h3><ul class="list">${items}</ul>` : ''
}

function takeBack(name: Piece, press: string, button: string): Piece {
  const id = press.replaceAll(' ', '-')
  return html`<li><span id="${id}">${name}</span> <button name="press" value="${press}" aria-describedby="${id}">${button}</button></li>`
}

export function marketingSection(view: ChoicesView): Piece {
  const { language, subscriber } = view
  const { marketing: text } = language.text.choices
  const { wording } = language.text.consent
  return html`<section class="part" aria-labelledby="marketing"><h2 id="marketing">${text.heading}</h2>
<p class="hint">${text.hint}</p>
<form method="post" action="${choicesPath(view, '/marketing')}">${languageField(language)}
<label class="choice"><input type="checkbox" name="marketing" value="yes"${subscriber.marketing ? html` checked` : ''}> <span>${wording.marketing}</span></label>
<button>${text.button}</button></form></section>`
}

export function yoursSection(view: ChoicesView): Piece {
  const { language } = view
  const { yours: text } = language.text.choices
  const press = (path: string, { button, hint }: { button: string; hint: string }) =>
    html`<form class="press" method="post" action="${choicesPath(view, path)}">${languageField(language)}<button aria-describedby="${path.slice(1)}-is">${button}</button>
<p class="hint" id="${path.slice(1)}-is">${hint}</p></form>`
  return html`<section class="part" aria-labelledby="yours"><h2 id="yours">${text.heading}</h2>
${press('/my-data', text.data)}
${press('/void', text.forget)}
<h3>${text.leave}</h3><p>${text.leaveHint}</p></section>`
}
