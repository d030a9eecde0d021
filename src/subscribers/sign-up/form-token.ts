/**
 * The token in every sign-up form: `TIME.NONCE.MAC`. It says when the form was handed out, and is good for one sign-up:
 * a program that only ever posts has none, and one that fetches it has to wait, each time.
 */
import { timingSafeEqual } from 'node:crypto'
import type { SubscriberContext } from '../context.ts'
import { keyedHash } from '../keyed-hash.ts'
import { hashToken } from '../links.ts'

/** Nobody types an address faster; who lets the browser fill it in may, and presses once more. */
const leastAgeMs = 2_000
export const formTokenMs = 3_600_000
const nonceBytes = 12
const macBytes = 16

/** `aged`: for a form that comes back, so that whoever waited too long does not have to wait again. */
export function createFormToken(
  context: Pick<SubscriberContext, 'secrets' | 'random'>,
  { at, aged = false }: { at: number; aged?: boolean },
): string {
  const time = (aged ? at - leastAgeMs : at).toString(36)
  const nonce = Buffer.from(context.random(nonceBytes)).toString('base64url')
  return `${time}.${nonce}.${macOf(context.secrets.current, `${time}.${nonce}`).toString('base64url')}`
}

/** `unknown`: none of ours, or none at all. */
export type FormTokenAge = 'good' | 'young' | 'old' | 'unknown'

export function readFormToken(
  { secrets }: Pick<SubscriberContext, 'secrets'>,
  { token, at }: { token: string; at: number },
): FormTokenAge {
  const [, signed, time, mac] = /^(([0-9a-z]{1,11})\.[\w-]{16})\.([\w-]{22})$/.exec(token) ?? []
  if (!signed || !time || !mac) return 'unknown'
  const given = Buffer.from(mac, 'base64url')
  const ours = [secrets.current, ...(secrets.previous ? [secrets.previous] : [])].some(secret =>
    timingSafeEqual(macOf(secret, signed), given),
  )
  if (!ours) return 'unknown'
  const ageMs = at - Number.parseInt(time, 36)
  if (ageMs < leastAgeMs) return 'young'
  return ageMs < formTokenMs ? 'good' : 'old'
}

/** For a form that comes back: the same while it is good, so that whoever is quick is not too quick again; else another. */
export function renewFormToken(
  context: Pick<SubscriberContext, 'secrets' | 'random'>,
  { token, at }: { token: string; at: number },
): string {
  const age = readFormToken(context, { token, at })
  if (age === 'young' || age === 'good') return token
  return createFormToken(context, { at, aged: age === 'old' })
}

/** What a token is written down as when it was used: without the MAC, whose last letter may be written in several ways. */
export function formTokenHash(token: string): string {
  return hashToken(token.slice(0, token.lastIndexOf('.')))
}

function macOf(secret: Uint8Array, signed: string): Buffer {
  return keyedHash(secret, 'sign-up-form', signed).subarray(0, macBytes)
}
