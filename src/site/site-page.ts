/** The frame of the readers' pages: masthead, content, and a foot that says who sends this and in which languages. */
import { bell, type Html, html, page, safeHref } from '../web/index.ts'
import { type PageLanguage, pathIn } from './page-language.ts'
import { privacyLink, type SiteContext, senderName } from './site-context.ts'

export interface SitePage {
  language: PageLanguage
  title: string
  description?: string
  /** Its one address, from the root, when search engines may keep it; absent: they may not. */
  canonicalPath?: string
  /** Browser scripts by their name in the assets. */
  scripts?: readonly string[]
  body: Html | Promise<Html>
}

type Frame = Pick<SiteContext, 'config' | 'assets' | 'texts'>

/** A whole page, as text: what is public is kept and served many times. */
export async function sitePage(
  context: Frame,
  { language, title, description, canonicalPath, scripts = [], body }: SitePage,
): Promise<string> {
  const { config, assets } = context
  const { site, direction } = language.text
  const whole = page({
    title,
    language: language.text.language,
    direction,
    ...(description === undefined ? {} : { description }),
    ...(canonicalPath === undefined ? { unlisted: true } : addresses(context, language, canonicalPath)),
    look: 'site',
    scripts,
    assets,
    body: html`<a class="skip" href="#content">${site.skip}</a>
<header class="masthead"><a class="name" href="${pathIn(language, '/')}">${config.brand.logo ? html`<img class="logo" src="${assets('logo')}" alt="">` : bell}<span>${senderName(config)}</span></a>
<nav aria-label="${site.nav.label}"><a href="${pathIn(language, '/alerts')}">${site.nav.alerts}</a> <a href="${privacyLink(config, language)}">${site.nav.privacy}</a></nav></header>
<main id="content">
${body}
</main>
${foot(context, language)}`,
  })
  return String(await whole)
}

/** For search engines: this page's address, and the same page's in every language. */
function addresses({ config, texts }: Frame, language: PageLanguage, path: string) {
  const whole = (one: PageLanguage) => config.publicUrl + pathIn(one, path)
  const inEach = texts.languages.map(text => ({
    language: text.language,
    href: whole({ text, chosen: true }),
  }))
  const negotiated = { language: 'x-default', href: config.publicUrl + path }
  return {
    canonical: whole(language),
    alternates: inEach.length > 1 ? [...inEach, negotiated] : [],
  }
}

function foot({ config, texts }: Frame, language: PageLanguage): Html | Promise<Html> {
  const { name, postalAddress, contact } = config.operator
  const { footer, languages } = language.text.site
  const others = texts.languages.filter(text => text !== language.text)
  return html`<footer class="foot">
<p>${footer.noTracking}</p>
${name || postalAddress ? html`<p>${footer.sentBy} <bdi>${[name, postalAddress].filter(Boolean).join(', ')}</bdi></p>` : ''}
${contact ? html`<p>${footer.contact} ${contactLink(contact)}</p>` : ''}
${others.length > 0 ? html`<nav class="languages" aria-label="${languages}">${others.map(languageLink)}</nav>` : ''}
</footer>`
}

/** To the page that is open, wherever that is: an address that is a query alone keeps the path. */
function languageLink({ language, direction, name }: PageLanguage['text']): Html | Promise<Html> {
  return html`<a class="tap" href="?language=${language}" hreflang="${language}" lang="${language}" dir="${direction}">${name}</a> `
}

/** CONTACT is a mail address or a URL; anything else stays text. */
export function contactLink(contact: string): Html | Promise<Html> | string {
  const href = safeHref(contact) ?? (/^[^\s@:/?#]+@[^\s@:/?#]+$/.test(contact) ? `mailto:${contact}` : null)
  return href ? html`<a class="tap" href="${href}"><bdi>${contact}</bdi></a>` : contact
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
