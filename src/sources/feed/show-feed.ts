/** A feed as Tocsin reads it, in the words and forms in which it is shown to operators. */
import type { Feed, FeedAnswer, FeedItem } from './feed.ts'
import { safeParagraphs } from './html/html-writer.ts'
import { readFeed } from './read-feed.ts'

export interface ShownItem {
  /** The feed's own name for it, else its address. */
  id: string | null
  title: string
  link: string | null
  text: string
  /** Safe to put into a page. */
  html: string
  author: string | null
  /** ISO 8601 in UTC. */
  publishedAt: string | null
  updatedAt: string | null
  language: string | null
  categories: string[]
  image: string | null
}

export interface ShownFeed {
  feed: Pick<Feed, 'title' | 'link' | 'language'>
  items: ShownItem[]
  /** Why there are no items, or what was wrong and did not stop the reading. */
  problems: string[]
}

export function showFeed(answer: FeedAnswer): { ok: true; shown: ShownFeed } | { ok: false; reason: string } {
  const reading = readFeed({ ...answer, toShow: true })
  if (!reading.ok) return reading
  const { title, link, language, items, problems } = reading.feed
  return { ok: true, shown: { feed: { title, link, language }, items: items.map(shown), problems } }
}

function shown(item: FeedItem): ShownItem {
  const { guid, url, title, text, html, author, language, categories, image } = item
  return {
    id: guid ?? url,
    title,
    link: url,
    text,
    html: html || safeParagraphs(text),
    author,
    publishedAt: moment(item.publishedAt),
    updatedAt: moment(item.updatedAt),
    language,
    categories,
    image,
  }
}

function moment(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString()
}
