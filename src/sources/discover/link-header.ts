/** Feeds that an answer names in its Link header (RFC 8288): `<https://news.example/feed>; rel="alternate"; type="…"`. */
import { webAddress } from '../feed/web-address.ts'
import type { PageLink } from './page-links.ts'

const maxHeaderLength = 16_384
const value = /<([^<>]{1,2000})>((?:\s*;\s*[\w*-]{1,40}\s*(?:=\s*(?:"[^"]*"|[^\s";,]+))?)*)/g
const feedType = /\btype\s*=\s*"?\s*application\/(?:rss\+xml|atom\+xml|feed\+json)/i
const alternate = /\brel\s*=\s*(?:"(?:[^"]*\s)?alternate(?:\s[^"]*)?"|alternate\b)/i

export function headerLinks(header: string | null, base: string): PageLink[] {
  return [...(header ?? '').slice(0, maxHeaderLength).matchAll(value)].flatMap(
    ([, written = '', parameters = '']) => {
      const url = alternate.test(parameters) && feedType.test(parameters) ? webAddress(written, base) : null
      const title = /\btitle\s*=\s*"([^"]*)"/i.exec(parameters)?.[1] ?? ''
      return url ? [{ url, title, as: 'feed' as const }] : []
    },
  )
}
