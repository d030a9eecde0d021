/**
 * The guarded outgoing fetch, for every address that came from outside. In: a URL. Out: the final answer
 * with its decoded body, or a coded error (`fetch.*`). What always holds: no octet is sent to an address
 * the policy refuses, by whatever spelling, redirect or DNS answer; bytes, time, headers and redirects are
 * bounded; when the promise settles, no socket of it is left.
 */
import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { type Clock, systemClock } from '../clock.ts'
import { TocsinError } from '../errors.ts'
import { createAddressPolicy } from './address-policy.ts'
import { type BodyBudget, createBodyBudget } from './body-budget.ts'
import { bodyTooLarge, type DecodedBody, readBody } from './decode-body.ts'
import { fetchFailure } from './failure-words.ts'
import { openSocket } from './open-socket.ts'
import { parseOutgoingUrl, redirectTarget } from './outgoing-url.ts'
import { headersFor } from './request-headers.ts'
import { requestOnce } from './request-once.ts'
import type { Lookup, Reach } from './resolve-host.ts'
import { createSystemLookup } from './system-lookup.ts'

export interface SafeFetchLimits {
  /** Of the decoded body, and of the body on the wire; what frames it there may be as much again. */
  maxBodyBytes: number
  /** Over everything: names, connections, redirects, body, decoding. */
  totalTimeoutMs: number
  /** How many are followed; 0: none. */
  maxRedirects: number
}

export const safeFetchLimits: SafeFetchLimits = {
  maxBodyBytes: 10 * 1024 * 1024,
  totalTimeoutMs: 20_000,
  maxRedirects: 5,
}

/** Of bodies, by all fetches of one guard together. */
const maxHeldBytes = 128 * 1024 * 1024

export interface SafeResponse {
  /** The final address, without fragment. */
  url: string
  /** In the order they were followed; `status` tells a permanent one (301, 308). */
  redirects: { status: number; to: string }[]
  status: number
  /** As they came, but Set-Cookie, which nobody here keeps. */
  headers: Headers
  /** Decoded; empty for 204 and 304. */
  body: Uint8Array
  /** True only where `acceptCutShort` was asked for: the body ended before its announced end. */
  cutShort: boolean
}

export interface SafeFetchOptions {
  /** Other than `accept`, `accept-language`, `cache-control` and conditions, none leaves the first origin. */
  headers?: Record<string, string>
  /** Makes it a POST of these fields (application/x-www-form-urlencoded). */
  form?: Readonly<Record<string, string>>
  /** What came of a body that ends early (cut by its connection, or inside its coding) is no error. */
  acceptCutShort?: boolean
  limits?: Partial<SafeFetchLimits>
  signal?: AbortSignal
}

/** A GET, or a POST of a form. Rejects with a `TocsinError`, or with the signal's reason when the caller aborts. */
export type SafeFetch = (url: string, options?: SafeFetchOptions) => Promise<SafeResponse>

interface Setup extends Reach {
  userAgent: string
  clock: Clock
  budget: BodyBudget
}

interface Journey {
  url: URL
  headers: Record<string, string>
  /** Encoded; null: a GET. */
  form: string | null
  acceptCutShort: boolean
  limits: SafeFetchLimits
  hold: (bytes: number) => void
  signal: AbortSignal
}

/** `allow`: `config.allowFetch`. `close` ends the fetches under way and waits for them; call it as often as you like. */
export function createSafeFetch(options: {
  allow: readonly string[]
  userAgent: string
  lookup?: Lookup
  clock?: Clock
}): { fetch: SafeFetch; close(): Promise<void> } & AsyncDisposable {
  const clock = options.clock ?? systemClock
  const setup: Setup = {
    policy: createAddressPolicy(options.allow),
    lookup: options.lookup ?? createSystemLookup({ clock }),
    userAgent: options.userAgent,
    clock,
    budget: createBodyBudget(maxHeldBytes),
  }
  const running = new Map<AbortController, Promise<unknown>>()
  let closed = false
  const fetch: SafeFetch = async (url, asked = {}) => {
    if (closed) throw closedError()
    const ending = new AbortController()
    const work = bounded(setup, url, asked, ending)
    running.set(ending, work)
    return work.finally(() => running.delete(ending))
  }
  const close = async (): Promise<void> => {
    closed = true
    for (const ending of running.keys()) ending.abort(closedError())
    await Promise.allSettled(running.values())
  }
  return { fetch, close, [Symbol.asyncDispose]: close }
}

