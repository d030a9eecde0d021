/** Keyed hashes (HMAC-SHA-256) by purpose, so that a value made for one can never stand in for another. */
import { createHmac } from 'node:crypto'
import type { Secrets } from '../config.ts'
import type { HashPurpose } from '../fast-keyed-hash.ts'

export function keyedHash(secret: Uint8Array, purpose: HashPurpose, value: string): Buffer {
  return createHmac('sha256', secret).update(`tocsin ${purpose}\0`).update(value).digest()
}

/** Hex, by the current secret. */
export function hashAddress(secrets: Secrets, key: string): string {
  return keyedHash(secrets.current, 'address', key).toString('hex')
}

/** Under every secret in force: look-ups must still find what was hashed before a rotation. */
export function hashesOfAddress(secrets: Secrets, key: string): string[] {
  const all = secrets.previous ? [secrets.current, secrets.previous] : [secrets.current]
  return all.map(secret => keyedHash(secret, 'address', key).toString('hex'))
}
