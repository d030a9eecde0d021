/**
 * Polls what is due. The loop only leases and starts; each poll runs by itself, so that a slow server holds
 * up nobody but its own host. What always holds: at most `maxPolls` work at a time (`places.ts`) and `maxPollsPerHost`
 * run of one host; a source is polled by one process at a time; no transaction is open while the network is waited for.
 */
import type { Logger } from 'pino'
import type { Clock } from '../../clock.ts'
import type { SafeFetch } from '../../net/index.ts'
import { createWorker, type Read, type StepResult, type Store, type Worker } from '../../store/index.ts'
import { findSource } from '../discover/find-source.ts'
import { fault } from '../health/index.ts'
import { createOwnOutage, type OwnOutage } from '../outage/own-outage.ts'
import { pageItem } from '../page/store-page.ts'
import type { Reader } from '../reader/index.ts'
import type { Health } from '../schema.ts'
import { readKnownParts } from '../sitemap/keep-parts.ts'
import { createFirstLooks, type FirstLooks } from './first-looks.ts'
import { createHostTurns } from './host-turns.ts'
import {
  type LeasedSource,
  leaseDueSources,
  nextDueAt,
  releaseLeftLeases,
  releaseSource,
} from './lease-sources.ts'
import { createPlaces } from './places.ts'
import { readRobots } from './read-robots.ts'
import { type KnownBefore, nothingBefore, type Reading, readSource } from './read-source.ts'
import { createTimekeeping } from './reckon-again.ts'
import { recordFinding } from './record-finding.ts'
import { type Polled, recordPoll } from './record-poll.ts'

export interface WatcherOptions {
  store: Store
  clock: Clock
  /** From 0 to less than 1; spreads the polls. */
  random: () => number
  log: Logger
  fetch: SafeFetch
  reader: Reader
}

const maxPolls = 32
/** Servers that are well answer sooner; who does not is no longer waited for by others. */
const patienceMs = 2_000
/** As many as browsers allow themselves for one host. */
const maxPollsPerHost = 6
const maxRobots = 8
const slowestLookMs = 5_000

export function createWatcher(options: WatcherOptions): Worker {
  const { store, clock, log, fetch, random } = options
  const outage = createOwnOutage(options, `${clock.now()}-${random()}`)
  const places = createPlaces({ count: maxPolls, patienceMs, fetch, clock })
  const polls = new Map<LeasedSource, Promise<void>>()
  const robots = createRobotsReading(options)
  const nudge = createNudge(store)
  const firstLooks = createFirstLooks(options, said.failing)
  let started = false
  const keepTime = createTimekeeping(options)
  const room = () => ({ running: countByHost(polls.keys()), perHost: maxPollsPerHost })
  const step = async (signal: AbortSignal): Promise<StepResult> => {
    if (!started) await releaseLeftLeases(store)
    started = true
    firstLooks.tellWhenQuiet()
    const at = await keepTime()
    const slots = outage.isOn() ? outage.probes() : places.free()
    const leased = await leaseDueSources(store, { ...room(), at, slots })
    for (const source of leased) {
      places.take(source)
      if (source.robotsDue) robots.start(source, signal)
      const parts = { ...options, ...places.partsFor(source), firstLooks, outage }
      const poll = pollSafely(parts, source, signal).finally(() => {
        places.leave(source)
        polls.delete(source)
        nudge.now()
      })
      polls.set(source, poll)
    }
    if (outage.isOn()) return outage.probeEveryMs
    // A poll that ends makes room and wakes the loop.
    if (places.free() === 0) return (places.nextFreeAt() ?? Infinity) - clock.now()
    if (leased.length > 0) return 'again'
    const due = await nextDueAt(store, { ...room(), at: clock.now() })
    return due === null ? 'idle' : due - clock.now()
  }
  const worker = createWorker({
    name: 'watcher',
    store: nudge.store,
    clock,
    log,
    channels: ['sources'],
    pollMs: slowestLookMs,
    step,
  })
  return {
    start: worker.start,
    async stop() {
      await worker.stop()
      await Promise.all([...polls.values(), robots.ended()])
      firstLooks.tell()
      started = false
    },
  }
}

