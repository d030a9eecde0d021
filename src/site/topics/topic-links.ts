import { type Topic, topicName } from '../../subscribers/index.ts'
import { type Html, html } from '../../web/index.ts'
import { type PageLanguage, pathIn } from '../page-language.ts'

export function topicLink(language: PageLanguage, topic: Topic): Html | Promise<Html> {
  return html`<a class="tap" href="${pathIn(language, `/topics/${topic.slug}`)}" dir="auto">${topicName(topic, language.text.language)}</a>`
}

/** Each with its sentence. */
export function topicList(language: PageLanguage, topics: readonly Topic[]): Html | Promise<Html> {
  return html`<ul class="alerts">
${topics.map(
  topic =>
    html`<li><h3>${topicLink(language, topic)}</h3>${topic.about ? html`<p dir="auto">${topic.about}</p>` : ''}</li>`,
)}
</ul>`
}
