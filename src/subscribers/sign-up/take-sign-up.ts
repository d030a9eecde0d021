/**
 * The one guard of page and API. It looks at the form's token, the field that people do not see, the network and how much
 * is coming in, writes one row for the worker, and answers. Nothing here depends on whether we know the address: the same
 * statements run for a new, a pending, a known and a suppressed one, so neither the answer nor its time tells (promise 5).
 */

import type { SignUpLimits } from '../../config.ts'
import type { Store, Tx } from '../../store/index.ts'
import type { Address } from '../address.ts'
import { networkToKeep } from '../consent/append-consent.ts'
import type { SubscriberContext } from '../context.ts'
import { keyedHash } from '../keyed-hash.ts'
import { hourMs, hourOf, minuteOf, networkKey, raiseCount } from './counts.ts'
import { createFormToken, formTokenHash, readFormToken, renewFormToken } from './form-token.ts'
import { lookAround, mostWaiting, type Surroundings } from './look-around.ts'
import { raiseAlarm } from './pressure.ts'
import { createProofChallenge, readProof } from './proof.ts'
import { isUsed, useOnce } from './used.ts'

export interface SignUp {
  input: Address
  /** The marketing box was ticked. */
  marketing: boolean
  /** BCP 47: the page's language. */
  language: string
  /** How, for the consent record: `site form`. */
  method: string
  /** Slugs of topics, at most a hundred. */
  topics: readonly string[]
}

/** What came along with a sign-up from outside. */
export interface SignUpPress extends SignUp {
  /** For the limits, kept only as a keyed hash of the network; in the consent record as CONSENT_NETWORK says. */
  clientAddress: string
  token: string
  /** The field that people do not see. */
  website: string
  /** Altcha's payload as JSON; empty: none. */
  proof: string
  at: number
}

/**
 * `taken`: the worker looks at it; the answer is the same when a program filled the hidden field in, or the same form came
 * twice. `again`: the form must be pressed once more, with this token. `closed`: not before so many milliseconds.
 */
export type SignUpAnswer =
  | { kind: 'taken' }
  | { kind: 'again'; token: string }
  | { kind: 'proof'; challenge: string }
  | { kind: 'closed'; retryAfterMs: number }

export interface SignUpGround {
  store: Store
  subscribers: SubscriberContext
  limits: SignUpLimits
}

/** A network may ask for so many times its limit with proofs. */
const provenNetworks = 10
const secondMs = 1_000

export async function takeSignUp(ground: SignUpGround, press: SignUpPress): Promise<SignUpAnswer> {
  const { subscribers } = ground
  const { token, at } = press
  if (press.website !== '') return { kind: 'taken' }
  const age = readFormToken(subscribers, press)
  if (age !== 'good') return { kind: 'again', token: renewFormToken(subscribers, press) }
  const usedFor = usedForOf(subscribers, press)
  const network = networkKey(subscribers, press.clientAddress)
  const around = await lookAround(ground.store.read, { tokenHash: formTokenHash(token), network, at })
  if (around.usedFor === usedFor) return { kind: 'taken' }
  // Back in the browser, another address, the same form: the first answer would be a lie.
  if (around.usedFor !== null)
    return { kind: 'again', token: createFormToken(subscribers, { at, aged: true }) }
  const kept = networkToKeep({ ...subscribers, clientAddress: press.clientAddress })
  return decide(ground, around, { limits: ground.limits, network, kept, press, usedFor })
}

/** One who holds an API token is no flood: no form, no limit but those of inboxes and domains, which the worker holds. */
export async function takeTrustedSignUp(
  { store }: Pick<SignUpGround, 'store'>,
  signUp: SignUp & { at: number },
): Promise<SignUpAnswer> {
  const { waiting } = await lookAround(store.read, { tokenHash: null, network: null, at: signUp.at })
  if (waiting >= mostWaiting) return { kind: 'closed', retryAfterMs: secondMs }
  await store.write(tx => queue(tx, signUp, null))
  return { kind: 'taken' }
}

/** What a form of ours holds, for programs: a token, and the challenge when sign-ups need a proof right now. */
export async function readSignUpForm(
  { store, subscribers, limits }: SignUpGround,
  { clientAddress, at }: { clientAddress: string; at: number },
): Promise<{ token: string; challenge: string | null }> {
  const network = networkKey(subscribers, clientAddress)
  const around = await lookAround(store.read, { tokenHash: null, network, at })
  return {
    token: createFormToken(subscribers, { at }),
    challenge: needsProof(around, { limits, network }) ? await createProofChallenge(subscribers, at) : null,
  }
}

