/**
 * One look at a source: fetch, then read the answer. Touches no store. In: what is known of the source.
 * Out: what came of it, as a value; only the caller's own abort is thrown. A document that cannot be trusted
 * to be whole yields no validators, so that the next poll asks for what this one did.
 */
import { TocsinError } from '../../errors.ts'
import type { SafeFetch, SafeResponse } from '../../net/index.ts'
import type { Feed, IdentifiedItem } from '../feed/index.ts'
import {
  fault,
  givenUp,
  type LookAnswer,
  type Problem,
  problemOfAnswer,
  problemOfError,
} from '../health/index.ts'
import { offerOf, type PushOffer } from '../push/push-offer.ts'
import type { DocumentReading, Reader } from '../reader/index.ts'
import { type AnswerWishes, noWishes, wishesOf } from './politeness.ts'

export interface KnownSource {
  url: string
  etag: string | null
  lastModified: string | null
  bodyHash: string | null
}

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
  | { kind: 'unchanged'; validators: Validators | null }
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
    }
  /** `fault` is set when it was not the source's. */
  | { kind: 'failed'; problem: Problem; fault?: unknown }

const accept =
  'application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, */*;q=0.1'

export interface ReadingParts {
  fetch: SafeFetch
  reader: Reader
  /** Asked once the answer is there: a Retry-After counts from then. */
  now: () => number
  signal: AbortSignal
}

export async function readSource(source: KnownSource, parts: ReadingParts): Promise<Reading> {
  const { fetch, now, signal } = parts
  const headers = {
    accept,
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
    return { ...ways, ...(await readAnswer(source, response, parts)) }
  } catch (error) {
    signal.throwIfAborted()
    if (ways.answer === null) ways.ms = now() - askedAt
    if (error instanceof TocsinError) return { ...ways, kind: 'failed', problem: problemOfError(error) }
    return { ...ways, kind: 'failed', problem: fault, fault: error }
  }
}

async function readAnswer(
  source: KnownSource,
  response: SafeResponse,
  { reader, signal }: Pick<ReadingParts, 'reader' | 'signal'>,
): Promise<Outcome> {
  const { status, headers, body, url } = response
  if (status === 304 && source.bodyHash !== null) return { kind: 'unchanged', validators: null }
  if (status !== 200) return { kind: 'failed', problem: problemOf(source, response, { body, reason: null }) }
  const contentType = headers.get('content-type')
  const document = { kind: 'feed' as const, body, contentType, url, knownHash: source.bodyHash }
  return outcomeOf(await reader.read(document, signal), source, response)
}

function outcomeOf(read: DocumentReading, source: KnownSource, response: SafeResponse): Outcome {
  const { headers, cutShort, url } = response
  switch (read.kind) {
    case 'unchanged':
      return { kind: 'unchanged', validators: validatorsOf(headers, read.hash) }
    case 'unreadable':
      return { kind: 'failed', problem: problemOf(source, response, read) }
    case 'given-up':
      return read.why === 'fault'
        ? { kind: 'failed', problem: fault, fault: read.fault }
        : { kind: 'failed', problem: givenUp(read.why) }
    case 'read': {
      const { feed, items, hash } = read
      const whole = !feed.cut && !cutShort
      const offer = offerOf(headers, feed, url)
      const validators = whole ? validatorsOf(headers, hash) : null
      return { kind: 'read', feed, items, whole, offer, validators }
    }
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
