/**
 * `DATA_DIR/epoch`: what this data folder knows of sending, outside the database. Written whole and renamed into
 * place, so that it is never half of anything.
 */
import { link, open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ConfigError } from '../../errors.ts'

export interface FolderEpoch {
  /** The database that it belongs to; the store's own id. */
  store: string
  /** This folder's rows in `send_epochs`. */
  folder: string
  /** The last epoch known to have been committed; 0: nothing was sent from here yet. */
  epoch: number
}

/** Null: nothing was ever sent from this folder. Throws a `ConfigError` when the file is none of ours. */
export async function readEpochFile(dataDir: string): Promise<FolderEpoch | null> {
  const file = join(dataDir, 'epoch')
  const text = await readFile(file, 'utf8').catch(error => {
    if (error.code === 'ENOENT') return null
    throw new ConfigError(`${file} cannot be read: ${error.message}.`, { cause: error })
  })
  if (text === null) return null
  const known = parsed(text)
  if (known) return known
  throw new ConfigError(
    `${file} must say when mail was last sent from here, but cannot be understood. Delete it and start again; if the database was restored from a backup, type before you start: tocsin restore accept --anyway`,
  )
}

function parsed(text: string): FolderEpoch | null {
  try {
    const { store, folder, epoch }: Record<string, unknown> = JSON.parse(text)
    if (typeof store !== 'string' || typeof folder !== 'string') return null
    return Number.isSafeInteger(epoch) ? { store, folder, epoch: Number(epoch) } : null
  } catch {
    return null
  }
}

/**
 * Of two processes that start on a fresh folder at once, both get what the first one wrote.
 * @param writer Nobody else's, for the name of the file in the making.
 */
export async function makeEpochFile(
  dataDir: string,
  fresh: FolderEpoch,
  writer: string,
): Promise<FolderEpoch> {
  const made = await writeBeside(dataDir, fresh, writer)
  try {
    await link(made, join(dataDir, 'epoch'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    await rm(made, { force: true })
  }
  return (await readEpochFile(dataDir)) ?? fresh
}

export async function replaceEpochFile(dataDir: string, known: FolderEpoch, writer: string): Promise<void> {
  await rename(await writeBeside(dataDir, known, writer), join(dataDir, 'epoch'))
}

async function writeBeside(dataDir: string, known: FolderEpoch, writer: string): Promise<string> {
  const file = join(dataDir, `epoch-${writer}`)
  await using handle = await open(file, 'w', 0o600)
  await handle.writeFile(`${JSON.stringify(known)}\n`)
  await handle.datasync()
  return file
}
