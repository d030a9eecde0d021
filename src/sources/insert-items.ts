/**
 * Puts new items in, and says so to `stories` (`fresh_items`), in as few steps as each database allows: SQLite runs
 * a prepared statement a row faster than it reads one statement of many; PostgreSQL is asked once for all of them.
 */
import { setImmediate as breathe } from 'node:timers/promises'
import { run, statement, type Tx } from '../store/index.ts'
import type { IdentifiedItem } from './feed/index.ts'
import { content } from './item-row.ts'
import type { Way } from './push/schema.ts'

export interface Insertion {
  sourceId: number
  /** What is new makes no alert. */
  firstPoll: boolean
  /** How it came; a poll where nothing is said. */
  way?: Way
  at: number
}

/** About 10 ms. */
const rowsAtOnce = 500

type Row = ReturnType<typeof content>

const columns = [
  'guid_key',
  'url_key',
  'title_key',
  'url',
  'title',
  'text',
  'author',
  'language',
  'published_at',
] as const satisfies (keyof Row)[]

const insertOne = statement(
  'insert-item',
  () => `insert into items (source_id, seen_at, first_poll, seen_by, revision, ${columns.join(', ')})
    values (?, ?, ?, ?, 1, ${columns.map(() => '?').join(', ')})`,
)
const lastId = statement<{ id: number }>('last-item-id', () => 'select last_insert_rowid() as id')
const addFresh = statement(
  'add-fresh-items',
  ({ jsonRows }) => `insert into fresh_items (item_id) select value from ${jsonRows}(?)`,
)

const types: Record<string, string> = { published_at: 'bigint' }

/** One parameter a column, with the values of all rows. */
const insertAll = statement<{ id: number }>(
  'insert-items',
  () => `with created as (
      insert into items (source_id, seen_at, first_poll, seen_by, revision, ${columns.join(', ')})
      select cast(? as bigint), cast(? as bigint), cast(? as bigint), cast(? as text), 1, ${columns.join(', ')}
      from unnest(${columns.map(name => `cast(? as ${types[name] ?? 'text'}[])`).join(', ')})
        with ordinality as entries (${columns.join(', ')}, place)
      order by place returning id),
    fresh as (insert into fresh_items (item_id) select id from created)
    select id from created order by id`,
)

const countItems = statement(
  'count-new-items',
  // Whichever way it came, a source that says something is not silent; the next look judges the rest.
  () => `update sources set item_count = item_count + ?, last_item_at = ?,
    health = case health when 'silent' then 'ok' else health end where id = ?`,
)

/** Returns the new ids, in the order of `entries`. */
export async function insertItems(
  tx: Tx,
  entries: readonly IdentifiedItem[],
  { sourceId, firstPoll, way = 'poll', at }: Insertion,
): Promise<number[]> {
  if (entries.length === 0) return []
  const rows = entries.map(content)
  const shared = [sourceId, at, firstPoll ? 1 : 0, way]
  const ids = await (tx.kind === 'sqlite' ? insertEach(tx, rows, shared) : insertTogether(tx, rows, shared))
  await run(tx, tx.kind, countItems, [ids.length, at, sourceId])
  return ids
}

async function insertEach(tx: Tx, rows: readonly Row[], shared: readonly unknown[]): Promise<number[]> {
  for (const [n, row] of rows.entries()) {
    await run(tx, 'sqlite', insertOne, [...shared, ...columns.map(column => row[column])])
    // A feed of thousands must not keep pages waiting for all of them.
    if (n % rowsAtOnce === rowsAtOnce - 1) await breathe()
  }
  const [last] = await run(tx, 'sqlite', lastId, [])
  if (!last) throw new Error('the store does not say under which ids it put new items')
  // Nobody else writes meanwhile, so that they follow one another.
  const ids = rows.map((_, place) => last.id - rows.length + 1 + place)
  await run(tx, 'sqlite', addFresh, [JSON.stringify(ids)])
  return ids
}

async function insertTogether(tx: Tx, rows: readonly Row[], shared: readonly unknown[]): Promise<number[]> {
  const values = columns.map(column => rows.map(row => row[column]))
  return (await run(tx, 'postgres', insertAll, [...shared, ...values])).map(({ id }) => id)
}
