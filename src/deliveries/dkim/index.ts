/** Signing what we send, so that a receiver knows it is ours (RFC 6376, RFC 8463). */
export { createSigner } from './create-signer.ts'
export type { DkimKey } from './dkim-key.ts'
