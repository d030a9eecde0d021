/**
 * Between what waits and the lines: gives each line its next message, asks the ledger before content may leave,
 * and hands every outcome to the books.
 * What always holds: content leaves only after its start is committed, and a line's next start is asked for only
 * after its last outcome was handed in; so per connection the ledger has at most one message in doubt.
 */
import type { Logger } from 'pino'
import { type Clock, hasPassed } from '../../clock.ts'
import { createMailLinks, type MailLinks } from '../../subscribers/index.ts'
import type { DeliveryContext } from '../delivery-context.ts'
import type { Lines, WhyUnreached } from '../lines/line.ts'
import { type Pacer, relayScope } from '../pace/index.ts'
import type { SendOutcome } from '../smtp/index.ts'
import { verdictOf } from '../verdict/verdict.ts'
import { attemptOutcome, faultOfOurs } from './attempt-outcome.ts'
import { createFairness, type Fairness, slowMs } from './fairness.ts'
import type { GroupCommit } from './group-commit.ts'
import { isAlertJob, type Job } from './job.ts'
import { lineJob } from './line-job.ts'
import { countForScope, createLineStates, forgetConnection, type LineState, type OnLine } from './on-line.ts'
import type { RelayGate } from './relay-gate.ts'
import type { Watch } from './storm-watch.ts'
import type { Window } from './window.ts'

export interface DispatchParts {
  clock: Clock
  log: Logger
  window: Window
  books: GroupCommit
  gate: RelayGate
  pacer: Pacer
  watch: Watch
  /** Made by whoever opens them, with the listener below. */
  lines: Lines
  connections: number
  context: Pick<DeliveryContext, 'mail' | 'secrets'>
  /** Something went, or came back: there may be room for more. */
  onRoom(): void
}

/** A relay that takes fewer connections than we would like is asked for one more after this. */
const crowdedPauseMs = 15_000
const idleMs = 30_000
/** A relay that is back has said so by then. */
const findsOutMs = 10_000
const mostLossesKnown = 10_000

export class Dispatcher {
  readonly #parts: DispatchParts
  readonly #states: LineState[]
  readonly #fairness: Fairness
  readonly #links: MailLinks
  /** How often in a row a message lost its connection, by job. */
  readonly #losses = new Map<string, number>()
  #stopping = false
  #ended = 0

  constructor(parts: DispatchParts) {
    this.#parts = parts
    this.#states = createLineStates(parts.connections)
    this.#fairness = createFairness(parts.clock)
    this.#links = createMailLinks(parts.context)
  }

  /** Messages on lines. */
  get underWay(): number {
    return this.#states.reduce((sum, { jobs }) => sum + jobs.length, 0)
  }

  get openConnections(): number {
    return this.#states.filter(({ jobs, carried }) => jobs.length > 0 || carried > 0).length
  }

  get endedCount(): number {
    return this.#ended
  }

  get hasWork(): boolean {
    return this.underWay > 0 || this.#parts.window.size > 0
  }

