/**
 * Which sitemaps of an index a look asks for: a pure function. A site's index names its whole archive; news is in few
 * of its parts. Those that have headlines are asked for, new ones, and what is called
 * like them; where none is known to have any, the likeliest. Of more than can be asked for at once, in turns.
 */
import { orderParts, worthOf } from './order-parts.ts'
import type { NamedPart } from './sitemap.ts'

export interface KnownPart extends NamedPart {
  parent: string
  fresh: boolean
  readAt: number | null
  readChangedAt: number | null
  news: boolean | null
  etag: string | null
  lastModified: string | null
  bodyHash: string | null
}

/** Further down an index stands its archive: without this bound all of it would be walked through, look by look. */
const mostConsidered = 12
/** So many are worth a look, and so many of them are asked for at one. */
const mostWatched = 6
export const mostAtOnce = 4
/** What the index says of a part that did not change is believed for so long. */
const believedMs = 60 * 60_000

export function chooseParts(parts: readonly KnownPart[], at: number): KnownPart[] {
  const ordered = orderParts(parts)
  const withNews = ordered.filter(part => part.news === true)
  const likeliest = Math.max(...withNews.map(({ url }) => worthOf(url)))
  const considered = new Set(ordered.slice(0, mostConsidered))
  const isLikely = (part: KnownPart) =>
    isUnknown(part) && considered.has(part) && (part.fresh || worthOf(part.url) >= likeliest)
  const pool =
    withNews.length === 0 ? [...considered] : ordered.filter(part => part.news === true || isLikely(part))
  // Those that were away would else be asked for at each look, and keep the others from being asked for at all.
  const there = pool.filter(part => !isAway(part) || at - (part.readAt ?? at) >= believedMs)
  return (there.length > 0 ? there : pool)
    .slice(0, mostWatched)
    .filter(part => !isUnchanged(part, at))
    .toSorted((one, other) => (one.readAt ?? 0) - (other.readAt ?? 0))
    .slice(0, mostAtOnce)
}

/** Nobody has read it yet. */
function isUnknown({ news, bodyHash }: KnownPart): boolean {
  return news === null && bodyHash === null
}

/** It was asked for, and could not be read; it never could. */
export function isAway(part: KnownPart): boolean {
  return part.readAt !== null && isUnknown(part)
}

/** Of a source that is read as if for the first time: of its parts counts only which were away. */
export function forgetParts(known: readonly KnownPart[]): KnownPart[] {
  return known.map(part => ({ ...part, ...unread(false), readAt: isAway(part) ? part.readAt : null }))
}

function isUnchanged({ changedAt, readChangedAt, readAt }: KnownPart, at: number): boolean {
  return changedAt !== null && changedAt === readChangedAt && readAt !== null && at - readAt < believedMs
}

/** What an index names now, with what is known of it; of other indexes everything stays. */
export function mergeParts(
  known: readonly KnownPart[],
  named: readonly NamedPart[],
  { parent, fresh }: { parent: string; fresh: boolean },
): KnownPart[] {
  const before = new Map(known.map(part => [part.url, part]))
  const now = named.map(({ url, changedAt }) => ({
    ...(before.get(url) ?? unread(fresh)),
    ...{ url, changedAt, parent },
  }))
  const urls = new Set(now.map(({ url }) => url))
  const all = [...now, ...known.filter(part => part.parent !== parent && !urls.has(part.url))]
  // What an index names that is itself named no longer goes with it.
  const there = new Set(all.map(({ url }) => url))
  return all.filter(part => part.parent === '' || there.has(part.parent))
}

function unread(fresh: boolean): Omit<KnownPart, keyof NamedPart | 'parent'> {
  return {
    ...{ fresh, readAt: null, readChangedAt: null, news: null },
    ...{ etag: null, lastModified: null, bodyHash: null },
  }
}
