import type { KeyObject } from 'node:crypto'

/** May be posted to a worker thread. Printing or serialising it shows nothing of the private key. */
export interface DkimKey {
  /** RFC 6376 §3.3.1, RFC 8463. */
  algorithm: 'rsa-sha256' | 'ed25519-sha256'
  /** `d=`: an A-label in lower case. */
  domain: string
  /** `s=`: the public key stands at `SELECTOR._domainkey.DOMAIN`. */
  selector: string
  privateKey: KeyObject
}
