/** The preference page: first the alert that the reader came from, then what they want, then everything else. */
import { permanentPath } from '../../alerts/index.ts'
import { topicName } from '../../subscribers/index.ts'
import { type Html, html } from '../../web/index.ts'
import { languageField, pathIn } from '../page-language.ts'
import { senderName } from '../site-context.ts'
import type { ChoicesContext } from './choices-context.ts'
import type { ChoicesView } from './choices-view.ts'
import { historySection } from './history-section.ts'
import { limitsFields } from './limits-fields.ts'
import { choicesPath } from './owner.ts'
import { pressForm } from './press-form.ts'
import { marketingSection, mutedSection, pauseSection, yoursSection } from './press-sections.ts'
import { oppositeOf, pressName, pressNameOf, readPress } from './press-words.ts'
import { problemLinks } from './problem-links.ts'
import { wantsFields } from './wants-fields.ts'
import { watchFields } from './watch-fields.ts'

type Piece = Html | Promise<Html> | string

export function choicesBody({ config }: ChoicesContext, view: ChoicesView): Html | Promise<Html> {
  const { language } = view
  const { choices: text } = language.text
  return html`<div class="measure choices">
<h1>${text.title(senderName(config))}</h1>
${notice(view)}
${alertSection(view)}
<p>${text.lead}</p>
${contents(view, text.title(senderName(config)))}
<form method="post" action="${choicesPath(view)}" id="choices" data-preview="${choicesPath(view, '/preview')}" novalidate>
${languageField(language)}
${wantsFields(view)}
${watchFields(view)}
<p class="often" id="often" aria-live="polite">${text.wants.often(view.often[view.least])}</p>
${limitsFields(view)}
<p>${text.limits.corrections}</p>
<p class="actions save"><button class="signal">${text.limits.save}</button></p>
</form>
${pauseSection(view)}
${mutedSection(view)}
${marketingSection(view)}
${historySection(view)}
${yoursSection(view)}
</div>`
}

/** The page is long: its parts, to jump to. */
function contents({ language, preferences }: ChoicesView, title: string): Piece {
  const { choices: text } = language.text
  const { muted, only, less } = preferences
  const parts = [
    ['wants', text.wants.heading],
    ['watch', text.watch.legend],
    ['limits', text.limits.heading],
    ['pause', text.pause.heading],
    ...(muted.length + only.length + less.length > 0 ? [['pressed', text.muted.heading]] : []),
    ['marketing', text.marketing.heading],
    ['history', text.history.heading],
    ['yours', text.yours.heading],
  ]
  return html`<nav class="contents" aria-label="${title}"><ul>${parts.map(([id, words]) => html`<li><a href="#${id}">${words}</a></li>`)}</ul></nav>`
}

/** What was just done, with the way back; or that nothing is saved yet. */
function notice(view: ChoicesView): Piece {
  const { choices: text } = view.language.text
  const { wish } = view
  if ((wish.problems || wish.pauseProblem) && !wish.previewing)
    return html`<div class="notice" role="alert"><p>${text.problems}</p>${problemLinks(view)}</div>`
  const plain = {
    saved: picksNothing(view) ? text.savedEverything(text.wants.scope.chosen.label) : text.saved,
    paused: text.pause.done,
    going: text.pause.going,
    marketing: text.marketing.saved,
  }
  const done = wish.done ?? ''
  if (Object.hasOwn(plain, done))
    // The names of `plain` are its keys: `hasOwn` has just said so.
    return html`<div class="notice" role="status"><p>${plain[done as keyof typeof plain]}</p></div>`
  const pressed = readPress(done)
  if (!pressed) return ''
  const words = pressedWords(view, pressed)
  const undo = pressName(oppositeOf(pressed))
  return html`<div class="notice" role="status"><p>${words}</p>
${words === text.alert.undone ? '' : pressForm(view, html`<button name="press" value="${undo}">${text.undo}</button>`)}</div>`
}

/** Topics or watch words are kept, and everything comes all the same. */
function picksNothing({ preferences: { scope, topics, watch } }: ChoicesView): boolean {
  return scope === 'all' && topics.length + watch.length > 0
}

function pressedWords(view: ChoicesView, pressed: NonNullable<ReturnType<typeof readPress>>): string {
  const { alert: text } = view.language.text.choices
  if (pressed.kind === 'mute') return text.mute.done
  if (pressed.kind === 'only') return text.only.done
  if (pressed.kind !== 'less') return text.undone
  const topic = view.topics.find(({ id }) => id === pressed.topic)
  return topic ? text.less.done(topicName(topic, view.language.text.language)) : text.undone
}

function alertSection(view: ChoicesView): Piece {
  if (!view.alert) return ''
  const { alert, because, topics, muted } = view.alert
  const { alert: text } = view.language.text.choices
  const { language } = view.language.text
  const choices = [
    { ...text.mute, press: pressNameOf('mute', muted) },
    { ...text.only, press: pressNameOf('only', muted) },
    ...topics.map(topic => ({
      button: text.less.button(topicName(topic, language)),
      hint: text.less.hint,
      press: pressName({ kind: 'less', topic: topic.id }),
    })),
  ]
  const buttons = choices.map(
    (
      { button, hint, press },
      index,
    ) => html`<div class="press"><button name="press" value="${press}" aria-describedby="press-${index}">${button}</button>
<p class="hint" id="press-${index}">${hint}</p></div>`,
  )
  return html`<section aria-labelledby="alert"><h2 id="alert">${text.heading}</h2>
<h3><a href="${pathIn(view.language, permanentPath(alert))}" lang="${alert.language}" dir="auto">${alert.headline}</a></h3>
${because ? html`<p>${because}</p>` : ''}
${pressForm(view, html`${buttons}`)}</section>`
}
