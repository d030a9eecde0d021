/**
 * Writes down what a poll brought, in one short transaction: the items, when to look again, how the source
 * is doing. What always holds: items are stored in the transaction that stores the validators, so no crash
 * can make "not changed" hide an item; and a poll that lost its lease changes nothing.
 */
import type { Store } from '../../store/index.ts'
import { cutOff, type Problem } from '../health/index.ts'
import { followHub } from '../push/follow-hub.ts'
import type { Health } from '../schema.ts'
import { followMove, type Move } from './follow-move.ts'
import { holdHost } from './host-slots.ts'
import type { LeasedSource } from './lease-sources.ts'
import { lookAt } from './look-at.ts'
import type { Reading } from './read-source.ts'
import { schedulePoll } from './schedule-poll.ts'
import { holdSource, type Source, type SourceChanges, writeSource } from './source-row.ts'
import { storeReading } from './store-reading.ts'

const maxNameLength = 200

export interface Polled {
  /** False: another process had taken the source meanwhile; nothing was written. */
  recorded: boolean
  newItems: number
  /** What is wrong; null: nothing, or nobody can tell what, where it is silent. */
  problem: Problem | null
  health: Health
  healthChanged: boolean
  /** It had never been looked at before. */
  isFirst: boolean
}

export async function recordPoll(
  store: Store,
  leased: LeasedSource,
  reading: Reading,
  { at, random }: { at: number; random: () => number },
): Promise<Polled> {
  return store.write(async tx => {
    const source = await holdSource(tx, leased.id)
    if (source?.lease_until !== leased.leaseUntil)
      return {
        recorded: false,
        newItems: 0,
        problem: null,
        health: 'ok',
        healthChanged: false,
        isFirst: false,
      }
    const { stored, changes } = await storeReading(tx, source, reading, at)
    const hub =
      reading.kind === 'failed' ? {} : await followHub(tx, source, { ...seen(source, reading), stored, at })
    const trouble = troubleOf(source, reading)
    const { movedTo } = reading.wishes
    const move = trouble === null ? await followMove(tx, source, { movedTo, at }) : unmoved
    const newItems = stored.created
    const outcome = { at, random, failed: trouble !== null, newItems }
    const schedule = schedulePoll({ ...source, ...hub }, reading, outcome)
    const look = await lookAt(tx, source, reading, { at, trouble, move, newItems, rhythm: schedule.rhythm })
    await writeSource(tx, source, {
      ...knowledge(source, reading, at),
      ...(stored.waiting > 0 ? forgotten : {}),
      ...changes,
      ...look.changes,
      ...move.changes,
      ...hub,
      ...schedule,
    })
    if (move.to) await tx.updateTable('sources').set(move.to).where('id', '=', source.id).execute()
    if (reading.wishes.tooOften)
      await holdHost(tx, source.host, { at, retryAfterMs: reading.wishes.retryAfterMs })
    const { problem, health } = look
    const healthChanged = health !== source.health
    if (newItems > 0) tx.wake('items')
    if (healthChanged) tx.wake('sources')
    return {
      recorded: true,
      newItems,
      problem,
      health,
      healthChanged,
      isFirst: source.last_polled_at === null,
    }
  })
}

/** Only another reading of the same document tells whether an item that went back stays there. */
const forgotten = { etag: null, last_modified: null, body_hash: null }
const unmoved: Move = { changes: {}, to: null, problem: null }

/** A document that ends in the middle may have lost its hub with the rest. */
function seen(source: Source, reading: Reading) {
  const whole = reading.kind === 'read' && reading.whole
  return {
    offer: reading.kind === 'read' && reading.whole ? reading.offer : undefined,
    firstPoll: whole && source.first_polled_at === null,
  }
}

/** What keeps it from being read; null: it went well. */
function troubleOf(source: Source, reading: Reading): Problem | null {
  if (reading.kind === 'failed') return reading.problem
  return reading.kind === 'read' && !reading.whole ? cutOff(source.first_polled_at === null) : null
}

/** What the next request and the next reading rest on. A failed poll teaches nothing. */
function knowledge(source: Source, reading: Reading, at: number): SourceChanges {
  const validators = reading.kind === 'failed' ? null : reading.validators
  const known = validators && {
    etag: validators.etag,
    last_modified: validators.lastModified,
    body_hash: validators.bodyHash,
  }
  if (reading.kind !== 'read') return { ...known }
  const { feed, whole } = reading
  const title = feed.title?.trim().slice(0, maxNameLength)
  return {
    ...known,
    // The operator gave no name: the feed's own is better than its host.
    ...(source.name === source.host && title ? { name: title } : {}),
    // Of a document that ends in the middle nobody knows what was old: it is no first poll.
    ...(whole && source.first_polled_at === null ? { first_polled_at: at } : {}),
  }
}
