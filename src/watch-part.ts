/** The part that watches sources, groups what they publish and follows the rules. */
import { createRules } from './alerts/index.ts'
import { createSafeFetch } from './net/index.ts'
import type { Ground, Part } from './part.ts'
import { userAgentOf, watchSources } from './sources/index.ts'
import { grouperInThread } from './stories/index.ts'

export function createWatchParts(ground: Ground): Part[] {
  const { config, secrets, store, clock, random, log, writeTurn } = ground
  const userAgent = userAgentOf({ contact: config.operator.contact, publicUrl: config.publicUrl })
  const guarded = createSafeFetch({ allow: config.allowFetch, userAgent, clock })
  const { fetch } = guarded
  const callbacks = { publicUrl: config.publicUrl, secrets }
  const watching = watchSources({ store, clock, random, log, fetch, callbacks })
  const stop = async () => {
    await watching.stop()
    await guarded.close()
  }
  const holder = Buffer.from(random(16)).toString('hex')
  const grouper = grouperInThread({ database: config.database, writeTurn, holder, log })
  return [{ start: watching.start, stop }, grouper, createRules({ store, clock, log })]
}
