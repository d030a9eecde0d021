/** A connection to an SQLite file as all of ours are. */
import { DatabaseSync } from 'node:sqlite'

/** How long a write waits for another process's transaction; the event loop stands still meanwhile. */
const busyTimeoutMs = 5_000

export function openConnection(file: string): DatabaseSync {
  const connection = new DatabaseSync(file, { timeout: busyTimeoutMs })
  connection.exec('pragma journal_mode = wal')
  connection.exec('pragma synchronous = normal')
  connection.exec('pragma foreign_keys = on')
  // What is deleted is written over with zeros: who was erased is in no page of the file.
  connection.exec('pragma secure_delete = on')
  return connection
}
