/** What may still be pressed after leaving: undo, why, a last mail. Nothing of it is needed, and nothing works for long. */
import {
  countWhyLeft,
  leavingReasons,
  mailThatLeft,
  readLeftToken,
  undoHours,
  undoLeaving,
} from '../../subscribers/index.ts'
import { type Html, html, type RequestContext } from '../../web/index.ts'
import { languageField, type PageLanguage, pageLanguage, pathIn } from '../page-language.ts'
import { readForm } from '../read-form.ts'
import { pressedBy, type SiteContext, senderName } from '../site-context.ts'
import { messageBody, sitePage } from '../site-page.ts'

/** What was pressed, as the page after it says. */
type Pressed = '' | 'why' | 'mail'

/** POST /left/:token */
export async function pressAfterLeaving(context: SiteContext, c: RequestContext): Promise<Response> {
  const { store, subscribers, clock } = context
  const form = await readForm(c)
  const language = pageLanguage(c, context, { form: form('language') })
  const page = { token: c.req.param('token') ?? '', at: clock.now() }
  const press = form('press')
  const reason = leavingReasons.find(known => known === press)
  if (press === 'undo') await store.write(tx => undoLeaving(tx, pressedBy(context, c), page))
  if (press === 'mail') await store.write(tx => mailThatLeft(tx, subscribers, page))
  if (reason) await store.write(tx => countWhyLeft(tx, subscribers, { ...page, reason }))
  const pressed = reason ? 'why' : press === 'mail' ? 'mail' : ''
  return c.redirect(pathIn(language, `/left/${page.token}${pressed && `?done=${pressed}`}`), 303)
}

/** GET /left/:token: changes nothing (promise 4). */
export async function showAfterLeaving(context: SiteContext, c: RequestContext): Promise<Response> {
  const { store, subscribers, clock } = context
  const token = c.req.param('token') ?? ''
  const left = await readLeftToken(store.read, subscribers, { token, at: clock.now() })
  const language = pageLanguage(c, context)
  const name = senderName(context.config)
  const { leave: words, site } = language.text
  const message = {
    open: () => site.leave.left(name),
    back: () => words.back(name),
    expired: () => words.expired,
    unknown: () => words.unknown,
  }[left.kind]()
  const done = c.req.query('done')
  const pressed: Pressed = done === 'why' || done === 'mail' ? done : ''
  const content = await sitePage(context, {
    language,
    title: `${message.title} – ${name}`,
    body: messageBody(message, left.kind === 'open' ? afterLeaving(language, token, pressed) : undefined),
  })
  return c.html(content, { open: 200, back: 200, expired: 410, unknown: 404 }[left.kind] as 200 | 404 | 410)
}

export function afterLeaving(language: PageLanguage, token: string, pressed: Pressed): Html | Promise<Html> {
  const { undo, why, mail } = language.text.leave
  const action = pathIn(language, `/left/${token}`)
  const form = (inside: Html | Promise<Html>) =>
    html`<form method="post" action="${action}">${languageField(language)}${inside}</form>`
  const status = (words: string) => html`<p class="notice" role="status">${words}</p>`
  const reasons = leavingReasons.map(
    reason => html`<button name="press" value="${reason}">${why.reasons[reason]}</button> `,
  )
  return html`${form(html`<p class="hint" id="undo-is">${undo.hint(undoHours)}</p>
<button name="press" value="undo" aria-describedby="undo-is">${undo.button}</button>`)}
<h2>${why.heading}</h2>
${pressed === 'why' ? status(why.thanks) : form(html`<p class="hint">${why.hint}</p><p class="actions">${reasons}</p>`)}
${
  pressed === 'mail'
    ? status(mail.done)
    : form(html`<p class="hint" id="mail-is">${mail.hint}</p>
<button name="press" value="mail" aria-describedby="mail-is">${mail.button}</button>`)
}`
}
