/**
 * DKIM (RFC 6376, RFC 8463), relaxed/relaxed: what messages share is made canonical and hashed once, and the
 * state of that hash is copied for each of them.
 * No `l=`: what somebody appends must not pass as ours. `t=` is when the alert was sent, not when it was
 * signed, so that a second sending is the same octets. No `x=`: a mail that a relay holds back for days must
 * still pass, and replaying one, whose `To:` and links are signed, only advertises our own news.
 */
import { createHash, sign } from 'node:crypto'
import type { DkimKey } from './dkim-key.ts'
import { relaxedBody, relaxedHeaders } from './relaxed.ts'
import { foldBase64, foldedLength, type Opening, signatureOpening } from './signature-header.ts'

/** What messages share. Every character stands for one octet; not dot-stuffed. */
export interface SharedContent {
  /** Whole lines, without the empty one that ends them; no name twice. */
  headers: string
  /** What stands before, between and after the values that differ; each piece begins a line. */
  body: readonly string[]
  signedAt: number
}

export interface Signer {
  /**
   * The `DKIM-Signature` lines, one header for each key, of a message that has these further header lines,
   * and these values between the pieces of its body: whole lines in relaxed form, none of them empty. The signing itself is done on the thread pool; any number may be under way.
   */
  sign(headers: string, values: readonly string[]): Signing
}

export interface Signing {
  /** How long the lines will be, which is known before they are. */
  length: number
  lines: Promise<string>
}

const shortPiece = 1_024

export function createSigner(shared: SharedContent, keys: readonly DkimKey[]): Signer {
  const { names, canonical: sharedCanonical } = relaxedHeaders(shared.headers)
  const [before = '', ...after] = relaxedBody(shared.body)
  // Handing octets to the hash costs more than hashing a few: short pieces go with the values around them.
  const pieces = after.map(piece => (piece.length < shortPiece ? piece : Buffer.from(piece, 'latin1')))
  const bodyState = createHash('sha256').update(before, 'latin1')
  const signings = keys.map(key => keySigner(key, { names, canonical: sharedCanonical, ...shared }))

  function bodyHash(values: readonly string[]): string {
    const hash = bodyState.copy()
    let run = ''
    for (let at = 0; at < pieces.length; at += 1) {
      const piece = pieces[at] ?? ''
      run += values[at] ?? ''
      if (typeof piece === 'string') run += piece
      else {
        hash.update(run, 'latin1').update(piece)
        run = ''
      }
    }
    return (run === '' ? hash : hash.update(run, 'latin1')).digest('base64')
  }

  return {
    sign(headers, values) {
      const personal = relaxedHeaders(headers)
      const hash = bodyHash(values)
      const all = signings.map(signing => signing(personal, hash))
      const [first, second] = all
      // With one key, as nearly everybody has, there is nothing to wait for besides.
      if (first && !second) return first
      return {
        length: all.reduce((sum, { length }) => sum + length, 0),
        lines: Promise.all(all.map(({ lines }) => lines)).then(made => made.join('')),
      }
    },
  }
}

type Personal = ReturnType<typeof relaxedHeaders>

const beforeSignature = ';\r\n b='
const afterSignature = '\r\n'

function keySigner(key: DkimKey, shared: { names: readonly string[]; canonical: string; signedAt: number }) {
  const openings = new Map<string, Opening>()
  const openingFor = (names: readonly string[]) => {
    const known = openings.get(names.join())
    if (known) return known
    const opening = signatureOpening(key, [...shared.names, ...names], shared.signedAt)
    openings.set(names.join(), opening)
    return opening
  }
  const algorithm = key.algorithm === 'rsa-sha256' ? 'sha256' : null
  const octetsOf = key.algorithm === 'rsa-sha256' ? rsaOctets(shared) : ed25519Octets(shared)
  const endLength =
    beforeSignature.length + foldedLength(signatureBytes(key.privateKey)) + afterSignature.length
  return (personal: Personal, hash: string): Signing => {
    const opening = openingFor(personal.names)
    const octets = octetsOf(`${personal.canonical}${opening.canonical}${hash}; b=`)
    const lines = new Promise<string>((resolve, reject) => {
      sign(algorithm, octets, key.privateKey, (error, signature) => {
        if (error) reject(error)
        else resolve(opening.written + hash + beforeSignature + foldBase64(signature) + afterSignature)
      })
    })
    return { length: opening.written.length + hash.length + endLength, lines }
  }
}

/** An RSA signature is as long as the key's modulus, whatever it signs (RFC 8017 §8.2.1); Ed25519's has 64 octets (RFC 8032). */
function signatureBytes({ asymmetricKeyDetails }: DkimKey['privateKey']): number {
  const bits = asymmetricKeyDetails?.modulusLength
  return bits === undefined ? 64 : Math.ceil(bits / 8)
}

/** Hashing a kilobyte on the thread pool costs a hundredth of the signing: no state could be handed there. */
function rsaOctets({ canonical }: { canonical: string }) {
  return (rest: string) => Buffer.from(canonical + rest, 'latin1')
}

/** RFC 8463 §3: what Ed25519 signs is the hash. */
function ed25519Octets({ canonical }: { canonical: string }) {
  const state = createHash('sha256').update(canonical, 'latin1')
  return (rest: string) => state.copy().update(rest, 'latin1').digest()
}
