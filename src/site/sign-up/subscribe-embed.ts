/**
 * POST /subscribe/embed: where plain forms on other sites lead. They have no token of ours and may have been filled in by
 * anybody's script, so nothing happens yet: the answer is our own form with the address in it, and one button to press.
 */
import { createFormToken } from '../../subscribers/index.ts'
import { html, type RequestContext } from '../../web/index.ts'
import { pageLanguage } from '../page-language.ts'
import { readForm } from '../read-form.ts'
import { type SiteContext, senderName } from '../site-context.ts'
import { messageBody, sitePage } from '../site-page.ts'
import { topicsAsked } from '../topics/topic-links.ts'
import { signUpForm } from './sign-up-form.ts'
import { readTopicSlugs } from './sign-up-topics.ts'

const longestEcho = 254

export async function subscribeEmbedded(context: SiteContext, c: RequestContext): Promise<Response> {
  const form = await readForm(c)
  const language = pageLanguage(c, context, { form: form('language') })
  const { embedded } = language.text.signUp
  const entry = {
    address: form('address').slice(0, longestEcho),
    // A box on somebody else's page did not show our words.
    marketing: false,
    topics: await readTopicSlugs(c),
    ...{ problem: null, suggestion: null, note: null },
  }
  const asked = await topicsAsked(context.store.read, language, entry.topics)
  const token = createFormToken(context.subscribers, { at: context.clock.now() })
  return c.html(
    await sitePage(context, {
      language,
      title: `${embedded.title} – ${senderName(context.config)}`,
      body: messageBody(embedded, html`${asked}${signUpForm(context, language, { token, entry })}`),
    }),
  )
}
