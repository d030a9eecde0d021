/** Learns from every look that went well, and from every push. */
import { drawMs, usualArrivals } from './expected-items.ts'
import { sureArrivals } from './longest-silence.ts'
import { beginRhythm, cellAt, dayMs, hourMs, hoursBetween, type Rhythm } from './rhythm.ts'

export interface Look {
  at: number
  /** 0 for the first look: what was there before is no news. */
  newItems: number
  /** Of the first look: when what is there says it was published. Lies cost only the liar's own first days. */
  published?: readonly number[]
}

/** What was learned counts half after so long. */
const halfLifeMs = 21 * dayMs
/** Fading by smaller steps would be lost in rounding. */
const fadeStepMs = hourMs
/** Of looks farther apart nobody knows in which hour the news came. */
const longestSpreadMs = 3 * hourMs
/** Nor how much there was. */
const longestGapMs = 2 * dayMs
/** A clock that was put back by more is believed: else no time would pass, until it has caught up, and news would. */
const longestSetBackMs = hourMs

export function learnRhythm(rhythm: Rhythm | null, { at, newItems, published = [] }: Look): Rhythm {
  if (rhythm === null) return published.length > 0 ? learnFromDates(published, at) : beginRhythm(at)
  const spanMs = Math.max(at - rhythm.at, 0)
  const arrivals = newItems > 0 ? 1 : 0
  if (spanMs > longestGapMs || rhythm.at - at > longestSetBackMs)
    return { ...passOver(rhythm, at), excited: arrivals }
  const known = fade(rhythm, at)
  const drawing = known.excited * (1 - Math.exp(-spanMs / drawMs))
  const next: Rhythm = {
    ...known,
    at: Math.max(at, known.at),
    hours: known.hours + spanMs / hourMs,
    arrivals: known.arrivals + arrivals,
    items: known.items + newItems,
    ...learnDrawing(known, { arrivals, drawing, to: at }),
    excited: known.excited - drawing + arrivals,
  }
  // So long without a look is no silence: nobody listened.
  if (spanMs > longestSpreadMs) return { ...next, quiet: 0 }
  const quiet = learnQuiet(known, known.quiet + sureArrivals(known, known.at, at), arrivals)
  return learnHours({ ...next, ...quiet }, { from: known.at, to: at, arrivals })
}

/** Nobody watched until `at`: nothing is learned of that time. */
export function passOver(rhythm: Rhythm, at: number): Rhythm {
  const [since, fadedAt] = [Math.min(rhythm.since, at), Math.min(rhythm.fadedAt, at)]
  return { ...rhythm, at, since, fadedAt, excited: 0, quiet: 0 }
}

/**
 * Arrivals are modelled as `(1 - a) * usual + a * drawing`, so `arrivals - usual` over `drawing - usual` is a line
 * through the origin whose slope is `a`: least squares, weighted by the variance, which is `usual`.
 */
function learnDrawing(
  known: Rhythm,
  { arrivals, drawing, to }: { arrivals: number; drawing: number; to: number },
) {
  const usual = usualArrivals(known, known.at, to)
  if (usual === 0) return {}
  const difference = drawing - usual
  return {
    drawn: known.drawn + ((arrivals - usual) * difference) / usual,
    drawing: known.drawing + difference ** 2 / usual,
  }
}

function learnQuiet(
  { quiets, quietSum, quietSquares, longestQuiet }: Rhythm,
  quiet: number,
  arrivals: number,
) {
  if (arrivals === 0) return { quiet }
  return {
    quiet: 0,
    quiets: quiets + 1,
    quietSum: quietSum + quiet,
    quietSquares: quietSquares + quiet ** 2,
    longestQuiet: Math.max(longestQuiet, quiet),
  }
}

function learnHours(
  rhythm: Rhythm,
  { from, to, arrivals }: { from: number; to: number; arrivals: number },
): Rhythm {
  const cellArrivals = [...rhythm.cellArrivals]
  const cellHours = [...rhythm.cellHours]
  // Two arrivals at one moment, or a clock that was set back: there is no span, but there is news.
  if (from >= to) cellArrivals[cellAt(to)] = (cellArrivals[cellAt(to)] ?? 0) + arrivals
  for (const { start, end } of hoursBetween(from, to)) {
    const cell = cellAt(start)
    cellArrivals[cell] = (cellArrivals[cell] ?? 0) + (arrivals * (end - start)) / (to - from)
    cellHours[cell] = (cellHours[cell] ?? 0) + (end - start) / hourMs
  }
  return { ...rhythm, cellArrivals, cellHours }
}

function fade(rhythm: Rhythm, at: number): Rhythm {
  const passedMs = at - rhythm.fadedAt
  if (passedMs < fadeStepMs) return rhythm
  const share = 2 ** (-passedMs / halfLifeMs)
  return {
    ...rhythm,
    fadedAt: at,
    hours: rhythm.hours * share,
    arrivals: rhythm.arrivals * share,
    items: rhythm.items * share,
    cellArrivals: rhythm.cellArrivals.map(count => count * share),
    cellHours: rhythm.cellHours.map(hours => hours * share),
    drawn: rhythm.drawn * share,
    drawing: rhythm.drawing * share,
    quiets: rhythm.quiets * share,
    quietSum: rhythm.quietSum * share,
    quietSquares: rhythm.quietSquares * share,
    longestQuiet: rhythm.longestQuiet * share,
  }
}

const oldestDateMs = 7 * dayMs
const newestDates = 12
const shortestOfDatesMs = hourMs / 4
/** Dates count for so many hours of watching at most. */
const trustDatesHours = 3

/** The newest dates tell a first rate, and no more: of older items a feed keeps only some. */
function learnFromDates(published: readonly number[], at: number): Rhythm {
  const begun = beginRhythm(at)
  const dates = published.filter(date => date <= at && date > at - oldestDateMs).sort((a, b) => b - a)
  const newest = [...new Set(dates)].slice(0, newestDates)
  const oldest = newest.at(-1)
  if (oldest === undefined) return begun
  const hours = Math.max(at - oldest, shortestOfDatesMs) / hourMs
  const weight = Math.min(1, trustDatesHours / hours)
  const arrivals = (newest.length - 1) * weight
  const items = (dates.filter(date => date >= oldest).length - 1) * weight
  return { ...begun, hours: hours * weight, arrivals, items }
}
