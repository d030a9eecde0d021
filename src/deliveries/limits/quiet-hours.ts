/**
 * Quiet hours and the digest's hour on a reader's own clock -> instants. What a clock on the wall shows decides, so a
 * night with an hour twice is longer, and one that skips an hour is shorter.
 */
import type { Preferences, QuietHours } from '../../subscribers/index.ts'

const minuteMs = 60_000
const minutesADay = 1_440

/** Nobody's preferences hold a zone that is none; should one come by another way, it reads UTC. */
function zoned(at: number, timeZone: string): Temporal.ZonedDateTime {
  const instant = Temporal.Instant.fromEpochMilliseconds(at)
  try {
    return instant.toZonedDateTimeISO(timeZone)
  } catch {
    return instant.toZonedDateTimeISO('UTC')
  }
}

const minuteOf = ({ hour, minute }: Temporal.ZonedDateTime) => hour * 60 + minute

function isWithin({ from, to }: QuietHours, minute: number): boolean {
  return from < to ? from <= minute && minute < to : from <= minute || minute < to
}

export function isQuiet(quiet: QuietHours, timeZone: string, at: number): boolean {
  return isWithin(quiet, minuteOf(zoned(at, timeZone)))
}

/** The first instant from `at` on that is not quiet; `at` itself if it is none. */
export function quietEnd(quiet: QuietHours, timeZone: string, at: number): number {
  let end = at
  for (let local = zoned(end, timeZone); isWithin(quiet, minuteOf(local)); local = zoned(end, timeZone)) {
    const minutes = (quiet.to - minuteOf(local) + minutesADay) % minutesADay
    const byTheClock = Math.floor(end / minuteMs) * minuteMs + minutes * minuteMs
    // The clock is put forward or back before that: from there it counts anew.
    const change = local.getTimeZoneTransition('next')?.epochMilliseconds
    end = change === undefined ? byTheClock : Math.min(byTheClock, change)
  }
  return end
}

export type DigestHours = Pick<Preferences, 'digestAt' | 'quiet' | 'timeZone'>

/**
 * When the first digest after `after` comes. An hour that the clock skips comes as much later (RFC 5545 §3.3.5), one that
 * it shows twice counts once; in quiet hours it waits for their end.
 */
export function nextDigestAt({ digestAt, quiet, timeZone }: DigestHours, after: number): number {
  const local = zoned(after, timeZone)
  const plainTime = Temporal.PlainTime.from({ hour: Math.floor(digestAt / 60), minute: digestAt % 60 })
  // From two days before: what quiet hours have moved may belong to yesterday.
  for (let day = -2; ; day++) {
    const date = local.toPlainDate().add({ days: day })
    const at = date.toZonedDateTime({ timeZone: local.timeZoneId, plainTime }).epochMilliseconds
    const moved = quiet ? quietEnd(quiet, timeZone, at) : at
    if (moved > after) return moved
  }
}
