/** The record's end, kept in one row: who appends holds it, so that the chain never forks. */
import type { Read, Tx } from '../../store/index.ts'
import { emptyHash } from './event-hash.ts'

export interface Head {
  id: number
  hash: string
}

const headKey = 'consent-head'

/** The update takes the row's lock on PostgreSQL; on SQLite there is one writer anyway. */
export async function lockHead(tx: Tx): Promise<Head> {
  await tx
    .insertInto('meta')
    .values({ key: headKey, value: JSON.stringify({ id: 0, hash: emptyHash }) })
    .onConflict(conflict => conflict.column('key').doNothing())
    .execute()
  const { value } = await tx
    .updateTable('meta')
    .set(eb => ({ value: eb.ref('value') }))
    .where('key', '=', headKey)
    .returning('value')
    .executeTakeFirstOrThrow()
  return JSON.parse(value) as Head // written by this file only
}

export async function moveHead(tx: Tx, head: Head): Promise<void> {
  await tx
    .updateTable('meta')
    .set({ value: JSON.stringify(head) })
    .where('key', '=', headKey)
    .execute()
}

export async function newestHead(read: Read): Promise<Head> {
  const row = await read.selectFrom('meta').select('value').where('key', '=', headKey).executeTakeFirst()
  return row ? (JSON.parse(row.value) as Head) : { id: 0, hash: emptyHash } // written by this file only
}
