/**
 * Reads and stores what hubs sent. A request only left a row and woke us: whichever process watches takes it. What
 * always holds: a document that nobody can read, or that ends the process that reads it, becomes a look at its
 * source, and holds up no other.
 */
import type { Logger } from 'pino'
import type { Clock } from '../../clock.ts'
import { createWorker, type StepResult, type Store, type Worker } from '../../store/index.ts'
import type { Reader } from '../reader/index.ts'
import { readPushed } from './read-pushed.ts'
import { storePushed } from './store-pushed.ts'
import {
  countLeftBehind,
  nextReadAt,
  putOff,
  readWaiting,
  type WaitingDocument,
} from './waiting-documents.ts'

export interface PushedWorkerOptions {
  store: Store
  clock: Clock
  log: Logger
  reader: Reader
}

const mostAtOnce = 8
const slowestLookMs = 2_000
const mostAttempts = 3

export function createPushedWorker(options: PushedWorkerOptions): Worker {
  const { store, clock, log } = options
  let started = false
  const step = async (): Promise<StepResult> => {
    if (!started) await countLeftBehind(store)
    started = true
    if ((await takeWaiting(options)) > 0) return 'again'
    const next = await nextReadAt(store, clock.now())
    return next === null ? 'idle' : next - clock.now()
  }
  return createWorker({
    ...{ name: 'pushed', store, clock, log, channels: ['pushes'] },
    pollMs: slowestLookMs,
    step,
  })
}

/** Reads and stores some of what waits; returns how many documents that were. */
export async function takeWaiting(options: PushedWorkerOptions): Promise<number> {
  const { store, clock } = options
  const waiting = await readWaiting(store, { at: clock.now(), most: mostAtOnce })
  await Promise.all(waiting.map(document => takeSafely(options, document)))
  return waiting.length
}

/** What fails is tried again when others had their turn, and in the end left to a poll. */
async function takeSafely(options: PushedWorkerOptions, document: WaitingDocument): Promise<void> {
  const { store, clock, log } = options
  const about = { source: document.sourceId, document: document.id }
  try {
    const newItems = await takePushed(options, document)
    if (newItems > 0) log.debug({ ...about, newItems }, 'new items were pushed')
  } catch (error) {
    log.error({ ...about, err: error }, 'a pushed document could not be stored and is tried again')
    await putOff(store, document, clock.now())
  }
}

async function takePushed(
  { store, clock, reader }: PushedWorkerOptions,
  document: WaitingDocument,
): Promise<number> {
  const { body, attempts, url, subscription } = document
  const readable = body !== null && attempts <= mostAttempts
  const reading = readable
    ? await readPushed(reader, { ...document, body, url, topic: subscription.topic })
    : null
  return storePushed(store, document, { reading, at: clock.now() })
}
