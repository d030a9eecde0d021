/**
 * One look at a source: fetch, then read the answer. Touches no store. In: what is known of the source.
 * Out: what came of it, as a value; only the caller's own abort is thrown. A document that cannot be trusted
 * to be whole yields no validators, so that the next poll asks for what this one did.
 */
import { TocsinError } from '../../errors.ts'
import type { SafeFetch, SafeResponse } from '../../net/index.ts'
import type { Feed, IdentifiedItem } from '../feed/index.ts'
import { offerOf, type PushOffer } from '../push/push-offer.ts'
import type { DocumentReading, Reader } from '../reader/index.ts'
import { type AnswerWishes, noWishes, wishesOf } from './politeness.ts'
import { problemOfBody, problemOfFault, problemOfGivingUp, problemOfStatus } from './problem-words.ts'

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

/** `validators` null: those that are known stay. */
export type Reading =
  | { kind: 'unchanged'; validators: Validators | null; wishes: AnswerWishes }
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
      wishes: AnswerWishes
    }
  /** `fault` is set when it was not the source's. */
  | { kind: 'failed'; problem: string; wishes: AnswerWishes; fault?: unknown }

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
  try {
    const response = await fetch(source.url, { headers, signal, acceptCutShort: true })
    return await readAnswer(source, response, { ...parts, at: now() })
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof TocsinError) return { kind: 'failed', problem: error.message, wishes: noWishes }
    return { kind: 'failed', problem: problemOfFault, wishes: noWishes, fault: error }
  }
}

async function readAnswer(
  source: KnownSource,
  response: SafeResponse,
  { reader, signal, at }: Pick<ReadingParts, 'reader' | 'signal'> & { at: number },
): Promise<Reading> {
  const { status, headers, body, url } = response
  const wishes = wishesOf(response, at)
  if (status === 304 && source.bodyHash !== null) return { kind: 'unchanged', validators: null, wishes }
  if (status !== 200) return { kind: 'failed', problem: problemOfStatus(status, headers), wishes }
  const contentType = headers.get('content-type')
  const document = { kind: 'feed' as const, body, contentType, url, knownHash: source.bodyHash }
  return readingOf(await reader.read(document, signal), response, wishes)
}

function readingOf(
  read: DocumentReading,
  { headers, cutShort, url }: SafeResponse,
  wishes: AnswerWishes,
): Reading {
  switch (read.kind) {
    case 'unchanged':
      return { kind: 'unchanged', validators: validatorsOf(headers, read.hash), wishes }
    case 'unreadable':
      return { kind: 'failed', problem: problemOfBody(read.body, read.reason), wishes }
    case 'given-up': {
      const failed = { kind: 'failed' as const, problem: problemOfGivingUp(read.why), wishes }
      return read.why === 'fault' ? { ...failed, fault: read.fault } : failed
    }
    case 'read': {
      const { feed, items, hash } = read
      const whole = !feed.cut && !cutShort
      return {
        kind: 'read',
        feed,
        items,
        whole,
        offer: offerOf(headers, feed, url),
        validators: whole ? validatorsOf(headers, hash) : null,
        wishes,
      }
    }
  }
}

function validatorsOf(headers: Headers, bodyHash: string): Validators {
  return { etag: headers.get('etag'), lastModified: headers.get('last-modified'), bodyHash }
}