/** Polls one source from fetch to stored items. Rejects only when the store takes nothing, or when `signal` aborts. */
export async function pollSource(
  { store, clock, random, fetch, reader, log, outage }: WatcherOptions & { outage?: OwnOutage },
  source: LeasedSource,
  signal: AbortSignal,
): Promise<Polled> {
  const by = { fetch, reader, clock, now: clock.now, signal }
  if (source.kind === 'unknown') {
    const turns = createHostTurns(store, by, source.host)
    const finding = await findSource(source.url, { ...by, turns })
    return recordFinding(store, source, finding, { now: clock.now, random })
  }
  // A feed's fetch begins at once: the loop asks for how long its place is taken.
  const before = source.kind === 'feed' ? nothingBefore : await knownBefore(store.read, source)
  const reading = await readSource(source, by, before)
  if (reading.kind === 'failed' && reading.fault)
    log.error({ source: source.id, host: source.host, err: reading.fault }, 'an answer could not be read')
  if (await outage?.isToBlame(source, reading))
    return { recorded: false, newItems: 0, problem: null, health: 'ok', healthChanged: false, isFirst: false }
  return recordOrTell({ store, log }, source, reading, { at: clock.now(), random })
}

/**
 * What cannot be stored, whatever the reason, is a trouble of the source like any other: untold, it would be asked for
 * again as often as leases end, for ever, and the desk would show a source that is well.
 */
async function recordOrTell(
  { store, log }: Pick<WatcherOptions, 'store' | 'log'>,
  source: LeasedSource,
  reading: Reading,
  time: { at: number; random: () => number },
): Promise<Polled> {
  const record = (what: Reading) => recordPoll(store, source, what, time)
  try {
    // A store that was away for a moment is no trouble of the source's, and news does not wait for the next look.
    return await record(reading).catch(() => record(reading))
  } catch (err) {
    if (reading.kind === 'failed') throw err
    log.error({ source: source.id, host: source.host, err }, 'what a source said could not be stored')
    const { wishes, answer, ms } = reading
    return record({ kind: 'failed', problem: fault, wishes, answer, ms })
  }
}

async function knownBefore(read: Read, { id, kind }: LeasedSource): Promise<KnownBefore> {
  if (kind === 'sitemap') return { ...nothingBefore, parts: await readKnownParts(read, id) }
  return kind === 'page' ? { ...nothingBefore, page: await pageItem(read, id) } : nothingBefore
}

const said: Readonly<Record<Health, string>> = {
  ok: 'a source is well again',
  failing: 'a source is in trouble',
  silent: 'a source is silent for longer than it ever is',
  notice: 'a source is odd',
  stopped: 'a source is no longer watched',
}

async function pollSafely(
  options: WatcherOptions & { firstLooks: FirstLooks; outage: OwnOutage },
  source: LeasedSource,
  signal: AbortSignal,
): Promise<void> {
  const { store, log, firstLooks } = options
  const about = { source: source.id, host: source.host }
  try {
    const { problem, health, healthChanged, newItems, isFirst } = await pollSource(options, source, signal)
    if (isFirst && health === 'failing') firstLooks.failed(about, problem)
    else if (healthChanged && health === 'ok') log.info(about, said.ok)
    else if (healthChanged)
      log.warn({ ...about, problem: problem?.kind, words: problem?.words }, said[health])
    if (newItems > 0) log.debug({ ...about, newItems }, 'new items')
  } catch (error) {
    if (!signal.aborted)
      log.error({ ...about, err: error }, 'a poll failed and is repeated when its lease ends')
    else await releaseSource(store, source).catch(() => undefined)
  }
}

/** A few at a time, for a slow one must not make others wait; who finds no room is tried again in an hour. */
function createRobotsReading({ store, clock, fetch, log }: WatcherOptions) {
  const running = new Set<Promise<void>>()
  return {
    start(source: LeasedSource, signal: AbortSignal): void {
      if (running.size >= maxRobots) return
      const reading = readRobots({ store, now: clock.now, fetch, signal }, source)
        .catch(error => {
          if (!signal.aborted) log.error({ host: source.host, err: error }, 'a robots.txt could not be read')
        })
        .finally(() => running.delete(reading))
      running.add(reading)
    },
    ended: () => Promise.all(running),
  }
}

function countByHost(sources: Iterable<LeasedSource>): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { host } of sources) counts.set(host, (counts.get(host) ?? 0) + 1)
  return counts
}

/** The store as the loop hears it: besides the store's wake-ups, its own polls' ends, which concern nobody else. */
function createNudge(store: Store): { store: Store; now: () => void } {
  const listeners = new Set<() => void>()
  return {
    now() {
      for (const listener of listeners) listener()
    },
    store: {
      ...store,
      onWake(to, wake) {
        const off = store.onWake(to, wake)
        const listener = () => wake('sources')
        listeners.add(listener)
        return () => {
          listeners.delete(listener)
          off()
        }
      },
    },
  }
}
