/**
 * What a server asks of whoever polls it. Everything here is a wish that came from outside: bounded, and
 * without effect when it makes no sense.
 */
import type { SafeResponse } from '../../net/index.ts'

const secondMs = 1_000
const dayMs = 24 * 60 * 60 * secondMs

export interface AnswerWishes {
  /** How long to stay away, whatever anybody else says. */
  retryAfterMs: number | null
  /** How long the answer stays as it is, says the server: to ask again before that brings nothing. */
  freshMs: number | null
  /** It says that we come too often (429). */
  tooOften: boolean
  /** Where a permanent redirect led (301, 308); null where there was none, or another one beside it. */
  movedTo: string | null
}

/** Where no answer came. */
export const noWishes: AnswerWishes = {
  retryAfterMs: null,
  freshMs: null,
  tooOften: false,
  movedTo: null,
}

export function wishesOf(
  { status, headers, redirects }: Omit<SafeResponse, 'body'>,
  at: number,
): AnswerWishes {
  const isPermanent = redirects.every(hop => hop.status === 301 || hop.status === 308)
  return {
    retryAfterMs: retryAfterMs(headers, at),
    freshMs: freshMs(headers, at),
    tooOften: status === 429,
    movedTo: isPermanent ? (redirects.at(-1)?.to ?? null) : null,
  }
}

/** How long to stay away (RFC 9110 §10.2.3: seconds, or a date), in milliseconds from `at`; at most a day. */
export function retryAfterMs(headers: Headers, at: number): number | null {
  const value = headers.get('retry-after')?.trim()
  if (!value) return null
  const ms = /^\d+$/.test(value) ? Number(value) * secondMs : Date.parse(value) - at
  return ms > 0 ? Math.min(ms, dayMs) : null
}

/**
 * How much of the answer's freshness is left (RFC 9111 §4.2): max-age, else Expires from Date on, less the Age
 * it had in caches on the way. Null: nothing was said, or to ask again is what was said. At most a day.
 */
export function freshMs(headers: Headers, at: number): number | null {
  const control = headers.get('cache-control') ?? ''
  if (/(?:^|[\s,])no-(?:cache|store)(?=$|[\s,])/i.test(control)) return null
  const maxAge = /(?:^|[\s,])max-age\s*=\s*"?(\d+)/i.exec(control)?.[1]
  const lifetime = maxAge === undefined ? untilExpiry(headers, at) : Number(maxAge) * secondMs
  const age = /^\d+$/.exec(headers.get('age')?.trim() ?? '')?.[0]
  const left = lifetime - Number(age ?? 0) * secondMs
  return left > 0 ? Math.min(left, dayMs) : null
}

/** A date that is none, such as "0", means: it has expired (RFC 9111 §5.3). */
function untilExpiry(headers: Headers, at: number): number {
  const expires = Date.parse(headers.get('expires') ?? '')
  const date = Date.parse(headers.get('date') ?? '')
  const until = expires - (Number.isNaN(date) ? at : date)
  return Number.isNaN(until) ? 0 : until
}
