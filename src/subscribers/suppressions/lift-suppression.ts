import type { Tx } from '../../store/index.ts'
import { parseAddress } from '../address.ts'
import type { SubscriberContext } from '../context.ts'
import { hashesOfAddress } from '../keyed-hash.ts'
import { suppressionOf } from './read-suppressions.ts'

/** `erased`: who was erased was promised never to be mailed again; it takes a word of its own to lift that. */
export type Lifting = 'lifted' | 'not-suppressed' | 'invalid' | 'erased'

/** Takes an address off the list. Whoever left or never confirmed gets nothing all the same. */
export async function liftSuppression(
  tx: Tx,
  context: Pick<SubscriberContext, 'secrets'>,
  { address, evenErased }: { address: string; evenErased: boolean },
): Promise<Lifting> {
  const parsed = parseAddress(address)
  if (!parsed.ok) return 'invalid'
  const suppression = await suppressionOf(tx, context, parsed.key)
  if (!suppression) return 'not-suppressed'
  if (suppression.reason === 'erased' && !evenErased) return 'erased'
  await tx
    .deleteFrom('suppressions')
    .where('address_hash', 'in', hashesOfAddress(context.secrets, parsed.key))
    .execute()
  await tx.updateTable('subscribers').set({ suppressed: 0 }).where('address_key', '=', parsed.key).execute()
  return 'lifted'
}
