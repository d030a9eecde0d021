/**
 * One connection's life: take the next message, connect if need be, send it, hand its outcome to the books.
 * What the message did not cause does not count against it: a relay out of reach shuts the gate and the
 * message goes back to where it was; one that hangs up on the same message again and again is deferred.
 */

import { isAscii } from 'node:buffer'
import type { Logger } from 'pino'
import type { Clock } from '../../clock.ts'
import { dotStuff } from '../smtp/dot-stuff.ts'
import { connectSmtp, type SendOutcome, type SmtpConnection, type SmtpSettings } from '../smtp/index.ts'
import type { AttemptOutcome } from './attempt-outcome.ts'
import type { GroupCommit } from './group-commit.ts'
import type { PlainEnvelope, ReadyJob } from './job.ts'
import type { ReadyQueue } from './ready-queue.ts'
import type { RelayGate } from './relay-gate.ts'

export interface SendLoopParts {
  settings: SmtpSettings
  clock: Clock
  log: Logger
  queue: ReadyQueue
  books: GroupCommit
  relay: Relay
}

/** One message at a time, as a promise. */
class OneAtATime {
  #connection: SmtpConnection | null = null
  #start: () => Promise<boolean> = async () => false
  #sending: PromiseWithResolvers<SendOutcome> | null = null

  get usable(): boolean {
    return this.#connection?.usable ?? false
  }

  async connect(settings: SmtpSettings, stopping: AbortSignal) {
    const listener = {
      ready: () =>
        void this.#start().then(
          mayLeave => (mayLeave ? this.#connection?.release() : this.#connection?.withhold()),
          error => this.#sending?.reject(error),
        ),
      ended: (outcome: SendOutcome) => this.#sending?.resolve(outcome),
      closed: () => undefined,
    }
    const result = await connectSmtp(settings, listener, stopping)
    if (result.ok) this.#connection = result.connection
    return result
  }

  send({ from, to, bytes }: PlainEnvelope, start: () => Promise<boolean>): Promise<SendOutcome> {
    this.#start = start
    this.#sending = Promise.withResolvers()
    const mail = { wire: dotStuff(bytes), sizeBytes: bytes.length, eightBit: !isAscii(bytes) }
    this.#connection?.offer({ from, to, mail })
    return this.#sending.promise
  }

  async close(): Promise<void> {
    await this.#connection?.close()
  }

  destroy(): void {
    this.#connection?.destroy()
  }
}

/** What the connections to one relay share. */
export interface Relay {
  gate: RelayGate
  /** Connections on which a message went through; while there is one, the relay is not out of reach. */
  working: Set<OneAtATime>
  /** How often in a row a message lost its connection, by job. */
  losses: Map<string, number>
}

/** After that many lost connections it counts as the message's fault. */
const mostLosses = 3
const lossPauseMs = 2_000
/** A relay that takes fewer connections than we would like is asked for one more after this. */
const crowdedPauseMs = 15_000
const idleMs = 30_000

/** Ends when `stopping` aborts, after the message under way; at once when `cutting` does. */
export async function sendLoop(
  parts: SendLoopParts,
  stopping: AbortSignal,
  cutting: AbortSignal,
): Promise<void> {
  let connection: OneAtATime | null = null
  const cut = () => connection?.destroy()
  cutting.addEventListener('abort', cut)
  while (!stopping.aborted) {
    const ready = await nextJob(parts, connection, stopping)
    if (!ready) {
      await leave(parts, connection)
      connection = null
      continue
    }
    if (!connection?.usable) {
      await leave(parts, connection)
      connection = await reach(parts, ready, stopping)
      if (!connection) continue
    }
    await sendOne(parts, connection, ready)
  }
  await leave(parts, connection)
  cutting.removeEventListener('abort', cut)
}

/** Null when stopping, or when the connection has been idle for long. */
async function nextJob(
  { queue, clock }: SendLoopParts,
  connection: OneAtATime | null,
  stopping: AbortSignal,
): Promise<ReadyJob | null> {
  const waiting = stopping.aborted ? null : queue.poll()
  if (waiting || !connection) return waiting ?? queue.take(stopping)
  const taken = new AbortController()
  const idle = new AbortController()
  void clock.wait(idleMs, AbortSignal.any([taken.signal, stopping])).then(() => idle.abort())
  const job = await queue.take(AbortSignal.any([stopping, idle.signal]))
  taken.abort()
  return job
}

async function leave({ relay }: SendLoopParts, connection: OneAtATime | null): Promise<void> {
  if (!connection) return
  relay.working.delete(connection)
  await connection.close()
}

