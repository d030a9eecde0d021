/** Takes subscriptions whose time has come, each for one process; what needs no hub is done on the spot. */
import type { Selectable, Updateable } from 'kysely'
import type { Store, Tx } from '../../store/index.ts'
import { leavePing } from './ping.ts'
import type { PushSubscriptionsTable } from './schema.ts'
import { type DueContext, whatsDue } from './whats-due.ts'

const readWithinMs = 60_000

export interface Asking {
  mode: 'subscribe' | 'unsubscribe'
  id: number
  hub: string
  topic: string
  salt: string
  /** Names this request: who finds another value in the row has lost it. */
  askedAt: number
}

export interface LeaseContext extends DueContext {
  most: number
  newSalt: () => string
}

/** `looked`: how many were due. */
export async function leaseSubscriptions(
  store: Store,
  context: LeaseContext,
): Promise<{ looked: number; askings: Asking[] }> {
  const { at, most } = context
  return store.write(async tx => {
    const rows = await tx
      .selectFrom('push_subscriptions')
      .selectAll()
      .select(row =>
        row
          .selectFrom('sources')
          .select('next_poll_at')
          .whereRef('sources.id', '=', 'push_subscriptions.source_id')
          .as('next_poll_at'),
      )
      .where('due_at', '<=', at)
      .where(row => row.or([row('taken_until', 'is', null), row('taken_until', '<=', at)]))
      .orderBy('due_at')
      .limit(most)
      .$if(store.kind === 'postgres', query => query.forUpdate().skipLocked())
      .execute()
    const askings: Asking[] = []
    for (const row of rows) {
      const asking = await settle(tx, row, { ...context, watched: row.next_poll_at !== null })
      if (asking) askings.push(asking)
    }
    return { looked: rows.length, askings }
  })
}

async function settle(
  tx: Tx,
  row: Selectable<PushSubscriptionsTable>,
  context: LeaseContext & { watched: boolean },
): Promise<Asking | null> {
  const due = whatsDue(row, context)
  if (due.kind === 'drop') {
    await drop(tx, row.id, context.at)
    return null
  }
  const change = (changes: Updateable<PushSubscriptionsTable>) =>
    tx.updateTable('push_subscriptions').set(changes).where('id', '=', row.id).execute()
  if (due.kind === 'wait') {
    await change(due.changes)
    if (due.lapsed) await leavePing(tx, row.id, context.at)
    return null
  }
  const salt = row.salt ?? context.newSalt()
  await change({ ...due.changes, salt })
  const { id, hub, topic } = row
  return { mode: due.mode, id, hub, topic, salt, askedAt: context.at }
}

/** What it still brought is read first. */
async function drop(tx: Tx, id: number, at: number): Promise<void> {
  const waiting = await tx
    .selectFrom('pushed_documents')
    .select('id')
    .where('subscription_id', '=', id)
    .limit(1)
    .executeTakeFirst()
  if (waiting)
    await tx
      .updateTable('push_subscriptions')
      .set({ due_at: at + readWithinMs })
      .where('id', '=', id)
      .execute()
  else await tx.deleteFrom('push_subscriptions').where('id', '=', id).execute()
}
