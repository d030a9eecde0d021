/** What the database knows of sending: its own id, the fence when it is shut, and the newest epochs. */
import type { Read, Tx } from '../../store/index.ts'

/** Why nothing is sent: the database is older than mail that left. Times are epoch milliseconds. */
export interface ShutFence {
  /** When, as far as the database knows, mail last left from the folder that noticed. */
  databaseAt: number
  /** When it really did. */
  sentAt: number
  noticedAt: number
}

export interface Standing {
  shut: ShutFence | null
  /** No folder that knows of nothing newer is ahead of the database; 0: nothing was sent yet. */
  newest: number
}

const keys = { store: 'store-id', shut: 'send-fence', floor: 'send-floor' } as const

/** Compared with nothing in the store: whoever has no fence key may send. */
export const fenceKey = keys.shut

/** Made when the store is first sent from; a backup of it has the same. */
export async function storeId(tx: Tx, fresh: string): Promise<string> {
  await tx
    .insertInto('meta')
    .values({ key: keys.store, value: fresh })
    .onConflict(conflict => conflict.column('key').doNothing())
    .execute()
  return (await readMeta(tx, keys.store)) ?? fresh
}

export async function readStoreId(read: Read): Promise<string | null> {
  return readMeta(read, keys.store)
}

/** @param folder Null: of a folder that never sent. */
export async function readStanding(read: Read, folder: string | null): Promise<Standing> {
  const rows = await read.selectFrom('meta').selectAll().where('key', 'in', [keys.shut, keys.floor]).execute()
  const value = (key: string) => rows.find(row => row.key === key)?.value
  const shut = value(keys.shut)
  const { epoch } = await read
    .selectFrom('send_epochs')
    .select(({ fn }) => fn.max('epoch').as('epoch'))
    .where('folder_id', '=', folder ?? '')
    .executeTakeFirstOrThrow()
  return {
    // Only shutFence writes this key.
    shut: shut === undefined ? null : (JSON.parse(shut) as ShutFence),
    newest: Math.max(epoch ?? 0, Number(value(keys.floor) ?? 0)),
  }
}

/** For the desk and the metrics: why nothing is sent until somebody says how to go on; null: all is well. */
export async function readFence(read: Read): Promise<ShutFence | null> {
  return (await readStanding(read, null)).shut
}

/** Stops every sender of every process. What another one noticed first stays. */
export async function shutFence(tx: Tx, shut: ShutFence): Promise<void> {
  await tx
    .insertInto('meta')
    .values({ key: keys.shut, value: JSON.stringify(shut) })
    .onConflict(conflict => conflict.column('key').doNothing())
    .execute()
  tx.wake('deliveries')
}

export async function openFenceAgain(tx: Tx): Promise<void> {
  await tx.deleteFrom('meta').where('key', '=', keys.shut).execute()
  tx.wake('deliveries')
  tx.wake('alerts')
}

/** When somebody last said that the store is the one to go on with; 0: never. */
export async function readFloor(read: Read): Promise<number> {
  return Number((await readMeta(read, keys.floor)) ?? 0)
}

/** What folders know up to here is known to the database too. It only rises. */
export async function raiseFloor(tx: Tx, epoch: number): Promise<void> {
  const value = String(Math.max(epoch, await readFloor(tx)))
  await tx
    .insertInto('meta')
    .values({ key: keys.floor, value })
    .onConflict(conflict => conflict.column('key').doUpdateSet({ value }))
    .execute()
}

async function readMeta(read: Read, key: string): Promise<string | null> {
  const row = await read.selectFrom('meta').select('value').where('key', '=', key).executeTakeFirst()
  return row?.value ?? null
}