/** Whatever ends the fetch early aborts `ending` with the error that the caller gets. */
async function bounded(
  setup: Setup,
  text: string,
  asked: SafeFetchOptions,
  ending: AbortController,
): Promise<SafeResponse> {
  const { signal } = ending
  const limits = { ...safeFetchLimits, ...asked.limits }
  asked.signal?.throwIfAborted()
  const url = parseOutgoingUrl(text)
  const abandoned = (): void => ending.abort(asked.signal?.reason)
  asked.signal?.addEventListener('abort', abandoned, { once: true })
  const timer = new AbortController()
  const { hold, release } = setup.budget(error => ending.abort(error))
  void setup.clock.wait(limits.totalTimeoutMs, timer.signal).then(() => {
    if (!timer.signal.aborted) ending.abort(tooSlow(url, limits.totalTimeoutMs))
  })
  try {
    const form = asked.form ? new URLSearchParams(asked.form).toString() : null
    const { headers = {}, acceptCutShort = false } = asked
    return await follow(setup, { url, headers, form, acceptCutShort, limits, hold, signal })
  } catch (error) {
    throw signal.aborted ? signal.reason : error
  } finally {
    release()
    timer.abort()
    asked.signal?.removeEventListener('abort', abandoned)
  }
}

async function follow(setup: Setup, journey: Journey): Promise<SafeResponse> {
  const redirects: SafeResponse['redirects'] = []
  let url = journey.url
  for (;;) {
    // Once another origin was visited, a way back was chosen by a stranger: secrets stay home.
    const sameOrigin = [journey.url, ...redirects.map(({ to }) => new URL(to))].every(
      hop => hop.origin === journey.url.origin,
    )
    const arrived = await oneHop(setup, journey, { url, sameOrigin }, redirects)
    if (!('redirect' in arrived)) return arrived
    if (redirects.length >= journey.limits.maxRedirects) throw tooManyRedirects(journey)
    url = arrived.redirect
    redirects.push({ status: arrived.status, to: url.href })
  }
}

async function oneHop(
  setup: Setup,
  journey: Journey,
  hop: { url: URL; sameOrigin: boolean },
  redirects: SafeResponse['redirects'],
): Promise<SafeResponse | { redirect: URL; status: number }> {
  const { url } = hop
  const { headers, form, signal } = journey
  try {
    const socket = await openSocket(url, setup, signal)
    try {
      const sent = { headers: headersFor(headers, { userAgent: setup.userAgent, form }, hop), form }
      const answer = await requestOnce(socket, url, sent)
      const status = answer.statusCode ?? 0
      const location = answer.headers.location
      if (followed(form).includes(status) && location)
        return { redirect: redirectTarget(url, location), status }
      const received = receivedHeaders(answer)
      const { bytes, cutShort } = await bodyOf({ answer, received, socket }, url, journey)
      return { url: url.href, redirects, status, headers: received, body: bytes, cutShort }
    } finally {
      socket.destroy()
    }
  } catch (error) {
    throw fetchFailure(url.host, error)
  }
}

/** A form travels on only where that is said (RFC 9110 §15.4); sent twice as a GET it would mean nothing. */
function followed(form: string | null): readonly number[] {
  return form === null ? [301, 302, 303, 307, 308] : [307, 308]
}

async function bodyOf(
  { answer, received, socket }: { answer: IncomingMessage; received: Headers; socket: Socket },
  { host }: URL,
  { limits, acceptCutShort, hold, signal }: Journey,
): Promise<DecodedBody> {
  if (answer.statusCode === 204 || answer.statusCode === 304)
    return { bytes: new Uint8Array(), cutShort: false }
  const { maxBodyBytes } = limits
  if (Number(received.get('content-length')) > maxBodyBytes) throw bodyTooLarge(host, maxBodyBytes)
  const contentEncoding = received.get('content-encoding')
  const receivedBytes = () => socket.bytesRead
  const bounds = { maxBodyBytes, signal, receivedBytes, hold }
  return readBody(answer, { contentEncoding, host, acceptCutShort, ...bounds })
}

function receivedHeaders(answer: IncomingMessage): Headers {
  const headers = new Headers()
  for (const [name, values] of Object.entries(answer.headersDistinct))
    if (name !== 'set-cookie') for (const value of values ?? []) headers.append(name, value)
  return headers
}

function tooSlow(url: URL, totalTimeoutMs: number): TocsinError {
  return new TocsinError(
    'fetch.too-slow',
    `${url.host} was not done after ${totalTimeoutMs} ms. Try again later, or ask its owner.`,
  )
}

function tooManyRedirects({ url, limits }: Journey): TocsinError {
  return new TocsinError(
    'fetch.too-many-redirects',
    `${url.host} redirects more than ${limits.maxRedirects} times. Use the address it should lead to.`,
  )
}

function closedError(): TocsinError {
  return new TocsinError('fetch.failed', 'The server is stopping; the fetch was not made. Try again later.')
}
