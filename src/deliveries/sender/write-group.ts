/** One group of entries -> one transaction, and what to do once it is committed. */
import type { Store, Tx } from '../../store/index.ts'
import { closeClaim, freeEarly, freeRows, parkRows, renewClaim } from '../ledger/claims.ts'
import { CountChanges } from '../ledger/count-changes.ts'
import { endAttempts } from '../ledger/end-attempts.ts'
import type { Claim, HeldDelivery } from '../ledger/held-delivery.ts'
import { type Start, startDeliveries } from '../ledger/start-deliveries.ts'
import type { LeasedMail } from '../outbox/leased-mail.ts'
import { endMail, renewMails, startMails } from '../outbox/outbox-moves.ts'
import { fractionOf } from '../retry-schedule.ts'
import type { GroupCommitParts, Holdings, Tell, TicketedEntry } from './group.ts'
import type { Held } from './job.ts'
import { outcomeEnding } from './outcome-ending.ts'

type Of<Kind extends TicketedEntry['kind']> = Extract<TicketedEntry, { kind: Kind }>

/** A group's entries by kind, in their order. */
interface Sorted {
  starts: Of<'start'>[]
  ends: Of<'end'>[]
  giveBacks: Of<'give-back'>[]
  parks: Of<'park'>[]
  renewals: Of<'renew'>[]
}

const isDelivery = (held: Held): held is HeldDelivery => held.kind === 'delivery'
const isMail = (held: Held): held is LeasedMail => held.kind === 'mail'

/**
 * Endings first, so that a connection's last outcome is never written after its next start. Returns what tells
 * those who wait; it is called once the transaction is committed.
 */
export async function writeGroup(
  parts: GroupCommitParts,
  holdings: Holdings,
  group: readonly TicketedEntry[],
  wakes: boolean,
): Promise<Tell> {
  const { store, clock, fence } = parts
  const at = clock.now()
  const sorted = sortEntries(group)
  return store.write(async tx => {
    const changes = new CountChanges()
    await writeEnds(tx, parts, changes, sorted.ends, at)
    const epoch = sorted.starts.length > 0 ? await fence.advance(tx) : null
    const starts = epoch === null ? noStart : await writeStarts(tx, parts, changes, sorted.starts, at)
    for (const { deliveries, scope } of sorted.parks) await parkRows(tx, store, { taken: deliveries, scope })
    const leaving = leavingHands(sorted, starts)
    const done = closing(holdings, leaving)
    await writeGiveBacks(tx, store, sorted.giveBacks, { done, at })
    for (const claim of done) await closeClaim(tx, store, claim)
    // What is claimed meanwhile has its own lease, which it would lose by being told of another.
    const renewed = { claims: new Set(holdings.claims), mails: new Set(holdings.mails) }
    for (const { leaseUntil } of sorted.renewals) await renewHoldings(tx, store, renewed, leaseUntil)
    const counts = await changes.apply(tx, store.kind)
    const settled =
      group.some(({ kind }) => kind === 'settled') ||
      counts.some(({ queued, sending, deferred }) => queued + sending + deferred === 0)
    if (wakes || settled || group.some(({ kind }) => kind === 'wake')) tx.wake('deliveries')
    // Whoever ends alerts, and freezes what follows them, looks when there is something to see.
    if (settled) tx.wake('alerts')
    return halted => {
      if (epoch !== null) fence.note(epoch)
      for (const delivery of leaving) delivery.claim.held.delete(delivery)
      for (const claim of done) holdings.claims.delete(claim)
      for (const { held } of sorted.ends) if (isMail(held)) holdings.mails.delete(held)
      for (const renewal of sorted.renewals) {
        noteRenewal(renewed, renewal.leaseUntil)
        renewal.renewed()
      }
      for (const { held, decided } of sorted.starts) {
        const start = starts(held)
        if (isMail(held) && start !== 'started') holdings.mails.delete(held)
        const late = isDelivery(held) && start === 'started' && halted.has(held.alertId)
        decided(late ? 'late' : start)
      }
    }
  })
}

/** Whether what was asked for may leave. */
type Starts = (held: Held) => Start

/** The fence is shut: whoever asked gives it back. */
const noStart: Starts = () => 'paused'

