/** The rows of `paces`: made when first needed, held while something changes, written together. */
import { type RawBuilder, sql } from 'kysely'
import type { DialectWords, Read, Store, Tx } from '../../store/index.ts'
import { jsonRows } from '../ledger/json-rows.ts'
import type { PacesTable } from './schema.ts'

/** Longer than any recovery takes: what nobody has used for that long says nothing any more. */
const keptMs = 3_600_000

const mostKnown = 20_000

/** The scopes that have a row, as far as this process knows. */
export function createKnownRows(store: Store) {
  const known = new Set<string>()
  return {
    get size() {
      return known.size
    },
    /** Makes the rows of those that have none. */
    async add(scopes: readonly string[]): Promise<void> {
      const unknown = scopes.filter(scope => !known.has(scope))
      if (unknown.length === 0) return
      await addRows(store, unknown)
      if (known.size > mostKnown) known.clear()
      for (const scope of unknown) known.add(scope)
    },
    forget(scopes: readonly string[]): void {
      for (const scope of scopes) known.delete(scope)
    },
  }
}

/** In a transaction of its own: whoever holds rows must wait for nothing else. */
async function addRows(store: Store, scopes: readonly string[]): Promise<void> {
  const rows = scopes.toSorted().map(scope => ({ scope, next_slot_us: 0 }))
  await store.write(tx =>
    tx
      .insertInto('paces')
      .values(rows)
      .onConflict(conflict => conflict.doNothing())
      .execute(),
  )
}

export interface HeldRow extends PacesTable {
  /** The time that all processes share; epoch milliseconds. */
  now: number
}

/** Holds the rows of these scopes until the transaction ends, always in the same order; some may be gone. */
export function holdRows(
  tx: Tx,
  store: Pick<Store, 'kind'>,
  scopes: readonly string[],
  now: RawBuilder<number>,
): Promise<HeldRow[]> {
  return tx
    .selectFrom('paces')
    .selectAll()
    .select(now.as('now'))
    .where('scope', 'in', scopes)
    .orderBy('scope')
    .$if(store.kind === 'postgres', query => query.forUpdate())
    .execute()
}

export async function writeRows(tx: Tx, words: DialectWords, rows: readonly PacesTable[]): Promise<void> {
  if (rows.length === 0) return
  const number = (name: keyof PacesTable) => sql`cast(value->>${sql.lit(name)} as bigint)`
  await sql`
    update paces set next_slot_us = v.next_slot_us, fallen_per_hour = v.fallen_per_hour,
      recovered_per_hour = v.recovered_per_hour, slowed_at = v.slowed_at, fell_at = v.fell_at
    from (select cast(value->>'scope' as text) as scope, ${number('next_slot_us')} as next_slot_us,
        ${number('fallen_per_hour')} as fallen_per_hour,
        ${number('recovered_per_hour')} as recovered_per_hour, ${number('slowed_at')} as slowed_at,
        ${number('fell_at')} as fell_at
      from ${jsonRows(words, rows)}) as v
    where paces.scope = v.scope`.execute(tx)
}

/** Every scope that has ever fallen and is still kept. */
export function readFallen(read: Read): Promise<PacesTable[]> {
  return read.selectFrom('paces').selectAll().where('fell_at', 'is not', null).orderBy('scope').execute()
}

/** Removes what is no longer of use; leaves what somebody holds. */
export async function forgetRows(store: Store, at: number): Promise<void> {
  const before = at - keptMs
  await store.write(tx =>
    tx
      .deleteFrom('paces')
      .where('scope', 'in', old =>
        old
          .selectFrom('paces')
          .select('scope')
          .where('next_slot_us', '<', before * 1000)
          .where(of => of.or([of('fell_at', 'is', null), of('fell_at', '<', before)]))
          .$if(store.kind === 'postgres', query => query.forUpdate().skipLocked()),
      )
      .execute(),
  )
}
