/**
 * Which IP addresses an outgoing fetch may be connected to. In: the operator's allowed networks, once; then
 * one address at a time. Out: `public` (anyone may publish there), `own` (public, but of this very machine),
 * `operator` (the operator allowed it) or `refused` with a reason in words.
 *
 * It is an allow-list: what is not known to be a public unicast address is refused, so that a range nobody
 * thought of, or one assigned tomorrow, is out of reach. An IPv4 address inside an IPv6 one is judged too.
 */
import { isIP } from 'node:net'
import { networkInterfaces } from 'node:os'
import ipaddr from 'ipaddr.js'

export type AddressVerdict = { reach: 'public' | 'own' | 'operator' } | { reach: 'refused'; why: string }
export type AddressPolicy = (address: string) => AddressVerdict

type Address = ipaddr.IPv4 | ipaddr.IPv6
type Network = readonly [Address, number]

/** `allow`: CIDRs or single addresses, as `config.allowFetch` has them. `own`: this machine's, now. */
export function createAddressPolicy(
  allow: readonly string[],
  own: () => readonly string[] = ownAddresses,
): AddressPolicy {
  const networks = allow.map(parseNetwork)
  return text => {
    // ipaddr.js also reads `0x7f.1` and `2130706433`; nothing but a canonical address may come this far.
    if (!isIP(text)) return { reach: 'refused', why: 'not an IP address' }
    const [withoutZone = text] = text.split('%')
    const address = unmapped(ipaddr.parse(withoutZone))
    if (networks.some(network => contains(network, address))) return { reach: 'operator' }
    const why = address instanceof ipaddr.IPv4 ? whyNotPublic4(address) : whyNotPublic6(address)
    if (why !== null) return { reach: 'refused', why }
    return { reach: isOneOf(own(), address) ? 'own' : 'public' }
  }
}

function ownAddresses(): string[] {
  return Object.values(networkInterfaces()).flatMap(found => (found ?? []).map(({ address }) => address))
}

function isOneOf(addresses: readonly string[], address: Address): boolean {
  return addresses.some(
    one => ipaddr.isValid(one) && unmapped(ipaddr.parse(one)).toString() === address.toString(),
  )
}

function parseNetwork(text: string): Network {
  const parsed = ipaddr.parse(text.split('/')[0] ?? '')
  const address = unmapped(parsed)
  const full = address.kind() === 'ipv4' ? 32 : 128
  if (!text.includes('/')) return [address, full]
  const bits = Number(text.split('/')[1])
  if (address === parsed) return [address, bits]
  // `::ffff:10.0.0.0/104` is `10.0.0.0/8`; a shorter prefix would reach beyond the mapped addresses.
  return bits >= 96 ? [address, bits - 96] : [parsed, bits]
}

function contains([network, bits]: Network, address: Address): boolean {
  return network.kind() === address.kind() && address.match(network, bits)
}

/** `::ffff:127.0.0.1` is 127.0.0.1 to every operating system. */
function unmapped(address: Address): Address {
  return address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress() ? address.toIPv4Address() : address
}

// A public address by its range, but answered inside the machine's own network by Azure's host (metadata).
const azureWireServer = '168.63.129.16'

function whyNotPublic4(address: ipaddr.IPv4): string | null {
  if (address.toString() === azureWireServer) return "a cloud host's own service"
  const range = address.range()
  return range === 'unicast' ? null : inWords(range)
}

/** Global unicast is 2000::/3 and nothing else (RFC 4291 §2.4, IANA); `::7f00:1` is "unicast" to ipaddr.js. */
const globalUnicast: Network = [ipaddr.parse('2000::'), 3]
const nat64: Network = [ipaddr.parse('64:ff9b::'), 96]

function whyNotPublic6(address: ipaddr.IPv6): string | null {
  // On an IPv6-only network DNS64 gives every IPv4 site such an address (RFC 6052 §2.1), so it is judged by
  // the IPv4 address that the translator will connect to.
  if (contains(nat64, address)) return whyNotPublic4(lastFourBytes(address))
  const range = address.range()
  if (range !== 'unicast') return inWords(range)
  if (!contains(globalUnicast, address)) return 'outside global unicast'
  // ISATAP (RFC 5214 §6.1): the interface identifier 0:5efe or 200:5efe carries an IPv4 address.
  const [, , , , high = 0, low = 0] = address.parts
  const isatap = (high & ~0x0200) === 0 && low === 0x5efe
  return isatap ? whyNotPublic4(lastFourBytes(address)) : null
}

function lastFourBytes(address: ipaddr.IPv6): ipaddr.IPv4 {
  return new ipaddr.IPv4(address.toByteArray().slice(12))
}

/** `carrierGradeNat` -> `carrier grade nat`. */
function inWords(range: string): string {
  return range.replace(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`)
}
