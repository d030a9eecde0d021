/** Grouping in a thread of its own: neither a page nor sending ever waits for it. */
import type { Logger } from 'pino'
import type { Config } from '../../config.ts'
import { partInThread } from '../../store/index.ts'

export interface GrouperData {
  database: Config['database']
  /** Of an SQLite file: shared with whoever else writes it. */
  writeTurn: SharedArrayBuffer | null
  /** Unique among all processes that share the store. */
  holder: string
}

export function grouperInThread({ log, ...data }: GrouperData & { log: Logger }) {
  return partInThread({ file: new URL('./grouper-thread.ts', import.meta.url), data, log })
}