function sortEntries(group: readonly TicketedEntry[]): Sorted {
  const sorted: Sorted = { starts: [], ends: [], giveBacks: [], parks: [], renewals: [] }
  for (const entry of group) {
    if (entry.kind === 'start') sorted.starts.push(entry)
    else if (entry.kind === 'end') sorted.ends.push(entry)
    else if (entry.kind === 'give-back') sorted.giveBacks.push(entry)
    else if (entry.kind === 'park') sorted.parks.push(entry)
    else if (entry.kind === 'renew') sorted.renewals.push(entry)
  }
  return sorted
}

async function writeEnds(
  tx: Tx,
  { store, random }: GroupCommitParts,
  changes: CountChanges,
  ends: readonly Of<'end'>[],
  at: number,
): Promise<void> {
  const fraction = () => fractionOf(random)
  const endings = ends.flatMap(({ held, outcome, started }) =>
    isDelivery(held) ? [outcomeEnding(held, outcome, { started, at, fraction })] : [],
  )
  await endAttempts(tx, store.kind, changes, { endings, at })
  for (const { held, outcome } of ends) if (isMail(held)) await endMail(tx, held, outcome, { at, fraction })
}

async function writeStarts(
  tx: Tx,
  { store, people }: GroupCommitParts,
  changes: CountChanges,
  entries: readonly Of<'start'>[],
  at: number,
): Promise<Starts> {
  const deliveries = entries.flatMap(({ held, unwanted }) => (isDelivery(held) && !unwanted ? [held] : []))
  const unwanted = entries.flatMap(({ held, unwanted }) => (isDelivery(held) && unwanted ? [held] : []))
  const tickets = new Map<Held, number>(entries.map(({ held, ticket }) => [held, ticket]))
  const ticketOf = (delivery: HeldDelivery) => tickets.get(delivery) ?? 0
  const wish = { deliveries, unwanted, people, ticketOf, at }
  const started = await startDeliveries(tx, store, changes, wish)
  const mails = entries.flatMap(({ held }) => (isMail(held) ? [held] : []))
  const startedMails = await startMails(tx, store.words, { mails, quietNow: people.quietNow, at })
  return (held: Held) => {
    if (isDelivery(held)) return started(held)
    return startedMails.has(held.id) ? 'started' : 'over'
  }
}

async function writeGiveBacks(
  tx: Tx,
  store: Store,
  entries: readonly Of<'give-back'>[],
  { done, at }: { done: readonly Claim[]; at: number },
): Promise<void> {
  const given = entries.flatMap(({ deliveries }) => deliveries)
  const own = given.filter(({ claim }) => claim.chunk === null)
  if (own.length > 0) await freeRows(tx, store, own)
  // The rest of their chunk is under way, for up to ten minutes: they do not wait for it.
  const early = given.filter(({ claim }) => claim.chunk !== null && !done.includes(claim))
  if (early.length > 0) await freeEarly(tx, store, early, at)
}

/** Deliveries that leave this sender's hands with this group. */
function leavingHands(sorted: Sorted, starts: Starts): HeldDelivery[] {
  const ended = sorted.ends.flatMap(({ held }) => (isDelivery(held) ? [held] : []))
  const given = sorted.giveBacks.flatMap(({ deliveries }) => deliveries)
  const parked = sorted.parks.flatMap(({ deliveries }) => deliveries)
  const over = sorted.starts.flatMap(({ held }) =>
    isDelivery(held) && starts(held) === 'over' ? [held] : [],
  )
  for (const { claim } of given) claim.givenBack = true
  return [...ended, ...given, ...parked, ...over]
}

/** Claims of which nothing is held once these are gone. */
function closing(holdings: Holdings, leaving: readonly HeldDelivery[]): Claim[] {
  const gone = Map.groupBy(new Set(leaving), ({ claim }) => claim)
  // What leaves is held, each once: the numbers tell. A claim may have been empty when it was taken.
  return [...holdings.claims].filter(claim => claim.held.size === (gone.get(claim)?.length ?? 0))
}

async function renewHoldings(
  tx: Tx,
  store: Store,
  { claims, mails }: Holdings,
  leaseUntil: number,
): Promise<void> {
  for (const claim of claims) await renewClaim(tx, store, claim, leaseUntil)
  await renewMails(tx, store.words, [...mails], leaseUntil)
}

function noteRenewal({ claims, mails }: Holdings, leaseUntil: number): void {
  for (const claim of claims) claim.leaseUntil = leaseUntil
  for (const mail of mails) mail.leaseUntil = leaseUntil
}
