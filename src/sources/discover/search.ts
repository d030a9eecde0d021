/**
 * The requests of one search for a source: few, one after the other, each through the guarded fetch, for all but the
 * first address were written by a stranger. What always holds: at most `maxRequests`, each in a turn of its host as a
 * poll is, and none that begins after `maxMs`: a host that has fewer turns in that time is asked for less.
 */
import { TocsinError } from '../../errors.ts'
import type { SafeFetch, SafeResponse } from '../../net/index.ts'
import { fault, givenUp, type Problem, problemOfError, problemOfPage } from '../health/index.ts'
import type { HostTurns } from '../poll/host-turns.ts'
import { type AnswerWishes, noWishes, wishesOf } from '../poll/politeness.ts'
import type { DocumentReading, Reader } from '../reader/index.ts'
import { parseRobots, type Robots } from '../robots/index.ts'
import type { Tried } from './finding.ts'

export interface SearchParts {
  fetch: SafeFetch
  reader: Reader
  turns: HostTurns
  now: () => number
  signal: AbortSignal
}

export type Look =
  | { kind: 'read'; reading: Extract<DocumentReading, { kind: 'read' | 'links' }>; response: SafeResponse }
  | { kind: 'failed'; problem: Problem; answered: boolean }
  /** There are no requests left, or its host has no turn in time. */
  | { kind: 'over' }

export interface Search {
  readonly tried: Tried[]
  /** What a server asked of us: then the search is over. */
  readonly wishes: AnswerWishes
  /** Asks for an address, once; again it is `over`. */
  look(url: string): Promise<Look>
  /** Of the site's robots.txt; where it has none, or is in trouble, everything is allowed that a page links to. */
  robots(url: string): Promise<Robots>
}

const maxRequests = 12
const maxMs = 30_000
const oneRequestMs = 10_000
const maxRobotsBytes = 1024 * 1024
const accept =
  'text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.1'

export function createSearch(parts: SearchParts): Search {
  const { fetch, turns, now, signal } = parts
  const endsAt = now() + maxMs
  const tried: Tried[] = []
  const asked = new Set<string>()
  let wishes = noWishes
  const ask = async (url: string, options: Parameters<SafeFetch>[1]) => {
    const isOver = asked.size >= maxRequests || now() >= endsAt || wishes !== noWishes
    if (isOver || asked.has(url)) return null
    asked.add(url)
    if (!(await turns.take(url, endsAt))) return null
    const limits = { totalTimeoutMs: Math.min(oneRequestMs, Math.max(endsAt - now(), 1)), ...options?.limits }
    const response = await fetch(url, { ...options, limits, signal })
    const { retryAfterMs, tooOften } = wishesOf(response, now())
    if (retryAfterMs !== null || tooOften) wishes = { ...noWishes, retryAfterMs, tooOften }
    return response
  }
  return {
    tried,
    get wishes() {
      return wishes
    },
    async look(url) {
      const look = await settled(parts, () => lookAt(url, ask, parts))
      if (look.kind !== 'over') tried.push({ url, result: resultOf(look) })
      return look
    },
    async robots(url) {
      const address = new URL('/robots.txt', url).href
      const options = { headers: { accept: 'text/plain' }, limits: { maxBodyBytes: maxRobotsBytes } }
      const response = await ask(address, options).catch(error => {
        signal.throwIfAborted()
        if (error instanceof TocsinError) return null
        throw error
      })
      const text = response?.status === 200 ? new TextDecoder().decode(response.body) : ''
      const robots = parseRobots(text, 'Tocsin')
      if (response?.status === 200) await turns.learn(address, robots.crawlDelayMs)
      if (response) tried.push({ url: address, result: `names ${robots.sitemaps.length} sitemaps` })
      return robots
    },
  }
}

async function lookAt(
  url: string,
  ask: (url: string, options: Parameters<SafeFetch>[1]) => Promise<SafeResponse | null>,
  { reader, signal }: SearchParts,
): Promise<Look> {
  const response = await ask(url, { headers: { accept }, acceptCutShort: true })
  if (!response) return { kind: 'over' }
  const { status, headers, body } = response
  const trouble = problemOfPage({ status, headers, body, asked: url, answered: response.url })
  if (trouble) return { kind: 'failed', problem: trouble, answered: true }
  const contentType = headers.get('content-type')
  const document = { kind: 'any' as const, body, contentType, url: response.url, knownHash: null }
  const reading = await reader.read(document, signal)
  switch (reading.kind) {
    case 'read':
    case 'links':
      return { kind: 'read', reading, response }
    case 'given-up': {
      const problem = reading.why === 'fault' ? fault : givenUp(reading.why)
      return { kind: 'failed', problem, answered: true }
    }
    default:
      return { kind: 'failed', problem: noDocument, answered: true }
  }
}

const noDocument: Problem = {
  kind: 'unreadable',
  words: 'It is no feed, no sitemap and no web page. Open the address in a browser and check it.',
}

async function settled({ signal }: SearchParts, work: () => Promise<Look>): Promise<Look> {
  try {
    return await work()
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof TocsinError)
      return { kind: 'failed', problem: problemOfError(error), answered: false }
    throw error
  }
}

function resultOf(look: Look): string {
  if (look.kind === 'failed') return look.problem.words
  if (look.kind === 'over' || look.reading.kind === 'links') return 'a web page'
  const { as, items, sitemap } = look.reading
  const index = sitemap && sitemap.parts.length > 0 ? ` that names ${sitemap.parts.length} others` : ''
  return `a ${as}${index || ` with ${items.length} items`}`
}
