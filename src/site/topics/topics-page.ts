/** GET /topics: what one can sign up for instead of everything. */
import { listTopics } from '../../subscribers/index.ts'
import { type Html, html, type RequestContext } from '../../web/index.ts'
import { pageLanguage, pathIn } from '../page-language.ts'
import { answerPublicPage, publicPage } from '../public-page.ts'
import { type SiteContext, senderName } from '../site-context.ts'
import { sitePage } from '../site-page.ts'
import { topicList } from './topic-links.ts'

export async function topicsPage(context: SiteContext, c: RequestContext): Promise<Response> {
  const language = pageLanguage(c, context)
  const { topics: words } = language.text
  const name = senderName(context.config)
  const offered = (await listTopics(context.store.read)).filter(({ retired }) => !retired)
  const section = (kind: 'topic' | 'place', heading: string): Html | Promise<Html> | '' => {
    const these = offered.filter(topic => topic.kind === kind)
    return these.length > 0 ? html`<h2>${heading}</h2>${topicList(language, these)}` : ''
  }
  const content = await sitePage(context, {
    language,
    title: `${words.title} – ${name}`,
    description: words.lead(name),
    canonicalPath: '/topics',
    body: html`<div class="measure">
<h1>${words.title}</h1>
${offered.length === 0 ? html`<p class="empty">${words.none}</p>` : html`<p>${words.lead(name)}</p>`}
${section('topic', words.topics)}
${section('place', words.places)}
<p><a class="tap" href="${pathIn(language, '/#sign-up')}">${words.page.everything}</a></p>
</div>`,
  })
  return answerPublicPage(c, publicPage(content))
}
