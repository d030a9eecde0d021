/** The link in the confirmation mail. GET shows a button and changes nothing; a person's POST confirms. */
import { confirmSubscription, describeConfirmLink, type LinkState } from '../subscribers/index.ts'
import { html, type RequestContext } from '../web/index.ts'
import { pageLanguage } from './page-language.ts'
import { signUpForm } from './sign-up-form.ts'
import { type SiteContext, senderName } from './site-context.ts'
import { messageBody, sitePage } from './site-page.ts'

type ConfirmPage = LinkState | 'confirmed'

const statusOf = { open: 200, confirmed: 200, used: 200, expired: 410, unknown: 404 } as const

/** GET /confirm/:token */
export async function showConfirm(context: SiteContext, c: RequestContext): Promise<Response> {
  const at = context.clock.now()
  const state = await describeConfirmLink(context.store.read, c.req.param('token') ?? '', at)
  return answer(context, c, state)
}

/** POST /confirm/:token */
export async function confirm(context: SiteContext, c: RequestContext): Promise<Response> {
  const press = { token: c.req.param('token') ?? '', at: context.clock.now() }
  const { kind } = await context.store.write(tx => confirmSubscription(tx, context.subscribers, press))
  return answer(context, c, kind === 'already' ? 'used' : kind)
}

async function answer(context: SiteContext, c: RequestContext, state: ConfirmPage): Promise<Response> {
  const language = pageLanguage(c, context)
  const { confirm: words } = language.text.site
  const name = senderName(context.config)
  const message = state === 'confirmed' ? words.confirmed(name) : words[state]
  const button = html`<form method="post"><button class="signal">${words.open.button}</button></form>`
  const again = state === 'expired' || state === 'unknown' ? signUpForm(context, language) : undefined
  const content = await sitePage(context, {
    language,
    title: `${message.title} – ${name}`,
    body: messageBody(message, state === 'open' ? button : again),
  })
  return c.html(content, statusOf[state])
}
