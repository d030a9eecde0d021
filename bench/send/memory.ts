/** The resident memory of a process over a stretch of work. */
import { residentMib } from '../support/process-cost.ts'

const everyMs = 250

export interface MemoryCurve {
  startMib: number
  peakMib: number
  endMib: number
  /** Of the straight line through all samples; steep in a run of seconds. */
  slopeMibPerMinute: number
  /** The same of the second half, when caches are full and code is compiled. */
  laterSlopeMibPerMinute: number
}

/** Call what it returns to end the sampling. */
export function sampleMemory(pid: number): () => MemoryCurve {
  const samples: MemorySample[] = []
  const look = () => void samples.push({ atMs: performance.now(), mib: residentMib(pid) })
  look()
  const timer = setInterval(look, everyMs)
  return () => {
    clearInterval(timer)
    look()
    return curveOf(samples)
  }
}

export interface MemorySample {
  atMs: number
  mib: number
}

export function curveOf(samples: readonly MemorySample[]): MemoryCurve {
  return {
    startMib: samples[0]?.mib ?? Number.NaN,
    peakMib: Math.max(...samples.map(({ mib }) => mib)),
    endMib: samples.at(-1)?.mib ?? Number.NaN,
    slopeMibPerMinute: slopeOf(samples) * 60_000,
    laterSlopeMibPerMinute: slopeOf(samples.slice(samples.length >> 1)) * 60_000,
  }
}

/** Least squares, in MiB per millisecond. */
function slopeOf(samples: readonly MemorySample[]): number {
  const mean = (of: (sample: MemorySample) => number) =>
    samples.reduce((sum, sample) => sum + of(sample), 0) / samples.length
  const atMs = mean(sample => sample.atMs)
  const mib = mean(sample => sample.mib)
  return mean(one => (one.atMs - atMs) * (one.mib - mib)) / mean(one => (one.atMs - atMs) ** 2)
}
