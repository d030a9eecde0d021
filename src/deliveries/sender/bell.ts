import type { Clock } from '../../clock.ts'

export interface Bell {
  ring(): void
  /** Resolves at the next ring, or at once when it rang since the last wait; after `ms`; or on abort. */
  wait(ms: number, signal: AbortSignal): Promise<void>
}

export function createBell(clock: Clock): Bell {
  let rung = false
  let interrupt: AbortController | null = null
  return {
    ring() {
      rung = true
      // With a reason, or an error would be made of each ring, with the stack of whoever rang.
      interrupt?.abort('rung')
    },
    async wait(ms, signal) {
      if (!rung && !signal.aborted) {
        interrupt = new AbortController()
        await clock.wait(ms, AbortSignal.any([signal, interrupt.signal]))
        interrupt = null
      }
      rung = false
    },
  }
}
