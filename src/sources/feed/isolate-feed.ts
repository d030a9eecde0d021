/**
 * Finds the feed in a text: junk before and after it goes, a document type goes unread (so nothing it
 * declares is ever expanded or fetched: billion laughs, XXE), a feed cut in the middle is closed after its
 * last complete item. Out: one XML element of a known kind or a JSON text, or in words what it is instead.
 */

export type FeedFormat = 'rss' | 'rdf' | 'atom' | 'json'

export type IsolatedFeed =
  | { ok: true; format: FeedFormat; document: string; problems: string[] }
  | { ok: false; reason: string }

/** Feeds nest a dozen deep; the parser that follows gives up at 100, and says nothing one understands. */
const maxDepth = 90

export function isolateFeed(text: string): IsolatedFeed {
  const start = text.search(/[^\s\uFEFF\0]/)
  if (start < 0) return { ok: false, reason: 'empty' }
  if (text[start] === '{') return { ok: true, format: 'json', document: text.slice(start), problems: [] }
  const root = findRoot(text)
  if (!root) return { ok: false, reason: whatElse(text) }
  const problems: string[] = []
  if (root.junk > 0) problems.push(`${root.junk} characters of something else stand before the feed`)
  const closed = closeRoot(text.slice(root.at), root.name, problems)
  if (nestsTooDeep(closed))
    return { ok: false, reason: `its elements nest more than ${maxDepth} deep, which no feed does` }
  const document = root.format === 'rss' ? asRss(closed, root.name) : closed
  return { ok: true, format: root.format, document, problems }
}

interface Root {
  at: number
  name: string
  format: FeedFormat
  junk: number
}

const formats: Record<string, FeedFormat> = { rss: 'rss', channel: 'rss', rdf: 'rdf', feed: 'atom' }

function findRoot(text: string): Root | null {
  const first = rootAt(text, skipProlog(text))
  if (first) return { ...first, junk: 0 }
  // Warnings of a script, a greeting, a stray line: the feed may still follow.
  const at = text.search(/<(?:[\w.-]+:)?(?:rss|rdf|feed)[\s>]/i)
  if (at < 0 || /<html[\s>]/i.test(text.slice(0, at))) return null
  const root = rootAt(text, at)
  return root && { ...root, junk: text.slice(0, at).trim().length }
}

function rootAt(text: string, at: number): Omit<Root, 'junk'> | null {
  const name = /^<([\w.-]+:)?([\w.-]+)(?=[\s/>])/.exec(text.slice(at, at + 100))
  const format = formats[name?.[2]?.toLowerCase() ?? '']
  return name && format ? { at, name: name[0].slice(1), format } : null
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
  const subset = text.indexOf('[', from)
  if (subset < 0 || end < subset) return end + 1 || -1
  const closed = /\]\s*>/g
  closed.lastIndex = subset
  return closed.exec(text) ? closed.lastIndex : -1
}

/** Cuts what follows the root's end; where that end is missing, closes after the last complete item. */
function closeRoot(text: string, name: string, problems: string[]): string {
  const end = lastMatch(text, new RegExp(`</${RegExp.escape(name)}\\s*>`, 'gi'))
  if (end) return text.slice(0, end)
  const item = lastMatch(text, /<\/(?:[\w.-]+:)?(?:item|entry)\s*>/gi)
  if (!item) return text
  problems.push('the feed is cut in the middle; its complete items were used')
  const channel = /^(?:[\w.-]+:)?rss$/i.test(name)
    ? (/<((?:[\w.-]+:)?channel)[\s>]/i.exec(text)?.[1] ?? '')
    : ''
  return `${text.slice(0, item)}${channel && `</${channel}>`}</${name}>`
}

/** The index after the last match, or 0. */
function lastMatch(text: string, pattern: RegExp): number {
  let end = 0
  for (const match of text.matchAll(pattern)) end = match.index + match[0].length
  return end
}

/** One pass over the tags; what stands in CDATA and comments is no element, escaped text is none anyway. */
function nestsTooDeep(text: string): boolean {
  let depth = 0
  let at = text.indexOf('<')
  while (at >= 0) {
    const special = text.startsWith('<!--', at) ? '-->' : text.startsWith('<![CDATA[', at) ? ']]>' : '>'
    const end = text.indexOf(special, at)
    if (end < 0) return false
    const next = text[at + 1] ?? ''
    if (next === '/') depth = Math.max(0, depth - 1)
    else if (/[\w:]/.test(next) && text[end - 1] !== '/') depth++
    if (depth > maxDepth) return true
    at = text.indexOf('<', end)
  }
  return false
}

/**
 * RSS 0.9x in the wild sometimes starts at its channel. People go by `dc:creator`: what feedsmith does with
 * `author` and its like takes time that grows with the square of the brackets in it.
 */
function asRss(document: string, name: string): string {
  const plain = document
    .replace(/<(\/?)author(?=[\s/>])/gi, '<$1dc:creator')
    .replace(feedPeople, '<$1x-person')
  return /^channel$/i.test(name) ? `<rss version="2.0">${plain}</rss>` : plain
}

const feedPeople = /<(\/?)(?:managingeditor|webmaster)(?=[\s/>])/gi

function whatElse(text: string): string {
  const head = text.slice(0, 4096)
  if (/<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]/i.test(head)) return 'an HTML page, not a feed'
  const root = /<((?:[\w.-]+:)?[\w.-]+)[\s/>]/.exec(head.replace(/<[?!][^>]*>/g, ''))?.[1]?.toLowerCase()
  if (root === 'urlset' || root === 'sitemapindex') return 'a sitemap, not a feed'
  if (root === 'opml') return 'an OPML list of feeds, not a feed'
  if (root) return `an XML document of <${root.slice(0, 40)}>, not a feed`
  return text.trimStart().startsWith('[') ? 'a JSON list, not a feed' : 'plain text, not a feed'
}
