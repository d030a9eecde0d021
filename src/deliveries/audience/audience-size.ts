import type { Alert } from '../../alerts/index.ts'
import type { Read } from '../../store/index.ts'
import { countConfirmed } from '../../subscribers/index.ts'
import { countsOf } from '../read-counts.ts'
import type { DeliveryState } from '../schema.ts'

/** Up to this many recipients are counted one by one, less who left; more would hold up the pages. */
const countedExactly = 20_000

/** How many people an alert would go to if it were sent now: what the send button names. */
export async function audienceSize(
  read: Read,
  alert: Pick<Alert, 'kind' | 'audience' | 'followsId'>,
): Promise<number> {
  const { followsId } = alert
  if (alert.audience !== 'recipients' || followsId === null) return countConfirmed(read)
  const counts = (await countsOf(read, [followsId])).get(followsId)
  if (!counts) return 0
  const states: DeliveryState[] = ['accepted', 'uncertain', 'sending']
  // A correction also goes to those whose turn for the original had not come.
  if (alert.kind !== 'update') states.push('queued', 'deferred')
  const recipients = states.reduce((sum, state) => sum + counts[state], 0)
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
  return people
}
