/**
 * The limits that keep the sign-up form from bombing an inbox (promise 5): one mail per inbox a day and three
 * until its owner confirms, and a bound per network. Plus-parts and dots do not make another inbox.
 * A loopback client has no network worth a limit: behind a proxy that TRUST_PROXY does not name, it is everybody.
 */
import { isIP } from 'node:net'
import { isLoopbackHost } from '../loopback.ts'
import type { Tx } from '../store/index.ts'
import { inboxOf } from './address.ts'
import type { SubscriberContext } from './context.ts'
import { keyedHash } from './keyed-hash.ts'

const dayMs = 24 * 3_600_000
const mailsPerInboxEver = 3
const mailsPerNetworkAnHour = 30

export interface ConfirmationRequest {
  addressKey: string
  clientAddress: string
  at: number
}

/** Counts this mail and says whether it may be sent. */
export async function admitConfirmationMail(
  tx: Tx,
  context: SubscriberContext,
  { addressKey, clientAddress, at }: ConfirmationRequest,
): Promise<boolean> {
  const inboxHash = inboxHashOf(context, addressKey)
  const networkHash = keyedHash(context.secrets.current, 'network', networkOf(clientAddress)).toString('hex')
  const earlier = await tx
    .selectFrom('confirmation_mails')
    .select('at')
    .where('address_hash', '=', inboxHash)
    .orderBy('at', 'desc')
    .limit(mailsPerInboxEver)
    .execute()
  const newest = earlier[0]?.at ?? Number.NEGATIVE_INFINITY
  if (earlier.length >= mailsPerInboxEver || at - newest < dayMs) return false
  if (!isLoopbackHost(clientAddress)) {
    const { sent } = await tx
      .selectFrom('confirmation_mails')
      .select(eb => eb.fn.countAll<number>().as('sent'))
      .where('network_hash', '=', networkHash)
      .where('at', '>', at - 3_600_000)
      .executeTakeFirstOrThrow()
    if (sent >= mailsPerNetworkAnHour) return false
  }
  await tx
    .insertInto('confirmation_mails')
    .values({ address_hash: inboxHash, network_hash: networkHash, at })
    .execute()
  return true
}

/** The owner has confirmed: whoever leaves and comes back is not counted as an attack. */
export async function forgetConfirmationMails(
  tx: Tx,
  context: SubscriberContext,
  addressKey: string,
): Promise<void> {
  await tx
    .deleteFrom('confirmation_mails')
    .where('address_hash', '=', inboxHashOf(context, addressKey))
    .execute()
}

function inboxHashOf(context: SubscriberContext, addressKey: string): string {
  return keyedHash(context.secrets.current, 'inbox', inboxOf(addressKey)).toString('hex')
}

/** /24 of an IPv4, /64 of an IPv6 address; anything else is one network. */
function networkOf(address: string): string {
  if (isIP(address) === 4) return address.split('.').slice(0, 3).join('.')
  if (isIP(address) === 6) return groupsOfIpv6(address).slice(0, 4).join(':')
  return 'unknown'
}

function groupsOfIpv6(address: string): string[] {
  const plain = new URL(`http://[${address.split('%')[0]}]`).hostname.slice(1, -1)
  const [head = '', tail] = plain.split('::')
  const left = head ? head.split(':') : []
  const right = tail ? tail.split(':') : []
  const zeros = tail === undefined ? [] : Array<string>(8 - left.length - right.length).fill('0')
  return [...left, ...zeros, ...right]
}
