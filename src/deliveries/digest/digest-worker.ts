/**
 * Composes digests when they are due, and moves them when their readers choose another hour. Any number of processes may
 * run it. The outbox goes ahead of alerts, so a bell that rings for a hundred thousand digests at six o'clock fills it
 * only as fast as it empties: a flash waits for a few of them, not for all.
 */
import type { Logger } from 'pino'
import type { Clock } from '../../clock.ts'
import { createWorker, type Read, type StepResult, type Store, type Worker } from '../../store/index.ts'
import { plainPreferences, readPreferences } from '../../subscribers/index.ts'
import type { DeliveryContext } from '../delivery-context.ts'
import { nextDigestAt } from '../limits/quiet-hours.ts'
import type { People } from '../people.ts'
import { type TakenDigest, takeDigest } from './take-digest.ts'

export interface DigestWorkerParts {
  store: Store
  clock: Clock
  log: Logger
  random(bytes: number): Uint8Array
  context: DeliveryContext
  people: People
}

const pollMs = 60_000
/** Digests in the outbox that have not left yet. */
const mostWaiting = 100
const crowdedMs = 250
const postponedMs = 600_000
const movedAtOnce = 200

export function createDigestWorker(parts: DigestWorkerParts): Worker {
  const { store, clock } = parts
  let seenVersion = 0
  const step = async (): Promise<StepResult> => {
    const at = clock.now()
    const moved = await moveChanged(store, seenVersion, at)
    seenVersion = moved.seen
    if (moved.more) return 'again'
    const next = await nextDue(store.read)
    if (next === null) return 'idle'
    if (next.due_at > at) return next.due_at - at
    if (await isCrowded(store.read)) return crowdedMs
    const taken = await takeOrPostpone(parts, next.subscriber_id, at)
    // Another process has what is due.
    return taken === 'none' ? crowdedMs : 'again'
  }
  return createWorker({ ...parts, name: 'digests', channels: ['digests', 'subscribers'], pollMs, step })
}

/** One that cannot be composed holds up nobody else's. */
async function takeOrPostpone(
  parts: DigestWorkerParts,
  subscriberId: number,
  at: number,
): Promise<TakenDigest> {
  const { store, log } = parts
  try {
    return await store.write(tx => takeDigest(tx, parts, at))
  } catch (error) {
    log.error({ err: error, subscriberId }, 'a digest could not be made, and is tried again in a while')
    await store.write(tx =>
      tx
        .updateTable('waiting_digests')
        .set({ due_at: at + postponedMs })
        .where('subscriber_id', '=', subscriberId)
        .where('due_at', '<=', at)
        .execute(),
    )
    return 'postponed'
  }
}

async function nextDue(read: Read): Promise<{ subscriber_id: number; due_at: number } | null> {
  const next = await read
    .selectFrom('waiting_digests')
    .select(['subscriber_id', 'due_at'])
    .orderBy('due_at')
    .limit(1)
    .executeTakeFirst()
  return next ?? null
}

async function isCrowded(read: Read): Promise<boolean> {
  const waiting = await read
    .selectFrom('outbox')
    .select('id')
    .where('state', 'in', ['queued', 'sending'])
    .where('kind', '=', 'digest')
    .limit(mostWaiting)
    .execute()
  return waiting.length === mostWaiting
}

/** Whose preferences changed since their digest's hour was reckoned. */
async function moveChanged(
  store: Store,
  aboveVersion: number,
  at: number,
): Promise<{ seen: number; more: boolean }> {
  const newest = await store.read
    .selectFrom('subscriber_preferences')
    .select(eb => eb.fn.max('version').as('version'))
    .executeTakeFirst()
  const seen = newest?.version ?? 0
  if (seen === aboveVersion) return { seen, more: false }
  const stale = await store.read
    .selectFrom('waiting_digests')
    .innerJoin(
      'subscriber_preferences',
      'subscriber_preferences.subscriber_id',
      'waiting_digests.subscriber_id',
    )
    .select(['waiting_digests.subscriber_id', 'subscriber_preferences.version'])
    .where('subscriber_preferences.version', '>', aboveVersion)
    .whereRef('subscriber_preferences.version', '!=', 'waiting_digests.version')
    .orderBy('waiting_digests.subscriber_id')
    .limit(movedAtOnce)
    .execute()
  if (stale.length > 0)
    await store.write(async tx => {
      const preferences = await readPreferences(
        tx,
        stale.map(row => row.subscriber_id),
      )
      for (const { subscriber_id, version } of stale)
        await tx
          .updateTable('waiting_digests')
          .set({ due_at: nextDigestAt(preferences.get(subscriber_id) ?? plainPreferences, at), version })
          .where('subscriber_id', '=', subscriber_id)
          .execute()
    })
  return stale.length < movedAtOnce ? { seen, more: false } : { seen: aboveVersion, more: true }
}
