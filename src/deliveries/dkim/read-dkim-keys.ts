/**
 * The key files that DKIM names -> keys, checked once at start. What a file holds is in no message.
 * Throws a `ConfigError` for what cannot sign; what signs but should be better is a warning of one sentence.
 */
import { createPrivateKey, type KeyObject } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import type { DkimConfig, DkimKeyFile } from '../../config.ts'
import { ConfigError } from '../../errors.ts'
import type { DkimKey } from './dkim-key.ts'

/** RFC 8301 §3.2: receivers take no signature of a shorter key, and need not take one of a longer. */
const fewestBits = 1024
const mostBits = 4096
const goodBits = 2048

export interface DkimKeys {
  keys: readonly DkimKey[]
  warnings: readonly string[]
}

export function readDkimKeys(config: DkimConfig | null, fromAddress: string): DkimKeys {
  if (!config) return { keys: [], warnings: [] }
  const { domain } = config
  const read = config.keyFiles.map(keyFile => ({ ...keyFile, domain, ...readKey(keyFile) }))
  const keys = read.map(({ algorithm, selector, privateKey }) => ({
    algorithm,
    domain,
    selector,
    privateKey,
  }))
  const algorithms = keys.map(key => key.algorithm)
  if (new Set(algorithms).size < keys.length)
    throw new ConfigError(
      'DKIM names two keys of one kind, where a second signature proves nothing more. Keep one, or one RSA and one Ed25519 key.',
    )
  const warnings = read.flatMap(({ file, privateKey }) => keyWarnings(file, privateKey))
  if (!algorithms.includes('rsa-sha256'))
    warnings.push(
      'DKIM has an Ed25519 key alone, which many receivers cannot check yet: add an RSA key beside it.',
    )
  const fromDomain = fromAddress.slice(fromAddress.lastIndexOf('@') + 1).toLowerCase()
  if (!within(fromDomain, domain) && !within(domain, fromDomain))
    warnings.push(
      `DKIM_DOMAIN ${domain} has nothing to do with MAIL_FROM's ${fromDomain}: receivers that ask for DMARC will not count its signatures.`,
    )
  return { keys, warnings }
}

function readKey({ file }: DkimKeyFile): Pick<DkimKey, 'algorithm' | 'privateKey'> {
  let pem: Buffer
  try {
    pem = readFileSync(file)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException // what readFileSync throws
    throw new ConfigError(
      `DKIM names ${file}, which cannot be read (${code}). "tocsin dkim new" makes a key and prints the setting.`,
    )
  }
  const privateKey = parseKey(file, pem)
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = privateKey
  if (type === 'ed25519') return { algorithm: 'ed25519-sha256', privateKey }
  if (type !== 'rsa')
    throw new ConfigError(
      `DKIM names ${file}, which must hold an RSA or Ed25519 key, but holds one of type ${type}.`,
    )
  const bits = details?.modulusLength ?? 0
  if (bits < fewestBits || bits > mostBits)
    throw new ConfigError(
      `DKIM names ${file}, an RSA key that must have ${fewestBits} to ${mostBits} bits for receivers to take it, but has ${bits}. "tocsin dkim new" makes one of ${goodBits}.`,
    )
  return { algorithm: 'rsa-sha256', privateKey }
}

function parseKey(file: string, pem: Buffer): KeyObject {
  try {
    return createPrivateKey(pem)
  } catch {
    const found = pem.includes(' ENCRYPTED')
      ? 'but is encrypted: store it without a passphrase'
      : 'but does not'
    throw new ConfigError(`DKIM names ${file}, which must hold one private key in PEM, ${found}.`)
  }
}

function keyWarnings(file: string, key: KeyObject): string[] {
  const warnings: string[] = []
  // Windows has no such modes, and says 0666 of everything.
  if (process.platform !== 'win32' && (statSync(file).mode & 0o006) !== 0)
    warnings.push(`DKIM: everybody on this machine may read ${file} or write it: chmod 600 it.`)
  const bits = key.asymmetricKeyDetails?.modulusLength
  if (bits !== undefined && bits < goodBits)
    warnings.push(
      `DKIM: the RSA key in ${file} has ${bits} bits, and receivers trust ${goodBits}: make a new one.`,
    )
  return warnings
}

function within(domain: string, parent: string): boolean {
  return domain === parent || domain.endsWith(`.${parent}`)
}
