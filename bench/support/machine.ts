/** What the numbers were taken on: they mean nothing without it. */
import { cpus, loadavg, totalmem } from 'node:os'

export interface Machine {
  cores: number
  cpu: string
  memoryGib: number
  node: string
  platform: string
  /** One-minute load average when the bench began: over the number of cores, others were at work. */
  loadBefore: number
}

export function thisMachine(): Machine {
  return {
    cores: cpus().length,
    cpu: cpus()[0]?.model ?? 'unknown',
    memoryGib: Math.round(totalmem() / 2 ** 30),
    node: process.versions.node,
    platform: `${process.platform} ${process.arch}`,
    loadBefore: Math.round((loadavg()[0] ?? 0) * 10) / 10,
  }
}

export function machineLine({ cores, cpu, memoryGib, node, platform, loadBefore }: Machine): string {
  return `${cores} cores (${cpu}), ${memoryGib} GiB, ${platform}, Node ${node}; load before: ${loadBefore}`
}
