/**
 * The envelope sender of each mail: `bounces+TOKEN@domain`, so that a bounce tells which delivery it is about
 * and nobody can make one up. TOKEN is base32 of: one octet for what it names, six for its id, ten of HMAC.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Secrets } from '../config.ts'
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
/** RFC 5321 §4.5.3.1.1. */
const maxLocalPart = 64

/** A local part too long for `+TOKEN` stays as it is: such a bounce is lost, the mail is not. */
export function bounceAddress(secrets: Secrets, configured: string, subject: BounceSubject): string {
  const at = configured.lastIndexOf('@')
  const local = `${configured.slice(0, at)}+${bounceToken(secrets, subject)}`
  return local.length > maxLocalPart ? configured : local + configured.slice(at)
}

export function bounceToken(secrets: Secrets, { kind, id }: BounceSubject): string {
  const head = Buffer.alloc(headBytes)
  head.writeUInt8(kinds.indexOf(kind))
  head.writeUIntBE(id, 1, idBytes)
  return base32(Buffer.concat([head, macOf(secrets.current, head)]))
}

/** What the token names; null when it is not ours, under the current and the previous secret. */
export function readBounceToken(secrets: Secrets, token: string): BounceSubject | null {
  const octets = fromBase32(token)
  if (octets?.length !== headBytes + macBytes) return null
  const head = Buffer.from(octets.subarray(0, headBytes))
  const mac = octets.subarray(headBytes)
  const ours = [secrets.current, ...(secrets.previous ? [secrets.previous] : [])]
  if (!ours.some(secret => timingSafeEqual(macOf(secret, head), mac))) return null
  const kind = kinds[head.readUInt8()]
  return kind ? { kind, id: head.readUIntBE(1, idBytes) } : null
}

function macOf(secret: Uint8Array, head: Uint8Array): Buffer {
  return createHmac('sha256', secret).update('tocsin bounce\0').update(head).digest().subarray(0, macBytes)
}
