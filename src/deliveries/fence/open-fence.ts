/**
 * The fence between a restored database and the readers. Every group of started messages moves an epoch on, in
 * the same transaction; a file in the data folder keeps the last one. A database that knows of less than the
 * file is older than mail that left: it was restored, and nothing is sent until an operator says how to go on.
 * What always holds: the file never knows more than what the database holds durably, so that neither a crash
 * nor a power cut shuts the fence; once shut, no process starts a message.
 */
import type { Logger } from 'pino'
import type { Clock } from '../../clock.ts'
import { run, type Store, statement, type Tx } from '../../store/index.ts'
import { type FolderEpoch, makeEpochFile, readEpochFile, replaceEpochFile } from './epoch-file.ts'
import {
  fenceKey,
  raiseFloor,
  readStanding,
  type ShutFence,
  type Standing,
  shutFence,
  storeId,
} from './fence-rows.ts'
import { shutFenceWords } from './fence-words.ts'
import { keepEpochFile } from './keep-epoch-file.ts'

export interface Fence {
  /** False: nothing may be sent. To be asked before work is taken; it also notices a restore when nothing is sent. */
  isOpen(): Promise<boolean>
  /**
   * In the transaction that marks messages as started, before the marks. Null: nothing may start, and the
   * transaction, which may hold other work, is to be committed without them.
   */
  advance(tx: Tx): Promise<number | null>
  /**
   * For whoever advances it in a statement of their own (`$1` to `$3`: now, this sender, what it must know), as
   * `advance` does. No row: ask `advance`.
   */
  readonly step: { sender: string; mustKnow(): number }
  /** After that transaction committed, with what `advance` gave. Neither waits nor throws. */
  note(epoch: number): void
  /** Writes down what was noted. May be called twice. */
  close(): Promise<void>
}

export interface FenceParts {
  store: Store
  clock: Clock
  random(bytes: number): Uint8Array
  log: Logger
  dataDir: string
}

/** One for each sending process or thread. Throws a `ConfigError` when the file cannot be understood. */
export async function openFence(parts: FenceParts): Promise<Fence> {
  const { store, clock, log } = parts
  const sender = hex(parts.random(16))
  const folder = await folderEpoch(parts, sender)
  await store.write(tx => forgetOldRows(tx, folder.folder, clock.now()))
  const file = keepEpochFile({ ...parts, folder, sender })
  let known = folder.epoch
  let told = false
  const tell = (shut: ShutFence) => {
    if (!told) log.error(shutFenceWords(shut))
    told = true
  }
  const stand = async (tx: Tx, mustKnow: number): Promise<Standing> => {
    const standing = await readStanding(tx, folder.folder)
    if (standing.shut || standing.newest >= mustKnow) return standing
    const shut = { databaseAt: standing.newest, sentAt: mustKnow, noticedAt: clock.now() }
    await shutFence(tx, shut)
    return { ...standing, shut }
  }
  return {
    async isOpen() {
      // Taken first: a group that commits meanwhile makes the database newer, not older.
      const mustKnow = known
      let { shut, newest } = await readStanding(store.read, folder.folder)
      if (!shut && newest < mustKnow) ({ shut } = await store.write(tx => stand(tx, mustKnow)))
      if (shut) tell(shut)
      else told = false
      return shut === null
    },
    async advance(tx) {
      const mustKnow = known
      const at = clock.now()
      const [moved] = await run(tx, store.kind, moveOn, [at, at, sender, mustKnow])
      if (moved) return moved.epoch
      const { shut, newest } = await stand(tx, mustKnow)
      if (shut) {
        tell(shut)
        return null
      }
      // The first group of this process, or its row was forgotten, or the operator said to go on.
      const epoch = Math.max(newest + 1, mustKnow + 1, clock.now())
      await tx
        .insertInto('send_epochs')
        .values({ sender_id: sender, folder_id: folder.folder, epoch })
        .onConflict(conflict => conflict.column('sender_id').doUpdateSet({ epoch }))
        .execute()
      return epoch
    },
    step: { sender, mustKnow: () => known },
    note(epoch) {
      known = Math.max(known, epoch)
      file.keep(known)
    },
    close: () => file.close(),
  }
}

/** What this folder knows of this store: at first nothing. */
async function folderEpoch(
  { store, random, dataDir, log }: FenceParts,
  sender: string,
): Promise<FolderEpoch> {
  const id = await store.write(tx => storeId(tx, hex(random(16))))
  const fresh = { store: id, folder: hex(random(16)), epoch: 0 }
  const known = (await readEpochFile(dataDir)) ?? (await makeEpochFile(dataDir, fresh, sender))
  if (known.store === id) return known
  log.info('this data folder last sent from another database, and begins anew with this one')
  await replaceEpochFile(dataDir, fresh, sender)
  return fresh
}

/**
 * One step into the primary key, up to a thousand times a second. Its own row may be ahead of what this process
 * knows: a commit whose answer was lost is repeated.
 */
const moveOn = statement<{ epoch: number }>(
  'advance-epoch',
  () => `
    update send_epochs set epoch = case when epoch < ? then ? else epoch + 1 end
    where sender_id = ? and epoch >= ? and not exists (select 1 from meta where key = '${fenceKey}')
    returning epoch`,
)

const dayMs = 86_400_000
const forgetFoldersMs = 90 * dayMs

/**
 * Keeps the table small: of this folder what its dead processes left, of others what has not sent for long. A
 * row that a living process loses is made again; a folder that comes back finds the floor where its row was.
 */
async function forgetOldRows(tx: Tx, folder: string, at: number): Promise<void> {
  const { newest } = await readStanding(tx, folder)
  await tx
    .deleteFrom('send_epochs')
    .where('folder_id', '=', folder)
    .where('epoch', '<', Math.min(newest, at - dayMs))
    .execute()
  const forgotten = await tx
    .deleteFrom('send_epochs')
    .where('epoch', '<', at - forgetFoldersMs)
    .returning('epoch')
    .execute()
  if (forgotten.length > 0) await raiseFloor(tx, Math.max(...forgotten.map(row => row.epoch)))
}

function hex(octets: Uint8Array): string {
  return Buffer.from(octets).toString('hex')
}
