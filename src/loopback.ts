/** Which names and addresses are this very machine. What a name resolves to is not asked: nobody outside decides. */
import { isIP } from 'node:net'

/** True for `localhost`, names under it, and loopback's own addresses; brackets of IPv6 are accepted. */
export function isLoopbackHost(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[|\]$/g, '')
  if (name === 'localhost' || name.endsWith('.localhost') || name === '::1') return true
  return isIP(name) === 4 && name.startsWith('127.')
}
