/**
 * Where a web page says that its feeds and sitemaps are. In: an answer. Out: addresses with what the page says of
 * them, in its order; null where it is no web page. A pure function; what it returns was written by a stranger.
 */
import type { FeedAnswer } from '../feed/feed.ts'
import { tagAttributes } from '../feed/html/tag-attributes.ts'
import { plainLine } from '../feed/plain-text.ts'
import { webAddress } from '../feed/web-address.ts'
import { decodePage } from '../page/decode-page.ts'
import { fromText } from '../page/stand-ins.ts'
import { trimPage } from '../page/trim-page.ts'

export interface PageLink {
  url: string
  /** What the page calls it; '' when it does not. */
  title: string
  /** `feed`, `sitemap`: a link element says so; `anchor`: an ordinary link that looks like a feed's. */
  as: 'feed' | 'sitemap' | 'anchor'
}

export interface PageLinks {
  /** Of the page; '' when it has none. */
  title: string
  links: PageLink[]
}

const maxLinks = 50
const feedType =
  /^\s*(?:application\/(?:rss\+xml|atom\+xml|rdf\+xml|feed\+json|x\.atom\+xml|x-atom\+xml)|text\/(?:rss|atom)(?:\+xml)?)\b/i
const xmlType = /^\s*(?:application|text)\/(?:xml|json)\b/i
const feedPath = /(?:^|[/._-])(?:rss|atom|feeds?|rdf)(?:[/._-]|\d*$)|\.(?:rss|atom|rdf)$/i
const feedWord = /\b(?:rss|atom|(?:news )?feed)\b/i

export function pageLinks({ body, contentType, url }: FeedAnswer): PageLinks | null {
  const written = decodePage(body, contentType)
  if (!/<(?:!doctype\s+html|html|head|body|title|meta|link|a|p|div)[\s>]/i.test(written.slice(0, 65_536)))
    return null
  const html = trimPage(written)
  const base = webAddress(/<base\b[^>]*? href="([^"]*)"/.exec(html)?.[1], url) ?? url
  const links = new Map<string, PageLink>()
  for (const [, name = '', tag = '', after = ''] of html.matchAll(element)) {
    const link = name === 'link' ? linkElement(tag, base) : anchor(tag, after, base)
    if (link && !links.has(link.url)) links.set(link.url, link)
    if (links.size === maxLinks) break
  }
  const title = line(/<title>([^<]*)/.exec(html)?.[1] ?? '')
  return { title, links: [...links.values()] }
}

/** As the trimmed page writes it: each value in quotes. */
const element = /<(link|a)((?: [\w:-]+="[^"]*")*)>([^<]{0,100})/g

function linkElement(tag: string, base: string): PageLink | null {
  const { rel = '', type = '', href, title = '' } = tagAttributes(tag, 'rel', 'type', 'href', 'title')
  const url = feedAddress(href, base)
  if (!url) return null
  const relations = rel.toLowerCase().split(/\s+/)
  if (relations.includes('sitemap')) return { url, title: line(title), as: 'sitemap' }
  if (!relations.includes('alternate') && !relations.includes('feed')) return null
  const isFeed =
    feedType.test(type) ||
    (xmlType.test(type) && looksLikeFeed(url, title)) ||
    (type === '' && relations.includes('feed'))
  return isFeed ? { url, title: line(title), as: 'feed' } : null
}

function anchor(tag: string, after: string, base: string): PageLink | null {
  const { href = '', title = '', type = '' } = tagAttributes(tag, 'href', 'title', 'type')
  const url = feedAddress(href, base)
  if (!url) return null
  const text = line(after) || line(title)
  return feedType.test(type) || looksLikeFeed(url, text) ? { url, title: text, as: 'anchor' } : null
}

function looksLikeFeed(url: string, title: string): boolean {
  const { hostname, pathname, search } = new URL(url)
  return (
    feedPath.test(pathname.replace(/\/+$/, '')) ||
    /^(?:feeds?|rss)\d*\./.test(hostname) ||
    /[?&](?:feed|format|output|type)=(?:rss2?|atom|feed|xml)\b/i.test(search) ||
    feedWord.test(title)
  )
}

/** `feed://news.example/rss` and `feed:https://…` are how some pages ask for a reader program. */
function feedAddress(written: string | undefined, base: string): string | null {
  return webAddress(written?.trim().replace(/^feed:(?:\/\/)?(?=https?:)|^feed:(?=\/\/)/i, ''), base)
}

function line(written: string): string {
  return fromText(plainLine(written, 200))
}
