/** One field for each watch expression and an empty one, what is wrong beside each, and what each would have brought. */
import { permanentPath } from '../../alerts/index.ts'
import { longestWatchExpression, mostWatchExpressions } from '../../subscribers/index.ts'
import { type Html, html } from '../../web/index.ts'
import { pathIn } from '../page-language.ts'
import { timeElement } from '../time.ts'
import type { ChoicesView } from './choices-view.ts'
import { choicesPath } from './owner.ts'

/** Of each expression; more would bury the next field. */
const mostShown = 3

type Piece = Html | Promise<Html> | string

export function watchFields(view: ChoicesView): Piece {
  const { watch: text } = view.language.text.choices
  const { entry, wish } = view
  const fields = entry.watch.length < mostWatchExpressions ? [...entry.watch, ''] : entry.watch
  return html`<fieldset id="watch"><legend>${text.legend}</legend>
<p class="hint">${text.hint}</p>
<details><summary>${text.help}</summary><dl class="examples">
${text.examples.map(({ typed, means }) => html`<div><dt><code dir="auto">${typed}</code></dt><dd>${means}</dd></div>`)}
</dl></details>
${wish.problems?.tooManyWatch ? html`<p class="problem">${text.tooMany(mostWatchExpressions)}</p>` : ''}
<div data-watch-list data-most="${mostWatchExpressions}" data-label="${text.label(0)}">
${fields.map((typed, index) => watchField(view, typed, index))}
</div>
<button formaction="${choicesPath(view, '/preview')}">${text.preview}</button>
</fieldset>`
}

function watchField(view: ChoicesView, typed: string, index: number): Piece {
  const { watch: text } = view.language.text.choices
  const problem = view.wish.problems?.watch[index] ?? null
  const words = problem === 'too-long' ? text.tooLong(longestWatchExpression) : problem
  const id = `watch-${index + 1}`
  const refused = html` aria-invalid="true"`
  return html`<div class="watch-field"><label for="${id}">${text.label(index + 1)}</label>
<input id="${id}" name="watch" value="${typed}" dir="auto" autocomplete="off" autocapitalize="off" spellcheck="false"${words ? refused : ''} aria-describedby="${id}-is">
<div id="${id}-is" aria-live="polite">${words ? html`<p class="problem">${words}</p>` : brought(view, index)}</div></div>`
}

function brought(view: ChoicesView, index: number): Piece {
  const { watch: text } = view.language.text.choices
  const found = view.brought[index]
  if (!found) return ''
  if (found.rows.length === 0) return html`<p class="hint">${text.broughtNothing(found)}</p>`
  return html`<p class="hint">${text.brought(found)}</p>
<ul class="small">${found.rows
    .slice(0, mostShown)
    .map(
      ({ kind, id, headline, language, at }) =>
        html`<li>${
          kind === 'story'
            ? html`<span lang="${language ?? ''}" dir="auto">${headline}</span> – ${text.isStory}`
            : html`<a href="${pathIn(view.language, permanentPath({ id }))}" lang="${language ?? ''}" dir="auto">${headline}</a>`
        }, ${timeElement(view.language.text.site, at)}</li>`,
    )}</ul>`
}
