/**
 * feedparser's cases outside `sanitize/` whose key Tocsin's feed or item has: how many agree. Texts are compared as
 * they are seen (tags and white space apart), dates as moments, languages whatever their capitals, links as resolved.
 */
import { type ShownFeed, showFeed } from '../../src/sources/feed/show-feed.ts'
import { caseAddress, caseBody, type FeedCase, feedCases, isSanitizeCase } from './corpus.ts'
import type { Score } from './score.ts'
import { visibleText, withoutSpace } from './visible-text.ts'

/** feedparser's name of a value to where Tocsin shows it. */
const places: Record<string, (shown: ShownFeed) => string | null | undefined> = {
  'feed title': ({ feed }) => feed.title,
  'feed link': ({ feed }) => feed.link,
  'feed language': ({ feed }) => feed.language,
  'entries[0] title': ({ items }) => items[0]?.title,
  'entries[0] link': ({ items }) => items[0]?.link,
  'entries[0] id': ({ items }) => items[0]?.id,
  'entries[0] guid': ({ items }) => items[0]?.id,
  'entries[0] summary': ({ items }) => items[0]?.text,
  'entries[0] description': ({ items }) => items[0]?.text,
  'entries[0] content': ({ items }) => items[0]?.text,
  'entries[0] author': ({ items }) => items[0]?.author,
  'entries[0] published': ({ items }) => items[0]?.publishedAt,
  'entries[0] updated': ({ items }) => items[0]?.updatedAt,
  'entries[0] language': ({ items }) => items[0]?.language,
}

export function fieldAgreement(): Score {
  const counts = new Map<string, { agreed: number; total: number }>()
  const misses: string[] = []
  for (const feedCase of feedCases()) {
    const name = `${feedCase.object} ${feedCase.key}`
    const place = places[name]
    if (!place || isSanitizeCase(feedCase)) continue
    const count = counts.get(name) ?? { agreed: 0, total: 0 }
    counts.set(name, count)
    count.total++
    const shown = shownCase(feedCase)
    const ours = shown.items.length > 0 || feedCase.object === 'feed' ? (place(shown) ?? '') : ''
    if (agree(feedCase, ours)) count.agreed++
    else
      misses.push(
        `${feedCase.file}: ${name} should be ${JSON.stringify(feedCase.value)}, is ${JSON.stringify(ours)}${shown.problems.map(problem => ` (${problem})`).join('')}`,
      )
  }
  const all = [...counts.values()]
  return {
    about: 'feedparser’s cases agree in visible text',
    agreed: all.reduce((sum, { agreed }) => sum + agreed, 0),
    total: all.reduce((sum, { total }) => sum + total, 0),
    bar: 0.97,
    misses,
    details: [...counts]
      .sort(([one], [other]) => one.localeCompare(other))
      .map(([name, { agreed, total }]) => `${name.padEnd(24)} ${agreed}/${total}`),
  }
}

export function shownCase(feedCase: FeedCase, body: Uint8Array = caseBody(feedCase)): ShownFeed {
  const headers = new Headers(feedCase.headers)
  const result = showFeed({
    body,
    url: caseAddress(feedCase.file),
    contentType: headers.get('content-type'),
    contentLocation: headers.get('content-location'),
    contentLanguage: headers.get('content-language'),
  })
  return result.ok
    ? result.shown
    : { feed: { title: null, link: null, language: null }, items: [], problems: [result.reason] }
}

function agree({ key, value }: FeedCase, ours: string): boolean {
  if (key === 'language') return ours.toLowerCase() === value.toLowerCase()
  if (key === 'published' || key === 'updated') return sameMoment(ours, value)
  if (key === 'link') return sameAddress(ours, value)
  return ours === value || withoutSpace(ours) === visibleText(value)
}

function sameMoment(ours: string, theirs: string): boolean {
  return Date.parse(ours) === Date.parse(theirs)
}

function sameAddress(ours: string, theirs: string): boolean {
  return ours === theirs || (URL.canParse(theirs) && new URL(theirs).href === ours)
}
