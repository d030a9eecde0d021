/** What the operator says of a source that is there. */
import type { Tx } from '../store/index.ts'
import { cleanName } from './add-source.ts'
import type { OnItem } from './schema.ts'

export interface SourceChanges {
  /** Empty: it keeps the one it has. */
  name: string
  onItem: OnItem
  /** Their own interval in milliseconds; null: none. */
  everyMs: number | null
}

/** False when there is no such source. A new interval holds from now on, but what a Retry-After forbids stays forbidden. */
export async function changeSource(
  tx: Tx,
  { id, at, name, onItem, everyMs }: SourceChanges & { id: number; at: number },
): Promise<boolean> {
  const source = await tx
    .selectFrom('sources')
    .select(['name', 'every_ms', 'next_poll_at', 'not_before'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!source) return false
  const isDue = everyMs !== source.every_ms && source.next_poll_at !== null
  await tx
    .updateTable('sources')
    .set({
      name: cleanName(name) || source.name,
      on_item: onItem,
      every_ms: everyMs,
      ...(isDue ? { next_poll_at: Math.max(at, source.not_before ?? 0) } : {}),
    })
    .where('id', '=', id)
    .execute()
  if (isDue) tx.wake('sources')
  return true
}
