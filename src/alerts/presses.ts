/** The record of who pressed what, when, and how many people the button named. */
import type { Read, Tx } from '../store/index.ts'
import type { PressAction } from './schema.ts'

export interface Press {
  alertId: number
  /** `editor:NAME` or `token:NAME`. */
  by: string
  action: PressAction
  at: number
  /** Null: the button named no number. */
  people: number | null
}

/** Only for what was done: a press that was refused is none. */
export async function recordPress(
  tx: Tx,
  { people = null, alertId, ...press }: Omit<Press, 'people'> & { people?: number | null | undefined },
): Promise<void> {
  await tx
    .insertInto('alert_presses')
    .values({ alert_id: alertId, people, ...press })
    .execute()
}

export async function wasResumed(
  read: Read,
  { alertId, since }: { alertId: number; since: number },
): Promise<boolean> {
  const press = await read
    .selectFrom('alert_presses')
    .select('id')
    .where('alert_id', '=', alertId)
    .where('action', '=', 'resume')
    .where('at', '>=', since)
    .limit(1)
    .executeTakeFirst()
  return press !== undefined
}

/** Oldest first. */
export async function readPresses(read: Read, alertId: number): Promise<Press[]> {
  return read
    .selectFrom('alert_presses')
    .select(['alert_id as alertId', 'by', 'action', 'at', 'people'])
    .where('alert_id', '=', alertId)
    .orderBy('id')
    .execute()
}