/** A fresh connection; or null, and the message is back where it came from. */
async function reach(
  parts: SendLoopParts,
  ready: ReadyJob,
  stopping: AbortSignal,
): Promise<OneAtATime | null> {
  const { settings, queue, books, clock, relay, log } = parts
  const connection = new OneAtATime()
  const result = await connection.connect(settings, stopping)
  if (result.ok) return connection
  if (stopping.aborted) {
    books.end(ready.job, { kind: 'untried', againAt: clock.now(), reason: null })
    return null
  }
  if (relay.working.size === 0) {
    log.warn({ reason: result.reason, permanent: result.permanent }, 'the relay cannot be reached')
    shutGate(parts, [ready], result)
    return null
  }
  queue.putBack(ready)
  await clock.wait(crowdedPauseMs, stopping)
  return null
}

/** Nothing is tried for a while, and what waits here goes back to where it was. */
function shutGate(
  { relay, queue, books, clock }: SendLoopParts,
  held: readonly ReadyJob[],
  { reason, permanent }: { reason: string; permanent: boolean },
): void {
  relay.gate.failed(reason, permanent)
  for (const { job } of [...held, ...queue.drain()])
    books.end(job, { kind: 'untried', againAt: clock.now(), reason: null })
}

async function sendOne(parts: SendLoopParts, connection: OneAtATime, ready: ReadyJob): Promise<void> {
  const { books, relay } = parts
  const { job } = ready
  let mayLeave = true
  const start = async () => {
    mayLeave = await books.start(job)
    return mayLeave
  }
  const envelope = await writtenEnvelope(parts, ready)
  if (envelope === 'unwritable') {
    books.end(job, { kind: 'refused', reply: null, reason: 'the message could not be written' })
    return
  }
  // Nobody is there to send it to: the books say what becomes of it.
  const outcome = envelope
    ? await connection.send(envelope, start)
    : await start().then(() => ({ kind: 'withdrawn' as const }))
  if (!mayLeave) return
  const ours = faultOfOurs(outcome)
  if (ours === null && 'reply' in outcome) {
    relay.working.add(connection)
    relay.gate.worked()
  }
  books.end(job, bookable(parts, ready, outcome))
  if (ours === null) return
  relay.working.delete(connection)
  if (relay.working.size === 0) shutGate(parts, [], { reason: ours, permanent: false })
}

async function writtenEnvelope({ log }: SendLoopParts, { job, envelope }: ReadyJob) {
  try {
    return await envelope()
  } catch (error) {
    log.warn({ err: error, kind: job.kind, id: job.id }, 'a message could not be written')
    return 'unwritable'
  }
}

/** RFC 4954 §6: the relay wants another login, whoever the recipient is. */
const loginCodes = new Set([530, 534, 535, 538])

/** Why an outcome says something of the relay and us and nothing of the message; null: it does not. */
function faultOfOurs(outcome: SendOutcome): string | null {
  if (outcome.kind === 'deferred' && outcome.scope === 'connection') return outcome.reason
  const refusedUs = outcome.kind === 'refused' && loginCodes.has(outcome.reply?.code ?? 0)
  return refusedUs ? outcome.reason : null
}

function bookable({ clock, relay }: SendLoopParts, { job }: ReadyJob, outcome: SendOutcome): AttemptOutcome {
  const key = `${job.kind} ${job.id}`
  const losses = (relay.losses.get(key) ?? 0) + 1
  relay.losses.delete(key)
  const reply = 'reply' in outcome && outcome.reply ? answerOf(outcome.reply) : null
  switch (outcome.kind) {
    case 'accepted':
      return { kind: 'accepted', reply: answerOf(outcome.reply) }
    case 'refused':
      if (faultOfOurs(outcome)) return { kind: 'untried', againAt: clock.now(), reason: outcome.reason }
      return { kind: 'refused', reply, reason: outcome.reason }
    case 'uncertain':
      return { kind: 'uncertain', reason: outcome.reason }
    case 'withdrawn':
      return { kind: 'untried', againAt: clock.now(), reason: null }
    case 'deferred': {
      const { reason } = outcome
      if (outcome.scope === 'message' || losses >= mostLosses) return { kind: 'deferred', reply, reason }
      relay.losses.set(key, losses)
      return { kind: 'untried', againAt: clock.now() + lossPauseMs, reason }
    }
  }
}

/** Bounded, and without what a database would not take. */
function answerOf(reply: { code: number; enhanced: string | null; text: string }) {
  const text = reply.text.replaceAll('\0', ' ').toWellFormed().slice(0, 300)
  return { code: reply.code, status: reply.enhanced, text }
}
