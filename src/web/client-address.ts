/**
 * Who is calling. X-Forwarded-For is believed only when the connection comes from one of our own proxies
 * (TRUST_PROXY), and then its last entry that is not one of them: earlier ones are the caller's own claim.
 */
import { BlockList, isIP } from 'node:net'

export type ClientAddressOf = (peer: string, forwardedFor: string | undefined) => string

export function trustProxies(cidrs: readonly string[]): ClientAddressOf {
  const ours = new BlockList()
  for (const cidr of cidrs) {
    const [address = '', bits] = cidr.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    ours.addSubnet(address, bits === undefined ? (family === 'ipv6' ? 128 : 32) : Number(bits), family)
  }
  const isOurs = (address: string) =>
    isIP(address) !== 0 && ours.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
  return (peer, forwardedFor) => {
    let client = plainAddress(peer)
    const claimed = (forwardedFor ?? '').split(',').map(entry => plainAddress(entry.trim()))
    while (isOurs(client)) {
      const next = claimed.pop()
      if (!next || isIP(next) === 0) break
      client = next
    }
    return client
  }
}

/** IPv4 on a dual-stack socket arrives as ::ffff:a.b.c.d. */
function plainAddress(address: string): string {
  return address.startsWith('::ffff:') && isIP(address.slice(7)) === 4 ? address.slice(7) : address
}
