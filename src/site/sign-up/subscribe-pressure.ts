/**
 * While too many sign up at once: the page whose script does a sum and goes on by itself (`browser/proof.ts`), and the one
 * that says when to come back. Both are the same for every address.
 */
import { html, type RequestContext } from '../../web/index.ts'
import type { PageLanguage } from '../page-language.ts'
import { type SiteContext, senderName } from '../site-context.ts'
import { contactLink, messageBody, sitePage } from '../site-page.ts'
import type { SignUpEntry } from './sign-up-form.ts'

export async function proofPage(
  context: SiteContext,
  c: RequestContext,
  {
    language,
    entry,
    token,
    challenge,
  }: { language: PageLanguage; entry: SignUpEntry; token: string; challenge: string },
): Promise<Response> {
  const words = language.text.signUp.proof
  const { contact } = context.config.operator
  const fields = {
    language: language.text.language,
    address: entry.address,
    hinted: entry.address,
    token,
    proof: '',
    ...(entry.marketing ? { marketing: 'yes' } : {}),
  }
  const form = html`<form method="post" action="/subscribe" data-challenge="${challenge}">
${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
${entry.topics.map(slug => html`<input type="hidden" name="topics" value="${slug}">`)}
<div role="status"><p data-proof="working" hidden>${words.working}</p><p data-proof="done" hidden>${words.done}</p></div>
<p data-proof="done" hidden><button class="signal">${words.button}</button></p>
</form>
<div class="notice" data-proof="without"><p>${words.withoutScript}</p>
${contact ? html`<p>${words.orWrite} ${contactLink(contact)}</p>` : ''}</div>`
  const content = await sitePage(context, {
    language,
    title: `${words.title} – ${senderName(context.config)}`,
    scripts: ['proof'],
    body: messageBody(words, form),
  })
  return c.html(content, 429)
}

export async function closedPage(
  context: SiteContext,
  c: RequestContext,
  { language, retryAfterMs }: { language: PageLanguage; retryAfterMs: number },
): Promise<Response> {
  const { signUp } = language.text
  const message = signUp.closed({ minutes: Math.max(1, Math.ceil(retryAfterMs / 60_000)) })
  const content = await sitePage(context, {
    language,
    title: `${message.title} – ${senderName(context.config)}`,
    body: messageBody(message),
  })
  return c.html(content, 503, { 'retry-after': String(Math.ceil(retryAfterMs / 1_000)) })
}
