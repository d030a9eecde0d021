/** What `deliveries` asks of subscribers: who there is, and whether one may still be mailed when its turn comes. */
import { sql } from 'kysely'
import type { Read } from '../store/index.ts'
import type { SubscriberContext } from './context.ts'
import type { SubscribersTable } from './schema.ts'
import { suppressedAmong } from './suppressions/suppress.ts'

// A literal, or SQLite would plan the query anew for each chunk: there is an index of the confirmed alone.
const confirmed = sql.lit('confirmed' as const)

/** Confirmed subscribers who chose nothing, in the order of their ids, after `afterId`, who confirmed no later than `confirmedBy`. */
export async function plainAfter(
  read: Read,
  { afterId, confirmedBy, limit }: { afterId: number; confirmedBy: number; limit: number },
): Promise<{ id: number }[]> {
  return read
    .selectFrom('subscribers')
    .select('id')
    .where('state', '=', confirmed)
    .where('choosing', '=', 0)
    .where('id', '>', afterId)
    .where('confirmed_at', '<=', confirmedBy)
    .orderBy('id')
    .limit(limit)
    .execute()
}

export interface DeliverySubscriber {
  address: string
  state: SubscribersTable['state']
  suppressed: boolean
  /** BCP 47. */
  language: string
  /** Whether they have preferences. */
  choosing: boolean
  linkGeneration: number
}

/** Where these subscribers are mailed, and whether they still may be. Whoever was erased is not in the map. */
export async function readForDelivery(
  read: Read,
  context: Pick<SubscriberContext, 'secrets'>,
  ids: readonly number[],
): Promise<Map<number, DeliverySubscriber>> {
  if (ids.length === 0) return new Map()
  const rows = await read
    .selectFrom('subscribers')
    .select(['id', 'address', 'address_key', 'state', 'language', 'choosing', 'link_generation'])
    .where('id', 'in', ids)
    .execute()
  const keys = rows.map(row => row.address_key)
  const suppressed = (await anySuppressed(read)) ? await suppressedAmong(read, context, keys) : new Set()
  return new Map(
    rows.map(row => [
      row.id,
      {
        address: row.address,
        state: row.state,
        suppressed: suppressed.has(row.address_key),
        language: row.language,
        choosing: row.choosing === 1,
        linkGeneration: row.link_generation,
      },
    ]),
  )
}

/** Spares two hashes an address while nobody is suppressed. */
async function anySuppressed(read: Read): Promise<boolean> {
  return (await read.selectFrom('suppressions').select('at').limit(1).executeTakeFirst()) !== undefined
}

/** Those who chose nothing: every alert is for them. */
export async function countPlain(read: Read): Promise<number> {
  const { people } = await read
    .selectFrom('subscribers')
    .select(eb => eb.fn.countAll<number>().as('people'))
    .where('state', '=', 'confirmed')
    .where('choosing', '=', 0)
    .executeTakeFirstOrThrow()
  return people
}

export async function countConfirmed(read: Read): Promise<number> {
  const { people } = await read
    .selectFrom('subscribers')
    .select(eb => eb.fn.countAll<number>().as('people'))
    .where('state', '=', 'confirmed')
    .executeTakeFirstOrThrow()
  return people
}

/** @param ids At most a few thousand. */
export async function countConfirmedAmong(read: Read, ids: readonly number[]): Promise<number> {
  const { people } = await read
    .selectFrom('subscribers')
    .select(eb => eb.fn.countAll<number>().as('people'))
    .where('id', 'in', ids)
    .where('state', '=', 'confirmed')
    .executeTakeFirstOrThrow()
  return people
}
