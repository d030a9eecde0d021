/** JSON Feed 1.0 and 1.1. */
import type { JsonFeed } from 'feedsmith'
import type { Feed, FeedItem, ReadingPlace } from './feed.ts'
import { maxTextLength, maxTitleLength } from './feed.ts'
import { joinText } from './join-text.ts'
import { languageTag, nameList, wordList } from './labels.ts'
import { plainLine, richText, tidyText } from './plain-text.ts'
import { shownPicture } from './shown-picture.ts'
import { webAddress } from './web-address.ts'

type Moment = number | null

export function fromJson(feed: JsonFeed.Feed<Moment>, place: ReadingPlace): Feed {
  const { base: url } = place
  const language = languageTag(feed.language) ?? place.language
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
    cut: false,
    items: (feed.items ?? []).map(item => fromJsonItem(item, place, { language, author })),
    problems: [],
  }
}

function fromJsonItem(
  item: JsonFeed.Item<Moment>,
  { base, toShow, room }: ReadingPlace,
  feed: Pick<FeedItem, 'language' | 'author'>,
): FeedItem {
  const wish = { base, toShow, room, maxLength: maxTextLength }
  const body = item.content_html
    ? richText(item.content_html, wish)
    : { text: tidyText(item.content_text, maxTextLength), html: '', image: null }
  const said = joinText(richText(item.summary, wish), body)
  return {
    guid: item.id ?? null,
    url: webAddress(item.url, base) ?? webAddress(item.external_url, base) ?? webAddress(item.id, null),
    title: plainLine(item.title, maxTitleLength, room),
    text: said.text,
    html: said.html,
    image: toShow ? (shownPicture([item.image, item.banner_image], base) ?? said.image) : null,
    author:
      nameList(
        (item.authors ?? []).map(person => person.name),
        room,
      ) ?? feed.author,
    publishedAt: item.date_published ?? null,
    updatedAt: toShow ? (item.date_modified ?? null) : null,
    language: languageTag(item.language) ?? feed.language,
    categories: toShow ? wordList(item.tags ?? [], room) : [],
  }
}
