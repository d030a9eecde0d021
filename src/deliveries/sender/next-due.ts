import type { Read } from '../../store/index.ts'
import { never } from '../schema.ts'

/** When the next retry or re-send is due, of alerts being sent and of the outbox; null: none waits. */
export async function nextDueAt(read: Read): Promise<number | null> {
  // One step into the index per alert and state.
  const alerts = await read
    .selectFrom('alerts')
    .where('alerts.state', '=', 'sending')
    .select(({ selectFrom }) =>
      (['deferred', 'uncertain'] as const).map(state =>
        selectFrom('deliveries')
          .select('next_attempt_at')
          .whereRef('deliveries.alert_id', '=', 'alerts.id')
          .where('deliveries.state', '=', state)
          .orderBy('next_attempt_at')
          .limit(1)
          .as(state),
      ),
    )
    .execute()
  const mails = await read
    .selectFrom('outbox')
    .select(({ fn }) => fn.min('next_attempt_at').as('due'))
    .where('state', 'in', ['deferred', 'uncertain'])
    .where('next_attempt_at', '<', never)
    .executeTakeFirst()
  const due = [...alerts.flatMap(alert => [alert.deferred, alert.uncertain]), mails?.due]
  const earliest = Math.min(...due.map(at => at ?? never))
  return earliest < never ? earliest : null
}
