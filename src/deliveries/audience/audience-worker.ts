/**
 * Keeps audiences: freezes what is being sent, takes what is left out of what was stopped, and ends what has
 * nothing left to do. Each step is one short transaction over a bounded number of rows; any number of
 * processes may run it. The most urgent alert is frozen first.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Logger } from 'pino'
import { endAlert, readAlert } from '../../alerts/index.ts'
import type { Clock } from '../../clock.ts'
import {
  createWorker,
  type Read,
  type StepResult,
  type Store,
  type Tx,
  type Worker,
} from '../../store/index.ts'
import { CountChanges } from '../ledger/count-changes.ts'
import { withdrawReason } from '../ledger/withdraw-reason.ts'
import { withdrawSome } from '../ledger/withdraw-unsent.ts'
import type { People } from '../people.ts'
import { createSetAside, type SetAside } from '../set-aside.ts'
import type { ChooserIndex, Choosers } from './choosers.ts'
import { freezeChunk } from './freeze-chunk.ts'
import { longestPassPauseMs } from './freeze-recipients.ts'

export interface AudienceParts {
  store: Store
  clock: Clock
  log: Logger
  people: People
  choosers: ChooserIndex
  /** Rows a step. */
  chunk?: number
}

/** Small enough that whoever else writes hardly waits for it. */
const defaultChunk = 500
const chunksAhead = 10
/** So many times as long as a step took, when there is no hurry. */
const pausePerStep = 2
const pollMs = 5_000

export function createAudienceWorker({ chunk = defaultChunk, ...parts }: AudienceParts): Worker {
  const setAside = createSetAside(parts.clock)
  return createWorker({
    name: 'audience',
    store: parts.store,
    clock: parts.clock,
    log: parts.log,
    channels: ['alerts'],
    pollMs,
    step: () => audienceStep({ ...parts, chunk, setAside }),
  })
}

interface StepParts extends AudienceParts {
  chunk: number
  setAside: SetAside
}

async function audienceStep(parts: StepParts): Promise<StepResult> {
  // On SQLite nothing below waits for anything, and pages must be answered between two steps.
  await nextTurn()
  const { store, clock, chunk, choosers } = parts
  const at = clock.now()
  if (await sweepStopped(store, { limit: chunk, at })) return 'again'
  const due = await unfrozenAlerts(store.read, at)
  choosers.keepOnly(due.map(freeze => freeze.id))
  const frozenOf = await freezeFirst(parts, due, at)
  if (frozenOf !== null)
    return (await isFarAhead(store.read, frozenOf)) ? (clock.now() - at + 1) * pausePerStep : 'again'
  if (await endFinished(store, at)) return 'again'
  const againMs = parts.setAside.againMs()
  if (againMs !== null) return againMs
  return due.length > 0 ? Math.max(Math.min(...due.map(freeze => freeze.nextPassAt - at)), 10) : 'idle'
}

/** One step of the first that is due and can be frozen, whose id it returns: what is wrong with one holds up no other. */
async function freezeFirst(
  { setAside, ...parts }: StepParts,
  due: readonly { id: number; nextPassAt: number }[],
  at: number,
): Promise<number | null> {
  for (const { id } of due.filter(freeze => freeze.nextPassAt <= at && !setAside.has(freeze.id))) {
    try {
      return (await freezeNext(parts, id, at)) ? id : null
    } catch (error) {
      setAside.add(id)
      parts.log.error({ err: error, alertId: id }, 'an audience could not be frozen, and is tried again')
    }
  }
  return null
}

/** False when another process is at it. */
async function freezeNext(
  { store, people, chunk, choosers: index }: Omit<StepParts, 'setAside'>,
  alertId: number,
  at: number,
): Promise<boolean> {
  const alert = await readAlert(store.read, alertId)
  if (!alert) throw new Error(`alert ${alertId} is being sent but cannot be read`)
  const choosers: Choosers =
    alert.audience === 'matching' ? await index.of(store.read, alert, at) : { ids: [], version: 0 }
  return store.write(tx => freezeChunk(tx, { store, people, chunk, choosers }, { alertId, at }))
}

