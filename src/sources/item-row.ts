/** An entry as a row of `items` has it. */
import type { IdentifiedItem } from './feed/index.ts'

export function content({ item, keys }: IdentifiedItem) {
  return {
    guid_key: keys.guidKey,
    url_key: keys.urlKey,
    title_key: keys.titleKey,
    url: item.url,
    title: item.title,
    text: item.text,
    author: item.author,
    language: item.language,
    published_at: item.publishedAt,
  }
}

/** What a revision leaves out is not taken back: a feed that shortens itself loses no text of ours. */
export function said(entry: IdentifiedItem): Partial<ReturnType<typeof content>> {
  return Object.fromEntries(
    Object.entries(content(entry)).filter(([, value]) => value !== null && value !== ''),
  )
}
