import { type Html, html } from '../../web/index.ts'
import { languageField } from '../page-language.ts'
import type { ChoicesView } from './choices-view.ts'
import { choicesPath } from './owner.ts'

type Piece = Html | Promise<Html> | string

/** A form of single presses; it keeps which alert the page is about. */
export function pressForm(view: ChoicesView, buttons: Piece): Piece {
  const { alert, language } = view
  return html`<form method="post" action="${choicesPath(view, '/press')}">${languageField(language)}
${alert ? html`<input type="hidden" name="alert" value="${alert.alert.id}">` : ''}${buttons}</form>`
}
