/**
 * POST /subscribe: one answer for a new, a pending, a known and a suppressed address, and no address in it
 * (promise 5).
 */
import { parseAddress, requestSubscription } from '../subscribers/index.ts'
import { html, type RequestContext } from '../web/index.ts'
import { renderFrontPage } from './front-page.ts'
import { pageLanguage, pathIn } from './page-language.ts'
import { readForm } from './read-form.ts'
import { type SiteContext, senderName } from './site-context.ts'
import { messageBody, sitePage } from './site-page.ts'

/** More is no address, and a page that echoes it would only grow. */
const longestEcho = 1_000

export async function subscribe(context: SiteContext, c: RequestContext): Promise<Response> {
  const form = await readForm(c)
  const language = pageLanguage(c, context, { form: form('language') })
  const { form: words } = language.text.site
  const typed = form('address')
  const marketing = form('marketing') === 'yes'
  const parsed = parseAddress(typed)
  if (!parsed.ok) {
    const problem = parsed.problem === 'too-long' ? words.tooLong : words.invalid
    const entry = { address: typed.slice(0, longestEcho), marketing, problem }
    return c.html(await renderFrontPage(context, language, entry), 422)
  }
  const { address, key } = parsed
  const request = {
    input: { address, key },
    marketing,
    language: language.text.language,
    method: 'site form',
  }
  const at = context.clock.now()
  const clientAddress = c.get('clientAddress')
  await context.store.write(tx =>
    requestSubscription(tx, context.subscribers, { ...request, clientAddress, at }),
  )
  return c.redirect(pathIn(language, '/check-your-inbox'), 303)
}

export async function checkYourInbox(context: SiteContext, c: RequestContext): Promise<Response> {
  const language = pageLanguage(c, context)
  const { checkInbox } = language.text.site
  const { from } = context.config.mail
  const sender = from.name ? `${from.name} <${from.address}>` : from.address
  const mailbox = html`<div class="notice"><p>${checkInbox.mailbox}</p>
<p><a class="tap" href="${pathIn(language, '/mailbox')}">${checkInbox.mailboxLink}</a></p></div>`
  const { heading, paragraphs } = checkInbox.missing
  return c.html(
    await sitePage(context, {
      language,
      title: `${checkInbox.title} – ${senderName(context.config)}`,
      body: messageBody(
        {
          title: checkInbox.title,
          paragraphs: [checkInbox.sender(sender), ...checkInbox.paragraphs],
        },
        html`${context.mailboxGate(c.req.raw.headers) ? mailbox : ''}
<h2>${heading}</h2>
${paragraphs.map(paragraph => html`<p>${paragraph}</p>`)}`,
      ),
    }),
  )
}
