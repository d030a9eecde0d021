/** The part that keeps an SQLite file's log short, so that nobody who writes waits for the disk; see `shorten-log.ts`. */
import type { Logger } from 'pino'
import { partInThread } from './thread.ts'

export interface LogData {
  file: string
  writeTurn: SharedArrayBuffer
}

export function logInThread({ log, ...data }: LogData & { log: Logger }) {
  return partInThread({ file: new URL('./shorten-log-thread.ts', import.meta.url), data, log })
}
