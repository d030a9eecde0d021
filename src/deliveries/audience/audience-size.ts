/** How many people an alert would go to if it were sent now: what the send button names, and of whom it consists. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Alert, Matcher } from '../../alerts/index.ts'
import type { Read, Store } from '../../store/index.ts'
import { countConfirmed, countConfirmedAmong, countPlain } from '../../subscribers/index.ts'
import { countHeldNow } from '../limits/look-ahead.ts'
import { countsOf } from '../read-counts.ts'
import type { DeliveryState } from '../schema.ts'

/** Up to this many recipients are counted one by one, less who left; more would hold up the pages. */
const countedExactly = 20_000
const countedAtOnce = 1_000

export type AudienceSize =
  | {
      kind: 'matching'
      /** At once or in their digest. */
      people: number
      /** Of them: chose nothing, and so get every alert. */
      plain: number
      /** Of them: would have it in their digest, going by their limits now. */
      held: number
      /** Who is subscribed, whether they want it or not. */
      confirmed: number
    }
  /** Of what it follows; of an update at most, because some have muted its story since. */
  | { kind: 'recipients'; people: number }

/** Takes a while where many chose something and the matcher has yet to load. */
export async function readAudienceSize(
  { read, words }: Pick<Store, 'read' | 'words'>,
  alert: Alert,
  { matcher, at }: { matcher: Pick<Matcher, 'audienceOf'>; at: number },
): Promise<AudienceSize> {
  const { followsId } = alert
  if (alert.audience === 'recipients' && followsId !== null)
    return { kind: 'recipients', people: await countRecipients(read, { kind: alert.kind, followsId }) }
  const ids = await matcher.audienceOf(alert, at)
  const plain = await countPlain(read)
  let people = plain
  let held = 0
  for (let from = 0; from < ids.length; from += countedAtOnce) {
    // On SQLite nothing below waits for anything, and other pages must be answered between two steps.
    await nextTurn()
    const some = Array.from(
      { length: Math.min(countedAtOnce, ids.length - from) },
      (_, i) => ids[from + i] ?? 0,
    )
    people += await countConfirmedAmong(read, some)
    held += await countHeldNow({ read, words }, { alert, subscriberIds: some, at })
  }
  return { kind: 'matching', people, plain, held, confirmed: await countConfirmed(read) }
}

async function countRecipients(
  read: Read,
  { kind, followsId }: { kind: Alert['kind']; followsId: number },
): Promise<number> {
  const counts = (await countsOf(read, [followsId])).get(followsId)
  if (!counts) return 0
  const states: DeliveryState[] = ['accepted', 'uncertain', 'sending']
  // A correction also goes to those whose turn for the original had not come.
  if (kind !== 'update') states.push('queued', 'deferred')
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
      return kind === 'update' ? got : or([got, replaced])
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
