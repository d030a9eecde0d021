/**
 * Groups what comes: holds the lease, puts the machine together from what was written down, and does batch after batch.
 * When anything fails, the machine is thrown away and put together again: what is written down is what counts.
 */
import type { Logger } from 'pino'
import type { Clock } from '../../clock.ts'
import { createWorker, type Store, type Worker } from '../../store/index.ts'
import { createStoryMachine } from '../machine/create-story-machine.ts'
import type { MachineParts } from '../machine/parts.ts'
import { shippedParts } from '../machine/shipped-parts.ts'
import { type Grouped, groupBatch } from './group-batch.ts'
import { beatMs, createLease, type Lease, LeaseLost } from './lease.ts'
import { loadStories } from './load-stories.ts'

export interface GrouperParts {
  store: Store
  clock: Clock
  log: Logger
  /** Unique among all processes that share the store. */
  holder: string
  parts?: MachineParts
  /** The most inputs of a batch. */
  batchSize?: number
}

/** About a fifth of a second's work, if so much waits; an item that comes alone is a batch of its own. */
const usualBatch = 200

export interface Grouper extends Worker {
  /** One step of its work, for who drives it by hand: what was done, or `not-ours` when another process groups. */
  step(): Promise<'again' | 'idle' | 'not-ours'>
}

export function createGrouper(given: GrouperParts): Grouper {
  const { store, clock, log } = given
  const lease = createLease(given)
  const { step, forget } = createSteps(given, lease)
  const worker = createWorker({
    name: 'grouper',
    store,
    clock,
    log,
    channels: ['items'],
    pollMs: beatMs,
    async step() {
      return (await step()) === 'again' ? 'again' : beatMs
    },
  })
  return {
    step,
    start: () => worker.start(),
    async stop() {
      await worker.stop()
      forget()
      await lease.release().catch(() => undefined)
    },
  }
}

function createSteps(
  { store, clock, log, parts = shippedParts(), batchSize = usualBatch }: GrouperParts,
  lease: Lease,
) {
  let grouped: Grouped | null = null
  const setAside = new Set<string>()
  const load = async (): Promise<Grouped> => {
    const began = clock.now()
    const machine = createStoryMachine(parts)
    const breathe = async () => {
      if ((await lease.hold()) !== 'held') throw new LeaseLost()
    }
    const counters = await loadStories(store.read, machine, { parts, breathe })
    log.debug({ ms: clock.now() - began }, 'the story machine was put together')
    return { machine, counters, setAside }
  }
  return {
    forget() {
      grouped = null
    },
    async step(): Promise<'again' | 'idle' | 'not-ours'> {
      try {
        const held = await lease.hold()
        if (held !== 'held') grouped = null
        if (held === 'not-ours') return 'not-ours'
        grouped ??= await load()
        const worked = await groupBatch(grouped, { store, parts, lease, limit: batchSize, at: clock.now })
        return worked ? 'again' : 'idle'
      } catch (error) {
        grouped = null
        if (!(error instanceof LeaseLost)) throw error
        log.warn(error.message)
        return 'not-ours'
      }
    },
  }
}
