/**
 * Finds the feed in a text: junk before it goes, a document type goes unread. Out: where its root element
 * begins and of which format it is, or in words what the text is instead.
 */
import type { XmlDocument } from './xml/xml-document.ts'

export type FeedFormat = 'rss' | 'atom' | 'json'

export type FoundFeed =
  | { ok: true; format: FeedFormat; at: number; problems: string[] }
  | { ok: false; reason: string }

export function findFeed(document: XmlDocument): FoundFeed {
  const found = findIn(document.written)
  if (found.ok && found.problems.length === 0) return found
  // Spaces and junk beyond ASCII are seen as such in the text alone.
  const text = document.text()
  const again = findIn(text)
  return again.ok ? { ...again, at: Buffer.byteLength(text.slice(0, again.at)) } : again
}

function findIn(text: string): FoundFeed {
  const start = text.search(/[^\s\uFEFF\0]/)
  if (start < 0) return { ok: false, reason: 'empty' }
  if (text[start] === '{') return { ok: true, format: 'json', at: start, problems: [] }
  const root = rootAt(text, skipProlog(text))
  if (root) return { ok: true, ...root, problems: [] }
  // Warnings of a script, a greeting, a stray line: the feed may still follow.
  const at = text.search(/<(?:[\w.-]+:)?(?:rss|rdf|feed)[\s>]/i)
  const later = at < 0 || /<html[\s>]/i.test(text.slice(0, at)) ? null : rootAt(text, at)
  if (!later) return { ok: false, reason: whatElse(text) }
  const junk = text.slice(0, at).trim().length
  return { ok: true, ...later, problems: [`${junk} characters of something else stand before the feed`] }
}

const formats: Record<string, FeedFormat> = { rss: 'rss', channel: 'rss', rdf: 'rss', feed: 'atom' }

function rootAt(text: string, at: number): { at: number; format: FeedFormat } | null {
  const name = /^<(?:[\w.-]+:)?([\w.-]+)(?=[\s/>])/.exec(text.slice(at, at + 100))
  const format = formats[name?.[1]?.toLowerCase() ?? '']
  return format ? { at, format } : null
}

/** Where the root should begin: after space, byte order marks, declarations, comments, document types. */
function skipProlog(text: string): number {
  let at = 0
  for (;;) {
    const next = text.indexOf('<', at)
    if (next < 0 || /[^\s\uFEFF\0]/.test(text.slice(at, next))) return at
    const end = afterMarkup(text, next)
    if (end <= next) return next
    at = end
  }
}

/** The index after a comment, declaration or document type; `at` itself for anything else, -1 if unclosed. */
function afterMarkup(text: string, at: number): number {
  if (text.startsWith('<!--', at)) return after(text, '-->', at)
  if (text.startsWith('<?', at)) return after(text, '>', at)
  return /^<!doctype/i.test(text.slice(at, at + 9)) ? afterDoctype(text, at) : at
}

function after(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from)
  return found < 0 ? -1 : found + mark.length
}

function afterDoctype(text: string, from: number): number {
  const end = text.indexOf('>', from)
  const subset = end < 0 ? text.indexOf('[', from) : from + text.slice(from, end).indexOf('[')
  if (subset < from) return end + 1 || -1
  const closed = /\]\s*>/g
  closed.lastIndex = subset
  return closed.exec(text) ? closed.lastIndex : -1
}

function whatElse(text: string): string {
  const head = text.slice(0, 4096)
  if (/<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]/i.test(head)) return 'an HTML page, not a feed'
  const root = /<((?:[\w.-]+:)?[\w.-]+)[\s/>]/.exec(head.replace(/<[?!][^>]*>/g, ''))?.[1]?.toLowerCase()
  if (root === 'urlset' || root === 'sitemapindex') return 'a sitemap, not a feed'
  if (root === 'opml') return 'an OPML list of feeds, not a feed'
  if (root) return `an XML document of <${root.slice(0, 40)}>, not a feed`
  return text.trimStart().startsWith('[') ? 'a JSON list, not a feed' : 'plain text, not a feed'
}
