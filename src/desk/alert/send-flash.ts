/**
 * A flash is pressed twice, also without script: the first press leads to a page that names the headline and
 * the people once more; only the button there sends.
 */
import { z } from 'zod'
import { readAlert, sendAlert } from '../../alerts/index.ts'
import { html, type Route } from '../../web/index.ts'
import type { DeskParts } from '../desk-parts.ts'
import { byEditor, idOf, notFound, peopleField, readForm, textField } from '../form.ts'
import { deskPage } from '../frame.ts'
import { deskText } from '../text/en.ts'
import { kindMark } from './alert-words.ts'
import { toAlert } from './answer-draft.ts'
import { draftFormOf, fingerprint } from './draft-form.ts'

const secondPress = z.object({ opened: textField, people: peopleField })

export function askForFlash(parts: DeskParts): Route {
  const { read } = parts.store
  return {
    method: 'GET',
    path: '/desk/alerts/:id/flash',
    who: 'editor',
    async handler(c) {
      const alert = await readAlert(read, idOf(c))
      if (!alert) throw notFound()
      if (alert.state !== 'draft') return toAlert(c, alert.id, 'late')
      const audience = await parts.audience.of(alert)
      const { people } = audience
      const atMost = audience.kind === 'counting'
      const { flash } = deskText.draft
      const body = html`<section class="send measure"><h1>${flash.title}</h1>
<p class="line">${kindMark(alert)}</p>
<blockquote class="notice amending"><h2>${alert.headline}</h2><p class="summary">${alert.summary}</p></blockquote>
<p>${flash.note(people, atMost)}</p>
<form method="post">
<input type="hidden" name="opened" value="${fingerprint(draftFormOf(alert))}">
<input type="hidden" name="people" value="${people}">
<p><button class="signal">${flash.button(people, atMost)}</button></p>
</form>
<p><a href="/desk/alerts/${alert.id}">${flash.back}</a></p></section>`
      return deskPage(parts, c, { title: flash.title, body })
    },
  }
}

export function sendFlash({ store, clock }: DeskParts): Route {
  return {
    method: 'POST',
    path: '/desk/alerts/:id/flash',
    who: 'editor',
    async handler(c) {
      const id = idOf(c)
      const { opened, people } = await readForm(c, secondPress)
      const sent = await store.write(async tx => {
        const draft = await readAlert(tx, id)
        if (!draft) return { kind: 'not-found' } as const
        // The second press is for the words that the page showed, and for no others.
        if (fingerprint(draftFormOf(draft)) !== opened) return { kind: 'changed' } as const
        return sendAlert(tx, { id, by: byEditor(c), at: clock.now(), people, confirmedFlash: true })
      })
      if (sent.kind === 'not-found') throw notFound()
      return toAlert(c, id, sent.kind === 'sending' ? 'sending' : 'late')
    },
  }
}
