/** An alert written by hand: a page with an empty form, and the press that makes a draft of it. */
import { createAlert, type FieldProblems } from '../../alerts/index.ts'
import { html, type RequestContext, type Route } from '../../web/index.ts'
import type { DeskParts } from '../desk-parts.ts'
import { byEditor, readForm } from '../form.ts'
import { deskPage } from '../frame.ts'
import { deskText } from '../text/en.ts'
import { toAlert } from './answer-draft.ts'
import { draftFields } from './draft-fields.ts'
import { type DraftForm, draftForm, draftInputOf, emptyDraftForm } from './draft-form.ts'

export function showNewDraft(parts: DeskParts): Route {
  return {
    method: 'GET',
    path: '/desk/alerts/new',
    who: 'editor',
    handler: c => newDraftPage(parts, c, emptyDraftForm, {}),
  }
}

export function makeDraft(parts: DeskParts): Route {
  const { store, clock } = parts
  return {
    method: 'POST',
    path: '/desk/alerts',
    who: 'editor',
    async handler(c) {
      const form = await readForm(c, draftForm)
      const fields = draftInputOf(form, null)
      const made = await store.write(tx =>
        createAlert(tx, { fields, by: byEditor(c), at: clock.now(), send: false }),
      )
      if (made.kind === 'created') return toAlert(c, made.id, 'created')
      return newDraftPage(parts, c, form, made.kind === 'incomplete' ? made.fields : {})
    },
  }
}

function newDraftPage(parts: DeskParts, c: RequestContext, form: DraftForm, problems: FieldProblems) {
  const text = deskText.draft
  const wrong = Object.keys(problems).length
  const body = html`<h1>${text.newTitle}</h1>
<p>${text.newNote}</p>
${wrong > 0 ? html`<p class="problem" role="alert">${text.problems(wrong)}</p>` : ''}
<form class="measure" method="post" action="/desk/alerts" novalidate data-draft>
${draftFields({ kind: 'alert', form, problems })}
<p><button data-key="s">${text.save}</button></p>
</form>`
  if (wrong > 0) c.status(422)
  return deskPage(parts, c, { title: text.newTitle, body })
}
