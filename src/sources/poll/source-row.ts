/**
 * The row of a source while it is written down what a look brought: held from the first statement of the transaction
 * to the last, so that what is not changed may be written as it was read.
 */
import type { Selectable, Updateable } from 'kysely'
import { run, statement, type Tx } from '../../store/index.ts'
import type { SourcesTable } from '../schema.ts'

export type Source = Selectable<SourcesTable>

/** What no look changes, or what is changed elsewhere in the same transaction. */
const kept = `id, url, on_item, kind, selector, found_from, host, every_ms, created_at, stopped_at, item_count,
  last_item_at`

const written = [
  ...(['name', 'etag', 'last_modified', 'body_hash', 'doubt', 'first_polled_at'] as const),
  ...(['last_polled_at', 'last_ok_at', 'failures', 'failing_since'] as const),
  ...(['health', 'problem', 'problem_kind', 'notice', 'notice_kind'] as const),
  ...(['silent_from', 'newest_at', 'frozen_from'] as const),
  ...(['moved_to', 'moved_since', 'moved_polls', 'pushed_until'] as const),
  ...(['asked_every_ms', 'fresh_ms', 'rest', 'rhythm', 'slowed_ms', 'worth'] as const),
  ...(['next_poll_at', 'not_before', 'lease_until'] as const),
] satisfies (keyof Source)[]

/** What a look may change of it; its address changes by itself. */
export type SourceChanges = Pick<Updateable<SourcesTable>, (typeof written)[number]>

const hold = statement<Source>(
  'hold-source',
  ({ locked }) => `select ${kept}, ${written.join(', ')} from sources where id = ?${locked}`,
)
const write = statement(
  'write-source',
  () => `update sources set ${written.map(column => `${column} = ?`).join(', ')} where id = ?`,
)

/** Also keeps two writers of one source's items apart. */
export async function holdSource(tx: Tx, id: number): Promise<Source | undefined> {
  const [source] = await run(tx, tx.kind, hold, [id])
  return source
}

/** @param changes What is else now than when it was held. */
export async function writeSource(tx: Tx, source: Source, changes: SourceChanges): Promise<void> {
  const values = written.map(column => (changes[column] === undefined ? source[column] : changes[column]))
  await run(tx, tx.kind, write, [...values, source.id])
}
