import type { MailboxRow } from '../../deliveries/index.ts'
import { html } from '../../web/index.ts'
import { type PageLanguage, pathIn } from '../page-language.ts'
import type { SiteParts } from '../site-context.ts'
import { sitePage } from '../site-page.ts'
import { timeElement } from '../time.ts'

export function renderMailList(
  context: Pick<SiteParts, 'config' | 'assets' | 'texts'>,
  language: PageLanguage,
  mails: readonly MailboxRow[],
): Promise<string> {
  const { mailbox: words } = language.text.site
  const rows = mails.map(
    mail =>
      html`<li><a href="${pathIn(language, `/mailbox/${mail.id}`)}" dir="auto">${mail.subject || words.noSubject}</a>
<p class="small line"><bdi class="to">${mail.to}</bdi> ${timeElement(language.text.site, mail.receivedAt)}</p></li>`,
  )
  return sitePage(context, {
    language,
    title: words.title,
    body: html`<div class="measure">
<h1>${words.title}</h1>
<p>${words.lead}</p>
<p class="pages"><span class="number">${words.count(mails.length)}</span> <a class="tap" href="${pathIn(language, '/mailbox')}">${words.refresh}</a></p>
${mails.length > 0 ? html`<ol class="mails">${rows}</ol>` : html`<p class="empty">${words.empty}</p>`}
</div>`,
  })
}
