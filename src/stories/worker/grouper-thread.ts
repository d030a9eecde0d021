/** The other side of `grouper-in-thread.ts`. */
import { systemClock } from '../../clock.ts'
import { createWriteTurn, openStore, runInThread } from '../../store/index.ts'
import { createGrouper } from './create-grouper.ts'
import type { GrouperData } from './grouper-in-thread.ts'

await runInThread<GrouperData>(async ({ database, writeTurn, holder }, log) => {
  // It was migrated before any thread began.
  const store = await openStore(database, null, writeTurn ? createWriteTurn(writeTurn) : undefined)
  const grouper = createGrouper({ store, clock: systemClock, log, holder })
  grouper.start()
  return async () => {
    await grouper.stop()
    await store.close()
  }
})
