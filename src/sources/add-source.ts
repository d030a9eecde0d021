/** Adding a source, also one that is there already. */
import type { Tx } from '../store/index.ts'
import type { OnItem } from './schema.ts'
import { requireSourceUrl } from './source-url.ts'
import { watchAgain } from './stop-source.ts'

const longestName = 200

export interface SourceToAdd {
  url: string
  /** Null: the name it has, else its host until the feed tells its title. */
  name: string | null
  /** Null: what it has, else `none`. */
  onItem: OnItem | null
  /** The operator's interval in milliseconds. Null: what it has, else none. */
  everyMs: number | null
  /** One that is no longer watched stays so: a list that is imported again is no wish about each of its sources. */
  keepStopped?: boolean
  at: number
}

/** A new source is due at once. One that is known keeps what is not given. Throws `fetch.bad-url`. */
export async function addSource(
  tx: Tx,
  { url: text, name: givenName, onItem, everyMs, keepStopped = false, at }: SourceToAdd,
): Promise<{ kind: 'added' | 'exists'; id: number }> {
  const { url, host } = requireSourceUrl(text)
  const name = cleanName(givenName)
  tx.wake('sources')
  const added = await tx
    .insertInto('sources')
    .values({
      name: name || host,
      url,
      host,
      on_item: onItem ?? 'none',
      every_ms: everyMs,
      created_at: at,
      next_poll_at: at,
      failures: 0,
    })
    .onConflict(conflict => conflict.column('url').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (added) return { kind: 'added', id: added.id }
  const known = await tx
    .selectFrom('sources')
    .select(['id', 'every_ms', 'not_before', 'stopped_at'])
    .where('url', '=', url)
    .executeTakeFirstOrThrow()
  if (!keepStopped) await watchAgain(tx, known.id, at)
  const changes = {
    ...(name ? { name } : {}),
    ...(onItem ? { on_item: onItem } : {}),
    ...(everyMs !== null ? { every_ms: everyMs } : {}),
    // A new interval holds from now on, but what a Retry-After forbids stays forbidden.
    ...(everyMs !== null && everyMs !== known.every_ms && (known.stopped_at === null || !keepStopped)
      ? { next_poll_at: Math.max(at, known.not_before ?? 0) }
      : {}),
  }
  if (Object.keys(changes).length > 0)
    await tx.updateTable('sources').set(changes).where('id', '=', known.id).execute()
  return { kind: 'exists', id: known.id }
}

/** It is shown in mails, and PostgreSQL takes no NUL: one line, no control characters, no half characters. */
export function cleanName(name: string | null): string {
  return (name ?? '')
    .replace(/[\s\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .trim()
    .slice(0, longestName)
    .toWellFormed()
}
