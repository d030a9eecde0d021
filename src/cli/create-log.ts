/** Pino's JSON lines on standard error, pretty on a terminal. LOG_LEVEL: trace, debug, info, warn, error, silent. */
import { type Logger, pino } from 'pino'
import { systemClock } from '../clock.ts'
import type { Environment } from '../config.ts'
import { ConfigError } from '../errors.ts'
import { quietRepeats } from './quiet-repeats.ts'

const levels = [...Object.keys(pino.levels.values), 'silent']

/** @param storeIsAway Called with each line that says so. */
export function createLog(env: Environment, storeIsAway: () => void = () => undefined): Logger {
  const level = env['LOG_LEVEL']?.trim() || 'info'
  if (!levels.includes(level))
    throw new ConfigError(`LOG_LEVEL must be one of ${levels.join(', ')}, but is "${level}".`)
  const options = { level, serializers: { err: plainError }, hooks: quietRepeats(systemClock, storeIsAway) }
  if (!process.stderr.isTTY) return pino(options, pino.destination({ fd: 2, sync: false }))
  return pino({
    ...options,
    transport: { target: 'pino-pretty', options: { destination: 2, ignore: 'pid,hostname' } },
  })
}

/**
 * What of an error may be logged. Not its other properties: PostgreSQL's `detail` quotes the row that failed,
 * with the address in it.
 */
export function plainError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error }
  const { name, message, stack } = error
  const code = 'code' in error ? error.code : undefined
  // Where the program stood when its database went away says nothing.
  const where = code === 'store.away' ? {} : { stack }
  return { type: name, message, ...(code === undefined ? {} : { code }), ...where }
}
