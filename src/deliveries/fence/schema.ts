/** The table by which a restored database is known: when each sending process last started a message. */
import type { Migration } from '../../store/index.ts'

declare module '../../store/schema.ts' {
  interface Database {
    send_epochs: SendEpochsTable
  }
}

export interface SendEpochsTable {
  /** Random; one for each run of a process that sent, so that no two processes wait for one row. */
  sender_id: string
  /** The data folder it runs on; its file `epoch` names it. */
  folder_id: string
  /** The time of its last group of started messages, in epoch milliseconds, and always more than before. */
  epoch: number
}

export const fenceMigrations: readonly Migration[] = [
  {
    name: '0008-send-epochs',
    statements: () => [
      `create table send_epochs (
         sender_id text primary key, folder_id text not null, epoch bigint not null)`,
      `create index send_epochs_folder on send_epochs (folder_id, epoch)`,
    ],
  },
  {
    name: '0038-unused-index',
    // A table of a few rows, of which every group of started messages changes one.
    statements: () => ['drop index send_epochs_folder'],
  },
]
