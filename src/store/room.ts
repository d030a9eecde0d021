/**
 * Whether a database that can be read also takes what is written: known from the last write that failed and, of a file,
 * from what the system says of it, so that nobody has to write to know. Only after a failure it is tried.
 */
import { randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import { access, statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { StoreAwayError } from '../errors.ts'
import type { Tx } from './store.ts'

/** What next to no transaction fits into. */
const leastFreeBytes = 1_000_000
const trialBytes = 48_000

export interface WriteMemory {
  /** Of a write: what says that the database takes none is kept, and thrown again. */
  failed(error: unknown): never
  /** Throws what the last write failed with, unless one goes through now. */
  check(): Promise<void>
}

export function createWriteMemory(tryToWrite: () => Promise<void>): WriteMemory {
  let failure: StoreAwayError | null = null
  let trying: Promise<void> | null = null
  const tryAgain = async () => {
    await tryToWrite()
    failure = null
  }
  return {
    failed(error) {
      // To try while somebody has it locked would only wait.
      if (error instanceof StoreAwayError && error.why !== 'locked') failure = error
      throw error
    },
    // That another transaction came through says nothing: most of them had nothing to write.
    async check() {
      if (!failure) return
      trying ??= tryAgain().finally(() => {
        trying = null
      })
      await trying
    },
  }
}

/** Has the database grow, as far as it must, and leaves nothing there. */
export async function tryToGrow(tx: Tx): Promise<void> {
  const key = 'room-trial'
  // What can be packed needs no room.
  const value = randomBytes(trialBytes).toString('base64')
  await tx.insertInto('meta').values({ key, value }).execute()
  await tx.deleteFrom('meta').where('key', '=', key).execute()
}

/** Throws a `StoreAwayError` where the system says that nothing more fits into the file, or that nobody may write it. */
export async function requireRoom(file: string, ask: typeof statfs = statfs): Promise<void> {
  await access(file, constants.W_OK).catch(cause => {
    const why = ['EACCES', 'EROFS', 'EPERM'].includes(cause.code) ? 'read-only' : 'away'
    throw new StoreAwayError(`${file} cannot be written: ${cause.code}`, { cause, why })
  })
  const { bavail, bfree, bsize } = await ask(dirname(file))
  // What a disk keeps back is for root.
  const free = (process.getuid?.() === 0 ? bfree : bavail) * bsize
  if (free < leastFreeBytes)
    throw new StoreAwayError(`the disk of ${file} has ${free} octets left`, { why: 'full' })
}
