/**
 * Whom an alert is for among those who chose something: found once as its freeze begins, by an index that may be behind,
 * and read again with each chunk. So what decides is what a reader's preferences say in the freezing transaction, and
 * whoever changed them since the index was asked is asked for themselves.
 */
import type { Alert } from '../../alerts/index.ts'
import type { Read, Tx } from '../../store/index.ts'
import { type Preferences, readChangedPreferences, readPreferences } from '../../subscribers/index.ts'
import { judgeAlert } from './judge-alert.ts'

export interface Choosers {
  /** Ascending. */
  ids: ArrayLike<number>
  /** Of the newest preferences when the index was asked. */
  version: number
}

export interface ChooserIndex {
  /** Asked outside of transactions, because it may take a while. */
  of(read: Read, alert: Alert, at: number): Promise<Choosers>
  /** Forgets all others: whichever process ends an alert, each that had a part in freezing it lets go. */
  keepOnly(alertIds: readonly number[]): void
}

/** What an alert was for when it was approved is what it is for. */
export const wantedAt = (alert: Pick<Alert, 'approvedAt'>, at: number) => alert.approvedAt ?? at

export type AudienceOf = (alert: Alert, at: number) => Promise<ArrayLike<number>>

/** After so many changes the index is asked anew. */
const mostChanged = 2_000

export function createChooserIndex(audienceOf: AudienceOf): ChooserIndex {
  const known = new Map<number, Choosers>()
  return {
    async of(read, alert, at) {
      const before = known.get(alert.id)
      const version = await newestVersion(read)
      if (before && version - before.version < mostChanged) return before
      const fresh = { ids: await audienceOf(alert, wantedAt(alert, at)), version }
      known.set(alert.id, fresh)
      return fresh
    },
    keepOnly(alertIds) {
      for (const id of known.keys()) if (!alertIds.includes(id)) known.delete(id)
    },
  }
}

async function newestVersion(read: Read): Promise<number> {
  const row = await read
    .selectFrom('subscriber_preferences')
    .select(eb => eb.fn.max('version').as('version'))
    .executeTakeFirst()
  return row?.version ?? 0
}

/** The next so many over `after`. */
export function choosersAfter({ ids }: Choosers, after: number, limit: number): number[] {
  let from = 0
  for (let to = ids.length; from < to; ) {
    const middle = (from + to) >>> 1
    if ((ids[middle] ?? 0) <= after) from = middle + 1
    else to = middle
  }
  return Array.from({ length: Math.min(limit, ids.length - from) }, (_, place) => ids[from + place] ?? 0)
}

/** Who changed their preferences since the index was asked. */
export async function changedSince(tx: Tx, { version }: Choosers): Promise<Set<number>> {
  const changed = new Set<number>()
  for (let aboveVersion = version; ; ) {
    const rows = await readChangedPreferences(tx, { aboveVersion, limit: 500 })
    for (const { subscriberId } of rows) changed.add(subscriberId)
    aboveVersion = rows.at(-1)?.version ?? aboveVersion
    if (rows.length < 500) return changed
  }
}

export interface Wanting {
  /** Ascending, as they were given. */
  ids: number[]
  preferences: ReadonlyMap<number, Preferences>
}

/** Those of these who are subscribed, were when it was approved, and want it, going by what their rows say now. */
export async function readWanting(
  tx: Tx,
  {
    alert,
    ids,
    at,
    confirmedBy = wantedAt(alert, at),
  }: { alert: Alert; ids: readonly number[]; at: number; confirmedBy?: number },
): Promise<Wanting> {
  if (ids.length === 0) return { ids: [], preferences: new Map() }
  const rows = await tx
    .selectFrom('subscribers')
    .select('id')
    .where('id', 'in', ids)
    .where('state', '=', 'confirmed')
    .where('confirmed_at', '<=', confirmedBy)
    .execute()
  const subscribed = new Set(rows.map(row => row.id))
  const preferences = await readPreferences(tx, ids)
  const wants = await judgeAlert(tx, alert)
  const wanting = ids.filter(
    id => subscribed.has(id) && wants(preferences.get(id) ?? null, wantedAt(alert, at)),
  )
  return { ids: wanting, preferences }
}
