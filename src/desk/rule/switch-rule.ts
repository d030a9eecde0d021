/** Before a rule is on, the desk says what it would have done, and to how many people. */
import { z } from 'zod'
import { switchRule } from '../../alerts/index.ts'
import { countConfirmed } from '../../subscribers/index.ts'
import { type Html, html, type Route } from '../../web/index.ts'
import type { DeskParts } from '../desk-parts.ts'
import { byEditor, idOf, notFound, peopleField, readForm } from '../form.ts'
import { deskPage } from '../frame.ts'
import { deskText } from '../text/en.ts'
import { requireRule, toRule } from './rule-routes.ts'
import { countMails, purgedWords, type Trial, trialPart, tryRule } from './trial-part.ts'

const words = deskText.rules.switch
const lookBackDays = 2

export function askToSwitchOn(parts: DeskParts): Route {
  const { read } = parts.store
  return {
    method: 'GET',
    path: '/desk/rules/:id/on',
    who: 'editor',
    async handler(c) {
      const { ruleId, name, rule, on } = await requireRule(parts, c)
      if (on) return c.redirect(`/desk/rules/${ruleId}`, 303)
      const wish = { ruleId, name, before: name, rule, days: lookBackDays, now: parts.clock.now() }
      const [trial, people] = await Promise.all([tryRule(read, wish), countConfirmed(read)])
      const sends = rule.does === 'send'
      const title = words.title(name)
      const body = html`<h1>${title}</h1>
<section class="send" aria-labelledby="switch"><h2 id="switch" class="visually-hidden">${title}</h2>
${whatItWould(trial, sends, people)}
<form method="post" action="/desk/rules/${ruleId}/on"><input type="hidden" name="people" value="${people}">
<p><button class="${sends ? 'signal' : ''}">${sends ? words.sendButton(people) : words.draftButton}</button></p>
<p><a href="/desk/rules/${ruleId}">${words.back}</a></p></form></section>
${trial.kind === 'tried' ? trialPart(trial, people) : ''}`
      return deskPage(parts, c, { title, body })
    },
  }
}

function whatItWould(trial: Trial, sends: boolean, people: number): Html {
  if (trial.kind === 'purged')
    return html`<p role="alert"><strong>${purgedWords(trial.possibleFrom)}</strong></p>`
  const { sent, drafts } = countMails(trial.mails)
  return html`<p><strong>${sends ? words.send(sent, people) : words.draft(drafts)}</strong> ${sends && drafts > 0 ? words.alsoDrafts(drafts) : ''}</p>`
}

export function switchOn({ store, clock }: DeskParts): Route {
  return {
    method: 'POST',
    path: '/desk/rules/:id/on',
    who: 'editor',
    async handler(c) {
      const ruleId = idOf(c)
      const { people } = await readForm(c, z.object({ people: peopleField }))
      const wish = { ruleId, on: true, by: byEditor(c), at: clock.now(), people }
      const kept = await store.write(tx => switchRule(tx, wish))
      if (kept.kind !== 'kept') throw notFound()
      return toRule(c, ruleId, 'rule-on')
    },
  }
}

export function switchOff({ store, clock }: DeskParts): Route {
  return {
    method: 'POST',
    path: '/desk/rules/:id/off',
    who: 'editor',
    async handler(c) {
      const ruleId = idOf(c)
      const kept = await store.write(tx =>
        switchRule(tx, { ruleId, on: false, by: byEditor(c), at: clock.now() }),
      )
      if (kept.kind !== 'kept') throw notFound()
      return toRule(c, ruleId, 'rule-off')
    },
  }
}
