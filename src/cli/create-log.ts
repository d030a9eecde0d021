/** Pino's JSON lines on standard error, pretty on a terminal. LOG_LEVEL: trace, debug, info, warn, error, silent. */
import { type Logger, pino } from 'pino'
import type { Environment } from '../config.ts'

export function createLog(env: Environment): Logger {
  const level = env['LOG_LEVEL'] ?? 'info'
  if (!process.stderr.isTTY) return pino({ level }, pino.destination({ fd: 2, sync: false }))
  return pino({
    level,
    transport: { target: 'pino-pretty', options: { destination: 2, ignore: 'pid,hostname' } },
  })
}
