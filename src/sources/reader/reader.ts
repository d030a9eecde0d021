/**
 * Reads documents from outside in threads of their own, so that none of them, however large or hostile, holds up
 * the thread that answers pages. In: a document. Out: what it says, as a value. What always holds: a document
 * that takes longer than `deadlineMs`, or more memory than a thread has, ends with its thread and alone; those
 * behind it are read by the next thread. There is no thread before the first document, and a second one only
 * while documents have to wait.
 *
 * Small documents are no exception: a feed of 20 kB takes 0.6 ms here and 0.7 ms there, and 20 kB made to be slow
 * may take for ever. A thread has 30 MiB at its start, about 65 when it has read much.
 */
import type { Clock } from '../../clock.ts'
import type { Document, DocumentReading } from './document.ts'
import { type ReaderThread, startThread } from './thread.ts'
import { createWaitingList, type WaitingList } from './waiting-list.ts'

export interface Reader {
  /**
   * The body is handed over, not copied: it is empty afterwards. Rejects when `signal` aborts or the reader
   * stops, and only then.
   */
  read(document: Document, signal?: AbortSignal): Promise<DocumentReading>
  /** Ends the threads. A document after that starts one again. */
  stop(): Promise<void>
}

export interface ReaderOptions {
  clock: Clock
  /** What the threads run; tests have programs of their own. */
  program?: URL
}

/** Ten times what 10 MB take on a busy machine. */
export const deadlineMs = 3_000
/** So long documents wait before a second thread is started: it costs as much as a hundred feeds. */
export const patienceMs = 50
/** One of two threads ends when it had nothing to do for so long. */
export const idleMs = 60_000
const mostThreads = 2
/** Copying more takes longer than asking for it. */
const longestAheadBytes = 256 * 1024
/** Nobody asks why; an error made for each document would cost more than its timer. */
const ended = 'ended'

interface Job {
  host: string
  since: number
  document: Document
  settle(reading: DocumentReading): void
  /** Nobody waits for it any more. */
  isOver: boolean
}

/** A document that a thread has with it. */
interface Sent {
  job: Job
  reading: Promise<DocumentReading | null>
  /** It waits for a thread again: this one has been busy with the one before for too long, or ended with it. */
  isBack: boolean
}

/** From the first document to `stop`. */
interface Shift {
  clock: Clock
  program: URL
  waiting: WaitingList<Job>
  threads: Set<ReaderThread>
  /** What each thread does, to its very end. */
  lanes: Set<Promise<void>>
  reading: Set<Job>
  stopping: AbortController
  reinforcing: boolean
}

export function createReader({ clock, program = ownProgram() }: ReaderOptions): Reader {
  const begin = (): Shift => ({
    ...{ clock, program, waiting: createWaitingList<Job>(), threads: new Set(), lanes: new Set() },
    ...{ reading: new Set(), stopping: new AbortController(), reinforcing: false },
  })
  let shift = begin()
  return {
    async read(document, signal) {
      signal?.throwIfAborted()
      const { waiting, stopping } = shift
      const { promise, resolve, reject } = Promise.withResolvers<DocumentReading>()
      const host = hostOf(document.url)
      const job: Job = { host, since: clock.now(), document, settle: resolve, isOver: false }
      const leave = AbortSignal.any([stopping.signal, ...(signal ? [signal] : [])])
      const left = () => {
        job.isOver = true
        waiting.remove(job)
        reject(leave.reason)
      }
      leave.addEventListener('abort', left)
      waiting.add(job)
      callThreads(shift)
      return promise.finally(() => leave.removeEventListener('abort', left))
    },
    async stop() {
      const { stopping, lanes, waiting } = shift
      shift = begin()
      stopping.abort(new Error('The reader of documents was stopped.'))
      // A thread that waits for a document would wait on.
      waiting.wake()
      await Promise.all(lanes)
    },
  }
}

/** Sees to it that what waits is read. */
function callThreads(shift: Shift): void {
  if (shift.stopping.signal.aborted || !shift.waiting.oldest()) return
  if (shift.threads.size === 0) startLane(shift)
  else void reinforce(shift)
}

