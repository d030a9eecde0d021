/** One person by their address, for whoever is asked about them. Says nothing of what they chose. */
import type { Read } from '../store/index.ts'
import type { SubscriberContext } from './context.ts'
import type { SubscribersTable } from './schema.ts'
import { suppressedAmong } from './suppressions/suppress.ts'

export interface KnownSubscriber {
  id: number
  state: SubscribersTable['state']
  confirmedAt: number | null
  leftAt: number | null
}

/** `suppressed` also says so of an address that was erased. @param key From `parseAddress`. */
export async function lookUpSubscriber(
  read: Read,
  context: Pick<SubscriberContext, 'secrets'>,
  key: string,
): Promise<{ subscriber: KnownSubscriber | null; suppressed: boolean }> {
  const suppressed = (await suppressedAmong(read, context, [key])).has(key)
  const row = await read
    .selectFrom('subscribers')
    .select(['id', 'state', 'confirmed_at', 'left_at'])
    .where('address_key', '=', key)
    .executeTakeFirst()
  if (!row) return { subscriber: null, suppressed }
  const { id, state, confirmed_at: confirmedAt, left_at: leftAt } = row
  return { subscriber: { id, state, confirmedAt, leftAt }, suppressed }
}
