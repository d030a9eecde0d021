/**
 * What a server and its feed ask of whoever polls them. Everything here is a wish that came from outside:
 * bounded, and without effect when it makes no sense.
 */
const secondMs = 1_000
const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

/** The shortest and the longest interval that a publisher can ask for. */
const shortestAskedMs = minuteMs
const longestAskedMs = dayMs

/** How long to stay away (RFC 9110 §10.2.3: seconds, or a date), in milliseconds from `at`; at most a day. */
export function retryAfterMs(headers: Headers, at: number): number | null {
  const value = headers.get('retry-after')?.trim()
  if (!value) return null
  const ms = /^\d+$/.test(value) ? Number(value) * secondMs : Date.parse(value) - at
  return ms > 0 ? Math.min(ms, dayMs) : null
}

/**
 * The interval that the feed's ttl and Cache-Control's max-age (RFC 9111 §5.2.2.1) ask for, the longer of
 * them, within a minute and a day. Null: nothing was asked.
 */
export function askedIntervalMs(headers: Headers, ttlMs: number | null): number | null {
  const maxAge = /(?:^|[\s,])max-age\s*=\s*"?(\d+)/i.exec(headers.get('cache-control') ?? '')?.[1]
  const asked = Math.max(Number(maxAge ?? 0) * secondMs, ttlMs ?? 0)
  if (!(asked > 0)) return null
  return Math.min(Math.max(asked, shortestAskedMs), longestAskedMs)
}
