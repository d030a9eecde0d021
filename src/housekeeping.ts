/** The hourly round: the consent record's signed head of the day, and what has expired. */
import type { Logger } from 'pino'
import type { Clock } from './clock.ts'
import type { Secrets } from './config.ts'
import { purgeExpired } from './editors/index.ts'
import { createWorker, type Store, type Worker } from './store/index.ts'
import { purgeLeavingMarks, purgeNetworkCounts, signConsentHead } from './subscribers/index.ts'

const everyMs = 3_600_000

export function createHousekeeping(parts: {
  store: Store
  clock: Clock
  log: Logger
  secrets: Secrets
}): Worker {
  const { store, clock, secrets } = parts
  return createWorker({
    ...parts,
    name: 'housekeeping',
    channels: [],
    pollMs: everyMs,
    async step() {
      const at = clock.now()
      await store.write(tx => signConsentHead(tx, secrets, at))
      await store.write(tx => purgeExpired(tx, at))
      await store.write(tx => purgeNetworkCounts(tx, at))
      await store.write(tx => purgeLeavingMarks(tx, at))
      return everyMs
    },
  })
}