/** Senders have enough to take for a while, and freezing may leave most of the writing to them. */
async function isFarAhead(read: Read, alertId: number): Promise<boolean> {
  const free = await read
    .selectFrom('audience_chunks')
    .select('number')
    .where('alert_id', '=', alertId)
    .where('lease_until', 'is', null)
    .limit(chunksAhead)
    .execute()
  return free.length === chunksAhead
}

async function sweepStopped(store: Store, { limit, at }: { limit: number; at: number }): Promise<boolean> {
  // A stopped alert with deliveries that wait for a turn that will never come.
  const stopped = await store.read
    .selectFrom('alerts')
    .innerJoin('audiences', 'audiences.alert_id', 'alerts.id')
    .select('alerts.id')
    .where('alerts.state', '=', 'stopped')
    .where(({ eb, or }) => or([eb('audiences.queued', '>', 0), eb('audiences.deferred', '>', 0)]))
    .executeTakeFirst()
  if (!stopped) return false
  const taken = await store.write(async tx => {
    const changes = new CountChanges()
    const reason = await withdrawReason(tx, stopped.id)
    const count = await withdrawSome(tx, store, changes, { alertId: stopped.id, reason, limit, at })
    await changes.apply(tx, store.kind)
    tx.wake('deliveries')
    return count
  })
  return taken > 0
}

/** The most urgent first; among equals the oldest. A stopped alert is closed, or frozen for what replaces it. */
async function unfrozenAlerts(read: Read, at: number): Promise<{ id: number; nextPassAt: number }[]> {
  const rows = await read
    .selectFrom('alerts')
    .leftJoin('audiences', 'audiences.alert_id', 'alerts.id')
    .leftJoin('freezes', 'freezes.alert_id', 'alerts.id')
    .select(['alerts.id', 'alerts.priority', 'alerts.audience', 'freezes.next_pass_at'])
    .where('alerts.state', 'in', ['sending', 'paused', 'stopped'])
    .where('alerts.ended_at', 'is', null)
    .where(({ eb, or }) => or([eb('audiences.frozen', 'is', null), eb('audiences.frozen', '=', 0)]))
    .orderBy('alerts.id')
    .execute()
  const rank = { flash: 0, breaking: 1, developing: 2 }
  return rows
    .sort((one, other) => rank[one.priority] - rank[other.priority])
    .map(row => ({ id: row.id, nextPassAt: nextPassAt(row, at) }))
}

/** Only what follows an alert goes in passes. One later than any comes was set before the clock was put back. */
function nextPassAt(
  row: { audience: 'matching' | 'recipients'; next_pass_at: number | null },
  at: number,
): number {
  const passAt = row.audience === 'recipients' ? (row.next_pass_at ?? 0) : 0
  return passAt > at + longestPassPauseMs ? at : passAt
}

/** Ends alerts whose audience is complete and of which nothing waits or is on its way. */
async function endFinished(store: Store, at: number): Promise<boolean> {
  const finished = await finishedAlerts(store.read)
  for (const id of finished)
    await store.write(async (tx: Tx) => {
      await tx.deleteFrom('audience_chunks').where('alert_id', '=', id).execute()
      await endAlert(tx, { id, at })
    })
  return finished.length > 0
}

async function finishedAlerts(read: Read): Promise<number[]> {
  const rows = await read
    .selectFrom('alerts')
    .innerJoin('audiences', 'audiences.alert_id', 'alerts.id')
    .select('alerts.id')
    .where('alerts.state', 'in', ['sending', 'stopped'])
    .where('alerts.ended_at', 'is', null)
    .where('frozen', '=', 1)
    .where('queued', '=', 0)
    .where('sending', '=', 0)
    .where('deferred', '=', 0)
    .where(({ eb, or, not, exists, selectFrom }) => {
      // Uncertain, and its one re-send is still to come.
      const waiting = selectFrom('deliveries')
        .select('deliveries.id')
        .whereRef('deliveries.alert_id', '=', 'alerts.id')
        .where('deliveries.state', '=', 'uncertain')
        .where(({ eb, or }) =>
          or([eb('deliveries.due_at', 'is not', null), eb('deliveries.parked', 'is not', null)]),
        )
      // The count first: looking through a million deliveries for one that is uncertain holds up everything.
      return or([eb('alerts.state', '=', 'stopped'), eb('uncertain', '=', 0), not(exists(waiting))])
    })
    .limit(10)
    .execute()
  return rows.map(row => row.id)
}
