/** The frame of the readers' pages: masthead, content, and a foot that says who sends this. */
import { bell, type Html, html, page, safeHref } from '../web/index.ts'
import { privacyLink, type SiteContext, senderName } from './site-context.ts'
import { siteText } from './site-words.ts'

export interface SitePage {
  title: string
  description?: string
  /** Its one address, from the root, when search engines may keep it; absent: they may not. */
  canonicalPath?: string
  body: Html | Promise<Html>
}

type Frame = Pick<SiteContext, 'config' | 'assets'>

/** A whole page, as text: what is public is kept and served many times. */
export async function sitePage(
  { config, assets }: Frame,
  { title, description, canonicalPath, body }: SitePage,
): Promise<string> {
  const text = siteText('en')
  const whole = page({
    title,
    language: text.language,
    ...(description === undefined ? {} : { description }),
    ...(canonicalPath === undefined ? { unlisted: true } : { canonical: config.publicUrl + canonicalPath }),
    look: 'site',
    assets,
    body: html`<a class="skip" href="#content">${text.skip}</a>
<header class="masthead"><a class="name" href="/">${bell}<span>${senderName(config)}</span></a>
<nav aria-label="${text.nav.label}"><a href="/alerts">${text.nav.alerts}</a> <a href="${privacyLink(config)}">${text.nav.privacy}</a></nav></header>
<main id="content">
${body}
</main>
${foot(config)}`,
  })
  return String(await whole)
}

function foot(config: SiteContext['config']): Html | Promise<Html> {
  const { name, postalAddress, contact } = config.operator
  const { footer } = siteText('en')
  return html`<footer class="foot">
<p>${footer.noTracking}</p>
${name || postalAddress ? html`<p>${footer.sentBy} ${[name, postalAddress].filter(Boolean).join(', ')}</p>` : ''}
${contact ? html`<p>${footer.contact} ${contactLink(contact)}</p>` : ''}
</footer>`
}

/** CONTACT is a mail address or a URL; anything else stays text. */
export function contactLink(contact: string): Html | Promise<Html> | string {
  const href = safeHref(contact) ?? (/^[^\s@:/?#]+@[^\s@:/?#]+$/.test(contact) ? `mailto:${contact}` : null)
  return href ? html`<a class="tap" href="${href}">${contact}</a>` : contact
}

/** A page in a few sentences, with what to do next beneath. */
export function messageBody(
  { title, paragraphs }: { title: string; paragraphs: readonly string[] },
  next?: Html | Promise<Html>,
): Html | Promise<Html> {
  return html`<div class="measure">
<h1>${title}</h1>
${paragraphs.map(paragraph => html`<p>${paragraph}</p>`)}
${next ?? ''}
</div>`
}
