/**
 * The proof of work that sign-ups must bring while too many come: a few hundred key derivations, a second of a person's
 * device, hours of a flood's. The challenge is signed, expires, and is good for one sign-up. What altcha-lib says of time is
 * not used: it reads the machine's clock.
 */
import { createHash } from 'node:crypto'
import { createChallenge, type Payload, verifySolution } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import { z } from 'zod'
import type { SubscriberContext } from '../context.ts'
import { keyedHash } from '../keyed-hash.ts'

/** Iterations of one derivation: some milliseconds in a browser. */
const cost = 5_000
/** One key in 256 begins so. */
const keyPrefix = '00'
export const proofMs = 20 * 60_000

const algorithm = 'PBKDF2/SHA-256'

const payloadSchema = z.object({
  challenge: z.object({
    parameters: z.looseObject({
      algorithm: z.literal(algorithm),
      nonce: z.string(),
      salt: z.string(),
      cost: z.number(),
      keyLength: z.number(),
      keyPrefix: z.string(),
      data: z.object({ until: z.number() }),
    }),
    signature: z.string(),
  }),
  solution: z.object({ counter: z.number(), derivedKey: z.string() }),
})

/** Altcha's challenge as JSON, for its solvers and for ours (`src/site/browser/prove.ts`). */
export async function createProofChallenge(
  { secrets }: Pick<SubscriberContext, 'secrets'>,
  at: number,
): Promise<string> {
  const data = { until: at + proofMs }
  const hmacSignatureSecret = signatureSecret(secrets.current)
  return JSON.stringify(
    await createChallenge({ algorithm, cost, keyPrefix, deriveKey, data, hmacSignatureSecret }),
  )
}

/** The challenge's name if the proof is one, for it to be used once; null: it is none of ours, wrong, or too late. */
export async function readProof(
  { secrets }: Pick<SubscriberContext, 'secrets'>,
  { proof, at }: { proof: string; at: number },
): Promise<string | null> {
  const payload = parsePayload(proof)
  if (!payload || payload.challenge.parameters.data.until <= at) return null
  for (const secret of [secrets.current, ...(secrets.previous ? [secrets.previous] : [])]) {
    const hmacSignatureSecret = signatureSecret(secret)
    const given: Payload = payload
    if ((await verifySolution({ ...given, deriveKey, hmacSignatureSecret })).verified)
      return createHash('sha256').update(payload.challenge.parameters.nonce).digest('hex')
  }
  return null
}

function parsePayload(proof: string): z.output<typeof payloadSchema> | null {
  try {
    return payloadSchema.safeParse(JSON.parse(proof)).data ?? null
  } catch {
    return null
  }
}

function signatureSecret(secret: Uint8Array): string {
  return keyedHash(secret, 'sign-up-proof', '').toString('hex')
}
