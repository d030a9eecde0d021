/**
 * Which errors say that the database cannot be worked with now, whatever it was asked: then nobody is told that something is
 * broken, and the log says it once for all that wait for it.
 */
import pg from 'pg'
import { type AwayReason, StoreAwayError } from '../errors.ts'

/**
 * Of PostgreSQL's error codes: no connection, no resources (connections, disk, memory), shutting down or not started yet, an error of
 * the system beneath; and read-only, as a server is that another has taken over from.
 */
const awayCodes = /^(?:08|53|57P0|58|25006)/
const reasonOf: Readonly<Record<string, AwayReason>> = { '53100': 'full', '25006': 'read-only' }
/** What the driver says itself of a connection that is over. */
const connectionOver = /^(?:Connection terminated|Client (?:has encountered|was closed))/

/** Of a query; any other error is returned as it came. */
export function ofQuery(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof StoreAwayError) return error
  const code = 'code' in error ? String(error.code) : ''
  const away =
    error instanceof pg.DatabaseError
      ? awayCodes.test(code)
      : 'syscall' in error || connectionOver.test(error.message)
  return away ? awayOf(error, reasonOf[code]) : error
}

/** Of a connection that was not to be had: whatever the reason is, nothing can be asked. */
export function ofConnecting(error: unknown): unknown {
  return error instanceof Error && !(error instanceof StoreAwayError) ? awayOf(error) : error
}

/** Several addresses of one name that all refused have an error without a message. */
function awayOf(error: Error, why: AwayReason = 'away'): StoreAwayError {
  const said =
    error instanceof AggregateError ? error.errors.map(each => (each as Error).message).join('; ') : ''
  return new StoreAwayError(error.message || said, { cause: error, why })
}
