/** The other side of `log-in-thread.ts`. */
import { systemClock } from '../clock.ts'
import type { LogData } from './log-in-thread.ts'
import { shortenLog } from './shorten-log.ts'
import { runInThread } from './thread.ts'
import { createWriteTurn } from './write-turn.ts'

await runInThread<LogData>(async ({ file, writeTurn }, log) => {
  const shortener = shortenLog({ file, writeTurn: createWriteTurn(writeTurn), clock: systemClock, log })
  return shortener.stop
})
