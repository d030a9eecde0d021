/**
 * The secrets that this stage hands out: 32 random octets in base64url, stored only as their SHA-256. With so
 * much randomness a plain hash is enough, and finding a row by it leaks nothing that timing could tell.
 */
import { createHash } from 'node:crypto'

const tokenBytes = 32

/** In production `node:crypto`'s randomBytes. */
export type Random = (bytes: number) => Uint8Array

export function makeToken(random: Random): string {
  return Buffer.from(random(tokenBytes)).toString('base64url')
}

/** Hex. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
