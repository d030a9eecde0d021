import type { Read } from '../../store/index.ts'
import { never } from '../schema.ts'

/** When the next retry or re-send is due, of alerts being sent and of the outbox; null: none waits. */
export async function nextDueAt(read: Read): Promise<number | null> {
  // One step into the index per alert.
  const alerts = await read
    .selectFrom('alerts')
    .where('alerts.state', '=', 'sending')
    .select(({ selectFrom }) =>
      selectFrom('deliveries')
        .select('due_at')
        .whereRef('deliveries.alert_id', '=', 'alerts.id')
        .where('due_at', 'is not', null)
        .where('state', '!=', 'sending')
        .orderBy('due_at')
        .limit(1)
        .as('due'),
    )
    .execute()
  const mails = await read
    .selectFrom('outbox')
    .select(({ fn }) => fn.min('next_attempt_at').as('due'))
    .where('state', 'in', ['deferred', 'uncertain'])
    .where('next_attempt_at', '<', never)
    .executeTakeFirst()
  const due = [...alerts.map(alert => alert.due), mails?.due]
  const earliest = Math.min(...due.map(at => at ?? never))
  return earliest < never ? earliest : null
}
