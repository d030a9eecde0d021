import type { Read } from '../../store/index.ts'

/**
 * `left`: the person left after the freeze. `replaced`: a correction or retraction of it stopped it, and goes to
 * whoever it did not reach. `stopped`: for good, by a press, or because a newer correction of what it corrects
 * took its place; whoever it did not reach hears that one, and nothing of what may follow this. `held`: it waits for
 * the reader's digest, by limits of theirs.
 */
export type WithdrawReason = 'left' | 'stopped' | 'replaced' | 'held'

/**
 * Why what is left of a stopped alert is withdrawn. A correction does not bring back what the desk had stopped
 * before: those people never heard the wrong thing.
 */
export async function withdrawReason(read: Read, alertId: number): Promise<'stopped' | 'replaced'> {
  const amending = await read
    .selectFrom('alerts')
    .select('id')
    .where('follows_id', '=', alertId)
    .where('kind', 'in', ['correction', 'retraction'])
    .where('audience', '=', 'recipients')
    .where('approved_at', 'is not', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('alert_presses')
            .select('alert_presses.id')
            .where('alert_presses.alert_id', '=', alertId)
            .where('alert_presses.action', '=', 'stop')
            .whereRef('alert_presses.at', '<', 'alerts.approved_at'),
        ),
      ),
    )
    .limit(1)
    .executeTakeFirst()
  return amending ? 'replaced' : 'stopped'
}
