/** The list of addresses never to be mailed, kept as keyed hashes: it outlives an erased subscriber. */
import type { Read, Tx } from '../../store/index.ts'
import { parseAddress } from '../address.ts'
import type { SubscriberContext } from '../context.ts'
import { hashAddress, hashesOfAddress } from '../keyed-hash.ts'
import type { SuppressionsTable } from '../schema.ts'

const hashesAtOnce = 5_000

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
  return keysHashedIn(read, context, { table: 'suppressions', keys })
}

/**
 * Which of these address keys a table has the hash of, made by either secret. In steps: a statement takes only so many
 * parameters.
 */
export async function keysHashedIn(
  read: Read,
  context: Pick<SubscriberContext, 'secrets'>,
  { table, keys }: { table: 'suppressions' | 'former_subscribers'; keys: readonly string[] },
): Promise<Set<string>> {
  const keyOf = new Map(keys.flatMap(key => hashesOfAddress(context.secrets, key).map(hash => [hash, key])))
  const hashes = [...keyOf.keys()]
  const found = new Set<string>()
  for (let from = 0; from < hashes.length; from += hashesAtOnce) {
    const rows = await read
      .selectFrom(table)
      .select('address_hash')
      .where('address_hash', 'in', hashes.slice(from, from + hashesAtOnce))
      .execute()
    for (const { address_hash } of rows) found.add(keyOf.get(address_hash) ?? '')
  }
  return found
}
