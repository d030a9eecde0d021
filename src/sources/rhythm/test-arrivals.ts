/** For tests: when an invented source publishes, from a seed. */
import { hourMs } from './rhythm.ts'

export interface InventedSource {
  from: number
  days: number
  perHour: number
  /** How busy an hour is, over the average. */
  share?: (hour: number, weekend: boolean) => number
  /** How many others each arrival draws, within about twenty minutes. */
  draws?: number
  seed: number
}

const stepMs = 60_000
const drawMs = 20 * 60_000

/** Office hours: what a ministry publishes. */
export function officeHours(hour: number, weekend: boolean): number {
  return weekend ? 0 : hour >= 8 && hour < 18 ? 2.4 : 0
}

export function inventArrivals({ from, days, perHour, share = () => 1, draws = 0, seed }: InventedSource) {
  const random = seededRandom(seed)
  const arrivals: number[] = []
  let excited = 0
  for (let at = from; at < from + days * 24 * hourMs; at += stepMs) {
    const date = new Date(at)
    const usual = perHour * (1 - draws) * share(date.getUTCHours(), date.getUTCDay() % 6 === 0)
    const expected = (usual * stepMs) / hourMs + (draws * excited * stepMs) / drawMs
    excited *= Math.exp(-stepMs / drawMs)
    if (random() >= 1 - Math.exp(-expected)) continue
    excited += 1
    arrivals.push(at + Math.floor(random() * stepMs))
  }
  return arrivals
}

/** mulberry32: small, and the same on every machine. */
export function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
