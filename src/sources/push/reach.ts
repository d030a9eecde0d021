/**
 * Whether a hub can reach the address that we would give it. The rule: a PUBLIC_URL that exists only inside (this
 * machine, a private network, a name without a public suffix) is given to hubs inside alone. So a Tocsin that
 * somebody tries at home asks nobody for what can never arrive, and one in an intranet works with its own hub.
 */
import { BlockList, isIP } from 'node:net'
import { isLoopbackHost } from '../../loopback.ts'

const privateNames = /^[^.]+$|\.(?:local|internal|lan|home|intranet|corp|home\.arpa|test|invalid)$/

const privateNetworks = blockListOf(
  ['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16'],
  ['::/128', 'fc00::/7', 'fe80::/10'],
)

export function canReach(hub: string, publicUrl: string): boolean {
  return !isInside(new URL(publicUrl).hostname) || isInside(new URL(hub).hostname)
}

/** By its name alone; what it resolves to is judged where it is connected to (`net`). */
function isInside(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$|\.$/g, '')
  const version = isIP(host)
  if (isLoopbackHost(host)) return true
  if (version === 0) return privateNames.test(host)
  return privateNetworks.check(host, version === 6 ? 'ipv6' : 'ipv4')
}

function blockListOf(ipv4: readonly string[], ipv6: readonly string[]): BlockList {
  const list = new BlockList()
  const add = (cidr: string, family: 'ipv4' | 'ipv6') => {
    const [network = '', bits] = cidr.split('/')
    list.addSubnet(network, Number(bits), family)
  }
  for (const cidr of ipv4) add(cidr, 'ipv4')
  for (const cidr of ipv6) add(cidr, 'ipv6')
  return list
}
