/** When the dispatcher looks for something to give out: once for all that happened together, and when time says so. */
import type { Clock } from '../../clock.ts'
import type { Pacer } from '../pace/index.ts'
import type { Dispatcher } from './dispatcher.ts'

export interface PumpingParts {
  clock: Clock
  dispatcher: Dispatcher
  pacer: Pacer
  onError(error: unknown): void
  /** Aborts when the sender stops. */
  stopping: AbortSignal
}

export interface Pumping {
  /** There may be something to give out, or a line to give it to. */
  soon(): void
  /** Resolves when no line has a message under way, or after so many milliseconds. */
  drained(forMs: number): Promise<void>
}

/** Slots of a pace are drawn, and lines looked after, this often while anything is sent or waits. */
const tendMs = 75
/** Also while the store is away. */
const idleTendMs = 1_000

/** @param onPumped Called after each look, at most once a turn of the event loop. */
export function createPumping(parts: PumpingParts, onPumped: () => void): Pumping {
  const { clock, dispatcher, stopping } = parts
  let asked = false
  let timer: { dueAt: number; abort: AbortController } | null = null
  let onDrained: (() => void) | null = null
  const pump = () => {
    asked = false
    const againMs = dispatcher.pump()
    if (againMs !== null) later(againMs)
    if (!dispatcher.busy) onDrained?.()
    onPumped()
  }
  const soon = () => {
    if (asked) return
    asked = true
    queueMicrotask(pump)
  }
  const later = (ms: number) => {
    const dueAt = clock.now() + Math.ceil(ms)
    if (timer && timer.dueAt <= dueAt) return
    timer?.abort.abort()
    const set = { dueAt, abort: new AbortController() }
    timer = set
    const signal = AbortSignal.any([set.abort.signal, stopping])
    void clock.wait(dueAt - clock.now(), signal).then(() => {
      if (timer !== set) return
      timer = null
      if (!stopping.aborted) soon()
    })
  }
  void keepTending(parts, soon)
  return {
    soon,
    async drained(forMs) {
      if (!dispatcher.busy) return
      const { promise, resolve } = Promise.withResolvers<void>()
      onDrained = resolve
      const done = new AbortController()
      await Promise.race([promise, clock.wait(forMs, done.signal)])
      done.abort()
    },
  }
}

async function keepTending(parts: PumpingParts, soon: () => void): Promise<void> {
  const { clock, dispatcher, pacer, stopping, onError } = parts
  while (!stopping.aborted) {
    dispatcher.tend()
    let isWell = true
    try {
      await pacer.tend()
    } catch (error) {
      isWell = false
      onError(error)
    }
    soon()
    await clock.wait(isWell && dispatcher.hasWork ? tendMs : idleTendMs, stopping)
  }
}
