/** Adding a source, also one that is there already. */
import type { Tx } from '../store/index.ts'
import type { OnItem, SourceKind } from './schema.ts'
import { requireSourceUrl } from './source-url.ts'
import { awaitedWorth, watchAgain } from './stop-source.ts'

const longestName = 200

export interface SourceToAdd {
  url: string
  /** Null: the name it has, else its host until the feed tells its title. */
  name: string | null
  /** Null: what it has, else `none`. */
  onItem: OnItem | null
  /** The operator's interval in milliseconds. Null: what it has, else none. */
  everyMs: number | null
  /** Absent: what it is, else a feed. `unknown`: the watcher finds out what is behind the address. */
  kind?: Exclude<SourceKind, 'api'>
  /** Of a page: CSS for what of it is watched; null: its article. Absent: what it is. */
  selector?: string | null
  /** The address that somebody typed, where this one was found behind it. */
  foundFrom?: string | null
  /** One that is no longer watched stays so: a list that is imported again is no wish about each of its sources. */
  keepStopped?: boolean
  at: number
}

/** A new source is due at once. One that is known keeps what is not given. Throws `fetch.bad-url`. */
export async function addSource(
  tx: Tx,
  {
    url: text,
    name: givenName,
    onItem,
    everyMs,
    kind,
    selector,
    foundFrom = null,
    keepStopped = false,
    at,
  }: SourceToAdd,
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
      kind: kind ?? 'feed',
      selector: cleanSelector(selector),
      found_from: foundFrom,
      created_at: at,
      next_poll_at: at,
      // Somebody waits to see what is behind it.
      worth: kind === 'unknown' ? awaitedWorth : 1,
      failures: 0,
    })
    .onConflict(conflict => conflict.column('url').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (added) return { kind: 'added', id: added.id }
  const known = await tx
    .selectFrom('sources')
    .select(['id', 'every_ms', 'not_before', 'stopped_at', 'kind', 'selector'])
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
    ...otherDocument(known, { kind, selector, at }),
  }
  if (Object.keys(changes).length > 0)
    await tx.updateTable('sources').set(changes).where('id', '=', known.id).execute()
  return { kind: 'exists', id: known.id }
}

const longestSelector = 500

function cleanSelector(selector: string | null | undefined): string | null {
  return (
    selector
      ?.replace(/\p{Cc}+/gu, ' ')
      .trim()
      .slice(0, longestSelector)
      .toWellFormed() || null
  )
}

/** What it is read as from now on: nothing that was known of the document before holds for it. */
function otherDocument(
  known: { kind: SourceKind; selector: string | null; not_before: number | null },
  { kind, selector, at }: { kind: SourceKind | undefined; selector: string | null | undefined; at: number },
) {
  const now = {
    // Somebody who does not know what it is does not know better.
    kind: kind === undefined || kind === 'unknown' ? known.kind : kind,
    selector: selector === undefined ? known.selector : cleanSelector(selector),
  }
  if (now.kind === known.kind && now.selector === known.selector) return {}
  const unread = { etag: null, last_modified: null, body_hash: null, first_polled_at: null, doubt: null }
  // A poll that runs right now reads it as what it was, and has lost the source.
  return { ...now, ...unread, lease_until: null, next_poll_at: Math.max(at, known.not_before ?? 0) }
}

/** It is shown in mails, and PostgreSQL takes no NUL: one line, no control characters, no half characters. */
export function cleanName(name: string | null): string {
  return (name ?? '')
    .replace(/[\s\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .trim()
    .slice(0, longestName)
    .toWellFormed()
}
