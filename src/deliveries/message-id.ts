import type { Secrets } from '../config.ts'
import { createKeyedHash } from '../fast-keyed-hash.ts'
import { base32 } from './base32.ts'

const macBytes = 20

/** Of an alert to a subscriber, without angle brackets. */
export type MessageIds = (alertId: number, subscriberId: number) => string

/**
 * The same for a re-send, and for what follows and refers to it. A keyed hash, so that it tells nobody how many
 * subscribers there are.
 */
export function createMessageIds(secrets: Secrets, domain: string): MessageIds {
  const keyed = createKeyedHash(secrets.current, 'message-id')
  const mac = Buffer.alloc(macBytes)
  return (alertId, subscriberId) => {
    mac.write(keyed(`${alertId}\0${subscriberId}`, 'latin1'), 'latin1')
    return `${base32(mac)}@${domain}`
  }
}

/** Of one mail. */
export function messageIdOf(secrets: Secrets, alertId: number, subscriberId: number, domain: string): string {
  return createMessageIds(secrets, domain)(alertId, subscriberId)
}

export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1)
}
