import { createPublicKey, type KeyObject } from 'node:crypto'
import type { DkimKey } from './dkim-key.ts'

/** The TXT record that a receiver reads the public key from (RFC 6376 §3.6). */
export interface DnsRecord {
  name: string
  /** Whole. */
  value: string
  /** The same in parts of at most 255 octets, which is what one string of a TXT record holds. */
  strings: string[]
}

const longestString = 255

export function dnsRecord({ algorithm, domain, selector, privateKey }: DkimKey): DnsRecord {
  const value = `v=DKIM1; k=${algorithm.split('-')[0]}; p=${publicOctets(privateKey).toString('base64')}`
  return {
    name: `${selector}._domainkey.${domain}`,
    value,
    strings: value.match(new RegExp(`.{1,${longestString}}`, 'g')) ?? [],
  }
}

/** RFC 8463 §4: of an Ed25519 key the 32 octets alone, of an RSA key the whole SubjectPublicKeyInfo. */
function publicOctets(privateKey: KeyObject): Buffer {
  const info = createPublicKey(privateKey).export({ type: 'spki', format: 'der' })
  return privateKey.asymmetricKeyType === 'ed25519' ? info.subarray(-32) : info
}
