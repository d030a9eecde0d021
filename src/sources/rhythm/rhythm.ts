/**
 * What is learned of when a source publishes: a small value, at most two kilobytes of JSON, in
 * `sources.rhythm`. An **arrival** is a look (or a push) that brought news, be it one item or ten. Counted are
 * arrivals and watched hours by hour of the week; both fade over some weeks. Pure: time comes in.
 */
export interface Rhythm {
  /** Of this format. */
  version: 1
  /** When the watching began. */
  since: number
  /** Everything up to here was looked at. */
  at: number
  /** The counts have faded up to here. */
  fadedAt: number
  hours: number
  arrivals: number
  items: number
  /** By hour of the week, see `cellAt`; only of looks that were close enough to tell the hour. */
  cellArrivals: number[]
  cellHours: number[]
  /** How many of the newest arrivals have yet to draw others. */
  excited: number
  /** A regression's two sums, of which the first may be negative: their quotient is how many others one draws. */
  drawn: number
  drawing: number
  /** The silence since the last arrival, and all that ended: in arrivals that had been expected. */
  quiet: number
  quiets: number
  quietSum: number
  quietSquares: number
  longestQuiet: number
}

export const hourMs = 60 * 60_000
export const dayMs = 24 * hourMs
const cells = 48

export function beginRhythm(at: number): Rhythm {
  return {
    version: 1,
    since: at,
    at,
    fadedAt: at,
    hours: 0,
    arrivals: 0,
    items: 0,
    cellArrivals: Array(cells).fill(0),
    cellHours: Array(cells).fill(0),
    drawn: 0,
    drawing: 0,
    excited: 0,
    quiet: 0,
    quiets: 0,
    quietSum: 0,
    quietSquares: 0,
    longestQuiet: 0,
  }
}

/** Weekdays are 0 to 23, Saturday and Sunday 24 to 47, both in UTC. */
export function cellAt(at: number): number {
  const date = new Date(at)
  const weekend = date.getUTCDay() % 6 === 0
  return (weekend ? 24 : 0) + date.getUTCHours()
}

/** The same hour on the other kind of day. */
export function otherCell(cell: number): number {
  return (cell + 24) % cells
}

/** A span in parts that each lie within one hour. */
export function* hoursBetween(from: number, to: number): Generator<{ start: number; end: number }> {
  for (let start = from; start < to; ) {
    const end = Math.min((Math.floor(start / hourMs) + 1) * hourMs, to)
    yield { start, end }
    start = end
  }
}

/** What was stored, or null where it is of another format: then it is learned again. */
export function parseRhythm(text: string | null): Rhythm | null {
  if (text === null) return null
  try {
    const value: unknown = JSON.parse(text)
    return isRhythm(value) ? value : null
  } catch {
    return null
  }
}

/** Six digits are enough, and keep the text short. */
export function formatRhythm(rhythm: Rhythm): string {
  return JSON.stringify(rhythm, (_, value: unknown) =>
    typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(6)) : value,
  )
}

function isRhythm(value: unknown): value is Rhythm {
  if (typeof value !== 'object' || value === null) return false
  const there = new Map<string, unknown>(Object.entries(value))
  return Object.entries(beginRhythm(0)).every(([name, sample]) => {
    const own = there.get(name)
    if (name === 'version') return own === sample
    return Array.isArray(sample)
      ? Array.isArray(own) && own.length === cells && own.every(isNumber)
      : isNumber(own) && (own >= 0 || name === 'drawn')
  })
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}
