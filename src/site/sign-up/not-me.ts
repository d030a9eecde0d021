/**
 * "This wasn't me: never write to me again", behind the second link of every confirmation mail. GET shows a button and
 * changes nothing (promise 4); a person's POST puts the address on the suppression list, also twice.
 */
import { describeNotMeLink, neverWriteAgain } from '../../subscribers/index.ts'
import { html, type RequestContext } from '../../web/index.ts'
import { pageLanguage } from '../page-language.ts'
import { pressedBy, type SiteContext, senderName } from '../site-context.ts'
import { contactLink, messageBody, sitePage } from '../site-page.ts'

/** GET /not-me/:token */
export async function showNotMe(context: SiteContext, c: RequestContext): Promise<Response> {
  const state = await describeNotMeLink(context.store.read, c.req.param('token') ?? '')
  return answer(context, c, state === 'used' ? 'done' : state)
}

/** POST /not-me/:token */
export async function notMe(context: SiteContext, c: RequestContext): Promise<Response> {
  const press = { token: c.req.param('token') ?? '', at: context.clock.now() }
  const state = await context.store.write(tx => neverWriteAgain(tx, pressedBy(context, c), press))
  return answer(context, c, state)
}

async function answer(
  context: SiteContext,
  c: RequestContext,
  state: 'open' | 'done' | 'unknown',
): Promise<Response> {
  const language = pageLanguage(c, context)
  const { notMe: words } = language.text.signUp
  const name = senderName(context.config)
  const { operator, mail } = context.config
  const message = state === 'unknown' ? words.unknown : words[state](name)
  const button = html`<form method="post"><button class="signal">${words.open(name).button}</button></form>`
  const undo = html`<p>${words.contact} ${contactLink(operator.contact ?? mail.from.address)}</p>`
  const content = await sitePage(context, {
    language,
    title: `${message.title} – ${name}`,
    body: messageBody(message, { open: button, done: undo, unknown: undefined }[state]),
  })
  return c.html(content, state === 'unknown' ? 404 : 200)
}
