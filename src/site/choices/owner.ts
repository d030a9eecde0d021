/**
 * Who holds a link to the preference page. Every address of the page goes through `asOwner` first: an expired, void or foreign
 * token sees a page that says so and nothing else, and no page of these names its owner: a forwarded mail must not.
 */
import {
  type ChoosingSubscriber,
  readChoosingSubscriber,
  readPreferencesToken,
} from '../../subscribers/index.ts'
import { html, type RequestContext } from '../../web/index.ts'
import { languageField, type PageLanguage, pageLanguage, pathIn } from '../page-language.ts'
import type { Form } from '../read-form.ts'
import { type SiteContext, senderName } from '../site-context.ts'
import { messageBody, sitePage } from '../site-page.ts'

export interface Owner {
  token: string
  subscriber: ChoosingSubscriber
  language: PageLanguage
  at: number
}

/** `form`: of a POST, for the language that it was shown in. */
export async function asOwner(
  context: SiteContext,
  c: RequestContext,
  form: Form | null,
  act: (owner: Owner) => Promise<Response>,
): Promise<Response> {
  const { store, subscribers, clock } = context
  const token = c.req.param('token') ?? ''
  const at = clock.now()
  const shown = form ? { form: form('language') } : {}
  const link = await readPreferencesToken(store.read, subscribers, { token, at })
  if (link.kind === 'unknown') return answerUnknown(context, c, pageLanguage(c, context, shown))
  const subscriber = await readChoosingSubscriber(store.read, link.subscriberId)
  const language = pageLanguage(c, context, { ...shown, own: subscriber?.language })
  if (link.kind === 'expired') return answerExpired(context, c, language)
  if (subscriber?.state !== 'confirmed') return answerLeft(context, c, language)
  return act({ token, subscriber, language, at })
}

/** An address of this owner's page. */
export function choicesPath({ token, language }: Pick<Owner, 'token' | 'language'>, rest = ''): string {
  return pathIn(language, `/choices/${token}${rest}`)
}

async function answerUnknown(
  context: SiteContext,
  c: RequestContext,
  language: PageLanguage,
): Promise<Response> {
  const { unknown } = language.text.choices
  return c.html(await plainPage(context, language, unknown), 404)
}

async function answerExpired(
  context: SiteContext,
  c: RequestContext,
  language: PageLanguage,
): Promise<Response> {
  const { expired } = language.text.choices
  const action = choicesPath({ token: c.req.param('token') ?? '', language }, '/fresh')
  const next = html`<form method="post" action="${action}">${languageField(language)}<button class="signal">${expired.button}</button></form>`
  return c.html(await plainPage(context, language, expired, next), 410)
}

async function answerLeft(
  context: SiteContext,
  c: RequestContext,
  language: PageLanguage,
): Promise<Response> {
  const { left, yours } = language.text.choices
  const action = choicesPath({ token: c.req.param('token') ?? '', language }, '/my-data')
  // What is still kept of them is theirs to take or erase.
  const next = html`<form class="press" method="post" action="${action}">${languageField(language)}<button aria-describedby="my-data-is">${yours.data.button}</button>
<p class="hint" id="my-data-is">${yours.data.hint}</p></form>
<p><a class="tap" href="${pathIn(language, '/')}">${left.again}</a></p>`
  return c.html(await plainPage(context, language, left, next))
}

export function plainPage(
  context: SiteContext,
  language: PageLanguage,
  message: { title: string; paragraphs: readonly string[] },
  next?: Parameters<typeof messageBody>[1],
): Promise<string> {
  const title = `${message.title} – ${senderName(context.config)}`
  return sitePage(context, { language, title, body: messageBody(message, next) })
}
