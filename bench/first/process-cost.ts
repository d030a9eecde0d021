/** What another process costs, as the system counts it. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** Resident memory in MiB. */
export function residentMib(pid: number): number {
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024
}

/** User and system time so far, in milliseconds at ten apart; null where there is no /proc. */
function cpuMs(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // proc_pid_stat(5): fields 14 and 15 in ticks of 1/100 s, counted after the name, which may hold anything.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return (Number(fields[11]) + Number(fields[12])) * 10
  } catch {
    return null
  }
}

/** The CPU time that `work` cost that process, per thousand of `count`; NaN where it cannot be told. */
export async function cpuPerThousand(
  pid: number,
  count: number,
  work: () => Promise<unknown>,
): Promise<number> {
  const before = cpuMs(pid)
  await work()
  const after = cpuMs(pid)
  return before === null || after === null ? Number.NaN : ((after - before) / count) * 1_000
}
