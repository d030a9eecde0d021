/**
 * One look at a source: fetch, then read the answer. Touches no store. In: what is known of the source.
 * Out: what came of it, as a value; only the caller's own abort is thrown. A document that cannot be trusted
 * to be whole yields no validators, so that the next poll asks for what this one did.
 */
import { createHash } from 'node:crypto'
import { TocsinError } from '../../errors.ts'
import type { SafeFetch, SafeResponse } from '../../net/index.ts'
import { type Feed, type IdentifiedItem, identifyItems, readFeed } from '../feed/index.ts'
import { type AnswerWishes, noWishes, wishesOf } from './politeness.ts'
import { problemOfBody, problemOfFault, problemOfStatus } from './problem-words.ts'

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
      feed: Feed
      /** Of `feed`, each once. */
      items: IdentifiedItem[]
      whole: boolean
      validators: Validators | null
      wishes: AnswerWishes
    }
  /** `fault` is set when it was not the source's. */
  | { kind: 'failed'; problem: string; wishes: AnswerWishes; fault?: unknown }

const accept =
  'application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, */*;q=0.1'

/** `now` is asked once the answer is there: a Retry-After counts from then. */
export async function readSource(
  source: KnownSource,
  { fetch, now, signal }: { fetch: SafeFetch; now: () => number; signal: AbortSignal },
): Promise<Reading> {
  const headers = {
    accept,
    ...(source.etag === null ? {} : { 'if-none-match': source.etag }),
    ...(source.lastModified === null ? {} : { 'if-modified-since': source.lastModified }),
  }
  try {
    const response = await fetch(source.url, { headers, signal, acceptCutShort: true })
    return readAnswer(source, response, now())
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof TocsinError) return { kind: 'failed', problem: error.message, wishes: noWishes }
    return { kind: 'failed', problem: problemOfFault, wishes: noWishes, fault: error }
  }
}

function readAnswer(source: KnownSource, response: SafeResponse, at: number): Reading {
  const { status, headers, body, url, cutShort } = response
  const wishes = wishesOf(response, at)
  const unchanged = (validators: Validators | null): Reading => ({ kind: 'unchanged', validators, wishes })
  const failed = (problem: string): Reading => ({ kind: 'failed', problem, wishes })
  if (status === 304 && source.bodyHash !== null) return unchanged(null)
  if (status !== 200) return failed(problemOfStatus(status, headers))
  const validators = validatorsOf(headers, body)
  // Servers that know no validators, or lie about them, send the same octets again.
  if (validators.bodyHash === source.bodyHash) return unchanged(validators)
  const result = readFeed({ body, contentType: headers.get('content-type'), url })
  if (!result.ok) return failed(problemOfBody(body, result.reason))
  const whole = !result.feed.cut && !cutShort
  return {
    kind: 'read',
    feed: result.feed,
    items: identifyItems(result.feed, url),
    whole,
    validators: whole ? validators : null,
    wishes,
  }
}

function validatorsOf(headers: Headers, body: Uint8Array): Validators {
  return {
    etag: headers.get('etag'),
    lastModified: headers.get('last-modified'),
    bodyHash: createHash('sha256').update(body).digest('hex'),
  }
}
