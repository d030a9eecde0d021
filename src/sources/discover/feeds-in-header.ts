/** Feeds that an answer names in its Link header: `<https://news.example/feed>; rel="alternate"; type="…"`. */
import { webAddress } from '../feed/web-address.ts'
import { linksOf } from '../link-header.ts'
import type { PageLink } from './page-links.ts'

const feedType = /^application\/(?:rss\+xml|atom\+xml|feed\+json)/i

export function headerLinks(header: string | null, base: string): PageLink[] {
  return [...linksOf(header ?? '')].flatMap(({ target, relations, parameters }) => {
    const isFeed = relations.includes('alternate') && feedType.test(parameters.get('type')?.trim() ?? '')
    const url = isFeed ? webAddress(target, base) : null
    return url ? [{ url, title: parameters.get('title') ?? '', as: 'feed' as const }] : []
  })
}
