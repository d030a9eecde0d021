import type { Alert, Matcher } from '../../alerts/index.ts'
import type { Read } from '../../store/index.ts'
import { countPlain } from '../../subscribers/index.ts'
import { countsOf } from '../read-counts.ts'
import type { DeliveryState } from '../schema.ts'

/** Up to this many recipients are counted one by one, less who left; more would hold up the pages. */
const countedExactly = 20_000

/**
 * How many people an alert would go to if it were sent now, at once or in their digest: what the send button names. Of an
 * update at most, because some have muted its story since.
 */
export async function audienceSize(
  read: Read,
  alert: Alert,
  { matcher, at }: { matcher: Pick<Matcher, 'countOf'>; at: number },
): Promise<number> {
  const { followsId } = alert
  if (alert.audience !== 'recipients' || followsId === null)
    return (await countPlain(read)) + (await matcher.countOf(alert, at))
  const counts = (await countsOf(read, [followsId])).get(followsId)
  if (!counts) return 0
  const states: DeliveryState[] = ['accepted', 'uncertain', 'sending']
  // A correction also goes to those whose turn for the original had not come.
  if (alert.kind !== 'update') states.push('queued', 'deferred')
  const byDigest = await countDigested(read, followsId)
  const recipients = states.reduce((sum, state) => sum + counts[state], 0) + byDigest
  if (recipients > countedExactly) return recipients
  const { people } = await read
    .selectFrom('deliveries')
    .innerJoin('subscribers', 'subscribers.id', 'deliveries.subscriber_id')
    .select(eb => eb.fn.countAll<number>().as('people'))
    .where('deliveries.alert_id', '=', followsId)
    .where(({ eb, or, and }) => {
      const got = eb('deliveries.state', 'in', states)
      const replaced = and([
        eb('deliveries.state', '=', 'withdrawn'),
        eb('deliveries.reason', '=', 'replaced'),
      ])
      return alert.kind === 'update' ? got : or([got, replaced])
    })
    .where('subscribers.state', '=', 'confirmed')
    .executeTakeFirstOrThrow()
  return people + byDigest
}

async function countDigested(read: Read, alertId: number): Promise<number> {
  const { people } = await read
    .selectFrom('held_alerts')
    .innerJoin('subscribers', 'subscribers.id', 'held_alerts.subscriber_id')
    .select(eb => eb.fn.countAll<number>().as('people'))
    .where('held_alerts.alert_id', '=', alertId)
    .where('held_alerts.state', '=', 'digested')
    .where('subscribers.state', '=', 'confirmed')
    .executeTakeFirstOrThrow()
  return people
}
