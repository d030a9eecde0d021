/**
 * The hourly round: the consent record's signed head of the day, and what is older than it is kept. Deletes in small
 * transactions with others in between, so that sending never waits for it. Every process that sends makes its own
 * round; what another has deleted is not there any more.
 */
import { setImmediate as breathe } from 'node:timers/promises'
import type { Logger } from 'pino'
import { alertedAmong, purgeRuleLog } from './alerts/index.ts'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import {
  forgetPerson,
  purgeDeliveries,
  purgeHeld,
  purgeMailbox,
  purgeOutbox,
  purgePlaces,
  purgeRefusedDigests,
} from './deliveries/index.ts'
import { purgeExpired } from './editors/index.ts'
import { endItems } from './sources/index.ts'
import { createWorker, type Store, type Tx, type Worker } from './store/index.ts'
import {
  endStories,
  firstPlace,
  purgeChanges,
  purgeMoments,
  purgeNotes,
  purgeOrders,
  takeEndingTurn,
} from './stories/index.ts'
import {
  keepConsentHeads,
  purgeLeavingMarks,
  purgeLeft,
  purgeLinks,
  purgeSignUps,
  purgeUnconfirmed,
  type SubscriberContext,
  signConsentHead,
} from './subscribers/index.ts'

const everyMs = 3_600_000
const rowsAtOnce = 500
const peopleAtOnce = 50
/** Each with all its text. */
const itemsAtOnce = 200
/** Of orders that editors gave to the grouping. */
const ordersMs = 30 * 86_400_000

export interface HousekeepingParts {
  store: Store
  clock: Clock
  log: Logger
  subscribers: SubscriberContext
  config: Pick<Config, 'retention' | 'dataDir'>
}

export function createHousekeeping(parts: HousekeepingParts): Worker {
  const { store, clock, subscribers, config } = parts
  return createWorker({
    ...parts,
    name: 'housekeeping',
    channels: [],
    pollMs: everyMs,
    async step(signal) {
      const at = clock.now()
      await store.write(tx => signConsentHead(tx, subscribers.secrets, at))
      await keepConsentHeads(store.read, config.dataDir)
      for (const purge of purgesOf(parts, at)) await inBatches(store, purge, signal)
      return everyMs
    },
  })
}

/** Deletes one batch and returns how many rows there were; 0: nothing is left. */
type Purge = (tx: Tx) => Promise<number>

function purgesOf({ subscribers, config: { retention } }: HousekeepingParts, at: number): Purge[] {
  const olderThan = (
    keepMs: number | null,
    purge: (tx: Tx, wish: { before: number; limit: number }) => Promise<number>,
  ): Purge[] => (keepMs === null ? [] : [tx => purge(tx, { before: at - keepMs, limit: rowsAtOnce })])
  const now = { at, limit: rowsAtOnce }
  return [
    tx => purgeExpired(tx, now),
    tx => purgeSignUps(tx, now),
    tx => purgeLeavingMarks(tx, now),
    tx => purgePlaces(tx, now),
    tx => purgeNotes(tx, now),
    ...olderThan(retention.left, async (tx, { before }) => {
      const gone = await purgeLeft(tx, subscribers, { before, limit: peopleAtOnce, at })
      for (const person of gone) await forgetPerson(tx, person)
      return gone.length
    }),
    ...olderThan(retention.unconfirmed, (tx, { before, limit }) =>
      purgeUnconfirmed(tx, subscribers, { before, limit, at }),
    ),
    ...olderThan(retention.links, purgeLinks),
    ...olderThan(retention.outbox, purgeOutbox),
    ...olderThan(retention.mailbox, purgeMailbox),
    ...olderThan(retention.deliveries, purgeDeliveries),
    ...olderThan(retention.deliveries, purgeHeld),
    ...olderThan(longer(retention.outbox, retention.deliveries), purgeRefusedDigests),
    ...olderThan(ordersMs, purgeOrders),
    ...olderThan(retention.moments, purgeMoments),
    ...olderThan(retention.moments, purgeChanges),
    ...olderThan(retention.moments, purgeRuleLog),
    // After the moments: what those that stay came from stays.
    ...olderThan(retention.items, endsStories(at)),
    tx => endItems(tx, { limit: itemsAtOnce }),
  ]
}

/** One round through all that are old enough. */
function endsStories(at: number) {
  let after = firstPlace
  return async (tx: Tx, { before }: { before: number }): Promise<number> => {
    if (after === firstPlace && !(await takeEndingTurn(tx, at))) return 0
    const ending = await endStories(tx, { before, after }, alertedAmong)
    after = ending.after
    return ending.looked
  }
}

/** Null: for good. */
function longer(one: number | null, other: number | null): number | null {
  return one === null || other === null ? null : Math.max(one, other)
}

async function inBatches(store: Store, purge: Purge, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && (await store.write(purge)) > 0) await breathe()
}
