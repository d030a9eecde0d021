/** What the desk, the command line and the metrics show of the sources: how each is doing, and why, in words. */
import type { Read } from '../store/index.ts'
import { type ProblemKind, silenceWords } from './health/index.ts'
import { readListening } from './listen/listening.ts'
import { parseRhythm } from './rhythm/index.ts'
import type { Health, OnItem } from './schema.ts'

export interface SourceRow {
  id: number
  name: string
  url: string
  onItem: OnItem
  everyMs: number | null
  /** Null: never polled. */
  nextPollAt: number | null
  lastPolledAt: number | null
  lastOkAt: number | null
  failures: number
  failingSince: number | null
  health: Health
  /** Since when it is no longer watched. */
  stoppedAt: number | null
  /** What is wrong, and what to do; null where all is well. A silence is told in words too. */
  problem: string | null
  problemKind: ProblemKind | 'silent' | null
  itemCount: number
  lastItemAt: number | null
}

/** The one column of each row that is not shown as it stands. */
const columns = [
  ...([
    'id',
    'name',
    'url',
    'on_item as onItem',
    'every_ms as everyMs',
    'next_poll_at as nextPollAt',
  ] as const),
  ...(['last_polled_at as lastPolledAt', 'last_ok_at as lastOkAt', 'failures', 'health'] as const),
  ...(['failing_since as failingSince', 'stopped_at as stoppedAt', 'item_count as itemCount'] as const),
  ...(['problem', 'problem_kind as problemKind', 'last_item_at as lastItemAt'] as const),
] as const

/** In the order in which they are listed: those in trouble first, then those that are silent. */
export const healthOrder: readonly Health[] = ['failing', 'silent', 'notice', 'ok', 'stopped']

/** All of them, by health, then by name. */
export async function listSources(read: Read): Promise<SourceRow[]> {
  const rows = await read.selectFrom('sources').select(columns).execute()
  const silences = await readSilences(read)
  return rows
    .map(row => withSilence(row, silences.get(row.id)))
    .sort(
      (one, other) =>
        healthOrder.indexOf(one.health) - healthOrder.indexOf(other.health) ||
        one.name.localeCompare(other.name),
    )
}

/** These, in this order. */
export async function readSourceRows(read: Read, ids: readonly number[]): Promise<SourceRow[]> {
  if (ids.length === 0) return []
  const rows = await read.selectFrom('sources').select(columns).where('id', 'in', ids).execute()
  const silences = await readSilences(read, ids)
  const rowOf = new Map(rows.map(row => [row.id, withSilence(row, silences.get(row.id))]))
  return ids.flatMap(id => rowOf.get(id) ?? [])
}

/** What all are called, for whoever looks one up by its name; the oldest first. */
export async function listSourceNames(read: Read): Promise<Pick<SourceRow, 'id' | 'name' | 'url'>[]> {
  return read.selectFrom('sources').select(['id', 'name', 'url']).orderBy('id').execute()
}

function withSilence(row: SourceRow, silence: string | undefined): SourceRow {
  const isSilent = row.failures === 0 && silence !== undefined
  return isSilent ? { ...row, problem: silence, problemKind: 'silent' } : row
}

/** A rhythm is two kilobytes: read for the few that it is told of. */
async function readSilences(read: Read, ids?: readonly number[]): Promise<Map<number, string>> {
  const rows = await read
    .selectFrom('sources')
    .select(['id', 'kind', 'rhythm', 'last_item_at', 'newest_at', 'silent_from', 'last_ok_at'])
    .where('health', '=', 'silent')
    .$if(ids !== undefined, query => query.where('id', 'in', ids ?? []))
    .execute()
  const heard = rows.some(({ kind }) => kind === 'api') ? await readListening(read) : null
  return new Map(
    rows.map(row => [
      row.id,
      silenceWords({
        sinceAt: row.last_item_at,
        newestAt: row.newest_at,
        silentFrom: row.silent_from,
        rhythm: parseRhythm(row.rhythm),
        until: (row.kind === 'api' ? heard?.until : row.last_ok_at) ?? 0,
        handsIn: row.kind === 'api',
      }),
    ]),
  )
}

/** How many there are of each health; those that nobody has are there, with zero. */
export async function countSources(read: Read): Promise<Record<Health, number>> {
  const counts: Record<Health, number> = { ok: 0, notice: 0, silent: 0, failing: 0, stopped: 0 }
  const rows = await read
    .selectFrom('sources')
    .select(['health', read.fn.countAll<number>().as('count')])
    .groupBy('health')
    .execute()
  for (const { health, count } of rows) counts[health] = count
  return counts
}

/** How many have each kind of problem now; kinds that nobody has are left out. */
export async function countProblems(read: Read): Promise<Partial<Record<ProblemKind | 'silent', number>>> {
  const rows = await read
    .selectFrom('sources')
    .select(['problem_kind as kind', read.fn.countAll<number>().as('count')])
    .where('health', 'in', ['failing', 'notice'])
    .where('problem_kind', 'is not', null)
    .groupBy('problem_kind')
    .execute()
  const { silent } = await countSources(read)
  const counts = rows.map(({ kind, count }) => [kind, count] as const)
  return Object.fromEntries(silent > 0 ? [...counts, ['silent', silent]] : counts)
}
