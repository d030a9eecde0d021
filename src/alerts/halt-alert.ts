import type { Tx } from '../store/index.ts'

/**
 * Pauses an alert that is being sent, or stops one that is sent or paused, by no press: what the program does by
 * itself. `note` says why, in words for the desk. False: it was in no such state.
 */
export async function haltAlert(
  tx: Tx,
  { id, to, note }: { id: number; to: 'paused' | 'stopped'; note: string },
): Promise<boolean> {
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
