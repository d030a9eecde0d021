/**
 * Keeps an error that comes again and again from filling the log: it is said once, and then once a minute with how often it was
 * left out in between. A database that is away is one error, whoever meets it.
 */
import type { LoggerOptions } from 'pino'
import { type Clock, hasPassed } from '../clock.ts'
import type { ErrorCode } from '../errors.ts'

const quietMs = 60_000
const awayKey: ErrorCode = 'store.away'

/** @param storeIsAway Called with each line that says so. */
export function quietRepeats(
  clock: Clock,
  storeIsAway: () => void = () => undefined,
): NonNullable<LoggerOptions['hooks']> {
  const said = new Map<string, { at: number; leftOut: number }>()
  return {
    logMethod([given, words], write) {
      const line = lineOf(given, words)
      if (!line) return write.call(this, given, words)
      const now = clock.now()
      const before = said.get(line.key)
      if (before && !hasPassed(quietMs, before.at, now)) {
        before.leftOut += 1
        return
      }
      for (const [key, { at }] of said) if (hasPassed(quietMs, at, now)) said.delete(key)
      said.set(line.key, { at: now, leftOut: 0 })
      write.call(
        this,
        { ...line.fields, ...(before?.leftOut ? { leftOut: before.leftOut } : {}) },
        line.words,
      )
      if (line.key === awayKey) storeIsAway()
    },
  }
}

/** Null: it is no error that comes again. */
function lineOf(given: unknown, words: string | undefined) {
  if (typeof given !== 'object' || given === null || !('err' in given) || !(given.err instanceof Error))
    return null
  const { err } = given
  if ('code' in err && err.code === awayKey)
    return { key: awayKey, fields: { err }, words: 'the database is away, and what needs it waits' }
  return { key: JSON.stringify([words, { ...given, err: err.message }]), fields: given, words }
}