/** Starts another thread when there may be one and a document has waited for too long. */
async function reinforce(shift: Shift): Promise<void> {
  const { clock, waiting, threads, stopping } = shift
  if (shift.reinforcing) return
  shift.reinforcing = true
  for (let oldest = waiting.oldest(); oldest && threads.size < mostThreads; oldest = waiting.oldest()) {
    const leftMs = oldest.since + patienceMs - clock.now()
    if (leftMs <= 0) startLane(shift)
    else await clock.wait(leftMs, stopping.signal)
    if (stopping.signal.aborted) break
  }
  shift.reinforcing = false
}

function startLane(shift: Shift): void {
  const thread = startThread(shift.program)
  shift.threads.add(thread)
  const lane = runLane(shift, thread).finally(() => shift.lanes.delete(lane))
  shift.lanes.add(lane)
}

async function runLane(shift: Shift, thread: ReaderThread): Promise<void> {
  const { waiting, threads, stopping } = shift
  const end = () => void thread.end('fault')
  stopping.signal.addEventListener('abort', end)
  const broken = await thread.ready
  // A program that does not start would otherwise be started for ever.
  if (broken) waiting.take(true)?.settle(broken)
  for (let sent = await sendNext(shift, thread); sent; sent = await sendNext(shift, thread))
    for (let each: Sent | null = sent; each; ) each = await readJob(shift, thread, each)
  stopping.signal.removeEventListener('abort', end)
  threads.delete(thread)
  callThreads(shift)
  await thread.end('fault')
}

/** Null: the thread is to end, or has ended. */
async function nextJob(shift: Shift, thread: ReaderThread): Promise<Job | null> {
  const { clock, waiting, threads, reading } = shift
  while (!thread.ended) {
    const suspects = ![...reading].some(({ host }) => waiting.isSuspect(host))
    const job = waiting.take(suspects)
    if (job) return job
    const over = new AbortController()
    const idle = threads.size > 1 ? clock.wait(idleMs, over.signal).then(() => 'idle') : null
    const came = await Promise.race([waiting.changed(), ...(idle ? [idle] : [])])
    over.abort(ended)
    // Of two idle threads one remains.
    if (came === 'idle' && threads.size > 1 && threads.delete(thread)) return null
  }
  return null
}

async function sendNext(shift: Shift, thread: ReaderThread): Promise<Sent | null> {
  const job = await nextJob(shift, thread)
  return job && { job, reading: thread.read(job.document), isBack: false }
}

/** Returns what was sent ahead meanwhile: the thread reads that now. */
async function readJob(shift: Shift, thread: ReaderThread, sent: Sent): Promise<Sent | null> {
  const { clock, waiting, reading } = shift
  const { job } = sent
  const done = new AbortController()
  const after = (ms: number, act: () => void) =>
    void clock.wait(ms, done.signal).then(() => {
      if (!done.signal.aborted) act()
    })
  after(deadlineMs, () => void thread.end('slow'))
  // Given back, and now read here all the same: if it never ends, it is not to take the other thread too.
  if (waiting.remove(job)) sent.isBack = false
  reading.add(job)
  const ahead = sendAhead(shift, thread)
  if (ahead) after(patienceMs, () => giveBack(shift, ahead))
  const result = await sent.reading
  reading.delete(job)
  done.abort(ended)
  if (!result) giveBack(shift, sent)
  else {
    if (result.kind !== 'given-up') waiting.clear(job.host)
    else if (result.why !== 'fault') waiting.suspect(job.host)
    // Another thread had it too, and may have given it back.
    waiting.remove(job)
    job.isOver = true
    job.settle(result)
  }
  return ahead
}

/**
 * Sends a thread that reads the document that it is to read next, so that it need not wait for this thread, which may be
 * storing: only where all are busy and more are waiting, and a copy, for the thread may end before it comes to it.
 */
function sendAhead({ waiting, threads, reading }: Shift, thread: ReaderThread): Sent | null {
  if (thread.ended || threads.size < mostThreads || reading.size < threads.size || waiting.size() < 2)
    return null
  const job = waiting.take(false, ({ document }) => document.body.length <= longestAheadBytes)
  if (!job) return null
  const body = new Uint8Array(job.document.body)
  return { job, reading: thread.read({ ...job.document, body }), isBack: false }
}

/** To whoever is free. */
function giveBack(shift: Shift, sent: Sent): void {
  if (sent.isBack || sent.job.isOver) return
  sent.isBack = true
  shift.waiting.putBack(sent.job)
  callThreads(shift)
}

function ownProgram(): URL {
  return new URL('./reader-thread.ts', import.meta.url)
}

function hostOf(url: string): string {
  return URL.parse(url)?.host ?? ''
}
