/** The built-in privacy notice, in plain words; PRIVACY_URL replaces it. */
import type { NoticeFacts } from '../text/index.ts'
import { html, type RequestContext } from '../web/index.ts'
import { type PageLanguage, pageLanguage } from './page-language.ts'
import { answerPublicPage, keepPages } from './public-page.ts'
import { type SiteContext, senderName } from './site-context.ts'
import { contactLink, sitePage } from './site-page.ts'

export function privacy(context: SiteContext): (c: RequestContext) => Promise<Response> {
  const { privacyUrl } = context.config.operator
  if (privacyUrl) return async c => c.redirect(privacyUrl, 302)
  const notice = keepPages(context.clock, Number.POSITIVE_INFINITY, language =>
    renderNotice(context, language),
  )
  return async c => answerPublicPage(c, await notice.get(pageLanguage(c, context)))
}

function renderNotice(context: SiteContext, language: PageLanguage): Promise<string> {
  const { privacy: words } = language.text.site
  const { operator, mail } = context.config
  const name = senderName(context.config)
  const who = [operator.name, operator.postalAddress].filter(Boolean)
  const contact = operator.contact ?? mail.from.address
  return sitePage(context, {
    language,
    title: `${words.title} – ${name}`,
    canonicalPath: '/privacy',
    body: html`<article class="measure">
<h1>${words.title}</h1>
<p>${words.lead(name)}</p>
${words
  .chapters(noticeFacts(context.config))
  .map(
    ({ heading, paragraphs }) =>
      html`<h2>${heading}</h2>${paragraphs.map(paragraph => html`<p>${paragraph}</p>`)}`,
  )}
<h2>${words.who}</h2>
${who.length > 0 ? html`<p>${who.join(', ')}</p>` : ''}
<p>${operator.contact ? words.contact : words.whoUnknown} ${contactLink(contact)}</p>
<p class="small">${words.version(language.text.consent.noticeVersion)}</p>
</article>`,
  })
}

const dayMs = 86_400_000

/** Counts of networks serve for a day, whatever RETENTION says. */
function noticeFacts(config: SiteContext['config']): NoticeFacts {
  const { unconfirmed, left, deliveries, outbox } = config.retention
  const days = (ms: number | null) => ms && Math.ceil(ms / dayMs)
  return {
    name: senderName(config),
    days: {
      ...{ unconfirmed: Math.ceil(unconfirmed / dayMs), network: 1 },
      ...{ left: days(left), deliveries: days(deliveries), mails: days(outbox) },
    },
    network: config.consentNetwork === 'truncated',
  }
}
