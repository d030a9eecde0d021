/**
 * The envelope sender of each mail: `bounces+TOKEN@domain`, so that a bounce tells which delivery it is about
 * and nobody can make one up. TOKEN is base32 of: one octet for what it names, six for its id, ten of HMAC.
 */
import { timingSafeEqual } from 'node:crypto'
import type { Secrets } from '../config.ts'
import { createKeyedHash } from '../fast-keyed-hash.ts'
import { base32, fromBase32 } from './base32.ts'

export interface BounceSubject {
  /** An alert's delivery, or a row of the outbox. */
  kind: 'delivery' | 'mail'
  id: number
}

const kinds = ['delivery', 'mail'] as const
const idBytes = 6
const headBytes = 1 + idBytes
const macBytes = 10
const tokenOctets = headBytes + macBytes
const tokenLength = Math.ceil((tokenOctets * 8) / 5)
/** RFC 5321 §4.5.3.1.1. */
const maxLocalPart = 64

/** A local part too long for `+TOKEN` stays as it is: such a bounce is lost, the mail is not. */
export function createBounceAddresses(
  secrets: Secrets,
  configured: string,
): (subject: BounceSubject) => string {
  const at = configured.lastIndexOf('@')
  const [local, domain] = [`${configured.slice(0, at)}+`, configured.slice(at)]
  if (local.length + tokenLength > maxLocalPart) return () => configured
  const tokenOf = createBounceTokens(secrets.current)
  return subject => local + tokenOf(subject) + domain
}

export function createBounceTokens(secret: Uint8Array): (subject: BounceSubject) => string {
  const keyed = createKeyedHash(secret, 'bounce')
  const octets = Buffer.alloc(tokenOctets)
  return ({ kind, id }) => {
    octets.writeUInt8(kinds.indexOf(kind))
    octets.writeUIntBE(id, 1, idBytes)
    octets.write(keyed(octets.toString('latin1', 0, headBytes), 'latin1'), headBytes, 'latin1')
    return base32(octets)
  }
}

/** What the token names; null when it is not ours, under the current and the previous secret. */
export function readBounceToken(secrets: Secrets, token: string): BounceSubject | null {
  const octets = fromBase32(token)
  if (octets?.length !== tokenOctets) return null
  const head = Buffer.from(octets.subarray(0, headBytes))
  const kind = kinds[head.readUInt8()]
  if (!kind) return null
  const subject = { kind, id: head.readUIntBE(1, idBytes) }
  const given = Buffer.from(base32(octets))
  const ours = [secrets.current, ...(secrets.previous ? [secrets.previous] : [])]
  const isOurs = ours.some(secret => timingSafeEqual(Buffer.from(createBounceTokens(secret)(subject)), given))
  return isOurs ? subject : null
}
