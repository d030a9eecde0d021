/** What a poll changes of when the source is polled: what was learned, what was asked for, and the next time. */
import { itemsPerHour, parseRhythm } from '../rhythm/index.ts'
import { learnFrom } from './learn-poll.ts'
import { nextPollAt } from './next-poll.ts'
import type { Reading } from './read-source.ts'
import { formatRest, parseRest } from './rest.ts'
import type { Source, SourceChanges } from './source-row.ts'

interface Outcome {
  at: number
  random: () => number
  failed: boolean
  newItems: number
}

const minuteMs = 60_000
const hourMs = 60 * minuteMs
/** Who is told "too often" comes half as often, and then carefully a little more often again. */
const slowed = { times: 2, longestMs: hourMs, mends: 0.98, shortestMs: minuteMs }

export function schedulePoll(source: Source, reading: Reading, outcome: Outcome): SourceChanges {
  const { at, random, failed, newItems } = outcome
  const { retryAfterMs } = reading.wishes
  const asked = askedBy(source, reading)
  const slowedMs = slowedBy(source, reading, at)
  const { rhythm, text } = learnt(source, reading, outcome)
  const next = nextPollAt({
    at,
    random,
    rhythm,
    retryAfterMs,
    everyMs: source.every_ms,
    foundNews: newItems > 0 && source.first_polled_at !== null,
    pushed: (source.pushed_until ?? 0) > at,
    askedMs: Math.max(asked.asked_every_ms ?? 0, slowedMs ?? 0),
    freshMs: asked.fresh_ms,
    rest: parseRest(asked.rest),
    failures: failed ? source.failures + 1 : 0,
  })
  return {
    ...asked,
    ...(text === undefined ? {} : { rhythm: text }),
    slowed_ms: slowedMs,
    worth: worthOf(source, itemsPerHour(rhythm, next)),
    lease_until: null,
    next_poll_at: next,
    not_before: retryAfterMs === null ? null : at + retryAfterMs,
  }
}

/** What the newest answer says; where it says nothing of something, what the last one said. */
function askedBy({ asked_every_ms, fresh_ms, rest }: Source, reading: Reading) {
  if (reading.kind === 'failed') return { asked_every_ms, fresh_ms, rest }
  const { freshMs } = reading.wishes
  if (reading.kind === 'unchanged') {
    // "Not changed" may leave out what the answer before it said (RFC 9111 §4.3.4).
    const bare = reading.validators === null
    return { asked_every_ms, fresh_ms: bare ? (freshMs ?? fresh_ms) : freshMs, rest }
  }
  const { feed, whole } = reading
  const document = whole ? { asked_every_ms: feed.ttlMs, rest: formatRest(feed) } : { asked_every_ms, rest }
  return { ...document, fresh_ms: freshMs }
}

function slowedBy(source: Source, reading: Reading, at: number): number | null {
  const { slowed_ms, last_polled_at, next_poll_at } = source
  const { times, longestMs, mends, shortestMs } = slowed
  if (reading.wishes.tooOften) {
    // How far apart the looks were to be: a day in which nobody was there to look was no interval.
    const dueAt = Math.min(next_poll_at ?? at, at)
    const before = Math.max(slowed_ms ?? 0, dueAt - (last_polled_at ?? dueAt), shortestMs)
    return Math.round(Math.min(before * times, longestMs))
  }
  if (slowed_ms === null || reading.kind === 'failed') return slowed_ms
  return slowed_ms * mends < shortestMs ? null : Math.round(slowed_ms * mends)
}

function learnt(source: Source, reading: Reading, { at, failed, newItems }: Outcome) {
  if (failed || reading.kind === 'failed') return { rhythm: parseRhythm(source.rhythm), text: undefined }
  const items = reading.kind === 'read' ? reading.items : []
  const published = items.flatMap(({ item }) => item.publishedAt ?? [])
  return learnFrom(source, { at, newItems, published, first: source.first_polled_at === null })
}

/** The operator's interval says what a look is worth to them. */
function worthOf({ every_ms }: Source, perHour: number | null): number {
  return Math.max(perHour ?? 1, every_ms === null ? 0 : hourMs / every_ms)
}
