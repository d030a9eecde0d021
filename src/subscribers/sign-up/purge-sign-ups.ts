import type { Tx } from '../../store/index.ts'
import { hourMs, purgeCounts } from './counts.ts'
import { purgeNotMeLinks } from './never-again.ts'
import { purgeUsed } from './used.ts'

const alarmsShownMs = 30 * 24 * hourMs

export interface PurgeNow {
  at: number
  /** At most so many rows of each table. */
  limit: number
}

/** What the guard of sign-ups does not need any more. Returns how many rows went. */
export async function purgeSignUps(tx: Tx, wish: PurgeNow): Promise<number> {
  return (
    (await purgeCounts(tx, wish)) +
    (await purgeUsed(tx, wish)) +
    (await purgeNotMeLinks(tx, wish)) +
    (await purgeAlarms(tx, wish))
  )
}

async function purgeAlarms(tx: Tx, { at, limit }: PurgeNow): Promise<number> {
  const over = tx
    .selectFrom('sign_up_alarms')
    .select('id')
    .where('until', '<', at - alarmsShownMs)
    .orderBy('until')
    .limit(limit)
  const gone = await tx.deleteFrom('sign_up_alarms').where('id', 'in', over).executeTakeFirst()
  return Number(gone.numDeletedRows)
}
