/** The list of addresses never to be mailed, kept as keyed hashes: it outlives an erased subscriber. */
import type { Read, Tx } from '../store/index.ts'
import { parseAddress } from './address.ts'
import type { SubscriberContext } from './context.ts'
import { hashAddress, hashesOfAddress } from './keyed-hash.ts'
import type { SuppressionsTable } from './schema.ts'

/** Adds an address; an unusable one is ignored, because no mail can reach it. */
export async function suppress(
  tx: Tx,
  context: Pick<SubscriberContext, 'secrets'>,
  { address, reason, at }: { address: string; reason: SuppressionsTable['reason']; at: number },
): Promise<void> {
  const parsed = parseAddress(address)
  if (!parsed.ok) return
  await tx
    .insertInto('suppressions')
    .values({ address_hash: hashAddress(context.secrets, parsed.key), reason, at })
    .onConflict(conflict => conflict.column('address_hash').doNothing())
    .execute()
  await tx.updateTable('subscribers').set({ suppressed: 1 }).where('address_key', '=', parsed.key).execute()
}

/** Which of these address keys are suppressed. */
export async function suppressedAmong(
  read: Read,
  context: Pick<SubscriberContext, 'secrets'>,
  keys: readonly string[],
): Promise<Set<string>> {
  if (keys.length === 0) return new Set()
  const keyOf = new Map(keys.flatMap(key => hashesOfAddress(context.secrets, key).map(hash => [hash, key])))
  const found = await read
    .selectFrom('suppressions')
    .select('address_hash')
    .where('address_hash', 'in', [...keyOf.keys()])
    .execute()
  return new Set(found.flatMap(row => keyOf.get(row.address_hash) ?? []))
}
