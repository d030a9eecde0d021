/**
 * Which of the subscribers who chose something (`choosing` = 1) an alert is for, without asking each. Follows the store,
 * and looks there again before every answer: a choice that was committed is in the next one, whatever wake-up was lost.
 */
import type { Logger } from 'pino'
import type { Clock } from '../../clock.ts'
import { createWorker, type Store } from '../../store/index.ts'
import type { Alert } from '../alert.ts'
import { readFacts } from '../wants/facts.ts'
import { followPreferences } from './follow-preferences.ts'
import { forgetErased } from './forget-erased.ts'
import type { PreferenceIndex } from './preference-index.ts'

export interface Matcher {
  /** Loads what there is and follows; without it the first question does. */
  start(): void
  /** May be called twice. */
  stop(): Promise<void>
  /**
   * Ascending ids of the choosers who want it at that time, going by every choice that was committed before the call:
   * the same as `wants` says of each. Whoever left may be among them: the freeze looks at each again.
   */
  audienceOf(alert: Alert, at: number): Promise<ArrayLike<number>>
}

const pollMs = 5_000
const erasedEveryMs = 10 * 60_000

export function createMatcher({ store, clock, log }: { store: Store; clock: Clock; log: Logger }): Matcher {
  const followed = followPreferences(store.read)
  let abort = new AbortController()
  const caughtUp = inTurn(() => followed.caughtUp(abort.signal))
  let erasedLookAt = clock.now() + erasedEveryMs
  const worker = createWorker({
    name: 'matcher',
    store,
    clock,
    log,
    channels: ['subscribers'],
    pollMs,
    async step() {
      const index = await caughtUp()
      if (index && clock.now() >= erasedLookAt) {
        await forgetErased(store.read, index, abort.signal)
        erasedLookAt = clock.now() + erasedEveryMs
      }
      await index?.fold(abort.signal)
      return 'idle'
    },
  })
  const audienceOf = async (alert: Alert, at: number): Promise<Float64Array> => {
    const index = await caughtUp()
    if (!index) throw new Error('A stopped matcher was asked for an audience: ask before stop().')
    const [facts] = await readFacts(store.read, [alert])
    return facts ? index.audience(facts, at) : new Float64Array()
  }
  return {
    audienceOf,
    start() {
      if (abort.signal.aborted) abort = new AbortController()
      worker.start()
    },
    async stop() {
      abort.abort()
      await worker.stop()
    },
  }
}

/** One after the other; who asks while one runs shares the next, for the running one may have read too early. */
function inTurn(work: () => Promise<PreferenceIndex | null>): () => Promise<PreferenceIndex | null> {
  let running: Promise<unknown> = Promise.resolve()
  let next: Promise<PreferenceIndex | null> | null = null
  return () => {
    next ??= running.then(() => {
      const begun = work()
      running = begun.catch(() => undefined)
      next = null
      return begun
    })
    return next
  }
}
