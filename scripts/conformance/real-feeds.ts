/**
 * Real feeds: all their items come out (counted here by their tags, with no code of Tocsin's), each with a title or text,
 * an absolute link where the feed gives one, a plausible date where it gives one; and none twice when a file is read twice.
 */
import { identifyItems, type KnownItem, matchItem, withPlausibleDates } from '../../src/sources/feed/index.ts'
import { readFeed } from '../../src/sources/feed/read-feed.ts'
import { type ShownItem, showFeed } from '../../src/sources/feed/show-feed.ts'
import { realFeeds } from './corpus.ts'
import type { Score } from './score.ts'

export function realFeedsYield(now: number): Score {
  const misses: string[] = []
  const counts = { items: 0, undated: 0, unlinked: 0 }
  const feeds = realFeeds()
  for (const { name, body } of feeds) {
    const answer = { body, contentType: null, url: '' }
    const result = showFeed(answer)
    if (!result.ok) {
      misses.push(`${name}: ${result.reason}`)
      continue
    }
    const { items, problems } = result.shown
    counts.items += items.length
    counts.undated += items.filter(isUndated).length
    counts.unlinked += items.filter(item => item.link === null).length
    const wrong = [
      ...problems,
      ...countedWrong(items.length, body),
      ...items.flatMap(item => wrongWith(item, now)),
      ...undatedWithout(items, body),
      ...unlinkedWithout(items, body),
      ...doubled(answer, now),
    ]
    if (wrong.length > 0) misses.push(`${name}: ${wrong.slice(0, 3).join('; ')}`)
  }
  return {
    about: 'real feeds yield their items, and none twice',
    agreed: feeds.length - misses.length,
    total: feeds.length,
    bar: 1,
    misses,
    details: [
      `${counts.items} items; ${counts.unlinked} of feeds that give them no absolute link, ${counts.undated} that give no date but the year 1`,
    ],
  }
}

const isUndated = ({ publishedAt, updatedAt }: ShownItem) => publishedAt === null && updatedAt === null

/** Without what stands in CDATA or is commented out. */
function tagsOf(body: Uint8Array): string {
  return Buffer.from(body)
    .toString('utf8')
    .replace(/<!\[CDATA\[[\s\S]*?\]\]>|<!--[\s\S]*?-->/g, '')
}

function countedWrong(ours: number, body: Uint8Array): string[] {
  const tags = tagsOf(body).match(/<(?:item|entry)[\s>]/g)?.length ?? 0
  return ours === tags ? [] : [`${ours} items, but ${tags} of their tags`]
}

function wrongWith({ title, text, link, publishedAt, updatedAt }: ShownItem, now: number): string[] {
  const at = publishedAt ?? updatedAt
  const implausible =
    at !== null && !(Date.parse(at) > Date.UTC(1990, 0) && Date.parse(at) < now + 86_400_000)
  return [
    ...(title || text ? [] : ['an item without title and text']),
    ...(link === null || /^https?:\/\/[^/]/.test(link) ? [] : [`a link that is not absolute: ${link}`]),
    ...(implausible ? [`an item of ${at}`] : []),
  ]
}

/** Items may be without a date only as far as the document writes the year 1. */
function undatedWithout(items: readonly ShownItem[], body: Uint8Array): string[] {
  const undated = items.filter(isUndated).length
  const never = tagsOf(body).match(/<(?:pubDate|published|updated)>[^<]*\b0001\b/g)?.length ?? 0
  return undated <= never ? [] : [`${undated} items without a date`]
}

/** Items may be without a link only as far as the document has none that is absolute. */
function unlinkedWithout(items: readonly ShownItem[], body: Uint8Array): string[] {
  const unlinked = items.filter(item => item.link === null).length
  if (unlinked === 0) return []
  const entries = tagsOf(body)
    .split(/<(?:item|entry)[\s>]/)
    .slice(1)
  const given = entries.filter(entry => /<link>\s*https?:|<link[^>]*\bhref=["']https?:/i.test(entry)).length
  return given <= items.length - unlinked ? [] : [`${unlinked} items without a link, but ${given} give one`]
}

function doubled(answer: { body: Uint8Array; contentType: null; url: string }, now: number): string[] {
  const known: KnownItem[] = []
  const wrong: string[] = []
  for (const round of [1, 2]) {
    const reading = readFeed(answer)
    if (!reading.ok) return [reading.reason]
    const met = new Set<number>()
    const place = 'https://feed.example/all.xml'
    for (const { item, keys } of withPlausibleDates(identifyItems(reading.feed, place), now)) {
      const candidates = known.filter(
        row =>
          (row.guidKey !== null && row.guidKey === keys.guidKey) ||
          (row.urlKey !== null && row.urlKey === keys.urlKey) ||
          (row.titleKey !== null && row.titleKey === keys.titleKey),
      )
      const match = matchItem(candidates, item, keys)
      // Of several entries about one item the first counts, as where items are stored.
      if (match.kind !== 'new' && met.has(match.id)) continue
      if (match.kind !== 'new') met.add(match.id)
      if (match.kind === 'new' && round === 2) wrong.push(`"${item.title}" is new when it is read again`)
      if (match.kind === 'revised' && round === 2)
        wrong.push(`"${item.title}" is changed when it is read again`)
      if (match.kind === 'new') {
        met.add(known.length)
        known.push({ id: known.length, ...item, ...keys })
      }
    }
  }
  return wrong
}
