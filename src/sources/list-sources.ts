/** What the desk shows of the sources: how each is doing, in words where it is in trouble. */
import type { Read } from '../store/index.ts'
import type { OnItem } from './schema.ts'

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
  problem: string | null
  itemCount: number
  lastItemAt: number | null
}

/** Those in trouble first, then by name. */
export async function listSources(read: Read): Promise<SourceRow[]> {
  const rows = await read
    .selectFrom('sources')
    .select(['id', 'name', 'url', 'on_item as onItem', 'every_ms as everyMs', 'next_poll_at as nextPollAt'])
    .select(['last_polled_at as lastPolledAt', 'last_ok_at as lastOkAt', 'failures', 'problem'])
    .select(['failing_since as failingSince', 'item_count as itemCount', 'last_item_at as lastItemAt'])
    .execute()
  const trouble = (row: SourceRow) => (row.problem === null ? 1 : 0)
  return rows.sort((one, other) => trouble(one) - trouble(other) || one.name.localeCompare(other.name))
}
