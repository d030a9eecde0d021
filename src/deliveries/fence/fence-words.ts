import type { ShutFence } from './fence-rows.ts'

/** One line for the log and the command line: what happened, and how to go on. */
export function shutFenceWords({ databaseAt, sentAt }: ShutFence): string {
  const known = databaseAt === 0 ? 'of none' : `of mail up to ${new Date(databaseAt).toISOString()}`
  const sent = new Date(sentAt).toISOString()
  return `The database is older than the last mail sent from here: it knows ${known}, the last left at ${sent}. It was restored from a backup. Nothing is sent until you say how to go on: tocsin restore accept (see its --help)`
}
