/** What an alert says, as it stands on its own page and on the front page. */
import type { Alert } from '../../alerts/index.ts'
import type { SiteText } from '../../text/index.ts'
import { type Html, html, raw, safeHref } from '../../web/index.ts'
import type { PageLanguage } from '../page-language.ts'
import { timeElement } from '../time.ts'
import { paragraphs } from './alert-words.ts'

type Part = Html | Promise<Html> | ''

/** An update opens with what changed, a correction with what was wrong. `heading` is of these parts. */
export function alertBody({ text }: PageLanguage, alert: Alert, heading: 'h2' | 'h4'): Part {
  const { alerts: words } = text.site
  const amends = alert.kind === 'correction' || alert.kind === 'retraction'
  const opening = paragraphs(amends ? alert.whatWasWrong : alert.kind === 'update' ? alert.whatChanged : null)
  const summary = paragraphs(alert.summary)
  const part = (said: readonly unknown[]) => html`<div lang="${alert.language}">${said}</div>`
  if (opening.length === 0) return part(summary)
  const tag = raw(heading)
  const now = alert.kind === 'correction' ? words.whatIsRight : words.whatNow
  return html`<${tag}>${amends ? words.whatWasWrong : words.whatChanged}</${tag}>${part(opening)}
${summary.length > 0 ? html`<${tag}>${now}</${tag}>${part(summary)}` : ''}`
}

export function alertFacts(site: SiteText, alert: Alert): Part {
  const { alerts: words } = site
  const rows: [string, Html | Promise<Html> | string][] = [
    [words.source, alert.sourceName ? html`<bdi>${alert.sourceName}</bdi>` : ''],
    [words.said, alert.saidAt === null ? '' : timeElement(site, alert.saidAt)],
    [words.sent, timeElement(site, alert.approvedAt ?? alert.createdAt)],
  ]
  const known = rows.filter(([, value]) => value !== '')
  return html`<dl class="facts">${known.map(([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>`
}

export function storyLink({ alerts: words }: SiteText, alert: Alert): Part {
  const href = safeHref(alert.url)
  if (!href) return ''
  const host = new URL(href).host.replace(/^www\./, '')
  return html`<p><a class="tap story" href="${href}" rel="noreferrer">${words.readStory(host)}</a></p>`
}
