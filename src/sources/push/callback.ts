/**
 * The address that a hub calls, and the secret it signs with. Neither is stored: both are an HMAC under our own
 * secret, so that a copy of the database forges no push. SECRET_PREVIOUS still opens what was given out under it.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Secrets } from '../../config.ts'

interface Owner {
  id: number
  salt: string
}

export function callbackPath(secrets: Secrets, owner: Owner): string {
  return `/push/${owner.id}.${keyed(secrets.current, 'push callback', owner).toString('base64url')}`
}

/** Null: it is no token of this form. What it says is not to be believed before `opens`. */
export function idInToken(token: string): number | null {
  const id = /^(\d{1,15})\.[\w-]{43}$/.exec(token)?.[1]
  return id === undefined ? null : Number(id)
}

/** Constant time: how much of a guess was right must not show. */
export function opens(secrets: Secrets, token: string, owner: Owner): boolean {
  const given = Buffer.from(token.slice(token.indexOf('.') + 1), 'base64url')
  return keysOf(secrets).some(key => {
    const expected = keyed(key, 'push callback', owner)
    return given.length === expected.length && timingSafeEqual(given, expected)
  })
}

/** 64 characters; a hub takes less than 200 octets (WebSub §5.1). */
export function hubSecret(secrets: Secrets, owner: Owner): string {
  return keyed(secrets.current, 'push secret', owner).toString('hex')
}

/** Those that a hub may sign with. */
export function hubSecrets(secrets: Secrets, owner: Owner): string[] {
  return keysOf(secrets).map(key => keyed(key, 'push secret', owner).toString('hex'))
}

function keysOf({ current, previous }: Secrets): Uint8Array[] {
  return previous === null ? [current] : [current, previous]
}

function keyed(key: Uint8Array, purpose: string, { id, salt }: Owner): Buffer {
  return createHmac('sha256', key).update(`tocsin ${purpose}\0${id}\0${salt}`).digest()
}
