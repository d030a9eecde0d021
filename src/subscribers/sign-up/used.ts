/** What is good for one sign-up, form tokens and proofs, is written down when it was used, for as long as it would be good. */
import type { Read, Tx } from '../../store/index.ts'
import { formTokenMs } from './form-token.ts'

export async function isUsed(read: Read, hash: string): Promise<boolean> {
  const row = await read.selectFrom('sign_up_used').select('hash').where('hash', '=', hash).executeTakeFirst()
  return row !== undefined
}

/** `usedFor`: keyed hash of an address; whether it is the same one says nothing of whether we know it. False: somebody was first. */
export async function useOnce(
  tx: Tx,
  { hash, usedFor, at }: { hash: string; usedFor: string; at: number },
): Promise<boolean> {
  const used = await tx
    .insertInto('sign_up_used')
    .values({ hash, used_for: usedFor, used_at: at })
    .onConflict(conflict => conflict.column('hash').doNothing())
    .returning('hash')
    .executeTakeFirst()
  return used !== undefined
}

export async function purgeUsed(tx: Tx, { at, limit }: { at: number; limit: number }): Promise<number> {
  const over = tx
    .selectFrom('sign_up_used')
    .select('hash')
    .where('used_at', '<', at - formTokenMs)
    .orderBy('used_at')
    .limit(limit)
  const gone = await tx.deleteFrom('sign_up_used').where('hash', 'in', over).executeTakeFirst()
  return Number(gone.numDeletedRows)
}
