import type { Read } from './store.ts'

/** Reads one row, or throws: whether the database answers, and was migrated. */
export async function pingStore(read: Read): Promise<void> {
  await read.selectFrom('meta').select('key').limit(1).execute()
}
