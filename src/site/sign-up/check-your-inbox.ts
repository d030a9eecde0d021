/** GET /check-your-inbox: what everybody reads who signed up, whatever becomes of it. */
import { html, type RequestContext } from '../../web/index.ts'
import { pageLanguage, pathIn } from '../page-language.ts'
import { type SiteContext, senderName } from '../site-context.ts'
import { messageBody, sitePage } from '../site-page.ts'

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
