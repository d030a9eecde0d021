import { sql } from 'kysely'
import type { DialectWords, Tx } from '../../store/index.ts'
import { jsonRows } from './json-rows.ts'

interface Leased {
  kind: 'delivery' | 'mail'
  id: number
  leaseUntil: number
}

/** Holds on to what is being sent or about to be; a row that another sender took meanwhile stays theirs. */
export async function renewLeases(
  tx: Tx,
  words: DialectWords,
  held: readonly Leased[],
  leaseUntil: number,
): Promise<void> {
  for (const kind of ['delivery', 'mail'] as const) {
    const rows = held.filter(job => job.kind === kind).map(({ id, leaseUntil }) => ({ id, leaseUntil }))
    if (rows.length === 0) continue
    const table = sql.table(kind === 'delivery' ? 'deliveries' : 'outbox')
    await sql`
      update ${table} set lease_until = ${leaseUntil}
      from (select cast(value->>'id' as bigint) as id, cast(value->>'leaseUntil' as bigint) as held_until
        from ${jsonRows(words, rows)}) as v
      where ${table}.id = v.id and ${table}.lease_until = v.held_until and ${table}.state = 'sending'`.execute(
      tx,
    )
  }
}
