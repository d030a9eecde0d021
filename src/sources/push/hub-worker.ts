/**
 * Keeps our subscriptions at the hubs: asks, renews ahead of time, gives back. What always holds: one process asks
 * for one subscription at a time; no transaction is open while a hub is waited for; a hub that is away is asked
 * ever more seldom, and never given up.
 */
import type { Logger } from 'pino'
import type { Clock } from '../../clock.ts'
import type { SafeFetch } from '../../net/index.ts'
import { createWorker, type StepResult, type Store, type Worker } from '../../store/index.ts'
import { askHub, type Callbacks, recordAnswer } from './ask-hub.ts'
import { purgeItemWays } from './item-ways.ts'
import { type Asking, leaseSubscriptions } from './lease-subscriptions.ts'

export interface HubWorkerOptions {
  store: Store
  clock: Clock
  random(bytes: number): Uint8Array
  log: Logger
  fetch: SafeFetch
  callbacks: Callbacks
}

const mostAtOnce = 8
const slowestLookMs = 5_000
const purgeEveryMs = 3_600_000
const saltBytes = 12

export function createHubWorker(options: HubWorkerOptions): Worker {
  const { store, clock, log, callbacks } = options
  let started = false
  let purgedAt = 0
  const step = async (signal: AbortSignal): Promise<StepResult> => {
    const at = clock.now()
    if (!started) await releaseLeftLeases(store)
    if (!started) await askWhereTheAddressChanged(store, { at, publicUrl: callbacks.publicUrl })
    started = true
    if (at - purgedAt >= purgeEveryMs) {
      await store.write(tx => purgeItemWays(tx, at))
      purgedAt = at
    }
    if ((await askDueHubs(options, signal)) > 0) return 'again'
    const next = await nextDueAt(store, at)
    return next === null ? 'idle' : next - clock.now()
  }
  return createWorker({
    ...{ name: 'hubs', store, clock, log, channels: ['sources'] },
    pollMs: slowestLookMs,
    step,
  })
}

/** Settles some of what is due; returns how many subscriptions were looked at. */
export async function askDueHubs(options: HubWorkerOptions, signal: AbortSignal): Promise<number> {
  const { store, clock, callbacks } = options
  const random = () => Buffer.from(options.random(4)).readUInt32LE() / 2 ** 32
  const newSalt = () => Buffer.from(options.random(saltBytes)).toString('hex')
  const context = { at: clock.now(), publicUrl: callbacks.publicUrl, random, newSalt, most: mostAtOnce }
  const { looked, askings } = await leaseSubscriptions(store, context)
  await Promise.all(askings.map(asking => askSafely(options, asking, { random, signal })))
  return looked
}

async function askSafely(
  { store, clock, log, fetch, callbacks }: HubWorkerOptions,
  asking: Asking,
  { random, signal }: { random: () => number; signal: AbortSignal },
): Promise<void> {
  const about = { subscription: asking.id, hub: new URL(asking.hub).host }
  try {
    const answer = await askHub(asking, { fetch, callbacks, now: clock.now, signal })
    if (!answer.ok) log.warn({ ...about, problem: answer.problem }, 'a hub does not take a request')
    await recordAnswer(store, asking, answer, { at: clock.now(), random })
  } catch (error) {
    if (!signal.aborted) log.error({ ...about, err: error }, 'asking a hub failed and is repeated')
  }
}

/** PUBLIC_URL is another one now: what was asked for under the old one arrives nowhere. */
async function askWhereTheAddressChanged(
  store: Store,
  { at, publicUrl }: { at: number; publicUrl: string },
): Promise<void> {
  await store.write(async tx => {
    await tx
      .updateTable('push_subscriptions')
      .set({ due_at: at })
      .where('callback_origin', '<>', publicUrl)
      .where('state', '<>', 'leaving')
      .where('due_at', '>', at)
      .execute()
  })
}

/** On SQLite only one server runs: what is taken when it starts was left behind by a crash. */
async function releaseLeftLeases(store: Store): Promise<void> {
  if (store.kind !== 'sqlite') return
  await store.write(async tx => {
    await tx
      .updateTable('push_subscriptions')
      .set({ taken_until: null })
      .where('taken_until', 'is not', null)
      .execute()
  })
}

async function nextDueAt(store: Store, at: number): Promise<number | null> {
  const row = await store.read
    .selectFrom('push_subscriptions')
    .select(({ fn }) => fn.min('due_at').as('at'))
    .where(row => row.or([row('taken_until', 'is', null), row('taken_until', '<=', at)]))
    .executeTakeFirst()
  return row?.at ?? null
}
