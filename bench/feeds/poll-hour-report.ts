/** The hour in numbers, as a table that a person reads. */
import { percentile } from '../support/statistics.ts'
import type { Outcome } from './poll-hour-peers.ts'
import type { Counts } from './poll-hour-watch.ts'

export interface Summary {
  requests: number
  items: number
  meanMs: number
  p50Ms: number
  p99Ms: number
}

/** The same publishers, watched by us and by others. */
export interface Comparison {
  own: Summary
  /** The least possible within what the publishers allow. */
  oracle: Summary
  fiveMinutes: Summary
  politeFiveMinutes: Summary
  sameRequests: Summary & { everyMs: number }
}

export interface PollHourResult {
  sources: number
  counts: Counts
  /** Of this process alone, over the simulated hour. */
  cpuMs: number
  wallMs: number
  memoryMib: number
  all: Comparison
  /** Of those publishers alone that ask for a minute at most: the rest is theirs to answer for. */
  unlimited: Comparison
}

export function summarise({ requests, latenessMs }: Outcome): Summary {
  const sum = latenessMs.reduce((total, ms) => total + ms, 0)
  return {
    requests,
    items: latenessMs.length,
    meanMs: sum / latenessMs.length,
    p50Ms: percentile(latenessMs, 0.5),
    p99Ms: percentile(latenessMs, 0.99),
  }
}

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })
const fine = new Intl.NumberFormat('en', { maximumFractionDigits: 2, minimumFractionDigits: 2 })
const seconds = (ms: number) => `${whole.format(ms / 1_000)} s`

export function printPollHour({
  sources,
  counts,
  cpuMs,
  wallMs,
  memoryMib,
  ...result
}: PollHourResult): void {
  console.log(`${whole.format(sources)} sources watched for one simulated hour`)
  printComparison('all', result.all)
  printComparison('those that ask for no more than a minute', result.unlimited)
  console.log(
    `CPU ${fine.format(cpuMs / 36_000)} % of a core (${fine.format(cpuMs / counts.polls)} ms a poll), memory at most ${whole.format(memoryMib)} MiB, ${whole.format(counts.bytes / 2 ** 20)} MiB received`,
  )
  console.log(
    `${whole.format(counts.unchanged)} answers "not changed", ${whole.format(counts.robots)} robots.txt, ${counts.failed} failed; it took ${seconds(wallMs)}`,
  )
}

function printComparison(what: string, result: Comparison): void {
  const widths = [10, 11, 10, 10, 10]
  const line = (name: string, ...cells: string[]) =>
    console.log(name.padEnd(44) + cells.map((cell, place) => cell.padStart(widths[place] ?? 10)).join(''))
  const row = (name: string, { requests, p50Ms, p99Ms, meanMs }: Summary) => {
    const ofLeast = `${fine.format(requests / result.oracle.requests)} x`
    line(`  ${name}`, whole.format(requests), ofLeast, ...[p50Ms, p99Ms, meanMs].map(seconds))
  }
  line(
    `${what}: ${whole.format(result.own.items)} new items`,
    'requests',
    'of least',
    'late p50',
    'p99',
    'mean',
  )
  row('Tocsin', result.own)
  row('least: an oracle, within the limits', result.oracle)
  row('every 300 s, against them', result.fiveMinutes)
  row('every 300 s, within', result.politeFiveMinutes)
  row(`every ${seconds(result.sameRequests.everyMs)}, within: as many`, result.sameRequests)
}
