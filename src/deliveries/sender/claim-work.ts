/**
 * Fills the window: claims what is due, the most urgent first, as much as there is room for. What is claimed is in
 * the books' charge at once, whatever happens after.
 */
import type { Logger } from 'pino'
import { haltAlert } from '../../alerts/index.ts'
import type { Store } from '../../store/index.ts'
import { takeChunk, takeDue, takeParked } from '../ledger/claims.ts'
import type { Claim } from '../ledger/held-delivery.ts'
import type { Start } from '../ledger/start-deliveries.ts'
import { leaseMails } from '../outbox/outbox-moves.ts'
import type { SetAside } from '../set-aside.ts'
import type { GroupCommit } from './group-commit.ts'
import { type Job, type Rank, ranks } from './job.ts'
import { CannotBeComposed, type Preparer } from './prepare-alert.ts'
import type { Watch } from './storm-watch.ts'
import { alertsWithWork, hasChunk, isDue, mailsWait, parkedScopes } from './what-waits.ts'

export interface ClaimParts {
  store: Store
  watch: Watch
  preparer: Preparer
  books: GroupCommit
  setAside: SetAside
  log: Logger
  scopeOf(domain: string): string
}

export interface ClaimRoom {
  /** How many of a rank there is room for. */
  of(rank: Rank): number
  /** How many parked ones of a scope are wanted now. */
  ofScope(rank: Rank, scope: string): number
  at: number
  leaseUntil: number
}

/** Hands over what it found, claim by claim; returns whether there was anything. */
export async function claimWork(
  parts: ClaimParts,
  room: ClaimRoom,
  add: (jobs: Job[]) => void,
): Promise<boolean> {
  let found = false
  const alerts = await alertsWithWork(parts.store)
  for (const rank of ranks) {
    if (rank === 'mail' && room.of(rank) > 0 && (await claimMails(parts, room, add))) found = true
    for (const alert of alerts.filter(({ priority }) => priority === rank))
      if (await claimAlone(parts, { ...room, alertId: alert.id, rank }, add)) found = true
  }
  return found
}

type AlertRoom = ClaimRoom & { alertId: number; rank: Rank }

/** What is wrong with one alert holds up no other. */
async function claimAlone(parts: ClaimParts, room: AlertRoom, add: (jobs: Job[]) => void): Promise<boolean> {
  const { alertId } = room
  if (parts.setAside.has(alertId)) return false
  try {
    return await claimAlert(parts, room, add)
  } catch (error) {
    parts.setAside.add(alertId)
    parts.log.error({ err: error, alertId }, 'work of an alert could not be claimed, and holds up no other')
    if (error instanceof CannotBeComposed) await pauseUncomposable(parts, room, error)
    return false
  }
}

/** Who looks at the desk would wait for ever. Should this fail, it is tried again when the alert is. */
async function pauseUncomposable(
  { store, log }: ClaimParts,
  { alertId, at }: AlertRoom,
  { message }: CannotBeComposed,
): Promise<void> {
  const note = `paused by itself: its mail cannot be composed. Tell whoever runs this server, and resume it when that is put right; or stop it and send another. The error: ${message}`
  // Somebody may have resumed it after another process had paused it.
  const wish = { id: alertId, to: 'paused', note, unlessResumedSince: at } as const
  if (await store.write(tx => haltAlert(tx, wish))) log.warn({ alertId }, 'an alert was paused')
}

async function claimAlert(parts: ClaimParts, room: AlertRoom, add: (jobs: Job[]) => void): Promise<boolean> {
  const { store, preparer } = parts
  const { alertId, at, leaseUntil, rank } = room
  await preparer.compose(store.read, alertId)
  const wish = { alertId, at, leaseUntil }
  let found = false
  const take = async (claim: Claim | null) => {
    // Others may have all that waits on its own: looking again at once would find them having it.
    if (!claim || (claim.chunk === null && claim.held.size === 0)) return
    found = true
    await admit(parts, claim, add)
  }
  const limit = room.of(rank)
  if (limit > 0 && (await isDue(store, alertId, at)))
    await take(await store.write(tx => takeDue(tx, store, { ...wish, limit })))
  for (const { scope, limit } of await wantedParked(store, room))
    await take(await store.write(tx => takeParked(tx, store, { ...wish, scope, limit })))
  if (room.of(rank) > 0 && (await hasChunk(store, alertId)))
    await take(await store.write(tx => takeChunk(tx, store, wish)))
  return found
}

async function wantedParked(store: Store, { alertId, rank, ofScope }: AlertRoom) {
  const scopes = await parkedScopes(store, alertId)
  return scopes.map(scope => ({ scope, limit: ofScope(rank, scope) })).filter(({ limit }) => limit > 0)
}

async function admit(
  { store, preparer, books, watch }: ClaimParts,
  claim: Claim,
  add: (jobs: Job[]) => void,
): Promise<void> {
  books.hold(claim)
  watch.begin(claim)
  const deliveries = [...claim.held]
  try {
    const { jobs, unwanted } = await preparer.prepare(store.read, claim.alertId, deliveries)
    for (const held of unwanted) {
      const decided = (start: Start) =>
        start === 'paused' && books.add({ kind: 'give-back', deliveries: [held] })
      books.add({ kind: 'start', held, unwanted: true, decided })
    }
    add(jobs)
    // A chunk in which nothing was left is closed with the next group.
    if (deliveries.length === 0) books.add({ kind: 'give-back', deliveries })
  } catch (error) {
    books.add({ kind: 'give-back', deliveries })
    throw error
  }
}

async function claimMails(parts: ClaimParts, room: ClaimRoom, add: (jobs: Job[]) => void): Promise<boolean> {
  const { store, books, scopeOf } = parts
  if (!(await mailsWait(store, room.at))) return false
  const wish = { limit: room.of('mail'), at: room.at, leaseUntil: room.leaseUntil }
  const mails = await store.write(tx => leaseMails(tx, store, wish))
  books.holdMails(mails)
  const domain = (recipient: string) => recipient.slice(recipient.lastIndexOf('@') + 1)
  add(mails.map(held => ({ held, rank: 'mail', scope: scopeOf(domain(held.recipient)) })))
  return mails.length > 0
}
