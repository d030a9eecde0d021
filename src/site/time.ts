/** Times as readers see them. */
import type { SiteText } from '../text/index.ts'
import { type Html, html } from '../web/index.ts'

/** `23 November 2026 at 01:22 UTC`, as the page's language writes it; nothing for what is no time. */
export function timeElement(text: Pick<SiteText, 'time'>, at: number): Html | Promise<Html> | string {
  const words = text.time(at)
  return words && html`<time datetime="${new Date(at).toISOString()}">${words}</time>`
}
