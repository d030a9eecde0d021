import type { Read } from '../../store/index.ts'
import { listTopics, type Topic, topicName } from '../../subscribers/index.ts'
import { type Html, html } from '../../web/index.ts'
import { type PageLanguage, pathIn } from '../page-language.ts'

export function topicLink(language: PageLanguage, topic: Topic): Html | Promise<Html> {
  return html`<a class="tap" href="${topicPath(language, topic)}" dir="auto">${topicName(topic, language.text.language)}</a>`
}

/** Each with its sentence. */
export function topicList(language: PageLanguage, topics: readonly Topic[]): Html | Promise<Html> {
  return html`<ul class="alerts">
${topics.map(
  topic =>
    html`<li><h3><a href="${topicPath(language, topic)}" dir="auto">${topicName(topic, language.text.language)}</a></h3>${topic.about ? html`<p dir="auto">${topic.about}</p>` : ''}</li>`,
)}
</ul>`
}

function topicPath(language: PageLanguage, { slug }: Topic): string {
  return pathIn(language, `/topics/${slug}`)
}

/** Above a form that asks for topics: which. What is not offered is left out, as it is when the address is confirmed. */
export async function topicsAsked(
  read: Read,
  language: PageLanguage,
  slugs: readonly string[],
): Promise<Html | string> {
  if (slugs.length === 0) return ''
  const asked = (await listTopics(read)).filter(({ slug, retired }) => !retired && slugs.includes(slug))
  const names = asked.map(topic => topicName(topic, language.text.language))
  return names.length === 0 ? '' : html`<p>${language.text.topics.asked(names)}</p>`
}
