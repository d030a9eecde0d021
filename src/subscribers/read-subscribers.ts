/** Subscribers for whoever exports or looks up: page by page, in the order of their ids. */
import type { Read } from '../store/index.ts'
import { readPreferences } from './preferences/read-preferences.ts'
import type { SubscribersTable } from './schema.ts'

export interface SubscriberRow {
  id: number
  address: string
  state: SubscribersTable['state']
  language: string
  marketing: boolean
  suppressed: boolean
  /** Ids; null: they chose none, and get every alert. */
  topicIds: readonly number[] | null
  createdAt: number
  confirmedAt: number | null
  leftAt: number | null
}

const pageSize = 1_000

export async function* readSubscribers(
  read: Read,
  { state }: { state: SubscribersTable['state'] | null },
): AsyncGenerator<SubscriberRow[], void, undefined> {
  for (let after = 0; ; ) {
    const page = await readPage(read, { state, after })
    const last = page.at(-1)
    if (!last) return
    yield page
    after = last.id
  }
}

async function readPage(
  read: Read,
  { state, after }: { state: SubscribersTable['state'] | null; after: number },
): Promise<SubscriberRow[]> {
  let query = read.selectFrom('subscribers').selectAll().where('id', '>', after)
  if (state !== null) query = query.where('state', '=', state)
  const rows = await query.orderBy('id').limit(pageSize).execute()
  const chosen = await readPreferences(
    read,
    rows.flatMap(({ id, choosing }) => (choosing === 1 ? [id] : [])),
  )
  return rows.map(row => {
    const preferences = chosen.get(row.id)
    return {
      ...{ id: row.id, address: row.address, state: row.state, language: row.language },
      ...{ marketing: row.marketing === 1, suppressed: row.suppressed === 1 },
      topicIds: preferences?.scope === 'chosen' ? preferences.topics : null,
      ...{ createdAt: row.created_at, confirmedAt: row.confirmed_at, leftAt: row.left_at },
    }
  })
}

/** By address; null: nobody has it. */
export async function findSubscriber(read: Read, key: string): Promise<number | null> {
  const row = await read
    .selectFrom('subscribers')
    .select('id')
    .where('address_key', '=', key)
    .executeTakeFirst()
  return row?.id ?? null
}
