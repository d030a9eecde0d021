/** Signing what we send, so that a receiver knows it is ours (RFC 6376, RFC 8463). */
export { createSigner } from './create-signer.ts'
export type { DkimKey } from './dkim-key.ts'
export { dnsRecord } from './dns-record.ts'
export { makeDkimKey } from './make-dkim-key.ts'
export { readDkimKeys } from './read-dkim-keys.ts'
