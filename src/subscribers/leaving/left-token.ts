/**
 * The token of the page after leaving: whoever pressed may undo, say why, or ask for a last mail, for some hours. It is
 * another purpose than the link that was pressed: the link in a mail that was forwarded can end alerts, and never begin them.
 */
import { timingSafeEqual } from 'node:crypto'
import type { Read } from '../../store/index.ts'
import type { SubscriberContext } from '../context.ts'
import { keyedHash } from '../keyed-hash.ts'

export const undoHours = 6
const undoMs = undoHours * 3_600_000
const macBytes = 16

export interface Left {
  subscriberId: number
  leftAt: number
}

/** `ID.LEFT_AT.MAC`, both numbers in base 36. Not stored. */
export function leftToken(
  context: Pick<SubscriberContext, 'secrets'>,
  { subscriberId, leftAt }: Left,
): string {
  const [id, moment] = [subscriberId.toString(36), leftAt.toString(36)]
  return `${id}.${moment}.${leftMac(context.secrets.current, `${id}.${moment}`).toString('base64url')}`
}

/** `open`: this leaving stands. `back`: it was undone. */
export type LeftPage = ({ kind: 'open' } & Left) | { kind: 'back' | 'expired' | 'unknown' }

/** Reading it changes nothing (promise 4). */
export async function readLeftToken(
  read: Read,
  { secrets }: Pick<SubscriberContext, 'secrets'>,
  { token, at }: { token: string; at: number },
): Promise<LeftPage> {
  const [, id, moment, mac] = /^([0-9a-z]{1,11})\.([0-9a-z]{1,10})\.([\w-]{22})$/.exec(token) ?? []
  if (!id || !moment || !mac) return { kind: 'unknown' }
  const given = Buffer.from(mac, 'base64url')
  const ours = [secrets.current, ...(secrets.previous ? [secrets.previous] : [])].some(secret =>
    timingSafeEqual(leftMac(secret, `${id}.${moment}`), given),
  )
  if (!ours) return { kind: 'unknown' }
  const left = { subscriberId: Number.parseInt(id, 36), leftAt: Number.parseInt(moment, 36) }
  const row = await read
    .selectFrom('subscribers')
    .select(['state', 'left_at'])
    .where('id', '=', left.subscriberId)
    .executeTakeFirst()
  if (row?.state === 'confirmed') return { kind: 'back' }
  // Who was erased, or left once more since, has nothing to undo here.
  if (row?.left_at !== left.leftAt || at >= left.leftAt + undoMs) return { kind: 'expired' }
  return { kind: 'open', ...left }
}

/** When everything that belongs to this page has gone. */
export const leftPageEndsAt = ({ leftAt }: Left): number => leftAt + undoMs

function leftMac(secret: Uint8Array, value: string): Buffer {
  return keyedHash(secret, 'left', value).subarray(0, macBytes)
}
