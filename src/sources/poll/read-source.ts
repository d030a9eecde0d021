/**
 * One look at a source: fetch, then read the answer. Touches no store. In: what is known of the source.
 * Out: what came of it, as a value; only the caller's own abort is thrown. A document that cannot be trusted
 * to be whole yields no validators, so that the next poll asks for what this one did.
 */
import { TocsinError } from '../../errors.ts'
import type { SafeFetch, SafeResponse } from '../../net/index.ts'
import { emptyFeed } from '../feed/feed.ts'
import type { Feed, IdentifiedItem } from '../feed/index.ts'
import {
  fault,
  givenUp,
  type LookAnswer,
  type Problem,
  problemOfAnswer,
  problemOfError,
  problemOfPage,
  unreadablePage,
} from '../health/index.ts'
import type { PageChange, PageText } from '../page/page-change.ts'
import { offerOf, type PushOffer } from '../push/push-offer.ts'
import type { Document, DocumentReading, ReadDocument, Reader } from '../reader/index.ts'
import type { SourceKind } from '../schema.ts'
import { forgetParts, type KnownPart } from '../sitemap/choose-parts.ts'
import { type PartsReading, readParts } from '../sitemap/read-parts.ts'
import type { NamedPart } from '../sitemap/sitemap.ts'
import { type AnswerWishes, noWishes, wishesOf } from './politeness.ts'

export interface KnownSource {
  url: string
  etag: string | null
  lastModified: string | null
  bodyHash: string | null
  kind: SourceKind
  /** Of a page. */
  selector: string | null
  firstPolledAt: number | null
}

/** What is known besides, of what is no feed. */
export interface KnownBefore {
  /** Of a sitemap: those that it names. */
  parts: readonly KnownPart[]
  /** Of a page: what it said. */
  page: PageText | null
}

export const nothingBefore: KnownBefore = { parts: [], page: null }

/** What makes the next request conditional, exactly as the server said it (RFC 9110 §13.1). */
export interface Validators {
  etag: string | null
  lastModified: string | null
  bodyHash: string | null
}

/** `ms`: how long the answer took. `answer` null: none came. */
export type Reading = Outcome & { wishes: AnswerWishes; answer: LookAnswer | null; ms: number }

/** `validators` null: those that are known stay. */
type Outcome =
  | { kind: 'unchanged'; validators: Validators | null; parts?: PartsReading }
  /** `whole` false: the document ends in the middle, and says nothing of what is valid. */
  | {
      kind: 'read'
      feed: Omit<Feed, 'items'>
      /** Each once. */
      items: IdentifiedItem[]
      whole: boolean
      /** Null: it names no hub. */
      offer: PushOffer | null
      validators: Validators | null
      /** Of a sitemap that names others. */
      parts?: PartsReading
      /** Of a page that was read before. */
      change?: PageChange
    }
  /** `fault` is set when it was not the source's; `parts` where all that were asked for failed. */
  | { kind: 'failed'; problem: Problem; fault?: unknown; parts?: PartsReading }

const accepted: Record<SourceKind, string> = {
  feed: 'application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, */*;q=0.1',
  sitemap: 'application/xml, text/xml, text/plain;q=0.5, */*;q=0.1',
  page: 'text/html, application/xhtml+xml, */*;q=0.1',
  api: '*/*',
  unknown: '*/*',
}
/** A look at a sitemap and its parts ends before its lease does. */
const longestLookMs = 38_000

export interface ReadingParts {
  fetch: SafeFetch
  reader: Reader
  /** Asked once the answer is there: a Retry-After counts from then. */
  now: () => number
  signal: AbortSignal
}

export async function readSource(
  source: KnownSource,
  parts: ReadingParts,
  before: KnownBefore = nothingBefore,
): Promise<Reading> {
  const { fetch, now, signal } = parts
  const headers = {
    accept: accepted[source.kind],
    ...(source.etag === null ? {} : { 'if-none-match': source.etag }),
    ...(source.lastModified === null ? {} : { 'if-modified-since': source.lastModified }),
  }
  const askedAt = now()
  const ways: Omit<Reading, keyof Outcome> = { wishes: noWishes, answer: null, ms: 0 }
  try {
    const response = await fetch(source.url, { headers, signal, acceptCutShort: true })
    const at = now()
    ways.ms = at - askedAt
    ways.wishes = wishesOf(response, at)
    // The reader takes the body away.
    ways.answer = { status: response.status, bytes: response.body.length }
    const { named, ...read } = await readAnswer(source, response, parts, before)
    if (source.kind !== 'sitemap') return { ...ways, ...read }
    const endsAt = askedAt + longestLookMs
    const outcome = await withParts(source, { read, named }, { ...parts, endsAt }, before)
    return { ...ways, ...outcome, wishes: withWishes(ways.wishes, outcome.parts) }
  } catch (error) {
    signal.throwIfAborted()
    if (ways.answer === null) ways.ms = now() - askedAt
    if (error instanceof TocsinError) return { ...ways, kind: 'failed', problem: problemOfError(error) }
    return { ...ways, kind: 'failed', problem: fault, fault: error }
  }
}

