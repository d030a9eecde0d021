/** GET /topics/SLUG: what this topic brings, its latest alert, and the one form, which signs up for it alone. */
import { TocsinError } from '../../errors.ts'
import { listTopics, type Topic, topicName } from '../../subscribers/index.ts'
import { type Html, html, type RequestContext } from '../../web/index.ts'
import { latestAlert } from '../alerts/latest-alert.ts'
import { type PageLanguage, pageLanguage, pathIn } from '../page-language.ts'
import { answerFormPage } from '../sign-up/form-page.ts'
import { signUpForm } from '../sign-up/sign-up-form.ts'
import { type SiteContext, senderName } from '../site-context.ts'
import { messageBody, sitePage } from '../site-page.ts'
import { topicLink } from './topic-links.ts'
import type { TopicNews } from './topic-news.ts'

/** More would be a page of links; all of them are on `/topics`. */
const othersShown = 12

export async function topicPage(context: SiteContext, c: RequestContext, news: TopicNews): Promise<Response> {
  const language = pageLanguage(c, context)
  const topics = await listTopics(context.store.read)
  const topic = topics.find(({ slug }) => slug === c.req.param('slug'))
  if (!topic) throw new TocsinError('request.not-found', 'There is no topic at this address.')
  const others = topics.filter(other => other.id !== topic.id && !other.retired)
  if (topic.retired) return answerRetired(context, c, { language, topic, others })
  return answerFormPage(context, c, await renderTopic(context, { language, topic, others, news }))
}

interface TopicView {
  language: PageLanguage
  topic: Topic
  others: readonly Topic[]
}

async function renderTopic(
  context: SiteContext,
  { language, topic, others, news }: TopicView & { news: TopicNews },
): Promise<string> {
  const words = language.text.topics.page
  const name = senderName(context.config)
  const called = topicName(topic, language.text.language)
  const entry = {
    ...{ address: '', marketing: false, topics: [topic.slug] },
    ...{ problem: null, suggestion: null, note: null },
  }
  const latest = await news.latest(topic.id)
  return sitePage(context, {
    language,
    title: words.title({ topic: called, name }),
    description: topic.about || words.form(called),
    canonicalPath: `/topics/${topic.slug}`,
    body: html`<div class="front">
<div class="measure">
<h1 dir="auto">${called}</h1>
${topic.about ? html`<p dir="auto">${topic.about}</p>` : ''}
<p>${words.form(called)}</p>
<dl class="terms"><div><dt>${words.often}</dt><dd>${words.howOften(await news.often(topic.id, language))}</dd></div></dl>
</div>
${latest ? latestAlert(language, latest) : html`<div class="now"><h2>${words.latest}</h2><p class="empty">${words.nothingYet}</p></div>`}
<div class="measure">
${signUpForm(context, language, { token: '', entry })}
${otherTopics(language, others)}
</div>
</div>`,
  })
}

function otherTopics(language: PageLanguage, others: readonly Topic[]): Html | Promise<Html> {
  const words = language.text.topics.page
  return html`<section aria-labelledby="others"><h2 id="others">${words.others}</h2>
<p class="links">${others.slice(0, othersShown).map(other => html`${topicLink(language, other)} `)}
<a class="tap" href="${pathIn(language, '/#sign-up')}">${words.everything}</a>
${others.length > othersShown ? html` <a class="tap" href="${pathIn(language, '/topics')}">${words.all}</a>` : ''}</p></section>`
}

/** It was here: whoever printed its address on a poster should hear that. */
async function answerRetired(
  context: SiteContext,
  c: RequestContext,
  { language, topic, others }: TopicView,
): Promise<Response> {
  const message = language.text.topics.retired(topicName(topic, language.text.language))
  const content = await sitePage(context, {
    language,
    title: `${message.title} – ${senderName(context.config)}`,
    body: messageBody(message, otherTopics(language, others)),
  })
  return c.html(content, 410)
}