  #takenSince(from: number): number {
    return this.#states.flatMap(({ jobs }) => jobs).filter(({ takenAt }) => takenAt >= from).length
  }

  isSlow(scope: string): boolean {
    return this.#fairness.isSlow(scope)
  }

  /** Gives out what may go. Returns when to look again at the latest, in milliseconds; null: when told. */
  pump(): number | null {
    const { window, gate } = this.#parts
    if (this.#stopping || gate.shutForMs() > 0) return null
    let againMs: number | null = null
    const mayGo = (scope: string) => {
      const ms = this.#waitMs(scope)
      if (ms > 0 && Number.isFinite(ms)) againMs = Math.min(againMs ?? ms, ms)
      return ms === 0
    }
    for (let line = this.#freeLine(); line; line = this.#freeLine()) {
      const job = window.next(mayGo)
      if (!job) break
      this.#give(line, job)
    }
    return againMs
  }

  /** 0: it may go now; Infinity: when something else has ended. */
  #waitMs(scope: string): number {
    const { pacer, window } = this.#parts
    const among = { connections: this.#states.length, othersWait: () => window.hasOther(scope) }
    if (!this.#fairness.mayTake(scope, among)) return Number.POSITIVE_INFINITY
    if (this.#fairness.taken(scope) >= pacer.connections(scope)) return Number.POSITIVE_INFINITY
    return pacer.waitMs(scope)
  }

  /** One that has nothing to do before one that would have to wait; null: there is none. */
  #freeLine(): LineState | null {
    const { gate, pacer, clock } = this.#parts
    const at = clock.now()
    // While the relay is in doubt, one message finds out: not one that a dead connection holds for minutes.
    if (Number.isFinite(gate.room) && this.#takenSince(at - findsOutMs) >= gate.room) return null
    const most = pacer.relayConnections()
    let next: LineState | null = null
    for (const state of this.#states) {
      if (state.line >= most || state.jobs.length > 1) continue
      if (!hasPassed(crowdedPauseMs, state.crowdedAt, at)) continue
      if (state.jobs.length === 0) return state
      if (!next && !this.#isWornOut(state)) next = state
    }
    return next
  }

  /** Its connection has carried all that a throttle lets it. */
  #isWornOut({ carried, carriedByScope, jobs }: LineState): boolean {
    const { pacer } = this.#parts
    if (carried + jobs.length >= pacer.relayMessagesPerConnection()) return true
    for (const [scope, count] of carriedByScope) if (count >= pacer.messagesPerConnection(scope)) return true
    return false
  }

  #give(state: LineState, job: Job): void {
    const { lines, pacer, clock } = this.#parts
    if (state.jobs.length === 0 && state.carried > 0 && this.#isWornOut(state)) {
      this.#hangUp(state)
    }
    const at = clock.now()
    const first = state.jobs.length === 0
    const firstSince = first ? at : null
    const number = state.given++
    state.jobs.push({ job, number, takenAt: at, state: 'given', firstSince, recalled: false, endedAs: null })
    if (Number.isFinite(pacer.messagesPerConnection(job.scope))) countForScope(state, job.scope)
    state.idleSince = null
    this.#fairness.took(job.scope)
    pacer.start(job.scope)
    lines.take(state.line, lineJob(job, this.#parts.context, this.#links), number)
  }

  ready(line: number): void {
    const state = this.#states[line]
    const on = state?.jobs[0]
    if (!state || !on) return
    const { books, lines, clock } = this.#parts
    if (on.recalled) {
      lines.withhold(line, on.number)
      return
    }
    on.state = 'starting'
    // Behind one that was withheld, it has its turn only now.
    on.firstSince ??= clock.now()
    const { held } = on.job
    books.add({
      kind: 'start',
      held,
      unwanted: false,
      decided: start => {
        if (start === 'started') {
          on.state = 'released'
          if (on.endedAs) this.#book(state, on, on.endedAs)
          else lines.release(line, on.number)
          return
        }
        // Nothing of it is ours any more; its outcome says nothing.
        on.recalled = true
        // Its connection may be gone, and what stands first on the line by now is another message.
        if (!on.endedAs) lines.withhold(line, on.number)
        if (start === 'late') {
          const outcome = { kind: 'untried', againAt: clock.now(), reason: null } as const
          books.add({ kind: 'end', held, outcome, started: true })
        }
        if (start === 'paused' && held.kind === 'delivery') this.#givenBack(held.alertId, on.job)
      },
    })
  }

  #givenBack(alertId: number, job: Job): void {
    const { books, window, watch } = this.#parts
    watch.rest(alertId)
    const all = [...window.takeAlert(alertId), job]
    books.add({ kind: 'give-back', deliveries: deliveriesOf(all) })
  }

  ended(line: number, outcome: SendOutcome): void {
    const state = this.#states[line]
    const on = state?.jobs.shift()
    if (!state || !on) return
    const { clock, pacer, onRoom } = this.#parts
    const at = clock.now()
    const ours = faultOfOurs(outcome)
    if (this.#isOneTooMany(state, outcome)) {
      state.crowdedAt = at
      on.firstSince = null
    }
    const underWayMs = on.firstSince === null ? null : at - on.firstSince
    this.#fairness.left(on.job.scope, ours === null && !on.recalled ? underWayMs : null)
    // Behind a lost connection its answer says nothing of this one's domain.
    pacer.ended(on.job.scope, on.firstSince === null ? 'other' : signOf(outcome))
    if (isRelays421(outcome)) pacer.ended(relayScope, 'pushed-back')
    state.carried += 1
    this.#ended += 1
    const [next] = state.jobs
    if (next && ours === null && outcome.kind !== 'withdrawn') next.firstSince = at
    if (on.state === 'starting') on.endedAs = outcome
    else if (!on.recalled) this.#book(state, on, outcome)
    // What stood second says nothing more of the relay than the first: we may have closed the connection.
    if (ours !== null || outcome.kind === 'withdrawn') {
      this.#leave(state, isConnectionLost(outcome))
      if (ours !== null && on.firstSince !== null) this.#failed(ours)
    }
    if (state.jobs.length === 0 && state.carried > 0) state.idleSince = at
    onRoom()
  }

  /** A fresh connection was dropped before a word to its first message, and others work: that says nothing of the message. */
  #isOneTooMany(state: LineState, outcome: SendOutcome): boolean {
    if (state.carried > 0 || !isConnectionLost(outcome) || outcome.step !== 'MAIL') return false
    return this.#states.some(other => other !== state && other.working)
  }

  #book(state: LineState, on: OnLine, outcome: SendOutcome): void {
    const { books, gate, watch, window, clock } = this.#parts
    const { held } = on.job
    const started = on.state === 'released'
    const ours = faultOfOurs(outcome)
    if (ours === null && 'reply' in outcome && outcome.reply !== null) {
      state.working = true
      gate.worked()
    }
    const losses = this.#countLoss(on, ours !== null && on.firstSince !== null)
    const ended = attemptOutcome(outcome, losses, clock.now())
    if (isAlertJob(on.job)) watch.ended(on.job.held, outcome)
    // Nothing of it was ever said to the relay, or nothing that counts: it waits for another connection.
    if (ended.kind === 'untried' && !started && held.kind === 'delivery') {
      if (this.#stopping || gate.shutForMs() > 0) books.add({ kind: 'give-back', deliveries: [held] })
      else window.putBack(on.job)
    } else books.add({ kind: 'end', held, outcome: ended, started })
  }

  #countLoss({ job: { held } }: OnLine, lost: boolean): number {
    if (!lost && this.#losses.size === 0) return 0
    const key = `${held.kind} ${held.id}`
    const losses = lost ? (this.#losses.get(key) ?? 0) + 1 : 0
    // Of those that another process ended nobody tells this one.
    if (this.#losses.size >= mostLossesKnown) this.#losses.clear()
    if (losses > 0) this.#losses.set(key, losses)
    else this.#losses.delete(key)
    return losses
  }

  /** One that may still be open, as after a login that is wanted, or a message withheld without PIPELINING, counts until it is closed. */
  #leave(state: LineState, isLost: boolean): void {
    if (isLost) forgetConnection(state)
    else if (state.jobs.length === 0) this.#hangUp(state)
    else state.working = false
  }

  #hangUp(state: LineState): void {
    this.#parts.lines.hangUp(state.line)
    forgetConnection(state)
  }

  #failed(ours: string): void {
    if (!this.#states.some(({ working }) => working)) this.#shutGate(ours, false)
  }

  unreached(line: number, { reason, permanent, pushedBack, upTo }: WhyUnreached): void {
    const state = this.#states[line]
    if (!state) return
    const { clock, log, window, onRoom } = this.#parts
    if (pushedBack) this.#parts.pacer.ended(relayScope, 'pushed-back')
    // What it was given since crossed this word on its way, and is still on the line.
    const given = state.jobs.splice(0, state.jobs.filter(({ number }) => number <= upTo).length)
    const [first] = state.jobs
    if (first && given.length > 0) first.firstSince = clock.now()
    forgetConnection(state)
    for (const { job } of given) {
      this.#fairness.left(job.scope, null)
      this.#parts.pacer.ended(job.scope, 'other')
    }
    const jobs = given.filter(({ recalled }) => !recalled).map(({ job }) => job)
    if (this.#stopping) {
      this.#returnAll(jobs)
      return
    }
    for (const job of jobs.toReversed()) window.putBack(job)
    if (this.#states.some(({ working }) => working)) state.crowdedAt = clock.now()
    else {
      log.warn({ reason, permanent }, 'the relay cannot be reached')
      this.#shutGate(reason, permanent)
    }
    onRoom()
  }

  /** Nothing is tried for a while, and what waits here goes back to where it was. */
  #shutGate(reason: string, permanent: boolean): void {
    this.#parts.gate.failed(reason, permanent)
    this.#returnAll(this.#parts.window.drain())
  }

  #returnAll(jobs: readonly Job[]): void {
    const { books, clock } = this.#parts
    const deliveries = deliveriesOf(jobs)
    if (deliveries.length > 0) books.add({ kind: 'give-back', deliveries })
    const untried = { kind: 'untried', againAt: clock.now(), reason: null } as const
    for (const { held } of jobs)
      if (held.kind === 'mail') books.add({ kind: 'end', held, outcome: untried, started: false })
  }

  /** Now and then: takes back what stands behind a message that does not end, hangs up where nothing is said. */
  tend(): void {
    const { clock, pacer } = this.#parts
    const at = clock.now()
    const most = pacer.relayConnections()
    for (const state of this.#states) {
      const [first, next] = state.jobs
      const forMs = first?.firstSince == null ? 0 : at - first.firstSince
      if (first && forMs >= slowMs) this.#fairness.stillThere(first.job.scope, forMs)
      if (next && forMs >= slowMs) this.#recall(next)
      // What is beyond our share of the relay's connections is another process's.
      const mayStay = state.line < most && at - (state.idleSince ?? 0) < idleMs
      if (state.idleSince === null || mayStay) continue
      this.#hangUp(state)
    }
  }

  #recall(on: OnLine): void {
    if (on.recalled || on.state !== 'given') return
    on.recalled = true
    if (this.#stopping) this.#returnAll([on.job])
    else this.#parts.window.putBack(on.job)
    this.#parts.onRoom()
  }

  /** From now on nothing further is given out; what has not started goes back. */
  stop(): void {
    this.#stopping = true
    this.#returnAll(this.#parts.window.drain())
    for (const { jobs } of this.#states) for (const on of jobs) this.#recall(on)
  }

  /** Lines that still have a message under way whose outcome counts. */
  get busy(): boolean {
    return this.#states.some(({ jobs }) => jobs.some(({ recalled }) => !recalled))
  }
}

function deliveriesOf(jobs: readonly Job[]) {
  return jobs.filter(isAlertJob).map(({ held }) => held)
}

function isConnectionLost(outcome: SendOutcome): outcome is Extract<SendOutcome, { kind: 'deferred' }> {
  return outcome.kind === 'deferred' && outcome.scope === 'connection'
}

/** Before a recipient was named, it speaks of all our mail. */
function isRelays421(outcome: SendOutcome): boolean {
  return outcome.kind === 'deferred' && outcome.step === 'MAIL' && outcome.reply?.code === 421
}

/** Whether the answer asks for patience, of the whole domain rather than of one mailbox. */
function signOf(outcome: SendOutcome): 'went' | 'pushed-back' | 'other' {
  if (outcome.kind === 'accepted') return 'went'
  if (outcome.kind !== 'deferred' || !outcome.reply || isRelays421(outcome)) return 'other'
  const { code, enhanced, text } = outcome.reply
  const { slowDown } = verdictOf({ code, status: enhanced, text, step: outcome.step })
  return slowDown ? 'pushed-back' : 'other'
}
