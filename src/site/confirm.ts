/** The link in the confirmation mail. GET shows a button and changes nothing; a person's POST confirms. */
import {
  confirmSubscription,
  createFormToken,
  describeConfirmLink,
  type LinkState,
} from '../subscribers/index.ts'
import { html, type RequestContext } from '../web/index.ts'
import { type PageLanguage, pageLanguage, pathIn } from './page-language.ts'
import { signUpForm } from './sign-up-form.ts'
import { pressedBy, type SiteContext, senderName } from './site-context.ts'
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
  const done = await context.store.write(tx => confirmSubscription(tx, pressedBy(context, c), press))
  if (done.kind === 'confirmed') return answer(context, c, 'confirmed', done)
  return answer(context, c, done.kind === 'already' ? 'used' : done.kind)
}

/** `choices`: opens the preference page of who has just confirmed; whoever opens the link later gets none. */
async function answer(
  context: SiteContext,
  c: RequestContext,
  state: ConfirmPage,
  { choices, choosing } = { choices: '', choosing: false },
): Promise<Response> {
  const language = pageLanguage(c, context)
  const { confirm: words } = language.text.site
  const name = senderName(context.config)
  const message = state === 'confirmed' ? words.confirmed(name) : words[state]
  const button = html`<form method="post"><button class="signal">${words.open.button}</button></form>`
  const token = createFormToken(context.subscribers, { at: context.clock.now() })
  const again = () => signUpForm(context, language, { token })
  const next = {
    open: () => button,
    confirmed: () => afterConfirming(context, language, { choices, choosing }),
    used: () => undefined,
    expired: again,
    unknown: again,
  }[state]
  const content = await sitePage(context, {
    language,
    title: `${message.title} – ${name}`,
    body: messageBody(message, next()),
  })
  return c.html(content, statusOf[state])
}

/** Whom to expect mail from, and where to say what one wants. */
function afterConfirming(
  { config }: SiteContext,
  language: PageLanguage,
  { choices, choosing }: { choices: string; choosing: boolean },
) {
  const { afterConfirming: words } = language.text.choices
  const { from } = config.mail
  const sender = from.name ? `${from.name} <${from.address}>` : from.address
  return html`<p>${words.sender(sender)}</p>
<p>${choosing ? words.hintChosen : words.hint}</p>
<p><a class="button" href="${pathIn(language, `/choices/${choices}`)}">${words.link}</a></p>`
}
