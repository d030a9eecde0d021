/**
 * Asks for the sitemaps that an index names: a few at each look, each with its own validators, one after the other.
 * Touches no store. What always holds: none is asked for that is not of the index's own site, unless the site's
 * robots.txt names it; an index within the index is followed, one within that is not; all of it ends by `endsAt`.
 */
import { TocsinError } from '../../errors.ts'
import type { SafeFetch, SafeResponse } from '../../net/index.ts'
import type { IdentifiedItem } from '../feed/index.ts'
import { fault, givenUp, type Problem, problemOfAnswer, problemOfError } from '../health/index.ts'
import { type AnswerWishes, noWishes, wishesOf } from '../poll/politeness.ts'
import type { DocumentReading, ReadDocument, Reader } from '../reader/index.ts'
import { parseRobots } from '../robots/index.ts'
import { chooseParts, isAway, type KnownPart, mergeParts, mostAtOnce } from './choose-parts.ts'
import { isOfSite } from './order-parts.ts'
import { maxParts, type NamedPart } from './sitemap.ts'

export interface PartsToRead {
  /** The source's address. */
  index: string
  /** What the index names, where it was read anew; null: it says what it said. */
  named: readonly NamedPart[] | null
  known: readonly KnownPart[]
  /** The source was never read: what is named is what it always had. */
  first: boolean
}

export interface PartParts {
  fetch: SafeFetch
  reader: Reader
  now: () => number
  endsAt: number
  signal: AbortSignal
}

export interface PartRead {
  /** As it is known from now on. */
  part: KnownPart
  /** What is in it; null: what was in it before. */
  document: Pick<ReadDocument, 'feed' | 'items'> | null
  /** What of that is news: of archives nothing. */
  items: IdentifiedItem[]
  /** What is in it was there before anybody looked. */
  firstPoll: boolean
}

export interface PartsReading {
  /** As they were known before. */
  known: readonly KnownPart[]
  /** All parts, as they are known from now on. */
  parts: KnownPart[]
  read: PartRead[]
  /** Of all that were read. */
  items: IdentifiedItem[]
  /** Why one could not be read; of several the first. */
  problem: Problem | null
  requests: number
  /** Of one that could not be read: that we stay away. */
  wishes: Pick<AnswerWishes, 'retryAfterMs' | 'tooOften'>
}

const oneRequestMs = 10_000
const leastMs = 1_000
const maxRobotsBytes = 1024 * 1024

export async function readParts(wish: PartsToRead, by: PartParts): Promise<PartsReading> {
  const { index, named, known, first } = wish
  const own = named === null ? null : await ownParts(named, { index, known }, by)
  let parts =
    own === null ? [...known] : mergeParts(known, own, { parent: '', fresh: !first && own.length < maxParts })
  const reading: PartsReading = {
    ...{ known, parts, read: [], items: [], problem: null, requests: 0 },
    wishes: noWishes,
  }
  const asked = new Set<string>()
  while (asked.size < mostAtOnce && by.endsAt - by.now() > leastMs) {
    const next = chooseParts(parts, by.now()).find(({ url }) => !asked.has(url))
    if (!next) break
    asked.add(next.url)
    const result = await readPart(next, by)
    if ('problem' in result) {
      const { problem, wishes } = result
      // What was never there is no trouble of a source that has news elsewhere.
      if (!isAway(next) || !parts.some(part => part.news === true)) reading.problem ??= problem
      // It has had its turn: the next look asks for others first.
      parts = parts.map(part => (part.url === next.url ? { ...part, readAt: by.now() } : part))
      reading.wishes = wishes
      if (wishes.tooOften || wishes.retryAfterMs !== null) break
      continue
    }
    const within = next.parent === '' ? (result.named ?? []).filter(({ url }) => isOfSite(url, index)) : []
    parts = parts.map(part => (part.url === next.url ? result.read.part : part))
    if (within.length > 0)
      parts = mergeParts(parts, within, { parent: next.url, fresh: !result.read.firstPoll && !first })
    reading.read.push(result.read)
  }
  const read = newsOf(reading.read, parts)
  return { ...reading, parts, read, items: read.flatMap(({ items }) => items), requests: asked.size }
}

/** Where one part has headlines, addresses without one in others are no news. */
function newsOf(read: readonly PartRead[], parts: readonly KnownPart[]): PartRead[] {
  const anyNews = parts.some(part => part.news === true)
  return read.map(each => (anyNews && each.part.news !== true ? { ...each, items: [] } : each))
}