/** `named`: the sitemaps that an index names. */
type Answer = Outcome & { named?: NamedPart[] }

async function readAnswer(
  source: KnownSource,
  response: SafeResponse,
  { reader, signal }: Pick<ReadingParts, 'reader' | 'signal'>,
  before: KnownBefore,
): Promise<Answer> {
  const { status, headers, body, url } = response
  if (status === 304 && source.bodyHash !== null) return { kind: 'unchanged', validators: null }
  const trouble =
    source.kind === 'page'
      ? problemOfPage({ status, headers, body, asked: source.url, answered: url })
      : status !== 200 && problemOf(source, response, { body, reason: null })
  if (trouble) return { kind: 'failed', problem: trouble }
  const answer = {
    body,
    url,
    contentType: headers.get('content-type'),
    contentLocation: headers.get('content-location'),
    contentLanguage: headers.get('content-language'),
    knownHash: source.bodyHash,
  }
  return outcomeOf(await reader.read(documentOf(source, answer, before), signal), source, response)
}

function documentOf(
  { kind, selector }: KnownSource,
  answer: Omit<Document, 'kind'>,
  before: KnownBefore,
): Document {
  if (kind === 'page') return { ...answer, kind, selector, before: before.page }
  return { ...answer, kind: kind === 'sitemap' ? 'sitemap' : 'feed' }
}

/** An index says nothing itself: what its parts say counts as said by it. */
async function withParts(
  source: KnownSource,
  { read, named }: { read: Outcome; named: NamedPart[] | undefined },
  by: ReadingParts & { endsAt: number },
  before: KnownBefore,
): Promise<Outcome> {
  const first = source.firstPolledAt === null
  const known = first ? forgetParts(before.parts) : before.parts
  const isIndex = read.kind === 'read' ? named !== undefined : read.kind === 'unchanged' && known.length > 0
  if (read.kind === 'failed' || !isIndex) return read
  const wish = { index: source.url, named: named ?? null, known, first }
  const parts = await readParts(wish, by)
  const { items, problem } = parts
  if (parts.read.length === 0 && problem !== null) return { kind: 'failed', problem, parts }
  if (read.kind === 'read' && (first || items.length > 0))
    return { ...read, items, parts, feed: { ...read.feed, title: titleOf(parts) } }
  const { validators } = read
  if (items.length === 0) return { kind: 'unchanged', validators, parts }
  const feed = { ...emptyFeed, title: titleOf(parts) }
  return { kind: 'read', feed, items, whole: true, offer: null, validators, parts }
}

/** One of its parts may ask us to stay away. */
function withWishes(own: AnswerWishes, parts: PartsReading | undefined): AnswerWishes {
  if (!parts) return own
  const { retryAfterMs, tooOften } = parts.wishes
  const longest = Math.max(own.retryAfterMs ?? 0, retryAfterMs ?? 0)
  return { ...own, retryAfterMs: longest || null, tooOften: own.tooOften || tooOften }
}

function titleOf({ read }: PartsReading): string | null {
  return read.find(({ document }) => document?.feed.title)?.document?.feed.title ?? null
}

function outcomeOf(read: DocumentReading, source: KnownSource, response: SafeResponse): Answer {
  const { headers } = response
  switch (read.kind) {
    case 'unchanged':
      return { kind: 'unchanged', validators: validatorsOf(headers, read.hash) }
    case 'unreadable':
      return {
        kind: 'failed',
        problem: source.kind === 'page' ? unreadablePage(read.reason) : problemOf(source, response, read),
      }
    case 'links':
      return { kind: 'failed', problem: problemOf(source, response, { body: read.body, reason: null }) }
    case 'given-up':
      return read.why === 'fault'
        ? { kind: 'failed', problem: fault, fault: read.fault }
        : { kind: 'failed', problem: givenUp(read.why) }
    case 'read':
      return readWell(read, response)
  }
}

function readWell(read: ReadDocument, { headers, cutShort, url }: SafeResponse): Answer {
  const { feed, items, hash, sitemap, change } = read
  const whole = !feed.cut && !cutShort
  return {
    ...{ kind: 'read', feed, items, whole },
    offer: offerOf(headers, feed, url),
    validators: whole ? validatorsOf(headers, hash) : null,
    ...(sitemap && sitemap.parts.length > 0 ? { named: sitemap.parts } : {}),
    ...(change === undefined ? {} : { change }),
  }
}

function problemOf(
  source: KnownSource,
  { status, headers, url }: SafeResponse,
  { body, reason }: { body: Uint8Array; reason: string | null },
): Problem {
  return problemOfAnswer({ status, headers, body, reason, asked: source.url, answered: url })
}

function validatorsOf(headers: Headers, bodyHash: string): Validators {
  return { etag: headers.get('etag'), lastModified: headers.get('last-modified'), bodyHash }
}
