/**
 * Walks the whole record in order, in pages, and compares every hash; then every signed head, those of the store and
 * those of the file beside it. Names the first event that is not what was written, and what is wrong with it.
 *
 * A head that neither secret in force has signed is of an older one: it proves nothing by itself, but the newest is
 * signed by us, and the chain up to that holds all that is older.
 */
import type { Selectable } from 'kysely'
import type { Secrets } from '../../config.ts'
import type { Read } from '../../store/index.ts'
import type { ConsentEventsTable } from '../schema.ts'
import { emptyHash, hashEvent } from './event-hash.ts'
import { type KeptHead, readKeptHeads } from './heads-file.ts'
import { type Head, newestHead } from './newest-head.ts'
import { signedByUs } from './signed-heads.ts'

export interface ConsentProof {
  ok: true
  events: number
  /** Signed heads in the store, and in the file of this machine. */
  heads: number
  keptHeads: number
  /** The last event that a signed head covers; 0: none does. */
  signedUpTo: number
}

export type ConsentCheck = ConsentProof | { ok: false; atId: number; problem: string }

type Fault = Extract<ConsentCheck, { ok: false }>

const verifyPage = 500

/** `dataDir`: where the file of heads lies. */
export async function verifyConsent(read: Read, secrets: Secrets, dataDir?: string): Promise<ConsentCheck> {
  const heads = await storedHeads(read)
  const kept = dataDir === undefined ? [] : await Array.fromAsync(readKeptHeads(dataDir))
  // Before the walk: what is appended meanwhile comes after it.
  const newest = await newestHead(read)
  const wanted = [...heads, ...kept.flatMap(({ head }) => head ?? [])].map(({ eventId }) => eventId)
  const walk = await walkChain(read, new Set([...wanted, newest.id]))
  if ('ok' in walk) return walk
  const fault =
    faultOfHeads(secrets, heads, walk.hashAt) ??
    faultOfKept(secrets, kept, { hashAt: walk.hashAt, heads }) ??
    // Unsigned, so it stops no forger; it names what was cut off since the last signed head by whoever forgot it.
    (walk.hashAt.get(newest.id) === newest.hash ? null : fail(newest.id, 'the newest event is gone'))
  if (fault) return fault
  const signedUpTo = Math.max(0, ...wanted)
  return { ok: true, events: walk.last.id, heads: heads.length, keptHeads: kept.length, signedUpTo }
}

async function storedHeads(read: Read): Promise<KeptHead[]> {
  const rows = await read.selectFrom('consent_heads').selectAll().orderBy('day').execute()
  return rows.map(({ event_id, ...row }) => ({ ...row, eventId: event_id }))
}

interface Walk {
  last: Head
  hashAt: ReadonlyMap<number, string>
}

async function walkChain(read: Read, wanted: ReadonlySet<number>): Promise<Walk | Fault> {
  const hashAt = new Map<number, string>([[0, emptyHash]])
  let last: Head = { id: 0, hash: emptyHash }
  for (;;) {
    const page = await readPage(read, last.id)
    if ('ok' in page) return page
    for (const row of page) {
      if (row.id !== last.id + 1) return fail(last.id + 1, 'it is missing')
      const problem = problemOf(row, last)
      if (problem) return fail(row.id, problem)
      last = { id: row.id, hash: row.hash }
      if (wanted.has(row.id)) hashAt.set(row.id, row.hash)
    }
    if (page.length === 0) return { last, hashAt }
  }
}

/** A field that the database itself cannot read back ends the page; then events are read one by one up to it. */
async function readPage(read: Read, afterId: number): Promise<Selectable<ConsentEventsTable>[] | Fault> {
  const page = (limit: number) =>
    read
      .selectFrom('consent_events')
      .selectAll()
      .where('id', '>', afterId)
      .orderBy('id')
      .limit(limit)
      .execute()
  return page(verifyPage).catch(() =>
    page(1).catch((error: unknown) => fail(afterId + 1, `it cannot be read: ${(error as Error).message}`)),
  )
}

function problemOf(row: Selectable<ConsentEventsTable>, previous: Head): string | null {
  if (row.previous_hash !== previous.hash) return 'it does not follow the event before it'
  return row.hash === hashEvent(row) ? null : 'its content was changed'
}

function faultOfHeads(
  secrets: Secrets,
  heads: readonly KeptHead[],
  hashAt: ReadonlyMap<number, string>,
): Fault | null {
  const newest = heads.at(-1)
  if (newest && !signedByUs(secrets, newest))
    return fail(newest.eventId, `the head of ${newest.day} is not signed by us`)
  const gone = heads.find(head => hashAt.get(head.eventId) !== head.hash)
  return gone ? fail(gone.eventId, `the head of ${gone.day} names an event that is gone`) : null
}

function faultOfKept(
  secrets: Secrets,
  kept: readonly { line: number; head: KeptHead | null }[],
  { hashAt, heads }: { hashAt: ReadonlyMap<number, string>; heads: readonly KeptHead[] },
): Fault | null {
  const stored = new Map(heads.map(head => [head.day, head]))
  const newest = kept.findLast(({ head }) => head !== null)?.head
  if (newest && !signedByUs(secrets, newest))
    return fail(newest.eventId, `the head of ${newest.day} in the file is not signed by us`)
  for (const { head } of kept) {
    if (!head) continue
    const { day, eventId, hash } = head
    const at = `the file has a head of ${day}`
    if (hashAt.get(eventId) !== hash) return fail(eventId, `${at} over an event that is gone`)
    if (stored.get(day)?.hash !== hash) return fail(eventId, `${at} that is gone from the store`)
  }
  // A power cut can leave the last one unfinished, until the next is written.
  const broken = kept.find(({ head }, place) => head === null && place < kept.length - 1)
  return broken ? fail(0, `line ${broken.line} of the file of heads was changed`) : null
}

function fail(atId: number, problem: string): Fault {
  return { ok: false, atId, problem }
}
