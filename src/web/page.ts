/**
 * The frame of every page: language, title, the one style sheet, the optional script, and nothing from
 * anybody else (promise 7). Text given to `html` is escaped; an address from outside goes through `safeHref`
 * first, because escaping alone lets `javascript:` through.
 */
import { html, raw } from 'hono/html'

export { html, raw }
export type Html = ReturnType<typeof html>

export interface Page {
  title: string
  /** BCP 47; default en. */
  language?: string
  /** Which way the language is written; default ltr. */
  direction?: 'ltr' | 'rtl'
  /** For search engines and link previews; public pages only. */
  description?: string
  /** The page's one address, for search engines. */
  canonical?: string
  /** The same page in each language (BCP 47, or `x-default`), for search engines; public pages only. */
  alternates?: readonly { language: string; href: string }[]
  /** Pages behind a link's token, and what is nobody's business: no search engine keeps them. */
  unlisted?: boolean
  /** `site` or `desk`: a class on the body that the style sheet knows. */
  look: 'site' | 'desk'
  /** Browser scripts by their name in `assets`, e.g. `desk`. */
  scripts?: readonly string[]
  /** The addresses of style sheet and scripts; see `assets.ts`. */
  assets: AssetPaths
  body: Html | Promise<Html>
}

/** Content-hashed address of an asset by its name: `tocsin.css`, `desk.js`. */
export type AssetPaths = (name: string) => string

/** Drawn for the masthead: the only ornament. It takes the colour of the text around it. */
export const bell = html`<svg class="bell" viewBox="0 0 32 32" fill="currentColor" aria-hidden="true" focusable="false"><path d="M10.700 2.900h15l.5 2.500H10.200z"/><path fill-rule="evenodd" d="M18.600 5.300c-1.800-.4-3.100.4-3.400 1.800l-.1.500c-2.500.4-4 2.300-4.900 5-1.400 4.400-2.800 6.500-6.300 8.200l20.700 4.800c-2.300-3.100-2.600-5.600-1.800-10.200.5-2.800-.1-5.200-2.100-6.500l.1-.5c.3-1.500-.5-2.700-2.200-3.100zm-.3 1.400c.8.200 1.200.7 1 1.300l-2.600-.6c.2-.6.8-.9 1.600-.7zM11.100 13.100l9.800 2.300-.1.900-10-2.300zM8.700 17.900l13 3v1L8.200 18.800z"/><path d="M3.300 21.900l22.200 5.100-.5 2L2.800 23.900z"/><path d="M15.600 27.800l2.900.7c1.100.3 1.400 1.200 1.100 2-.4 1.100-1.500 1.500-2.700 1.200-1.300-.3-1.900-1.300-1.700-2.500.1-.5.200-.9.400-1.400z"/></svg>`

export function page(options: Page): Html {
  const { title, language = 'en', direction = 'ltr', description, canonical, look, assets, body } = options
  const { alternates = [], scripts = [] } = options
  return html`<!doctype html>
<html lang="${language}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
${description ? html`<meta name="description" content="${description}">` : ''}
${options.unlisted ? html`<meta name="robots" content="noindex">` : ''}
${canonical ? html`<link rel="canonical" href="${canonical}">` : ''}
${alternates.map(one => html`<link rel="alternate" hreflang="${one.language}" href="${one.href}">`)}
<link rel="icon" href="${assets('bell.svg')}" type="image/svg+xml">
<link rel="stylesheet" href="${assets('tocsin.css')}">
${look === 'desk' ? html`<link rel="stylesheet" href="${assets('desk-pages.css')}">` : ''}
${scripts.map(name => html`<script type="module" src="${assets(`${name}.js`)}"></script>`)}
</head>
<body class="${look}">
${body}
</body>
</html>`
}

/** The address if it is http or https, else null: what a source publishes never becomes active content. */
export function safeHref(url: string | null): string | null {
  if (!url || !URL.canParse(url)) return null
  const { protocol, href } = new URL(url)
  return protocol === 'http:' || protocol === 'https:' ? href : null
}
