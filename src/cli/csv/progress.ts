/** Says on standard error how far a long command is, at most once a second. */
import type { CommandLine } from '../command.ts'

export interface Progress {
  /** So many more are done. */
  add(rows: number): void
}

const everyMs = 2_000

export function createProgress(line: CommandLine, what: string, now: () => number = Date.now): Progress {
  const beganAt = now()
  let done = 0
  let saidAt = beganAt
  return {
    add(rows) {
      done += rows
      const at = now()
      if (at - saidAt < everyMs) return
      saidAt = at
      const rate = Math.round((done * 1_000) / (at - beganAt))
      line.err(`${done.toLocaleString('en')} ${what}, ${rate.toLocaleString('en')} a second`)
    },
  }
}
