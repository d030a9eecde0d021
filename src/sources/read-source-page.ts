/** Everything the desk shows of one source. */
import type { Read } from '../store/index.ts'
import { readSourceRows, type SourceRow } from './list-sources.ts'
import { itemsPerHour, parseRhythm, type Rhythm, usualItemsPerHour } from './rhythm/index.ts'
import type { SourceKind, SourceLooksTable } from './schema.ts'

export interface SourceLook {
  at: number
  kind: SourceLooksTable['kind']
  status: number | null
  bytes: number | null
  ms: number
  newItems: number
}

export interface SourcePage extends SourceRow {
  kind: SourceKind
  /** Of a page: CSS for what of it is watched; null: its article. */
  selector: string | null
  /** The address that somebody typed, where this one was found behind it. */
  foundFrom: string | null
  createdAt: number
  /** What its document asks for (ttl, sy:*), and how long its answers stay fresh. */
  askedEveryMs: number | null
  freshMs: number | null
  /** It was told "too often": not more often than this. */
  slowedMs: number | null
  /** Its Retry-After forbids every look until then; null: it does not. */
  heldUntil: number | null
  /** Where permanent redirects lead, and since when. */
  moving: { to: string; since: number } | null
  rhythm: SourceRhythm | null
  /** Newest first: those that brought news or changed how it is. */
  looks: SourceLook[]
}

export interface SourceRhythm {
  /** Items an hour to be expected now. */
  now: number
  /** Items an hour that are usual, by hour of the day in UTC. */
  weekday: number[]
  weekend: number[]
  /** Since when it is learned. */
  since: number
}

const hourMs = 60 * 60_000
/** Any Monday and Saturday. */
const days = { weekday: Date.UTC(2024, 0, 1), weekend: Date.UTC(2024, 0, 6) }

export async function readSourcePage(read: Read, id: number, at: number): Promise<SourcePage | null> {
  const [row] = await readSourceRows(read, [id])
  if (!row) return null
  const more = await read
    .selectFrom('sources')
    .select(['created_at', 'asked_every_ms', 'fresh_ms', 'slowed_ms', 'not_before', 'pushed_until'])
    .select(['moved_to', 'moved_since', 'rhythm', 'kind', 'selector', 'found_from'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const looks = await read
    .selectFrom('source_looks')
    .select(['at', 'kind', 'status', 'bytes', 'ms', 'new_items as newItems'])
    .where('source_id', '=', id)
    .orderBy('id', 'desc')
    .execute()
  const { moved_to: to, moved_since: since } = more
  const ahead = (moment: number | null) => (moment !== null && moment > at ? moment : null)
  return {
    ...row,
    kind: more.kind,
    selector: more.selector,
    foundFrom: more.found_from,
    createdAt: more.created_at,
    askedEveryMs: more.asked_every_ms,
    freshMs: more.fresh_ms,
    slowedMs: more.slowed_ms,
    heldUntil: ahead(more.not_before),
    moving: to !== null && since !== null ? { to, since } : null,
    rhythm: rhythmOf(parseRhythm(more.rhythm), at),
    looks,
  }
}

function rhythmOf(rhythm: Rhythm | null, at: number): SourceRhythm | null {
  const now = itemsPerHour(rhythm, at)
  if (rhythm === null || now === null) return null
  const hours = (day: number) =>
    Array.from({ length: 24 }, (_, hour) => usualItemsPerHour(rhythm, day + hour * hourMs) ?? 0)
  return { now, weekday: hours(days.weekday), weekend: hours(days.weekend), since: rhythm.since }
}
