import type { Tx } from '../store/index.ts'
import { wasResumed } from './presses.ts'

/**
 * Pauses an alert that is being sent, or stops one that is sent or paused, by no press: what the program does by
 * itself. `note` says why, in words for the desk. False: it was in no such state, or somebody has pressed
 * resume since `unlessResumedSince` and so answered what it is about.
 */
export async function haltAlert(
  tx: Tx,
  {
    id,
    to,
    note,
    unlessResumedSince: since,
  }: { id: number; to: 'paused' | 'stopped'; note: string; unlessResumedSince?: number },
): Promise<boolean> {
  if (since !== undefined) {
    // Whoever is resuming it holds its row: once we hold it, the next statement sees what they did.
    await tx
      .updateTable('alerts')
      .set(({ ref }) => ({ note: ref('note') }))
      .where('id', '=', id)
      .execute()
    if (await wasResumed(tx, { alertId: id, since })) return false
  }
  const { numUpdatedRows } = await tx
    .updateTable('alerts')
    .set({ state: to, note })
    .where('id', '=', id)
    .where('state', 'in', to === 'paused' ? ['sending'] : ['sending', 'paused'])
    .executeTakeFirstOrThrow()
  if (numUpdatedRows === 0n) return false
  tx.wake('alerts')
  return true
}
