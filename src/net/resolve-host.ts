/**
 * From a URL to the addresses its connection may be made to. Every address that the name resolves to is
 * judged, and only those that passed come out; none left is a `PrivateAddressError`. The name is resolved
 * once: the answer that was judged is the one connected to, so a name that changes its address in between
 * (DNS rebinding) gains nothing.
 */
import { isIP } from 'node:net'
import { PrivateAddressError, TocsinError } from '../errors.ts'
import type { AddressPolicy } from './address-policy.ts'
import { hostOf, portOf } from './outgoing-url.ts'

/** All addresses of a name; rejects with a system error when there are none, or when `signal` aborts. */
export type Lookup = (
  hostname: string,
  signal: AbortSignal,
) => Promise<readonly { address: string; family: number }[]>

/**
 * Where public web servers listen: the two standard ports and the three that feeds are really seen on
 * beside them. On any other port waits something that is not for us (SSH, SMTP, Redis, Elasticsearch), and
 * a URL must not make this server knock there in its name.
 */
const publicPorts: readonly number[] = [80, 443, 8000, 8080, 8443]
/** At this machine's own public address a firewall is passed by, and 8080 may be what it shields. */
const ownPorts: readonly number[] = [80, 443]
/** A name with a thousand addresses must not make this server knock at a thousand doors. */
const maxAddresses = 16

export interface Reach {
  policy: AddressPolicy
  lookup: Lookup
}

export async function permittedAddresses(
  url: URL,
  { policy, lookup }: Reach,
  signal: AbortSignal,
): Promise<{ address: string; family: 4 | 6 }[]> {
  const host = hostOf(url)
  const port = portOf(url)
  const found = await addressesOf(host, lookup, signal)
  const verdicts = found.map(address => ({ address, verdict: policy(address) }))
  const reachable = verdicts.filter(({ verdict }) => verdict.reach !== 'refused')
  if (reachable.length === 0) throw refusal(host, verdicts[0])
  const permitted = reachable.filter(({ verdict }) => isOpen(verdict.reach, port))
  if (permitted.length === 0) {
    const ports = reachable.some(({ verdict }) => verdict.reach === 'public') ? publicPorts : ownPorts
    throw new TocsinError(
      'fetch.bad-url',
      `${host} is asked for on port ${port}, but only ${ports.join(', ')} are fetched from. Use one of them, or allow the network with ALLOW_FETCH.`,
    )
  }
  return permitted
    .slice(0, maxAddresses)
    .map(({ address }) => ({ address, family: isIP(address) === 6 ? 6 : 4 }))
}

function isOpen(reach: 'public' | 'own' | 'operator' | 'refused', port: number): boolean {
  if (reach === 'operator') return true
  return (reach === 'public' ? publicPorts : ownPorts).includes(port)
}

async function addressesOf(host: string, lookup: Lookup, signal: AbortSignal): Promise<string[]> {
  if (isIP(host)) return [host]
  // RFC 6761 §6.3: never asked of the DNS, whose answer a stranger may give.
  if (host === 'localhost' || host.endsWith('.localhost')) return ['127.0.0.1', '::1']
  return (await lookup(host, signal)).map(({ address }) => address)
}

function refusal(host: string, first?: { address: string; verdict: ReturnType<AddressPolicy> }): TocsinError {
  if (!first)
    return new TocsinError('fetch.failed', `${host} has no address. Check the name, or try again later.`)
  const why = first.verdict.reach === 'refused' ? first.verdict.why : ''
  const subject = host === first.address ? host : `${host} resolves to ${first.address}, which`
  return new PrivateAddressError(
    `${subject} is not a public address (${why}). If it is yours, allow its network with ALLOW_FETCH.`,
  )
}
