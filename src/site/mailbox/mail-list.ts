import type { MailboxRow } from '../../deliveries/index.ts'
import { html } from '../../web/index.ts'
import type { SiteParts } from '../site-context.ts'
import { sitePage } from '../site-page.ts'
import { siteText } from '../site-words.ts'
import { timeElement } from '../time.ts'

export function renderMailList(
  context: Pick<SiteParts, 'config' | 'assets'>,
  mails: readonly MailboxRow[],
): Promise<string> {
  const { mailbox: words } = siteText('en')
  const rows = mails.map(
    mail =>
      html`<li><a href="/mailbox/${mail.id}">${mail.subject || words.noSubject}</a>
<p class="small line"><span class="to">${mail.to}</span> ${timeElement(mail.receivedAt)}</p></li>`,
  )
  return sitePage(context, {
    title: words.title,
    body: html`<div class="measure">
<h1>${words.title}</h1>
<p>${words.lead}</p>
<p class="pages"><span class="number">${words.count(mails.length)}</span> <a class="tap" href="/mailbox">${words.refresh}</a></p>
${mails.length > 0 ? html`<ol class="mails">${rows}</ol>` : html`<p class="empty">${words.empty}</p>`}
</div>`,
  })
}
