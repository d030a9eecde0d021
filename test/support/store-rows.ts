/** Every row of every table of a store, to show that nothing changed. */
import { sql } from 'kysely'
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
