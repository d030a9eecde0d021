/**
 * Writes down what a poll brought, in one short transaction: the items, when to look again, how the source
 * is doing. What always holds: items are stored in the transaction that stores the validators, so no crash
 * can make "not changed" hide an item; and a poll that lost its lease changes nothing.
 */
import type { Selectable, Updateable } from 'kysely'
import type { Store } from '../../store/index.ts'
import type { SourcesTable } from '../schema.ts'
import { storeItems } from '../store-items.ts'
import type { LeasedSource } from './lease-sources.ts'
import { nextPollAt } from './next-poll.ts'
import { problemOfCutOff } from './problem-words.ts'
import type { Reading } from './read-source.ts'

type Source = Selectable<SourcesTable>

const maxNameLength = 200

export interface Polled {
  /** False: another process had taken the source meanwhile; nothing was written. */
  recorded: boolean
  newItems: number
  /** Null: all is well. */
  problem: string | null
  problemChanged: boolean
}

export async function recordPoll(
  store: Store,
  leased: LeasedSource,
  reading: Reading,
  { at, random }: { at: number; random: () => number },
): Promise<Polled> {
  return store.write(async tx => {
    const source = await tx
      .selectFrom('sources')
      .selectAll()
      .where('id', '=', leased.id)
      // Also keeps two writers of one source's items apart; SQLite has one writer anyway.
      .$if(store.kind === 'postgres', query => query.forUpdate())
      .executeTakeFirst()
    if (source?.lease_until !== leased.leaseUntil)
      return { recorded: false, newItems: 0, problem: null, problemChanged: false }
    const stored =
      reading.kind === 'read'
        ? await storeItems(tx, reading.items, {
            sourceId: source.id,
            firstPoll: source.first_polled_at === null,
            at,
          })
        : { created: 0, revised: 0 }
    const problem = problemOf(source, reading)
    await tx
      .updateTable('sources')
      .set({ ...knowledge(source, reading, at), ...health(source, problem, at) })
      .set(schedule(source, reading, { at, random, failed: problem !== null }))
      .where('id', '=', source.id)
      .execute()
    const problemChanged = problem !== source.problem
    if (stored.created > 0) tx.wake('items')
    if (problemChanged) tx.wake('sources')
    return { recorded: true, newItems: stored.created, problem, problemChanged }
  })
}

function problemOf(source: Source, reading: Reading): string | null {
  if (reading.kind === 'failed') return reading.problem
  return reading.kind === 'read' && !reading.whole ? problemOfCutOff(source.first_polled_at === null) : null
}

/** What the next request and the next reading rest on. A failed poll teaches nothing. */
function knowledge(source: Source, reading: Reading, at: number): Updateable<SourcesTable> {
  const validators = reading.kind === 'failed' ? null : reading.validators
  const known = validators && {
    etag: validators.etag,
    last_modified: validators.lastModified,
    body_hash: validators.bodyHash,
  }
  if (reading.kind !== 'read') return { ...known }
  const title = reading.feed.title?.trim().slice(0, maxNameLength)
  return {
    ...known,
    asked_every_ms: reading.askedMs,
    // The operator gave no name: the feed's own is better than its host.
    ...(source.name === source.host && title ? { name: title } : {}),
    // Of a document that ends in the middle nobody knows what was old: it is no first poll.
    ...(reading.whole && source.first_polled_at === null ? { first_polled_at: at } : {}),
  }
}

function health(source: Source, problem: string | null, at: number): Updateable<SourcesTable> {
  if (problem === null)
    return { last_polled_at: at, last_ok_at: at, failures: 0, failing_since: null, problem: null }
  return {
    last_polled_at: at,
    failures: source.failures + 1,
    failing_since: source.failing_since ?? at,
    problem,
  }
}

function schedule(
  source: Source,
  reading: Reading,
  { at, random, failed }: { at: number; random: () => number; failed: boolean },
): Updateable<SourcesTable> {
  const { retryAfterMs } = reading
  const next = nextPollAt({
    at,
    everyMs: source.every_ms,
    askedMs: reading.kind === 'read' ? reading.askedMs : source.asked_every_ms,
    failures: failed ? source.failures + 1 : 0,
    retryAfterMs,
    random,
  })
  return {
    lease_until: null,
    next_poll_at: next,
    not_before: retryAfterMs === null ? null : at + retryAfterMs,
  }
}
