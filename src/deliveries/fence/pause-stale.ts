/**
 * News of yesterday does not go out by itself. When sending starts, alerts that were under way and of which
 * nothing has moved for half a day are paused with a note, and the desk decides: the process was down for long, or the
 * database was restored together with its data folder.
 */
import type { Logger } from 'pino'
import { haltAlert } from '../../alerts/index.ts'
import type { Clock } from '../../clock.ts'
import type { Read, Store } from '../../store/index.ts'
import { readFloor } from './fence-rows.ts'

const quietMs = 12 * 3_600_000
const note = 'paused by itself: nothing of it was sent for 12 hours, and old news does not go out unasked'

/** To be called before anything is sent. */
export async function pauseStale({
  store,
  clock,
  log,
}: {
  store: Store
  clock: Clock
  log: Logger
}): Promise<void> {
  const before = clock.now() - quietMs
  // An operator who said "go on" meant these alerts too.
  if ((await readFloor(store.read)) >= before) return
  for (const id of await staleAlerts(store.read, before)) {
    const paused = await store.write(tx => haltAlert(tx, { id, to: 'paused', note }))
    if (paused)
      log.warn({ alertId: id }, 'an alert was under way, but nothing of it was sent for 12 hours: paused')
  }
}

/**
 * Alerts being sent with no sign of life since then. When a retry, a lease or a pass was due stands in for when the one
 * before it happened: it is less than two hours later, and an index has it.
 */
async function staleAlerts(read: Read, before: number): Promise<number[]> {
  const rows = await read
    .selectFrom('alerts')
    .leftJoin('audiences', 'audiences.alert_id', 'alerts.id')
    .select('alerts.id')
    .where('alerts.state', '=', 'sending')
    .where('alerts.approved_at', '<', before)
    .where(({ eb, fn }) => eb(fn.coalesce('audiences.last_accepted_at', 'alerts.approved_at'), '<', before))
    .where(({ not, exists, selectFrom, or }) => {
      const pressed = selectFrom('alert_presses')
        .select('alert_presses.id')
        .whereRef('alert_presses.alert_id', '=', 'alerts.id')
        .where('alert_presses.at', '>=', before)
      const tried = selectFrom('deliveries')
        .select('deliveries.id')
        .whereRef('deliveries.alert_id', '=', 'alerts.id')
        .where('deliveries.due_at', '>=', before)
      const leased = selectFrom('audience_chunks')
        .select('audience_chunks.number')
        .whereRef('audience_chunks.alert_id', '=', 'alerts.id')
        .where('audience_chunks.lease_until', '>=', before)
      const passed = selectFrom('freezes')
        .select('freezes.alert_id')
        .whereRef('freezes.alert_id', '=', 'alerts.id')
        .where('audiences.frozen', '=', 0)
        .where('freezes.next_pass_at', '>=', before)
      return not(or([exists(pressed), exists(tried), exists(leased), exists(passed)]))
    })
    .orderBy('alerts.id')
    .execute()
  return rows.map(row => row.id)
}
