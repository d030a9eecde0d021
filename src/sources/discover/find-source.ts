/**
 * Finds what to watch behind an address that somebody typed: the address itself where it is a feed or a sitemap;
 * else the feed that the page names (link elements, Link header, links that look like one), a news sitemap of the
 * site's robots.txt, a feed at one of the usual places; else the page itself. In: an address. Out: a `Finding`.
 * What always holds: only what was fetched and read as a feed or news sitemap with items is found.
 */
import type { SafeResponse } from '../../net/index.ts'
import { unreadablePage } from '../health/index.ts'
import { noWishes } from '../poll/politeness.ts'
import type { DocumentReading } from '../reader/index.ts'
import type { Robots } from '../robots/index.ts'
import { isOfSite, orderParts } from '../sitemap/order-parts.ts'
import { headerLinks } from './feeds-in-header.ts'
import type { Finding, FoundBy } from './finding.ts'
import { isOfComments, orderLinks } from './order-links.ts'
import type { PageLink } from './page-links.ts'
import { createSearch, type Search, type SearchParts } from './search.ts'
import { usualPlaces } from './usual-places.ts'

type Untold = Finding extends infer Each
  ? Each extends Finding
    ? Omit<Each, 'tried' | 'wishes'>
    : never
  : never
type Links = Extract<DocumentReading, { kind: 'links' }>

/** How many of each kind are asked for; together with the page and robots.txt they stay within a search's requests. */
const most = { links: 3, sitemaps: 2, anchors: 2, places: 4 }

/** Rejects only when `signal` aborts, the reader stops, or the fault is ours. */
export async function findSource(address: string, parts: SearchParts): Promise<Finding> {
  const search = createSearch(parts)
  const found = await find(address, search, parts)
  return { ...found, tried: search.tried, wishes: search.wishes } as Finding
}

async function find(address: string, search: Search, parts: SearchParts): Promise<Untold> {
  const first = await search.look(address)
  if (first.kind === 'over') return askedAway
  if (first.kind === 'failed') return { ...first, kind: 'none' }
  const { reading, response } = first
  if (reading.kind === 'read')
    return (
      foundIn(address, reading, 'address') ?? {
        kind: 'none',
        problem: unreadablePage('it is empty'),
        answered: true,
      }
    )
  const page = response.url
  const links = orderLinks([...headerLinks(response.headers.get('link'), page), ...reading.links.links], page)
  const robots = await search.robots(page)
  return (
    (await tryLinks(
      links.filter(link => link.as === 'feed' && !isOfComments(link)).slice(0, most.links),
      search,
    )) ??
    (await trySitemaps(newsFirst(robots, links), search, page)) ??
    (await tryLinks(
      links.filter(link => link.as === 'anchor' && !isOfComments(link)).slice(0, most.anchors),
      search,
    )) ??
    (await tryPlaces(page, robots, search)) ??
    (await tryLinks(links.filter(isOfComments).slice(0, 1), search)) ??
    (search.wishes === noWishes ? await asPage(address, { reading, response, robots }, parts) : askedAway)
  )
}

/** A page is watched where there is no feed, not where its server let us look no further. */
const askedAway: Untold = {
  kind: 'none',
  problem: {
    kind: 'too-often',
    words: 'Its server asked us to come back later before a feed was found. It is looked for again then.',
  },
  answered: true,
}

/** What has nothing in it is no source, unless it is what was asked for. */
function foundIn(
  url: string,
  { as, feed, items, sitemap }: Extract<DocumentReading, { kind: 'read' }>,
  by: FoundBy,
): Extract<Untold, { kind: 'found' }> | null {
  if (as === 'page') return null
  const isWanted = by === 'address' || (items.length > 0 && (as === 'feed' || sitemap?.news === true))
  return isWanted ? { kind: 'found', as, url, title: feed.title, items: items.length, by } : null
}

/** A link may lead to a page that lists the feeds: those are followed once. */
async function tryLinks(links: readonly PageLink[], search: Search, deeper = true): Promise<Untold | null> {
  for (const { url, as } of links) {
    const look = await search.look(url)
    if (look.kind !== 'read') continue
    const { reading, response } = look
    if (reading.kind === 'read') {
      const found = foundIn(url, reading, as === 'anchor' ? 'anchor' : 'link')
      if (found) return found
    } else if (deeper && as === 'anchor') {
      const listed = orderLinks(reading.links.links, response.url).filter(link => !isOfComments(link))
      const found = await tryLinks(listed.slice(0, 2), search, false)
      if (found) return found
    }
  }
  return null
}

/** Those that robots.txt names, and the page, the likeliest for news first. */
function newsFirst({ sitemaps }: Robots, links: readonly PageLink[]): string[] {
  const named = links.filter(({ as }) => as === 'sitemap').map(({ url }) => url)
  const all = [...new Set([...sitemaps.slice(0, 100), ...named])]
  return orderParts(all.map(url => ({ url, changedAt: null }))).map(({ url }) => url)
}

/** Of an index its best part is read; where its name changes by the day, the index is what to watch. */
async function trySitemaps(urls: readonly string[], search: Search, page: string): Promise<Untold | null> {
  for (const url of urls.slice(0, most.sitemaps)) {
    const look = await search.look(url)
    if (look.kind !== 'read' || look.reading.kind !== 'read') continue
    const found = foundIn(url, look.reading, 'robots')
    if (found) return found
    const [best] = orderParts(look.reading.sitemap?.parts ?? []).filter(part => isOfSite(part.url, page))
    const part = best ? await search.look(best.url) : null
    if (!best || part?.kind !== 'read' || part.reading.kind !== 'read') continue
    const within = foundIn(/\d/.test(new URL(best.url).pathname) ? url : best.url, part.reading, 'robots')
    if (within) return within
  }
  return null
}

async function tryPlaces(page: string, robots: Robots, search: Search): Promise<Untold | null> {
  const allowed = usualPlaces(page).filter(url => robots.allows(pathOf(url)))
  for (const url of allowed.slice(0, most.places)) {
    const look = await search.look(url)
    const found =
      look.kind === 'read' && look.reading.kind === 'read' ? foundIn(url, look.reading, 'place') : null
    if (found) return found
  }
  return null
}

async function asPage(
  address: string,
  { reading, response, robots }: { reading: Links; response: SafeResponse; robots: Robots },
  { reader, signal }: SearchParts,
): Promise<Untold> {
  const contentType = response.headers.get('content-type')
  const document = {
    kind: 'page' as const,
    body: reading.body,
    contentType,
    url: response.url,
    knownHash: null,
  }
  const page = await reader.read(document, signal)
  if (page.kind === 'read')
    return { kind: 'page', title: page.feed.title, allowed: robots.allows(pathOf(address)) }
  const reason = page.kind === 'unreadable' ? page.reason : 'it takes longer to read than any page does'
  return { kind: 'none', problem: unreadablePage(reason), answered: true }
}

function pathOf(url: string): string {
  const { pathname, search } = new URL(url)
  return pathname + search
}
