/** A client's address as the record may keep it: cut to what names a neighbourhood, never a person. */
import { BlockList, isIP } from 'node:net'

const mappedV4 = new BlockList()
mappedV4.addSubnet('::ffff:0:0', 96, 'ipv6')

/** `203.0.113.0/24` or `2001:db8:12::/48` (an IPv4 address written as IPv6 is IPv4), also of such a network; null: it is no address. */
export function truncatedNetwork(clientAddress: string): string | null {
  const address = clientAddress.split(/[%/]/)[0] ?? ''
  if (isIP(address) === 4) return `${address.split('.').slice(0, 3).join('.')}.0/24`
  if (isIP(address) !== 6) return null
  const groups = groupsOf(address)
  if (!mappedV4.check(address, 'ipv6')) return `${groups.slice(0, 3).map(plain).join(':')}::/48`
  const [high = 0, low = 0] = groups.slice(6).map(group => Number.parseInt(group, 16))
  return `${high >> 8}.${high & 255}.${low >> 8}.0/24`
}

const plain = (group: string) => Number.parseInt(group, 16).toString(16)

/** All eight, in hexadecimal. */
function groupsOf(address: string): string[] {
  const written = new URL(`http://[${address}]`).hostname.slice(1, -1)
  const [head = '', tail] = written.split('::')
  const left = head ? head.split(':') : []
  const right = tail ? tail.split(':') : []
  const zeros = tail === undefined ? [] : Array<string>(8 - left.length - right.length).fill('0')
  return [...left, ...zeros, ...right]
}
