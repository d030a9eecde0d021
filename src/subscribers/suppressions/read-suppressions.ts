/** The read side of the suppression list. Addresses are not on it, so that it can be asked about one, and not listed. */
import type { Read } from '../../store/index.ts'
import type { SubscriberContext } from '../context.ts'
import { hashesOfAddress } from '../keyed-hash.ts'
import type { SuppressionsTable } from '../schema.ts'

export type SuppressionReason = SuppressionsTable['reason']

export const suppressionReasons = ['bounce', 'complaint', 'operator', 'erased', 'asked'] as const

export async function suppressionOf(
  read: Read,
  { secrets }: Pick<SubscriberContext, 'secrets'>,
  key: string,
): Promise<{ reason: SuppressionReason; at: number } | null> {
  const row = await read
    .selectFrom('suppressions')
    .select(['reason', 'at'])
    .where('address_hash', 'in', hashesOfAddress(secrets, key))
    .orderBy('at')
    .limit(1)
    .executeTakeFirst()
  return row ?? null
}

export interface SuppressionCount {
  reason: SuppressionReason
  addresses: number
  newestAt: number
}

export async function countSuppressions(read: Read): Promise<SuppressionCount[]> {
  return read
    .selectFrom('suppressions')
    .select(eb => [
      'reason',
      eb.fn.countAll<number>().as('addresses'),
      eb.fn.max<number>('at').as('newestAt'),
    ])
    .groupBy('reason')
    .orderBy('reason')
    .execute()
}

export interface SuppressedHash {
  hash: string
  reason: SuppressionReason
  at: number
}

const pageSize = 5_000

/** All of them, in the order of their hashes. */
export async function* readSuppressedHashes(read: Read): AsyncGenerator<SuppressedHash[]> {
  for (let after = ''; ; ) {
    const page = await read
      .selectFrom('suppressions')
      .select(['address_hash as hash', 'reason', 'at'])
      .where('address_hash', '>', after)
      .orderBy('address_hash')
      .limit(pageSize)
      .execute()
    const last = page.at(-1)
    if (!last) return
    yield page
    after = last.hash
  }
}
