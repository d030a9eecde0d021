/**
 * Writes `DATA_DIR/epoch` close behind the commits: at once, then at most once a second. First the database is
 * made durable: else a power cut could leave a file that knows of a commit which is gone.
 */
import type { Logger } from 'pino'
import type { Clock } from '../../clock.ts'
import type { Store } from '../../store/index.ts'
import { type FolderEpoch, readEpochFile, replaceEpochFile } from './epoch-file.ts'

export interface EpochFileKeeper {
  keep(epoch: number): void
  /** Resolves when the last one was written, or could not be. */
  close(): Promise<void>
}

const everyMs = 1_000

export function keepEpochFile(parts: {
  store: Store
  clock: Clock
  log: Logger
  dataDir: string
  folder: FolderEpoch
  sender: string
}): EpochFileKeeper {
  const { store, clock, log, dataDir, folder, sender } = parts
  const closing = new AbortController()
  let owed = folder.epoch
  /** The last one that was looked for in the file, or could not be written. */
  let seen = 0
  let running: Promise<void> | null = null
  // Read again after each pause: another process on this folder may have written an older one over ours.
  const isBehind = async () => {
    const wanted = owed
    const there = await readEpochFile(dataDir).catch(() => null)
    const behind = there === null || (there.folder === folder.folder && there.epoch < wanted)
    if (!behind) seen = wanted
    return behind
  }
  const write = async () => {
    const epoch = owed
    try {
      await store.durable()
      await replaceEpochFile(dataDir, { ...folder, epoch }, sender)
      return true
    } catch (error) {
      seen = epoch
      // News goes out all the same; until it is written, a restore of something younger is not noticed.
      log.error({ err: error }, 'DATA_DIR/epoch could not be written')
      return false
    }
  }
  const run = async () => {
    while (await isBehind()) {
      const written = await write()
      if (closing.signal.aborted && !written) return
      await clock.wait(everyMs, closing.signal)
    }
  }
  const start = () => {
    running ??= run().finally(() => {
      running = null
      // One may have been handed in after the last look.
      if (owed > seen && !closing.signal.aborted) start()
    })
  }
  return {
    keep(epoch) {
      owed = Math.max(owed, epoch)
      start()
    },
    async close() {
      closing.abort()
      while (running) await running
      if (owed > seen) await run()
    },
  }
}
