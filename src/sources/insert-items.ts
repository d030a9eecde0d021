/**
 * Puts new items in, and says so to `stories` (`fresh_items`), in as few steps as each database allows: SQLite runs
 * a prepared statement a row faster than it reads one statement of many; PostgreSQL is asked once for all of them.
 */
import { setImmediate as breathe } from 'node:timers/promises'
import { changeNow, run, statement, type Tx } from '../store/index.ts'
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

/** About 5 ms. */
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
const addFresh = statement(
  'add-fresh-items',
  ({ jsonRows }) => `insert into fresh_items (item_id) select value from ${jsonRows}(?)`,
)

const types: Record<string, string> = { published_at: 'bigint' }

/**
 * Parameters after `many`: when, and the source. Whichever way it came, a source that says something is not silent;
 * the next look judges the rest.
 */
function countNew(many: string): string {
  return `update sources set item_count = item_count + ${many}, last_item_at = cast(? as bigint),
    health = case health when 'silent' then 'ok' else health end where id = cast(? as bigint)`
}

/** One parameter a column, with the values of all rows. */
const insertAll = statement<{ id: number }>(
  'insert-items',
  () => `with created as (
      insert into items (source_id, seen_at, first_poll, seen_by, revision, ${columns.join(', ')})
      select cast(? as bigint), cast(? as bigint), cast(? as bigint), cast(? as text), 1, ${columns.join(', ')}
      from unnest(${columns.map(name => `cast(? as ${types[name] ?? 'text'}[])`).join(', ')})
        with ordinality as entries (${columns.join(', ')}, place)
      order by place returning id),
    fresh as (insert into fresh_items (item_id) select id from created),
    counted as (${countNew('(select count(*) from created)')})
    select id from created order by id`,
)

const countItems = statement('count-new-items', () => countNew('?'))

/** Returns the new ids, in the order of `entries`. */
export async function insertItems(
  tx: Tx,
  entries: readonly IdentifiedItem[],
  { sourceId, firstPoll, way = 'poll', at }: Insertion,
): Promise<number[]> {
  if (entries.length === 0) return []
  const rows = entries.map(content)
  const shared = [sourceId, at, firstPoll ? 1 : 0, way]
  if (tx.kind === 'postgres') {
    const values = columns.map(column => rows.map(row => row[column]))
    const ids = await run(tx, 'postgres', insertAll, [...shared, ...values, at, sourceId])
    return ids.map(({ id }) => id)
  }
  let last = 0
  for (let start = 0; start < rows.length; start += rowsAtOnce) {
    // A feed of thousands must not keep pages waiting for all of them.
    if (start > 0) await breathe()
    const some = rows.slice(start, start + rowsAtOnce)
    for (const row of some)
      last = changeNow(tx, insertOne, [...shared, ...columns.map(column => row[column])]).lastId
  }
  // Nobody else writes meanwhile, so that they follow one another.
  const ids = rows.map((_, place) => last - rows.length + 1 + place)
  await run(tx, 'sqlite', addFresh, [JSON.stringify(ids)])
  await run(tx, 'sqlite', countItems, [ids.length, at, sourceId])
  return ids
}