type Result =
  | { read: PartRead; named: readonly NamedPart[] | null }
  | { problem: Problem; wishes: PartsReading['wishes'] }

async function readPart(part: KnownPart, by: PartParts): Promise<Result> {
  const { fetch, reader, now, endsAt, signal } = by
  const headers = {
    accept: 'application/xml, text/xml, text/plain;q=0.5, */*;q=0.1',
    ...(part.etag === null ? {} : { 'if-none-match': part.etag }),
    ...(part.lastModified === null ? {} : { 'if-modified-since': part.lastModified }),
  }
  try {
    const limits = { totalTimeoutMs: Math.min(oneRequestMs, endsAt - now()) }
    const response = await fetch(part.url, { headers, limits, acceptCutShort: true, signal })
    const seen = { ...part, readAt: now(), readChangedAt: part.changedAt }
    if (response.status === 304 && part.bodyHash !== null) return unchanged(seen)
    if (response.status !== 200)
      return {
        problem: problemOf(part.url, response, { body: response.body, reason: null }),
        wishes: wishesOf(response, now()),
      }
    const { body, url } = response
    const contentType = response.headers.get('content-type')
    const document = { kind: 'sitemap' as const, body, contentType, url, knownHash: part.bodyHash }
    return resultOf(await reader.read(document, signal), seen, response)
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof TocsinError) return { problem: problemOfError(error), wishes: noWishes }
    throw error
  }
}

function resultOf(reading: DocumentReading, seen: KnownPart, response: SafeResponse): Result {
  if (reading.kind === 'unchanged') return unchanged(seen)
  if (reading.kind === 'given-up')
    return { problem: reading.why === 'fault' ? fault : givenUp(reading.why), wishes: noWishes }
  if (reading.kind !== 'read')
    return {
      problem: problemOf(
        seen.url,
        response,
        reading.kind === 'unreadable' ? reading : { body: reading.body, reason: null },
      ),
      wishes: noWishes,
    }
  const { feed, items, hash, sitemap } = reading
  const whole = !feed.cut && !response.cutShort
  const { headers } = response
  const validators = whole
    ? { etag: headers.get('etag'), lastModified: headers.get('last-modified'), bodyHash: hash }
    : { etag: null, lastModified: null, bodyHash: null }
  const isIndex = (sitemap?.parts.length ?? 0) > 0
  const news = isIndex ? null : (sitemap?.news ?? false)
  const part = { ...seen, ...validators, news }
  // Of a part that was there at the first poll and is read only now, nobody knows what is new.
  const firstPoll = !seen.fresh && seen.news === null && seen.bodyHash === null
  return {
    read: { part, document: { feed, items }, items, firstPoll },
    named: isIndex ? (sitemap?.parts ?? null) : null,
  }
}

function unchanged(part: KnownPart): Result {
  return { read: { part, document: null, items: [], firstPoll: false }, named: null }
}

function problemOf(
  asked: string,
  { status, headers, url }: SafeResponse,
  { body, reason }: { body: Uint8Array; reason: string | null },
): Problem {
  return problemOfAnswer({ status, headers, body, reason, asked, answered: url })
}

/** Those of the index's own site. Where it has none of its own, those that are known, or named by its robots.txt. */
async function ownParts(
  named: readonly NamedPart[],
  { index, known }: Pick<PartsToRead, 'index' | 'known'>,
  { fetch, endsAt, now, signal }: PartParts,
): Promise<NamedPart[]> {
  const own = named.filter(({ url }) => isOfSite(url, index))
  if (own.length > 0) return own
  const allowed = new Set(known.map(({ url }) => url))
  if (named.every(({ url }) => allowed.has(url))) return [...named]
  const options = {
    limits: { maxBodyBytes: maxRobotsBytes, totalTimeoutMs: Math.min(oneRequestMs, endsAt - now()) },
    signal,
  }
  const robots = await fetch(new URL('/robots.txt', index).href, options).catch(error => {
    signal.throwIfAborted()
    if (error instanceof TocsinError) return null
    throw error
  })
  if (robots?.status === 200)
    for (const url of parseRobots(new TextDecoder().decode(robots.body), 'Tocsin').sitemaps) allowed.add(url)
  return named.filter(({ url }) => allowed.has(url))
}
