import type { MailboxMail } from '../../deliveries/index.ts'
import { html } from '../../web/index.ts'
import { type PageLanguage, pathIn } from '../page-language.ts'
import type { SiteParts } from '../site-context.ts'
import { sitePage } from '../site-page.ts'
import { timeElement } from '../time.ts'
import { autolink } from './autolink.ts'

/** The same as the policy that the frame's page brings; see `mailbox-routes.ts`. */
const sandbox = 'allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation'

export function renderMail(
  context: Pick<SiteParts, 'config' | 'assets' | 'texts'>,
  language: PageLanguage,
  mail: MailboxMail,
): Promise<string> {
  const { mailbox: words } = language.text.site
  const subject = mail.subject || words.noSubject
  const facts = [
    [words.to, html`<bdi>${mail.to}</bdi>`],
    [words.from, html`<bdi>${shownSender(mail)}</bdi>`],
    [words.received, timeElement(language.text.site, mail.receivedAt)],
  ] as const
  return sitePage(context, {
    language,
    title: `${subject} – ${words.title}`,
    body: html`<article class="mail">
<p><a class="tap" href="${pathIn(language, '/mailbox')}">${words.back}</a></p>
<h1 dir="auto">${subject}</h1>
<dl class="facts">${facts.map(([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>
${
  mail.html === null
    ? ''
    : html`<h2>${words.html}</h2>
<iframe src="/mailbox/${mail.id}/html" title="${words.html}" sandbox="${sandbox}"></iframe>`
}
<h2>${mail.html === null ? words.html : words.text}</h2>
${mail.text === null ? html`<p class="empty">${words.noText}</p>` : html`<pre class="mail-text" dir="auto" tabindex="0">${autolink(mail.text)}</pre>`}
<h2>${words.headers}</h2>
<div class="scroll" tabindex="0" role="group" aria-label="${words.headers}"><table class="headers" dir="ltr">
${mail.headers.map(({ name, value }) => html`<tr><th scope="row">${name}</th><td>${value}</td></tr>`)}
</table></div>
<p><a class="tap" href="/mailbox/${mail.id}/raw">${words.raw}</a></p>
</article>`,
  })
}

/** Who a reader sees as the sender; the envelope's, where bounces go, stands only in for it. */
function shownSender({ headers, from }: MailboxMail): string {
  return headers.find(({ name }) => name.toLowerCase() === 'from')?.value || from || '<>'
}
