/**
 * A part of the program in a thread of its own, with a store of its own, so that nothing it does keeps a page waiting.
 * An error that nobody there has caught ends the process: what is written down says what it was doing.
 */
import { once } from 'node:events'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { type Logger, pino } from 'pino'
import { startBusyThread } from './busy-thread.ts'

interface Handed {
  data: unknown
  logLevel: string
}

type Word = { started: true } | { stopped: true } | { log: string }

export interface ThreadPart {
  /** Resolves when the part has begun. */
  start(): Promise<void>
  stop(): Promise<void>
}

export interface ThreadWish {
  /** A module that calls `runInThread`. */
  file: URL
  data: unknown
  log: Logger
  /** For what is young, if it makes much of it: see `busy-thread.ts`. */
  youngMiB?: number
}

export function partInThread({ file, data, log, youngMiB }: ThreadWish): ThreadPart {
  let worker: Worker | null = null
  return {
    async start() {
      if (worker) return
      const handed: Handed = { data, logLevel: log.level }
      const options = { workerData: handed }
      const starting = youngMiB ? startBusyThread(file, options, youngMiB) : new Worker(file, options)
      worker = starting
      const { promise: started, resolve, reject } = Promise.withResolvers<void>()
      starting.on('message', (word: Word) => {
        if ('log' in word) passOn(log, word.log)
        else if ('started' in word) resolve()
      })
      starting.once('error', reject)
      await started
      starting.off('error', reject)
      starting.on('error', error => {
        throw error
      })
    },
    async stop() {
      const ending = worker
      worker = null
      if (!ending) return
      ending.postMessage('stop')
      const stopped = Promise.withResolvers<void>()
      ending.on('message', (word: Word) => 'stopped' in word && stopped.resolve())
      await Promise.race([stopped.promise, once(ending, 'exit')])
      await ending.terminate()
    },
  }
}

/** The other side: `begin` returns how the part is stopped. */
export async function runInThread<Data>(
  begin: (data: Data, log: Logger) => Promise<() => Promise<void>>,
): Promise<void> {
  if (isMainThread || !parentPort) throw new Error('this module runs in a worker thread')
  const port = parentPort
  const say = (word: Word) => port.postMessage(word)
  // partInThread hands over nothing else.
  const { data, logLevel } = workerData as Handed
  const log = pino({ level: logLevel }, { write: line => say({ log: line }) })
  let stop: (() => Promise<void>) | null = null
  const beginning = begin(data as Data, log)
  port.once('message', async () => {
    stop ??= await beginning
    await stop()
    say({ stopped: true })
  })
  stop = await beginning
  say({ started: true })
}

/** A line of the thread's log, as its own. */
function passOn(log: Logger, line: string): void {
  const { level, msg, time, pid, hostname, ...rest } = JSON.parse(line)
  const name = pino.levels.labels[level] ?? 'info'
  // An error went over as its parts; the log knows what of one may be said.
  if (rest.err) rest.err = Object.assign(new Error(rest.err.message), rest.err, { name: rest.err.type })
  if (log.isLevelEnabled(name)) log[name as 'info'](rest, msg)
}
