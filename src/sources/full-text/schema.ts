/** Items whose full text somebody wants, until it was fetched or could not be. */
declare module '../../store/schema.ts' {
  interface Database {
    full_text_wishes: FullTextWishesTable
  }
}

export interface FullTextWishesTable {
  item_id: number
  wanted_at: number
  /** While a process fetches it. */
  taken_until: number | null
  /** Not before: its host is busy, or asked us to wait. */
  due_at: number
}

export const fullTextTables = [
  'alter table items add column full_text text',
  // When it was fetched, or could not be.
  'alter table items add column full_text_at bigint',
  'alter table items add column full_text_problem text',
  `create table full_text_wishes (
     item_id bigint primary key references items (id), wanted_at bigint not null, taken_until bigint,
     due_at bigint not null)`,
]
