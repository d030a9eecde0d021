/** The link in the confirmation mail. GET shows a button and changes nothing; a person's POST confirms. */
import {
  type ConfirmLink,
  confirmSubscription,
  createFormToken,
  describeConfirmLink,
  type LinkState,
} from '../../subscribers/index.ts'
import { html, type RequestContext } from '../../web/index.ts'
import { languageField, type PageLanguage, pageLanguage, pathIn } from '../page-language.ts'
import { readForm } from '../read-form.ts'
import { pressedBy, type SiteContext, senderName } from '../site-context.ts'
import { messageBody, sitePage } from '../site-page.ts'
import { signUpForm } from './sign-up-form.ts'

type ConfirmPage = LinkState | 'confirmed'

const statusOf = { open: 200, confirmed: 200, used: 200, expired: 410, unknown: 404 } as const

/** GET /confirm/:token */
export async function showConfirm(context: SiteContext, c: RequestContext): Promise<Response> {
  const link = await readLink(context, c)
  return answer(context, c, { state: link.state, link, language: languageOf(context, c, link) })
}

/** POST /confirm/:token */
export async function confirm(context: SiteContext, c: RequestContext): Promise<Response> {
  const form = await readForm(c)
  const link = await readLink(context, c)
  const language = languageOf(context, c, link, form('language'))
  const press = {
    token: c.req.param('token') ?? '',
    marketing: form('marketing') === 'yes',
    language: language.text.language,
    at: context.clock.now(),
  }
  const done = await context.store.write(tx => confirmSubscription(tx, pressedBy(context, c), press))
  if (done.kind === 'confirmed') return answer(context, c, { state: 'confirmed', link, language }, done)
  return answer(context, c, { state: done.kind === 'already' ? 'used' : done.kind, link, language })
}

function readLink({ store, clock }: SiteContext, c: RequestContext): Promise<ConfirmLink> {
  return describeConfirmLink(store.read, c.req.param('token') ?? '', clock.now())
}

/** Of the form that was filled in, unless another is asked for. */
function languageOf(context: SiteContext, c: RequestContext, link: ConfirmLink, form = ''): PageLanguage {
  return pageLanguage(c, context, { form, own: link.language ?? undefined })
}

interface ConfirmView {
  state: ConfirmPage
  link: ConfirmLink
  language: PageLanguage
}

/** `choices`: opens the preference page of who has just confirmed; whoever opens the link later gets none. */
async function answer(
  context: SiteContext,
  c: RequestContext,
  { state, link, language }: ConfirmView,
  { choices, choosing } = { choices: '', choosing: false },
): Promise<Response> {
  const { confirm: words } = language.text.site
  const name = senderName(context.config)
  const message = state === 'confirmed' ? words.confirmed(name) : words[state]
  const token = createFormToken(context.subscribers, { at: context.clock.now() })
  const again = () => signUpForm(context, language, { token })
  const next = {
    open: () => confirmForm(language, link),
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

/**
 * What is agreed to stands beside the button that does it: somebody else may have filled the form in, and ticked the box.
 */
function confirmForm(language: PageLanguage, { marketing }: ConfirmLink) {
  const { site, consent } = language.text
  const box = html`<label class="choice"><input type="checkbox" name="marketing" value="yes" checked> <span>${consent.wording.marketing}</span></label>`
  return html`<form method="post">${languageField(language)}
<p>${consent.wording.alerts}</p>
${marketing ? box : ''}
<button class="signal">${site.confirm.open.button}</button></form>`
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
