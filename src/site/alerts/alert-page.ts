/**
 * An alert's permanent page, from the moment it is sent: what it said, who says so, when; and, on top,
 * whatever was sent about it since. Nobody reads a corrected alert without reading that it was.
 */
import { type Alert, permanentPath, readAlert, readAmendments, readThread } from '../../alerts/index.ts'
import { TocsinError } from '../../errors.ts'
import { listTopics, type Topic, topicsNamed } from '../../subscribers/index.ts'
import { type Html, html, type RequestContext } from '../../web/index.ts'
import { type PageLanguage, pageLanguage, pathIn } from '../page-language.ts'
import { answerPublicPage, publicPage } from '../public-page.ts'
import { type SiteContext, senderName } from '../site-context.ts'
import { sitePage } from '../site-page.ts'
import { timeElement } from '../time.ts'
import { topicLink } from '../topics/topic-links.ts'
import { alertBody, alertFacts, storyLink } from './alert-body.ts'
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
  const topics = topicsNamed(await listTopics(read), alert.topics).filter(({ retired }) => !retired)
  const language = pageLanguage(c, context)
  return answerPublicPage(
    c,
    publicPage(await renderAlert(context, { language, alert, topics, thread, amendment })),
  )
}

interface Told {
  language: PageLanguage
  alert: Alert
  /** That it names, as far as they have a page. */
  topics: readonly Topic[]
  /** Oldest first. */
  thread: readonly Alert[]
  /** What set this very alert right last. */
  amendment: Alert | null
}

function renderAlert(context: SiteContext, told: Told): Promise<string> {
  const { language, alert, amendment } = told
  const { site, mail } = language.text
  const { alerts: words } = site
  const name = senderName(context.config)
  return sitePage(context, {
    language,
    title: kicker(site, alert) + mail.colon + alert.headline,
    description: alert.summary.slice(0, 200),
    canonicalPath: permanentPath(alert),
    body: html`<article class="measure alert">
${amendment ? amendmentBanner(language, amendment) : ''}
${since(told)}
${!amendment && alert.state === 'stopped' ? html`<p class="notice">${words.stopped}</p>` : ''}
<p class="line">${kickerElement(site, alert)}</p>
<h1 lang="${alert.language}" dir="auto">${alert.headline}</h1>
${followed(told)}
${alertBody(language, alert, 'h2')}
${alertFacts(site, alert)}
${topicsOf(told)}
${storyLink(site, alert)}
</article>
<div class="measure invite"><p>${words.signUp(name)}</p>
<p><a class="button" href="${pathIn(language, '/#sign-up')}">${words.signUpLink}</a></p></div>`,
  })
}

function topicsOf({ language, topics }: Told): Part {
  if (topics.length === 0) return ''
  return html`<p class="small links">${language.text.topics.ofAlert}${language.text.mail.colon}${topics.map(topic => html`${topicLink(language, topic)} `)}</p>`
}

/** On the page of what was wrong: that it was, why, and what is right. */
function amendmentBanner(language: PageLanguage, amendment: Alert): Part {
  const { site } = language.text
  const { alerts: words } = site
  const sentence = amendment.kind === 'retraction' ? words.retractedBy : words.correctedBy
  return html`<aside class="notice amending" aria-labelledby="amendment">
<p id="amendment"><strong>${sentence(site.time(sentAt(amendment)))}</strong></p>
<div lang="${amendment.language}">${paragraphs(amendment.whatWasWrong)}</div>
<ol class="thread"><li>${kickerElement(site, amendment)} ${threadLink(language, amendment)}</li></ol>
</aside>`
}

/** The rest of what was sent after it, the newest first. */
function since({ language, alert, thread, amendment }: Told): Part {
  const { site } = language.text
  const later = thread.filter(one => one.id !== amendment?.id && isAfter(one, alert)).reverse()
  if (later.length === 0) return ''
  return html`<section class="since" aria-labelledby="since">
<h2 id="since">${site.alerts.since}</h2>
<ol class="thread">
${later.map(one => html`<li>${kickerElement(site, one)} ${threadLink(language, one)} <span class="small">${timeElement(site, sentAt(one))}</span></li>`)}
</ol>
</section>`
}

function followed({ language, alert, thread }: Told): Part {
  const original = thread.find(one => one.id === alert.followsId)
  if (!original || alert.kind === 'alert') return ''
  const { site, mail } = language.text
  const label = site.alerts.follows[alert.kind] + mail.colon
  return html`<ol class="thread"><li><span class="small">${label}</span>${threadLink(language, original)} <span class="small">${timeElement(site, sentAt(original))}</span></li></ol>`
}

function threadLink(language: PageLanguage, alert: Alert): Part {
  return html`<a href="${pathIn(language, permanentPath(alert))}" lang="${alert.language}" dir="auto">${alert.headline}</a>`
}

function sentAt(alert: Alert): number {
  return alert.approvedAt ?? alert.createdAt
}

function isAfter(one: Alert, other: Alert): boolean {
  return sentAt(one) > sentAt(other) || (sentAt(one) === sentAt(other) && one.id > other.id)
}
