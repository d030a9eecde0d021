/** The other side of `start-engine.ts`: the whole stage, with a store of its own, away from who answers pages. */
import { randomBytes } from 'node:crypto'
import { parentPort, workerData } from 'node:worker_threads'
import { pino } from 'pino'
import { systemClock } from '../../clock.ts'
import { createWriteTurn, openStore } from '../../store/index.ts'
import { createDeliveries } from '../create-deliveries.ts'
import type { EngineData, EngineWord } from './engine-data.ts'

if (!parentPort) throw new Error('engine-thread.ts runs in a worker thread')
const port = parentPort
const say = (word: EngineWord) => port.postMessage(word)
// start-engine.ts hands over nothing else.
const { config, secrets, smtpPassword, dkim, writeTurn, logLevel, lineThreads } = workerData as EngineData
const log = pino({ level: logLevel }, { write: line => say({ log: line }) })

// It was migrated before any thread began.
const store = await openStore(config.database, null, writeTurn ? createWriteTurn(writeTurn) : undefined)
const deliveries = createDeliveries({
  ...{
    store,
    clock: systemClock,
    random: randomBytes,
    log,
    config,
    secrets,
    smtpPassword,
    dkim,
    lineThreads,
  },
})
port.once('message', async () => {
  await deliveries.stop()
  await store.close()
  say({ stopped: true })
})
await deliveries.start()
say({ started: true })
