/**
 * Suppressions that an operator brings: addresses that another system knows to bounce or complain, or the hashes that
 * another server with the same secret has given out. Twice is as once; a reason that is there already stays.
 */
import type { Secrets } from '../../config.ts'
import type { Tx } from '../../store/index.ts'
import { parseAddress } from '../address.ts'
import type { SubscriberContext } from '../context.ts'
import { hashAddress, keyedHash } from '../keyed-hash.ts'
import type { SuppressedHash, SuppressionReason } from './read-suppressions.ts'
import { suppressedAmong } from './suppress.ts'

export interface SuppressionResult {
  line: number
  kind: 'suppressed' | 'already' | 'invalid'
}

/** Some thousand rows at a time. Whoever subscribes at one of these addresses gets nothing from then on. */
export async function importSuppressions(
  tx: Tx,
  context: Pick<SubscriberContext, 'secrets'>,
  {
    rows,
    reason,
    at,
  }: {
    rows: readonly { line: number; address: string }[]
    reason: SuppressionReason
    at: number
  },
): Promise<SuppressionResult[]> {
  const parsed = rows.map(row => ({ line: row.line, parse: parseAddress(row.address) }))
  const keys = new Set(parsed.flatMap(({ parse }) => (parse.ok ? [parse.key] : [])))
  const known = await suppressedAmong(tx, context, [...keys])
  const fresh = [...keys].filter(key => !known.has(key))
  await insertHashes(
    tx,
    fresh.map(key => ({ hash: hashAddress(context.secrets, key), reason, at })),
  )
  if (keys.size > 0)
    await tx
      .updateTable('subscribers')
      .set({ suppressed: 1 })
      .where('address_key', 'in', [...keys])
      .execute()
  const first = new Set(fresh)
  return parsed.map(({ line, parse }) => ({
    line,
    kind: !parse.ok ? 'invalid' : first.delete(parse.key) ? 'suppressed' : 'already',
  }))
}

/** Returns how many were new. Subscribers of these addresses are found by the list itself, when their turn comes. */
export async function importSuppressedHashes(tx: Tx, hashes: readonly SuppressedHash[]): Promise<number> {
  return insertHashes(tx, hashes)
}

async function insertHashes(tx: Tx, hashes: readonly SuppressedHash[]): Promise<number> {
  if (hashes.length === 0) return 0
  const inserted = await tx
    .insertInto('suppressions')
    .values(hashes.map(({ hash, reason, at }) => ({ address_hash: hash, reason, at })))
    .onConflict(conflict => conflict.column('address_hash').doNothing())
    .returning('address_hash')
    .execute()
  return inserted.length
}

/** Hashes are worth something only under the secret that they were made with; this tells two secrets apart. */
export function suppressionKey(secrets: Secrets): string {
  return keyedHash(secrets.current, 'address', '').toString('hex').slice(0, 16)
}
