import { type Html, html, safeHref } from '../../web/index.ts'

const address = /https?:\/\/[^\s<>"]+/g
/** A sentence's own marks after an address are no part of it. */
const trailing = /[.,;:!?'’”»)\]]+$/

/** Plain text with its http(s) addresses as links; everything else is escaped. */
export function autolink(text: string): Html | Promise<Html> {
  const parts: (string | Html | Promise<Html>)[] = []
  let end = 0
  for (const match of text.matchAll(address)) {
    const found = match[0].replace(trailing, '')
    const href = safeHref(found)
    if (!href) continue
    parts.push(text.slice(end, match.index), html`<a href="${href}" rel="noreferrer">${found}</a>`)
    end = match.index + found.length
  }
  parts.push(text.slice(end))
  return html`${parts}`
}
