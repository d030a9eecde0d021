/**
 * The loop that every stage's work runs in: take rows while there are any, then wait for a wake-up, for the
 * next due time, or for the slow poll that stands behind both. A step that throws is logged and tried again
 * after a pause: a worker never ends by itself.
 */
import { setImmediate as breathe } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Clock } from '../clock.ts'
import type { Channel, Store } from './store.ts'

/** `again`: there may be more right now; a number: nothing before that many milliseconds; `idle`: wait. */
export type StepResult = 'again' | 'idle' | number

export interface WorkerOptions {
  name: string
  store: Store
  clock: Clock
  log: Logger
  /** What wakes it. */
  channels: readonly Channel[]
  /** The longest wait, in milliseconds, however quiet it is. */
  pollMs: number
  step(signal: AbortSignal): Promise<StepResult>
}

export interface Worker {
  start(): void
  /** Resolves when the running step has ended; may be called twice. */
  stop(): Promise<void>
}

const pauseAfterErrorMs = 1_000

export function createWorker(options: WorkerOptions): Worker {
  let running: { abort: AbortController; ended: Promise<void> } | null = null
  return {
    start() {
      if (running) return
      const abort = new AbortController()
      running = { abort, ended: loop(options, abort.signal) }
    },
    async stop() {
      running?.abort.abort()
      await running?.ended
      running = null
    },
  }
}

async function loop({ store, clock, log, ...worker }: WorkerOptions, signal: AbortSignal): Promise<void> {
  let woken = false
  let interrupt: AbortController | null = null
  const off = store.onWake(worker.channels, () => {
    woken = true
    interrupt?.abort()
  })
  const pause = async (ms: number) => {
    if (woken) return
    interrupt = new AbortController()
    await clock.wait(ms, AbortSignal.any([signal, interrupt.signal]))
    interrupt = null
  }
  while (!signal.aborted) {
    woken = false
    try {
      const result = await worker.step(signal)
      if (result === 'again') await breathe()
      if (result === 'again' || signal.aborted) continue
      await pause(result === 'idle' ? worker.pollMs : Math.min(Math.max(result, 0), worker.pollMs))
    } catch (error) {
      if (signal.aborted) break
      log.error({ worker: worker.name, err: error }, 'a step failed and is tried again')
      await clock.wait(pauseAfterErrorMs, signal)
    }
  }
  off()
}
