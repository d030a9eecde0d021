/**
 * The data folder: the lock that keeps a second server out, and the secret made at first start.
 * The lock is an SQLite file held in an exclusive transaction: the operating system lets go of it when the
 * process dies, however it dies, so there is no stale lock to clean up.
 */
import { createHash, randomBytes } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { SecretSettings, Secrets } from '../config.ts'
import { ConfigError, TocsinError } from '../errors.ts'
import { makeFolder } from './make-folder.ts'
import type { Store } from './store.ts'

/** Makes the folder if it is missing. Throws a `ConfigError` when it cannot be written to. */
export function makeDataDir(dataDir: string): void {
  try {
    makeFolder(dataDir)
    const probe = join(dataDir, `probe-${process.pid}`)
    writeFileSync(probe, '')
    rmSync(probe)
  } catch (error) {
    throw new ConfigError(
      `DATA_DIR ${dataDir} cannot be written to (${(error as NodeJS.ErrnoException).code}). Make it writable for this user, or set DATA_DIR to a folder that is.`,
      { cause: error },
    )
  }
}

/** Holds the folder for one server; throws `store.locked` when another one has it. */
export function lockDataDir(dataDir: string): Disposable {
  const lock = new DatabaseSync(join(dataDir, 'lock'), { timeout: 0 })
  try {
    lock.exec('begin exclusive')
  } catch (error) {
    lock.close()
    throw new TocsinError(
      'store.locked',
      `Another tocsin is running on ${dataDir}. Stop it first, or set DATA_DIR to another folder; several processes can share PostgreSQL.`,
      { cause: error },
    )
  }
  return { [Symbol.dispose]: () => lock.isOpen && lock.close() }
}

/** The secret from the environment, else the one kept in the data folder, made now if there is none. */
export function readSecrets(settings: SecretSettings, dataDir: string, kind: Store['kind']): Secrets {
  const octets = (text: string) => new Uint8Array(createHash('sha256').update(text).digest())
  const previous = settings.secretPrevious ? octets(settings.secretPrevious) : null
  if (settings.secret) return { current: octets(settings.secret), previous }
  if (kind === 'postgres')
    throw new ConfigError(
      'SECRET must be set when DATABASE_URL names PostgreSQL, the same for every process. "openssl rand -hex 32" makes one.',
    )
  return { current: octets(keptSecret(join(dataDir, 'secret'))), previous }
}

function keptSecret(file: string): string {
  try {
    // wx: two first starts at once agree on whichever came first.
    writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return readFileSync(file, 'utf8').trim()
}

/**
 * Refuses a secret that is not the one this store's mails were signed with: every unsubscribe link out there
 * would die. A rotated secret is taken when SECRET_PREVIOUS is the known one.
 */
export async function checkSecret(store: Store, secrets: Secrets): Promise<void> {
  const fingerprint = (secret: Uint8Array) =>
    createHash('sha256').update('tocsin secret fingerprint').update(secret).digest('hex')
  const current = fingerprint(secrets.current)
  await store.write(async tx => {
    const known = await tx
      .selectFrom('meta')
      .select('value')
      .where('key', '=', 'secret-fingerprint')
      .executeTakeFirst()
    if (known?.value === current) return
    if (known && (!secrets.previous || fingerprint(secrets.previous) !== known.value))
      throw new TocsinError(
        'store.secret-mismatch',
        'SECRET is not the one this store was made with, so links in mails already sent would die. Set SECRET to the old one; to change it, set SECRET_PREVIOUS to the old one as well.',
      )
    await tx
      .insertInto('meta')
      .values({ key: 'secret-fingerprint', value: current })
      .onConflict(conflict => conflict.column('key').doUpdateSet({ value: current }))
      .execute()
  })
}
