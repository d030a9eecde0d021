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

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const mailsPerInboxEver = 3
const mailsPerNetworkAnHour = 30

export interface ConfirmationRequest {
  addressKey: string
  clientAddress: string
  at: number
}

/**
 * Counts this mail and says whether it may be sent. Each count is one row that the transaction holds, network
 * before inbox, so that requests at the same moment cannot all be the first.
 */
export async function admitConfirmationMail(
  tx: Tx,
  context: SubscriberContext,
  { addressKey, clientAddress, at }: ConfirmationRequest,
): Promise<boolean> {
  const networkHash = keyedHash(context.secrets.current, 'network', networkOf(clientAddress)).toString('hex')
  const network = isLoopbackHost(clientAddress) ? null : { networkHash, hour: at - (at % hourMs) }
  if (network && (await holdNetwork(tx, network)) >= mailsPerNetworkAnHour) return false
  if (!(await countForInbox(tx, inboxHashOf(context, addressKey), at))) return false
  if (network)
    await tx
      .updateTable('confirmation_networks')
      .set(eb => ({ mails: eb('mails', '+', 1) }))
      .where('network_hash', '=', network.networkHash)
      .where('hour', '=', network.hour)
      .execute()
  return true
}

/** Locks the network's row of this hour and returns its count. */
async function holdNetwork(
  tx: Tx,
  { networkHash, hour }: { networkHash: string; hour: number },
): Promise<number> {
  const { mails } = await tx
    .insertInto('confirmation_networks')
    .values({ network_hash: networkHash, hour, mails: 0 })
    .onConflict(conflict =>
      conflict
        .columns(['network_hash', 'hour'])
        .doUpdateSet(eb => ({ mails: eb.ref('confirmation_networks.mails') })),
    )
    .returning('mails')
    .executeTakeFirstOrThrow()
  return mails
}

/** One statement, so that of two at once the second sees the first. */
async function countForInbox(tx: Tx, inboxHash: string, at: number): Promise<boolean> {
  const counted = await tx
    .insertInto('confirmation_inboxes')
    .values({ inbox_hash: inboxHash, mails: 1, newest_at: at })
    .onConflict(conflict =>
      conflict
        .column('inbox_hash')
        .doUpdateSet(eb => ({ mails: eb('confirmation_inboxes.mails', '+', 1), newest_at: at }))
        .where('confirmation_inboxes.mails', '<', mailsPerInboxEver)
        .where('confirmation_inboxes.newest_at', '<=', at - dayMs),
    )
    .returning('mails')
    .executeTakeFirst()
  return counted !== undefined
}

/** The owner has confirmed: whoever leaves and comes back is not counted as an attack. */
export async function forgetConfirmationMails(
  tx: Tx,
  context: SubscriberContext,
  addressKey: string,
): Promise<void> {
  await tx
    .deleteFrom('confirmation_inboxes')
    .where('inbox_hash', '=', inboxHashOf(context, addressKey))
    .execute()
}

/** Counts of networks serve for an hour; called now and then. */
export async function purgeNetworkCounts(tx: Tx, at: number): Promise<void> {
  await tx
    .deleteFrom('confirmation_networks')
    .where('hour', '<', at - dayMs)
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
