import { createHmac } from 'node:crypto'
import type { Secrets } from '../config.ts'
import { base32 } from './base32.ts'

const macBytes = 20

/**
 * The Message-ID of one alert to one subscriber, without angle brackets: the same for a re-send, and for what
 * follows and refers to it. A keyed hash, so that it tells nobody how many subscribers there are.
 */
export function messageIdOf(secrets: Secrets, alertId: number, subscriberId: number, domain: string): string {
  const mac = createHmac('sha256', secrets.current)
    .update(`tocsin message-id\0${alertId}\0${subscriberId}`)
    .digest()
  return `${base32(mac.subarray(0, macBytes))}@${domain}`
}

export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1)
}
