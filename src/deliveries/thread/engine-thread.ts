/** The other side of `start-engine.ts`: the whole stage, with a store of its own, away from who answers pages. */
import { randomBytes } from 'node:crypto'
import { systemClock } from '../../clock.ts'
import { createWriteTurn, openStore, runInThread } from '../../store/index.ts'
import { createTexts } from '../../text/index.ts'
import { createDeliveries } from '../create-deliveries.ts'
import type { EngineData } from './engine-data.ts'

await runInThread<EngineData>(async (data, log) => {
  const { config, secrets, smtpPassword, dkim, writeTurn, lineThreads } = data
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
      texts: createTexts(config),
      smtpPassword,
      dkim,
      lineThreads,
    },
  })
  await deliveries.start()
  return async () => {
    await deliveries.stop()
    await store.close()
  }
})
