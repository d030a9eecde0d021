/**
 * robots.txt as RFC 9309 says. In: the file's text and our product token. Out: what it asks of us. Bad lines are
 * skipped (§2.2): whatever the text, this yields an answer, in time that grows with its length only.
 * `Crawl-delay` and `Sitemap` are no part of the RFC, but in wide use.
 */
import { matchesPath, normalisePath } from './path-pattern.ts'

export interface Robots {
  /** The least time between two requests that our group asks for; null: none. At most a day. */
  crawlDelayMs: number | null
  /** http(s) addresses in the order of the file, whichever group they stand in. */
  sitemaps: string[]
  /** `path` with its query, as in the request line. */
  allows(path: string): boolean
}

interface Rule {
  allow: boolean
  pattern: string
}

interface Group {
  agents: string[]
  rules: Rule[]
  crawlDelayMs: number | null
}

/** RFC 9309 §2.5 wants 500 KiB parsed at least; what follows is not read. */
const maxRobotsBytes = 500 * 1024
const maxSitemaps = 1_000
const longestDelayMs = 24 * 60 * 60_000

/** `agent`: the product token of the User-Agent header, such as `Tocsin`. */
export function parseRobots(text: string, agent: string): Robots {
  const { groups, sitemaps } = readLines(text)
  const { rules, crawlDelayMs } = groupFor(groups, agent)
  return { crawlDelayMs, sitemaps, allows: path => allows(rules, path) }
}

function readLines(text: string): { groups: Group[]; sitemaps: string[] } {
  const groups: Group[] = []
  const sitemaps = new Set<string>()
  let naming = false
  for (const line of text
    .slice(0, maxRobotsBytes)
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)) {
    const [, name = '', value = ''] = /^\s*([^\s:#]+)\s*:\s*([^#]*)/.exec(line) ?? []
    const key = name.toLowerCase()
    if (key === 'sitemap') addSitemap(sitemaps, value.trim())
    if (key === 'user-agent') {
      // Lines that follow each other name one group (§2.2.1).
      if (!naming) groups.push({ agents: [], rules: [], crawlDelayMs: null })
      groups.at(-1)?.agents.push(tokenOf(value))
      naming = true
    }
    if (/^(?:allow|disallow|crawl-delay)$/.test(key)) {
      naming = false
      addRule(groups.at(-1), key, value.trim())
    }
  }
  return { groups, sitemaps: [...sitemaps] }
}

function addSitemap(sitemaps: Set<string>, value: string): void {
  const url = URL.canParse(value) ? new URL(value) : null
  if (url && /^https?:$/.test(url.protocol) && sitemaps.size < maxSitemaps) sitemaps.add(url.href)
}

/** Rules before the first group are nobody's. */
function addRule(group: Group | undefined, key: string, value: string): void {
  if (!group) return
  if (key === 'crawl-delay') {
    const ms = /^\d+(?:\.\d+)?$/.test(value) ? Math.round(Number(value) * 1_000) : 0
    if (ms > 0) group.crawlDelayMs = Math.min(ms, longestDelayMs)
    return
  }
  // An empty rule says nothing; an empty Disallow allows everything.
  if (value !== '') group.rules.push({ allow: key === 'allow', pattern: normalisePath(value) })
}

/** `Tocsin/1.0 (news)` means Tocsin. */
function tokenOf(value: string): string {
  const trimmed = value.trim()
  return trimmed.startsWith('*') ? '*' : (/^[\w-]+/.exec(trimmed)?.[0] ?? '').toLowerCase()
}

/** All groups that name us, as one; if none does, all that name everybody (§2.2.1). */
function groupFor(groups: readonly Group[], agent: string): Omit<Group, 'agents'> {
  const naming = (token: string) => groups.filter(({ agents }) => agents.includes(token))
  const own = naming(agent.toLowerCase())
  const chosen = own.length > 0 ? own : naming('*')
  const delays = chosen.flatMap(({ crawlDelayMs }) => crawlDelayMs ?? [])
  return {
    rules: chosen.flatMap(({ rules }) => rules),
    crawlDelayMs: delays.length > 0 ? Math.max(...delays) : null,
  }
}

/** The longest pattern that matches decides; of two as long, the one that allows (§2.2.2). */
function allows(rules: readonly Rule[], path: string): boolean {
  const asked = normalisePath(path)
  if (asked === '/robots.txt') return true
  let best: Rule | null = null
  for (const rule of rules) {
    const better = !best || rule.pattern.length > best.pattern.length
    const kinder = best?.pattern.length === rule.pattern.length && rule.allow
    if ((better || kinder) && matchesPath(rule.pattern, asked)) best = rule
  }
  return best?.allow ?? true
}