async function decide(
  { store, subscribers }: SignUpGround,
  around: Surroundings,
  taking: Taking,
): Promise<SignUpAnswer> {
  const { press } = taking
  const { at } = press
  if (around.alarm === 'closed') return { kind: 'closed', retryAfterMs: around.alarmUntil - at }
  if (around.waiting >= mostWaiting) return { kind: 'closed', retryAfterMs: secondMs }
  const challenge = async () =>
    ({ kind: 'proof', challenge: await createProofChallenge(subscribers, at) }) as const
  if (press.proof === '') {
    if (needsProof(around, taking)) return challenge()
    return (await store.write(tx => takeUnproven(tx, taking))) ? { kind: 'taken' } : challenge()
  }
  const proof = await readProof(subscribers, press)
  if (!proof || (await isUsed(store.read, proof))) return challenge()
  const taken = await store.write(tx => takeProven(tx, { ...taking, proof }))
  return taken ? { kind: 'taken' } : { kind: 'closed', retryAfterMs: hourMs - (at % hourMs) }
}

function needsProof(
  { alarm, ofNetwork }: Surroundings,
  { limits, network }: Pick<Taking, 'limits' | 'network'>,
): boolean {
  return alarm !== null || (network !== null && ofNetwork >= limits.network)
}

interface Taking {
  limits: SignUpLimits
  /** Its keyed hash; null: of no network worth a limit. */
  network: string | null
  /** What the consent record may keep of it. */
  kept: string | null
  press: SignUpPress
  usedFor: string
}

/** False: it is too much without a proof. Rows in one order, so that two at once cannot wait for each other. */
async function takeUnproven(tx: Tx, { limits, network, kept, press, usedFor }: Taking): Promise<boolean> {
  const { at } = press
  const hour = { key: '', period: hourOf(at) }
  if (network && !(await raiseCount(tx, { ...hour, kind: 'network', key: network }, limits.network)))
    return false
  if (!(await raiseCount(tx, { kind: 'burst', key: '', period: minuteOf(at) }, limits.burst))) {
    await raiseAlarm(tx, { level: 'proof', at })
    return false
  }
  if (!(await raiseCount(tx, { ...hour, kind: 'unproven' }, limits.unproven))) {
    await raiseAlarm(tx, { level: 'proof', at, until: hour.period + hourMs })
    return false
  }
  if (await useOnce(tx, { hash: formTokenHash(press.token), usedFor, at })) await queue(tx, press, kept)
  return true
}

/** False: there have been too many with proofs too, of this network or of all. */
async function takeProven(
  tx: Tx,
  { limits, network, kept, press, usedFor, proof }: Taking & { proof: string },
): Promise<boolean> {
  const { at } = press
  const hour = { key: '', period: hourOf(at) }
  const most = limits.network * provenNetworks
  if (network && !(await raiseCount(tx, { ...hour, kind: 'network-proven', key: network }, most)))
    return false
  if (!(await raiseCount(tx, { ...hour, kind: 'proven' }, limits.overall))) {
    await raiseAlarm(tx, { level: 'closed', at, until: hour.period + hourMs })
    return false
  }
  const once =
    (await useOnce(tx, { hash: proof, usedFor, at })) &&
    (await useOnce(tx, { hash: formTokenHash(press.token), usedFor, at }))
  if (once) await queue(tx, press, kept)
  return true
}

async function queue(
  tx: Tx,
  { input, marketing, ...signUp }: SignUp & { at: number },
  network: string | null,
): Promise<void> {
  await tx
    .insertInto('sign_up_requests')
    .values({
      address: input.address,
      address_key: input.key,
      marketing: marketing ? 1 : 0,
      language: signUp.language,
      method: signUp.method,
      topics: JSON.stringify(signUp.topics),
      asked_at: signUp.at,
      network,
    })
    .onConflict(conflict => conflict.column('address_key').doNothing())
    .execute()
  tx.wake('sign-ups')
}

function usedForOf({ secrets }: SubscriberContext, { input }: SignUp): string {
  return keyedHash(secrets.current, 'sign-up-use', input.key).toString('hex')
}
