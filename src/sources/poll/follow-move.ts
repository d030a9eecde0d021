/**
 * A permanent redirect (301, 308) changes a source's address once it has held for days: servers send them by
 * mistake, hotel networks and parked domains on purpose. A temporary one (302, 303, 307) never does.
 */
import type { Tx } from '../../store/index.ts'
import { type Problem, twin as problemOfTwin } from '../health/index.ts'
import { parseSourceUrl } from '../source-url.ts'
import type { Source, SourceChanges } from './source-row.ts'

const heldForMs = 3 * 24 * 60 * 60_000
const fewestPolls = 6

export interface Move {
  changes: SourceChanges
  /** Its address from now on; null: the same. */
  to: { url: string; host: string } | null
  /** When it leads to an address that is a source already: two that were watched apart stay two. */
  problem: Problem | null
}

/** `movedTo`: where the redirects of a poll that went well led, all of them permanent; else null. */
export async function followMove(
  tx: Tx,
  source: Source,
  { movedTo, at }: { movedTo: string | null; at: number },
): Promise<Move> {
  const stay = { moved_to: null, moved_since: null, moved_polls: 0 }
  const target = movedTo === null ? null : parseSourceUrl(movedTo)
  if (!target || target.url === source.url) return { changes: stay, to: null, problem: null }
  const { url, host } = target
  const same = source.moved_to === url
  // One of a time to come was put down before the clock was put back.
  const since = same ? Math.min(source.moved_since ?? at, at) : at
  const polls = same ? source.moved_polls + 1 : 1
  const holding = { moved_to: url, moved_since: since, moved_polls: polls }
  if (polls < fewestPolls || at - since < heldForMs) return { changes: holding, to: null, problem: null }
  const twin = await tx.selectFrom('sources').select('id').where('url', '=', url).executeTakeFirst()
  if (twin) return { changes: holding, to: null, problem: problemOfTwin(host) }
  return { changes: stay, to: { url, host }, problem: null }
}
