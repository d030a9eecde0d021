/**
 * The one writer of what a sender does: starts, endings, leases. Small group commits, so close behind the answers
 * that a crash leaves in doubt only what was truly on its way.
 * What always holds: a start is told only once it is committed; a group that fails is written again, whole,
 * until it is committed or abandoned.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { hasPassed } from '../../clock.ts'
import type { Claim } from '../ledger/held-delivery.ts'
import { haltedAmong } from '../ledger/start-deliveries.ts'
import type { LeasedMail } from '../outbox/leased-mail.ts'
import type { Entry, GroupCommitParts, Holdings, Tell, TicketedEntry } from './group.ts'
import { plainParts } from './plain-group.ts'
import { writeGroup } from './write-group.ts'
import { writePlainGroup } from './write-plain-group.ts'

export interface GroupCommit {
  /** Takes charge of a fresh claim: its lease is renewed until nothing of it is held. */
  hold(claim: Claim): void
  holdMails(mails: readonly LeasedMail[]): void
  /** Deliveries and mails in this sender's hands. */
  readonly held: number
  holdsOf(alertId: number): boolean
  add(entry: Entry): void
  /** Resolves when all that was handed in is committed or abandoned. */
  settled(): Promise<void>
  /** From now on a group that fails is left to the lapse of its leases. */
  abandon(): void
}

const ticketBytes = 4
const ticketsEach = 2 ** 20
/** Rows a transaction: it must stay short, because whoever else writes waits for it. */
const mostEntries = 200
/** After an error; twice as long after each further one. */
const pauseAfterErrorMs = 200
const longestPauseMs = 2_000
const slowCommitMs = 40
/** Pages are told at most this often. */
const wakeEveryMs = 50

export function createGroupCommit(parts: GroupCommitParts): GroupCommit {
  let waiting: TicketedEntry[] = []
  const holdings: Holdings = { claims: new Set(), mails: new Set() }
  const ticket = ticketsFrom(parts.random)
  const abandoned = new AbortController()
  let running: Promise<void> | null = null
  let wokenAt = Number.NEGATIVE_INFINITY
  let wakeOwed = false
  const add = (entry: Entry) => {
    if (entry.kind === 'start') {
      const { kind, held, unwanted, decided } = entry
      waiting.push({ kind, held, unwanted, decided, ticket: ticket() })
    } else waiting.push(entry)
    running ??= run().finally(() => {
      running = null
    })
  }
  const run = async () => {
    while (waiting.length > 0) {
      // What came with the same turn of the event loop shares a commit; nobody waits for what does not come.
      await nextTurn()
      const group = waiting.length > mostEntries ? waiting.splice(0, mostEntries) : waiting
      if (group === waiting) waiting = []
      await commit(group)
    }
  }
  const commit = async (group: TicketedEntry[]) => {
    const wakes = hasPassed(wakeEveryMs, wokenAt, parts.clock.now())
    // Told apart from the writing: whatever a listener throws, what is committed is not written again.
    const { tell, halted } = await writeUntilDone(parts, holdings, group, wakes, abandoned.signal)
    tell(halted)
    if (wakes) wokenAt = parts.clock.now()
    else oweWake()
  }
  const oweWake = () => {
    if (wakeOwed) return
    wakeOwed = true
    void parts.clock.wait(wakeEveryMs, abandoned.signal).then(() => {
      wakeOwed = false
      if (!abandoned.signal.aborted) add({ kind: 'wake' })
    })
  }
  return {
    hold: claim => void holdings.claims.add(claim),
    holdMails: mails => mails.forEach(mail => void holdings.mails.add(mail)),
    get held() {
      let held = holdings.mails.size
      for (const claim of holdings.claims) held += claim.held.size
      return held
    },
    holdsOf: alertId => holdings.claims.values().some(claim => claim.alertId === alertId),
    add,
    settled: async () => {
      while (running) await running
    },
    abandon: () => abandoned.abort(),
  }
}

/** Numbers that no other process has, nor this one for its last million starts; below 2^53. */
function ticketsFrom(random: GroupCommitParts['random']): () => number {
  const first = Buffer.from(random(ticketBytes)).readUIntBE(0, ticketBytes) * ticketsEach
  let given = 0
  return () => first + (given++ % ticketsEach)
}

async function writeUntilDone(
  parts: GroupCommitParts,
  holdings: Holdings,
  group: readonly TicketedEntry[],
  wakes: boolean,
  abandoned: AbortSignal,
): Promise<{ tell: Tell; halted: ReadonlySet<number> }> {
  let rest = group
  for (let tries = 1; ; tries++) {
    try {
      const from = parts.clock.now()
      const plain = plainParts(parts.store.kind, holdings, rest, wakes)
      if (plain) {
        const written = await writePlainGroup(parts, plain)
        rest = written.rest
        written.tell(await haltedSince(parts, group, from))
      }
      const tell = rest.length > 0 ? await writeGroup(parts, holdings, rest, wakes) : () => undefined
      return { tell, halted: await haltedSince(parts, rest, from) }
    } catch (error) {
      // A database that is away for hours is said ever more seldom.
      if (Number.isInteger(Math.log2(tries)))
        parts.log.error(
          { err: error, entries: rest.length, tries },
          'a group commit failed and is tried again',
        )
      if (abandoned.aborted) return { tell: () => tellNobody(rest), halted: new Set() }
      await parts.clock.wait(Math.min(pauseAfterErrorMs * 2 ** (tries - 1), longestPauseMs), abandoned)
    }
  }
}

/**
 * A transaction that had to wait for another process looked at its alerts long before it was committed. Promise 10
 * gives us a tenth of a second, so whoever took long looks again; whoever cannot look lets nothing leave. Never
 * rejects: what is committed must be told.
 */
async function haltedSince(
  { store, clock, log }: GroupCommitParts,
  group: readonly TicketedEntry[],
  from: number,
): Promise<ReadonlySet<number>> {
  if (store.kind === 'sqlite' || clock.now() - from < slowCommitMs) return new Set()
  const starting = group.flatMap(entry =>
    entry.kind === 'start' && entry.held.kind === 'delivery' ? [entry.held.alertId] : [],
  )
  try {
    return await haltedAmong(store.read, starting)
  } catch (error) {
    log.error({ err: error }, 'whether alerts were stopped could not be read, so what was to start waits')
    return new Set(starting)
  }
}

/** Nothing was committed, so nothing may leave. */
function tellNobody(group: readonly TicketedEntry[]): void {
  for (const entry of group) if (entry.kind === 'start') entry.decided('over')
}
