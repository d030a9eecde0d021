/**
 * Takes over addresses that the newsroom attests have agreed. Its attestation goes into the consent record,
 * word for word. Whoever left or is suppressed stays so, also when their address was erased since: an import never
 * brings anybody back. Call it with some thousand rows at a time, so that each transaction stays short.
 */
import type { Read, Tx } from '../../store/index.ts'
import { appendConsent } from '../consent/append-consent.ts'
import type { SubscriberContext } from '../context.ts'
import { hashAddress } from '../keyed-hash.ts'
import { keepFirstPreferences, lockPreferences } from '../preferences/keep-preferences.ts'
import { plainPreferences } from '../preferences/preferences.ts'
import { keysHashedIn, suppressedAmong } from '../suppressions/suppress.ts'
import { type ImportDefaults, type ImportRow, type ReadRow, readImportRow } from './import-row.ts'

export interface ImportResult {
  line: number
  kind: 'imported' | 'already' | 'left' | 'suppressed' | 'invalid'
  /** Of `invalid`: what is wrong with the row. */
  why?: string
}

export type ImportInput = Omit<ImportDefaults, 'topics'> & {
  rows: readonly ImportRow[]
  topics?: ImportDefaults['topics']
}

export async function importSubscribers(
  tx: Tx,
  context: SubscriberContext,
  input: ImportInput,
): Promise<ImportResult[]> {
  // The order in which all take these two locks; the record's end comes later (`append-consent.ts`).
  if (input.rows.some(({ topics }) => topics && topics.length > 0)) await lockPreferences(tx)
  const { results, taken } = await judgeImport(tx, context, input)
  if (taken.length === 0) return results
  const confirmed = await confirmAll(tx, context, taken, input.at)
  const missed = taken.map(({ key }) => key).filter(key => !confirmed.has(key))
  const states = await statesOf(tx, missed)
  // What is `imported` was taken, in the same order.
  const keys = taken.values()
  return results.map(result => {
    if (result.kind !== 'imported') return result
    const key = keys.next().value?.key ?? ''
    if (confirmed.has(key)) return result
    return { line: result.line, kind: states.get(key) === 'left' ? 'left' : 'already' }
  })
}

/** What an import would do, without doing it. `seen`: keys that rows before these would have taken. */
export async function judgeImport(
  read: Read,
  context: Pick<SubscriberContext, 'secrets'>,
  { rows, topics = [], ...defaults }: ImportInput,
  seen: Set<string> = new Set(),
): Promise<{ results: ImportResult[]; taken: ReadRow[] }> {
  const readings = rows.map(row => ({ line: row.line, ...readImportRow(row, { ...defaults, topics }) }))
  const keys = [...new Set(readings.flatMap(reading => (reading.ok ? [reading.row.key] : [])))]
  const suppressed = await suppressedAmong(read, context, keys)
  const states = await statesOf(read, keys)
  const unknown = keys.filter(key => !states.has(key))
  const former = await keysHashedIn(read, context, { table: 'former_subscribers', keys: unknown })
  const taken: ReadRow[] = []
  const results = readings.map((reading): ImportResult => {
    const { line } = reading
    if (!reading.ok) return { line, kind: 'invalid', why: reading.why }
    const { key } = reading.row
    if (suppressed.has(key)) return { line, kind: 'suppressed' }
    if (states.get(key) === 'left' || former.has(key)) return { line, kind: 'left' }
    if (states.get(key) === 'confirmed' || seen.has(key)) return { line, kind: 'already' }
    seen.add(key)
    taken.push(reading.row)
    return { line, kind: 'imported' }
  })
  return { results, taken }
}

async function statesOf(read: Read, keys: readonly string[]): Promise<Map<string, string>> {
  if (keys.length === 0) return new Map()
  const found = await read
    .selectFrom('subscribers')
    .select(['address_key', 'state'])
    .where('address_key', 'in', keys)
    .execute()
  return new Map(found.map(row => [row.address_key, row.state]))
}

/** Returns the keys of who was confirmed: nobody who left, or confirmed by themselves, since they were judged. */
async function confirmAll(
  tx: Tx,
  context: SubscriberContext,
  taken: readonly ReadRow[],
  at: number,
): Promise<Set<string>> {
  const confirmed = await tx
    .insertInto('subscribers')
    .values(
      taken.map(({ address, key, language, confirmedAt }) => ({
        address,
        address_key: key,
        state: 'confirmed' as const,
        language,
        marketing: 0,
        created_at: at,
        confirmed_at: confirmedAt,
        left_at: null,
      })),
    )
    .onConflict(conflict =>
      conflict
        .column('address_key')
        .doUpdateSet(eb => ({
          state: 'confirmed',
          confirmed_at: eb.ref('excluded.confirmed_at'),
          language: eb.ref('excluded.language'),
        }))
        .where('subscribers.state', '=', 'pending'),
    )
    .returning(['id', 'address_key'])
    .execute()
  const rowOf = new Map(taken.map(row => [row.key, row]))
  const people = confirmed.flatMap(({ id, address_key }) => {
    const row = rowOf.get(address_key)
    return row ? [{ id, row }] : []
  })
  await recordImported(tx, context, people, at)
  tx.wake('subscribers')
  return new Set(people.map(({ row }) => row.key))
}

/** What they agreed to by their newsroom's word, and the topics that their rows brought. */
async function recordImported(
  tx: Tx,
  context: SubscriberContext,
  people: readonly { id: number; row: ReadRow }[],
  at: number,
): Promise<void> {
  await appendConsent(
    tx,
    context,
    people.map(({ id, row }) => ({
      subscriberId: id,
      subscriberHash: hashAddress(context.secrets, row.key),
      kind: 'imported',
      scope: 'alerts',
      language: row.language,
      method: row.method,
      at,
    })),
  )
  const choosing = people.filter(({ row }) => row.topicIds.length > 0)
  await keepFirstPreferences(
    tx,
    choosing.map(({ id, row }) => ({
      subscriberId: id,
      preferences: { ...plainPreferences, scope: 'chosen', topics: row.topicIds },
    })),
    at,
  )
}
