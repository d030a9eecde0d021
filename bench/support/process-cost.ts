/** What other processes cost, as the system counts it. */
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/** Resident memory in MiB. */
export function residentMib(pid: number): number {
  return (residentKib(pid) ?? Number.NaN) / 1024
}

function residentKib(pid: number): number | null {
  try {
    const line = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
    return line ? Number(line[1]) : null
  } catch {
    // There is no /proc on other systems than Linux.
    return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }))
  }
}

interface ProcessTimes {
  parent: number
  /** User and system time so far, in milliseconds at ten apart. */
  ownMs: number
  /** The same of its children that have ended. */
  endedChildrenMs: number
}

/** Null where there is no /proc, or no such process any more. */
function timesOf(pid: number): ProcessTimes | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // proc_pid_stat(5): fields 4 and 14 to 17, times in ticks of 1/100 s, counted after the name, which may
    // hold anything.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const ms = (field: number) => Number(fields[field]) * 10
    return { parent: Number(fields[1]), ownMs: ms(11) + ms(12), endedChildrenMs: ms(13) + ms(14) }
  } catch {
    return null
  }
}

/** User and system time so far, in milliseconds at ten apart; NaN where it cannot be told. */
export function cpuMs(pid: number): number {
  return timesOf(pid)?.ownMs ?? Number.NaN
}

/** The same of a process and of everything it started, also of what has ended since. */
export function familyCpuMs(pid: number): number {
  const first = timesOf(pid)
  if (!first) return Number.NaN
  const all = new Map<number, ProcessTimes>()
  for (const name of readdirSync('/proc')) {
    const times = /^\d+$/.test(name) && timesOf(Number(name))
    if (times) all.set(Number(name), times)
  }
  const belongs = (one: number): boolean =>
    one === pid || (all.has(one) && belongs(all.get(one)?.parent ?? 0))
  return [...all]
    .filter(([one]) => belongs(one))
    .reduce((sum, [, { ownMs, endedChildrenMs }]) => sum + ownMs + endedChildrenMs, 0)
}

/** The CPU time that `work` cost that process, per thousand of `count`; NaN where it cannot be told. */
export async function cpuPerThousand(
  pid: number,
  count: number,
  work: () => Promise<unknown>,
): Promise<number> {
  const before = cpuMs(pid)
  await work()
  return ((cpuMs(pid) - before) / count) * 1_000
}
