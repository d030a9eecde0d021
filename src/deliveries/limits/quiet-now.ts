/**
 * Which quiet hours it is now. There are as many as combinations that readers chose, so they are read and reckoned
 * once a minute, and whoever sends asks a short list instead of a calendar for each reader.
 */
import type { Read } from '../../store/index.ts'
import { isQuiet } from './quiet-hours.ts'

export interface QuietNow {
  /** Ids of `quiet_hours`. */
  ids(read: Read, at: number): Promise<ReadonlySet<number>>
  /** The same for a statement: a JSON array. */
  json(read: Read, at: number): Promise<string>
}

/** A clock on a wall moves by minutes; new combinations are seen after this at the latest. */
const minuteMs = 60_000
const seenAfterMs = 2_000

export function createQuietNow(): QuietNow {
  let known = { from: 0, until: 0, ids: new Set<number>(), json: '[]' }
  const current = async (read: Read, at: number) => {
    if (at >= known.from && at < known.until) return known
    const rows = await read.selectFrom('quiet_hours').selectAll().execute()
    const ids = rows.flatMap(row =>
      isQuiet({ from: row.from_minute, to: row.to_minute }, row.time_zone, at) ? [row.id] : [],
    )
    const nextMinute = (Math.floor(at / minuteMs) + 1) * minuteMs
    known = {
      from: at,
      until: Math.min(nextMinute, at + seenAfterMs),
      ids: new Set(ids),
      json: JSON.stringify(ids),
    }
    return known
  }
  return {
    ids: async (read, at) => (await current(read, at)).ids,
    json: async (read, at) => (await current(read, at)).json,
  }
}
