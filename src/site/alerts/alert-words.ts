/** The parts that an alert's page and the lists share. An alert's own words carry its own language. */
import type { Alert } from '../../alerts/index.ts'
import type { SiteText } from '../../text/index.ts'
import { type Html, html } from '../../web/index.ts'

type Kicked = Pick<Alert, 'kind' | 'priority'>

export function kicker({ alerts }: SiteText, { kind, priority }: Kicked): string {
  const { kicker: words } = alerts
  return kind === 'alert' ? words[priority] : words[kind]
}

/** A flash and what sets an error right stand out in words and weight, not by colour alone. */
export function kickerElement(text: SiteText, alert: Kicked): Html | Promise<Html> {
  const tone = alert.kind === 'alert' ? alert.priority : alert.kind
  return html`<span class="kicker ${tone}">${kicker(text, alert)}</span>`
}

export function paragraphs(text: string | null): Html[] | Promise<Html>[] {
  // `html` is a promise only around promises, and there are none here.
  return (text ?? '')
    .split(/\n\s*\n/)
    .map(paragraph => paragraph.trim())
    .filter(paragraph => paragraph !== '')
    .map(paragraph => html`<p dir="auto">${paragraph}</p>`) as Html[]
}

export function amendedWord({ alerts }: SiteText, { kind }: Pick<Alert, 'kind'>): string {
  const { corrected, retracted } = alerts
  return kind === 'retraction' ? retracted : corrected
}
