import { type RawBuilder, sql } from 'kysely'
import type { DialectWords } from '../../store/index.ts'

/** Any number of rows as one parameter: each becomes a row with a column `value`. */
export function jsonRows(words: DialectWords, rows: readonly unknown[]): RawBuilder<unknown> {
  return sql`${sql.raw(words.jsonRows)}(${JSON.stringify(rows)})`
}

/** Ids for `where id in …`, as one parameter, so that a statement's text is the same for every batch. */
export function jsonIds(words: DialectWords, ids: readonly number[]): RawBuilder<unknown> {
  // Through text, because that is the only cast from JSON that both databases know.
  return sql`(select cast(cast(value as text) as bigint) from ${jsonRows(words, ids)})`
}

/** A column of the rows `[…, …]` that one JSON parameter holds, by its place. */
export const number = (place: number) => `cast(value->>${place} as bigint)`
export const text = (place: number) => `cast(value->>${place} as text)`
