/** What no page shows: every row of every table, to show that nothing changed; and the ledger of an alert. */
import { sql } from 'kysely'
import type { DeliveryState } from '../../src/deliveries/index.ts'
import type { Store } from '../../src/store/index.ts'

export type StoreRows = Readonly<Record<string, readonly string[]>>

export async function readAllRows({ kind, read }: Store): Promise<StoreRows> {
  const names =
    kind === 'sqlite'
      ? sql<{
          name: string
        }>`select name from sqlite_master where type = 'table' and name not like 'sqlite_%'`
      : sql<{ name: string }>`select table_name as name from information_schema.tables
          where table_schema = current_schema() and table_type = 'BASE TABLE'`
  const tables: Record<string, string[]> = {}
  for (const { name } of (await names.execute(read)).rows) {
    const { rows } = await sql`select * from ${sql.table(name)}`.execute(read)
    tables[name] = rows.map(row => JSON.stringify(row)).toSorted()
  }
  return tables
}

export interface LedgerRow {
  recipient: string
  state: DeliveryState
  doubtedAt: number | null
  resent: number
}

/** By recipient. */
export async function readLedger({ read }: Store, alertId: string): Promise<Map<string, LedgerRow>> {
  const rows = await read
    .selectFrom('deliveries')
    .innerJoin('subscribers', 'subscribers.id', 'deliveries.subscriber_id')
    .select(['subscribers.address as recipient', 'deliveries.state', 'deliveries.resent'])
    .select('deliveries.doubted_at as doubtedAt')
    .where('alert_id', '=', Number(alertId))
    .execute()
  return new Map(rows.map(row => [row.recipient, row]))
}
