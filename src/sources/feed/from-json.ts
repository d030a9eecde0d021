/** JSON Feed 1.0 and 1.1. */
import type { JsonFeed } from 'feedsmith'
import type { Feed, FeedItem } from './feed.ts'
import { maxTextLength, maxTitleLength } from './feed.ts'
import { joinText } from './join-text.ts'
import { languageTag, nameList, wordList } from './labels.ts'
import { plainLine, plainParagraphs, tidyText } from './plain-text.ts'
import { webAddress } from './web-address.ts'

type Moment = number | null

export function fromJson(feed: JsonFeed.Feed<Moment>, url: string): Feed {
  const language = languageTag(feed.language)
  const author = nameList((feed.authors ?? []).map(person => person.name))
  return {
    title: plainLine(feed.title, maxTitleLength) || null,
    link: webAddress(feed.home_page_url, url),
    language,
    ttlMs: null,
    skipHours: [],
    skipDays: [],
    self: webAddress(feed.feed_url, url),
    hubs: (feed.hubs ?? []).flatMap(({ url: hub }) => webAddress(hub, url) ?? []),
    items: (feed.items ?? []).map(item => fromJsonItem(item, url, { language, author })),
    problems: [],
  }
}

function fromJsonItem(
  item: JsonFeed.Item<Moment>,
  base: string,
  feed: Pick<FeedItem, 'language' | 'author'>,
): FeedItem {
  const body = item.content_html
    ? plainParagraphs(item.content_html, maxTextLength)
    : tidyText(item.content_text, maxTextLength)
  return {
    guid: item.id ?? null,
    url: webAddress(item.url, base) ?? webAddress(item.external_url, base) ?? webAddress(item.id, null),
    title: plainLine(item.title, maxTitleLength),
    text: joinText(plainParagraphs(item.summary, maxTextLength), body),
    html: '',
    image: null,
    author: nameList((item.authors ?? []).map(person => person.name)) ?? feed.author,
    publishedAt: item.date_published ?? null,
    updatedAt: item.date_modified ?? null,
    language: languageTag(item.language) ?? feed.language,
    categories: wordList(item.tags ?? []),
  }
}
