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
  /** For search engines and link previews; public pages only. */
  description?: string
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

export function page({ title, language = 'en', description, look, scripts = [], assets, body }: Page): Html {
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
${description ? html`<meta name="description" content="${description}">` : ''}
<link rel="icon" href="${assets('bell.svg')}" type="image/svg+xml">
<link rel="stylesheet" href="${assets('tocsin.css')}">
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
