/**
 * A worker thread that makes much and soon lets go of nearly all of it, such as one that writes mail or reads feeds.
 * V8 gives a thread 1 MiB for what is young, and `bin/tocsin.ts` keeps that from growing; with so little it looks for
 * what stays every forty mails, which was a fifth of the send engine's time.
 */
import { setFlagsFromString } from 'node:v8'
import { Worker, type WorkerOptions } from 'node:worker_threads'

/** @param youngMiB Up to three times as much memory is the thread's for good. */
export function startBusyThread(file: URL, options: WorkerOptions, youngMiB = 8): Worker {
  // V8 knows this as a flag of the process only. It is read when the thread's heap is made; 0 is V8's own choice.
  // Whoever starts beside it may get the room, too, or of two such threads one may not: it is but slower then.
  setFlagsFromString(`--min-semi-space-size=${youngMiB}`)
  const worker = new Worker(file, options)
  worker.once('online', () => setFlagsFromString('--min-semi-space-size=0'))
  return worker
}
