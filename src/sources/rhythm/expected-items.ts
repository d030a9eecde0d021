/**
 * How much a rhythm lets expect. A self-exciting (Hawkes) process: each arrival draws a part of another one
 * after it, fading within two hours; the rest comes by itself, at a rate that depends on the hour of the week.
 */
import { cellAt, hourMs, hoursBetween, otherCell, type Rhythm } from './rhythm.ts'

/** How long an arrival goes on drawing others (on the recorded wire 40 to 90 minutes foretell best). */
export const drawMs = 40 * 60_000

/** Arrivals that the wider knowledge counts for beside the narrower: with fewer an hour's count says little. */
const trustArrivals = { allHours: 12, otherDays: 4 }
const trustHours = { fewest: 1, most: 96 }
/** Before anything is known: one an hour, with the weight of half an hour. */
const firstGuess = { arrivals: 0.5, hours: 0.5 }
/** Before anything is known an arrival draws 0.3 others; with the weight of ten. */
const firstDraw = { drawn: 3, drawing: 10 }
/** At 1 news would never end. */
const mostDrawn = 0.8

/** The expected rate at `at`, in items an hour. Null: nothing is known. */
export function itemsPerHour(rhythm: Rhythm | null, at: number): number | null {
  if (rhythm === null) return null
  const drawn = drawnByEach(rhythm)
  // What is drawn draws more in turn, so the mean wears off more slowly than a single arrival's pull.
  const left = Math.exp((-(1 - drawn) * Math.max(at - rhythm.at, 0)) / drawMs)
  const recent = (rhythm.excited * hourMs) / drawMs
  const usual = usualRate(rhythm, cellAt(at))
  const perHour = usual + drawn * left * (recent - usual)
  return perHour * itemsAtOnce(rhythm)
}

/** The rate usual at this hour of such a day, in items an hour, whatever happened just before. Null: nothing is known. */
export function usualItemsPerHour(rhythm: Rhythm | null, at: number): number | null {
  return rhythm === null ? null : usualRate(rhythm, cellAt(at)) * itemsAtOnce(rhythm)
}

/** Arrivals in a span, whatever happened just before. */
export function usualArrivals(rhythm: Rhythm, from: number, to: number): number {
  let sum = 0
  for (const { start, end } of hoursBetween(from, to))
    sum += (usualRate(rhythm, cellAt(start)) * (end - start)) / hourMs
  return sum
}

/** Arrivals an hour: the cell's own experience, else that of the hour on all days, else of all hours. */
function usualRate(rhythm: Rhythm, cell: number): number {
  const { arrivals, hours, cellArrivals, cellHours } = rhythm
  const plain = (arrivals + firstGuess.arrivals) / (hours + firstGuess.hours)
  const other = otherCell(cell)
  const ownCount = cellArrivals[cell] ?? 0
  const ownHours = cellHours[cell] ?? 0
  const dailyCount = ownCount + (cellArrivals[other] ?? 0)
  const dailyHours = ownHours + (cellHours[other] ?? 0)
  const daily = blend(dailyCount, dailyHours, { rate: plain, arrivals: trustArrivals.allHours })
  return blend(ownCount, ownHours, { rate: daily, arrivals: trustArrivals.otherDays })
}

function blend(count: number, hours: number, wider: { rate: number; arrivals: number }): number {
  const trust = Math.min(Math.max(wider.arrivals / wider.rate, trustHours.fewest), trustHours.most)
  return (count + trust * wider.rate) / (hours + trust)
}

/** How many others an arrival draws. */
function drawnByEach({ drawn, drawing }: Rhythm): number {
  return Math.min(Math.max((drawn + firstDraw.drawn) / (drawing + firstDraw.drawing), 0), mostDrawn)
}

function itemsAtOnce({ items, arrivals }: Rhythm): number {
  return arrivals > 0 ? items / arrivals : 1
}
