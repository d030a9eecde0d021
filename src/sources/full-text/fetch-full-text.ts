/**
 * Fetches the text of an item's page: one request for it, and before that one for its host's robots.txt, whose
 * Disallow is honoured, for a page is there for readers and nobody named it to be polled (RFC 9309). Touches no
 * store. Out: the text, or in words why there is none; only the caller's own abort is thrown.
 */
import { TocsinError } from '../../errors.ts'
import type { SafeFetch } from '../../net/index.ts'
import { fault, givenUp, problemOfError, problemOfPage, unreadablePage } from '../health/index.ts'
import { type AnswerWishes, wishesOf } from '../poll/politeness.ts'
import type { Reader } from '../reader/index.ts'
import { parseRobots } from '../robots/index.ts'

export interface FullTextParts {
  fetch: SafeFetch
  reader: Reader
  now: () => number
  signal: AbortSignal
}

export type FetchedText =
  | { ok: true; title: string; text: string }
  /** `wishes`: what the server asks of us, where it asks for less. */
  | { ok: false; problem: string; fault?: unknown; wishes?: AnswerWishes }

const robotsTimeoutMs = 10_000
const maxRobotsBytes = 1024 * 1024

export async function fetchFullText(url: string, parts: FullTextParts): Promise<FetchedText> {
  try {
    const closed = await closedBy(url, parts)
    return closed === null ? await readText(url, parts) : { ok: false, problem: closed }
  } catch (error) {
    parts.signal.throwIfAborted()
    if (error instanceof TocsinError) return { ok: false, problem: problemOfError(error).words }
    return { ok: false, problem: fault.words, fault: error }
  }
}

async function readText(url: string, parts: FullTextParts): Promise<FetchedText> {
  const { fetch, reader, now, signal } = parts
  const response = await fetch(url, { headers: { accept: 'text/html, application/xhtml+xml' }, signal })
  const { status, headers, body } = response
  const trouble = problemOfPage({ status, headers, body, asked: url, answered: response.url })
  if (trouble) {
    const wishes = wishesOf(response, now())
    const isLess = wishes.tooOften || wishes.retryAfterMs !== null
    return { ok: false, problem: trouble.words, ...(isLess ? { wishes } : {}) }
  }
  // Where it was led to is another's: what that one closes is not used.
  const closed = originOf(response.url) === originOf(url) ? null : await closedBy(response.url, parts)
  if (closed !== null) return { ok: false, problem: closed }
  const contentType = headers.get('content-type')
  const document = { kind: 'page' as const, body, contentType, url: response.url, knownHash: null }
  const page = await reader.read(document, signal)
  if (page.kind === 'read') {
    const [read] = page.items
    return { ok: true, title: read?.item.title ?? '', text: read?.item.text ?? '' }
  }
  if (page.kind === 'given-up' && page.why === 'fault')
    return { ok: false, problem: fault.words, fault: page.fault }
  if (page.kind === 'given-up' && page.why !== 'fault') return { ok: false, problem: givenUp(page.why).words }
  const reason = page.kind === 'unreadable' ? page.reason : 'it is no page'
  return { ok: false, problem: unreadablePage(reason).words }
}

/** Null: its robots.txt lets us, or there is none (RFC 9309 §2.3.1.3). In trouble it closes everything (§2.3.1.4). */
async function closedBy(url: string, { fetch, signal }: FullTextParts): Promise<string | null> {
  const limits = { maxBodyBytes: maxRobotsBytes, totalTimeoutMs: robotsTimeoutMs }
  const options = { headers: { accept: 'text/plain' }, limits, signal }
  const { status, body } = await fetch(new URL('/robots.txt', url).href, options)
  if (status === 429 || status >= 500)
    return `Whether its page may be fetched cannot be told: the site’s robots.txt is in trouble (${status}). Try again later.`
  if (status !== 200) return null
  const { pathname, search } = new URL(url)
  const allowed = parseRobots(new TextDecoder().decode(body), 'Tocsin').allows(pathname + search)
  return allowed
    ? null
    : 'The site’s robots.txt asks programs to stay away from its page. Open it in a browser.'
}

function originOf(url: string): string {
  return new URL(url).origin
}
