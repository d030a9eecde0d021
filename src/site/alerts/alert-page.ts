/**
 * An alert's permanent page, from the moment it is sent: what it said, who says so, when; and, on top,
 * whatever was sent about it since. Nobody reads a corrected alert without reading that it was.
 */
import { type Alert, permanentPath, readAlert, readAmendments, readThread } from '../../alerts/index.ts'
import { TocsinError } from '../../errors.ts'
import { type Html, html, type RequestContext, safeHref } from '../../web/index.ts'
import { answerPublicPage, publicPage } from '../public-page.ts'
import { type SiteContext, senderName } from '../site-context.ts'
import { sitePage } from '../site-page.ts'
import { siteText } from '../site-words.ts'
import { timeElement, timeText } from '../time.ts'
import { kicker, kickerElement, paragraphs } from './alert-words.ts'

type Part = Html | Promise<Html> | ''

/** GET /alerts/:id */
export async function alertPage(context: SiteContext, c: RequestContext): Promise<Response> {
  const { read } = context.store
  const id = /^[1-9]\d{0,14}$/.exec(c.req.param('id') ?? '')?.[0]
  const alert = id ? await readAlert(read, Number(id)) : null
  if (!alert || alert.approvedAt === null)
    throw new TocsinError('request.not-found', 'There is no alert at this address.')
  const thread = await readThread(read, alert.id)
  const amendment = (await readAmendments(read, [alert.id])).get(alert.id) ?? null
  return answerPublicPage(c, publicPage(await renderAlert(context, { alert, thread, amendment })))
}

interface Told {
  alert: Alert
  /** Oldest first. */
  thread: readonly Alert[]
  /** What set this very alert right last. */
  amendment: Alert | null
}

function renderAlert(context: SiteContext, told: Told): Promise<string> {
  const { alert, thread, amendment } = told
  const { alerts: words } = siteText('en')
  const name = senderName(context.config)
  return sitePage(context, {
    title: `${kicker(alert)}: ${alert.headline}`,
    description: alert.summary.slice(0, 200),
    canonicalPath: permanentPath(alert),
    body: html`<article class="measure alert">
${amendment ? amendmentBanner(amendment) : ''}
${since(told)}
${!amendment && alert.state === 'stopped' ? html`<p class="notice">${words.stopped}</p>` : ''}
<p class="line">${kickerElement(alert)}</p>
<h1 lang="${alert.language}" dir="auto">${alert.headline}</h1>
${followed(alert, thread)}
<div lang="${alert.language}">${body(alert)}</div>
${facts(alert)}
${storyLink(alert)}
</article>
<div class="measure invite"><p>${words.signUp(name)}</p>
<p><a class="button" href="/#sign-up">${words.signUpLink}</a></p></div>`,
  })
}

/** On the page of what was wrong: that it was, why, and what is right. */
function amendmentBanner(amendment: Alert): Part {
  const { alerts: words } = siteText('en')
  const sentence = amendment.kind === 'retraction' ? words.retractedBy : words.correctedBy
  return html`<aside class="notice amending" aria-labelledby="amendment">
<p id="amendment"><strong>${sentence(timeText(sentAt(amendment)))}</strong></p>
<div lang="${amendment.language}">${paragraphs(amendment.whatWasWrong)}</div>
<ol class="thread"><li>${kickerElement(amendment)} ${threadLink(amendment)}</li></ol>
</aside>`
}

/** The rest of what was sent after it, the newest first. */
function since({ alert, thread, amendment }: Told): Part {
  const { alerts: words } = siteText('en')
  const later = thread.filter(one => one.id !== amendment?.id && isAfter(one, alert)).reverse()
  if (later.length === 0) return ''
  return html`<section class="since" aria-labelledby="since">
<h2 id="since">${words.since}</h2>
<ol class="thread">
${later.map(one => html`<li>${kickerElement(one)} ${threadLink(one)} <span class="small">${timeElement(sentAt(one))}</span></li>`)}
</ol>
</section>`
}

function followed(alert: Alert, thread: readonly Alert[]): Part {
  const original = thread.find(one => one.id === alert.followsId)
  if (!original || alert.kind === 'alert') return ''
  const label = siteText('en').alerts.follows[alert.kind]
  return html`<ol class="thread"><li><span class="small">${label}:</span> ${threadLink(original)} <span class="small">${timeElement(sentAt(original))}</span></li></ol>`
}

/** An update opens with what changed, a correction with what was wrong. */
function body(alert: Alert): Part {
  const { alerts: words } = siteText('en')
  const amends = alert.kind === 'correction' || alert.kind === 'retraction'
  const opening = paragraphs(amends ? alert.whatWasWrong : alert.kind === 'update' ? alert.whatChanged : null)
  const summary = paragraphs(alert.summary)
  if (opening.length === 0) return html`${summary}`
  const heading = alert.kind === 'correction' ? words.whatIsRight : words.whatNow
  const { language } = siteText('en')
  return html`<h2 lang="${language}">${amends ? words.whatWasWrong : words.whatChanged}</h2>${opening}
${summary.length > 0 ? html`<h2 lang="${language}">${heading}</h2>${summary}` : ''}`
}

function facts(alert: Alert): Part {
  const { alerts: words } = siteText('en')
  const rows: [string, Html | Promise<Html> | string][] = [
    [words.source, alert.sourceName ?? ''],
    [words.said, alert.saidAt === null ? '' : timeElement(alert.saidAt)],
    [words.sent, timeElement(sentAt(alert))],
  ]
  const known = rows.filter(([, value]) => value !== '')
  return html`<dl class="facts">${known.map(([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>`
}

function storyLink(alert: Alert): Part {
  const href = safeHref(alert.url)
  if (!href) return ''
  const host = new URL(href).host.replace(/^www\./, '')
  return html`<p><a class="tap story" href="${href}" rel="noreferrer">${siteText('en').alerts.readStory(host)}</a></p>`
}

function threadLink(alert: Alert): Part {
  return html`<a href="${permanentPath(alert)}" lang="${alert.language}" dir="auto">${alert.headline}</a>`
}

function sentAt(alert: Alert): number {
  return alert.approvedAt ?? alert.createdAt
}

function isAfter(one: Alert, other: Alert): boolean {
  return sentAt(one) > sentAt(other) || (sentAt(one) === sentAt(other) && one.id > other.id)
}
