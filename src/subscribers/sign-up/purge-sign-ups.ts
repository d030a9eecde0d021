import type { Tx } from '../../store/index.ts'
import { hourMs, purgeCounts } from './counts.ts'
import { purgeNotMeLinks } from './never-again.ts'
import { purgeUsed } from './used.ts'

const alarmsShownMs = 30 * 24 * hourMs

/** What the guard of sign-ups does not need any more; called now and then. */
export async function purgeSignUps(tx: Tx, at: number): Promise<void> {
  await purgeCounts(tx, at)
  await purgeUsed(tx, at)
  await purgeNotMeLinks(tx, at)
  await tx
    .deleteFrom('sign_up_alarms')
    .where('until', '<', at - alarmsShownMs)
    .execute()
}
