/**
 * How long a source may say nothing before that is out of the ordinary.
 *
 * Silences are measured in the arrivals that were to be expected in them, so that nights and weekends of a source
 * that sleeps weigh nothing. Were arrivals independent (a Poisson process), a silence of `n` would happen by chance
 * once in e^n times. News comes in clusters, so silences are longer: for clusters of mean size c that begin
 * independently a silence of `n * c` is as rare, and c shows in how uneven the silences are that ended: their mean
 * square is 2c times their mean squared. With n = 12 a source of 3,000 clusters a month would give one false alarm in
 * four years by chance alone. Sources are worse than that, hence three cautions: a silence must be twice as long
 * as the longest of the last weeks; only what was seen counts, and hours watched little less than that
 * (`sureArrivals`); nothing under an hour is an alarm.
 */
import { cellAt, dayMs, hourMs, hoursBetween, type Rhythm } from './rhythm.ts'

const rareness = 12
/** The longest silence before counts, but an outage that was one must not hide the next. */
const beyondLongest = { times: 2, most: 3 * rareness }
const evenness = { most: 8, trustQuiets: 20 }
const shortestMs = hourMs
/** What is rarer than this cannot be told from what has ended. */
const longestMs = 28 * dayMs
const fewestDays = 3
const fewestArrivals = 10
/** As if each hour of the week had been watched this much longer, in vain. */
const doubtHours = 1

/**
 * How long a silence that began at `sinceAt` may last, in milliseconds, an hour at least. Null: too little is
 * known. `sinceAt` is when the last new item was seen. It lasts until the last look that went well: a time in
 * which the source was not looked at is no silence.
 */
export function longestSilenceMs(rhythm: Rhythm | null, sinceAt: number): number | null {
  if (rhythm === null || rhythm.arrivals < fewestArrivals) return null
  if (rhythm.at - rhythm.since < fewestDays * dayMs) return null
  const enough = Math.max(
    rareness * clusterSize(rhythm),
    beyondLongest.times * Math.min(rhythm.longestQuiet, beyondLongest.most),
  )
  let expected = 0
  for (const { start, end } of hoursBetween(sinceAt, sinceAt + longestMs)) {
    const more = sureArrivals(rhythm, start, end)
    if (expected + more >= enough) {
      const reachedAt = start + ((enough - expected) / more) * (end - start)
      return Math.max(Math.ceil(reachedAt - sinceAt), shortestMs)
    }
    expected += more
  }
  return null
}

/** Arrivals that can be counted on: of hours never watched none, of hours watched little less than was seen. */
export function sureArrivals(rhythm: Rhythm, from: number, to: number): number {
  let sum = 0
  for (const { start, end } of hoursBetween(from, to)) {
    const cell = cellAt(start)
    const rate = (rhythm.cellArrivals[cell] ?? 0) / ((rhythm.cellHours[cell] ?? 0) + doubtHours)
    sum += (rate * (end - start)) / hourMs
  }
  return sum
}

/** In expected arrivals; where little is known, clusters of two are taken for granted. */
function clusterSize({ quiets, quietSum, quietSquares }: Rhythm): number {
  const { most, trustQuiets } = evenness
  const meanSquare = (quietSquares + 4 * trustQuiets) / (quiets + trustQuiets)
  const mean = (quietSum + trustQuiets) / (quiets + trustQuiets)
  return Math.min(Math.max(meanSquare / (2 * mean), 1), most)
}
