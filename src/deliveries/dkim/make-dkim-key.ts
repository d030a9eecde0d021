import { generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'
import type { DkimKey } from './dkim-key.ts'

/** RFC 8301 §3.2: at least 1024; what every receiver takes and a DNS answer holds. */
const rsaBits = 2048

export async function makeDkimKey(wish: Omit<DkimKey, 'privateKey'>): Promise<DkimKey> {
  const generate = promisify(generateKeyPair)
  const { privateKey } =
    wish.algorithm === 'rsa-sha256'
      ? await generate('rsa', { modulusLength: rsaBits })
      : await generate('ed25519')
  return { ...wish, privateKey }
}
