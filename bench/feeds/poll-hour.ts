/**
 * `npm run bench:feeds -- --part poll [--sources 10000 --seed 1 --json]`: one hour of watching, in simulated time.
 * The publishers are invented (`poll-hour-publishers.ts`); their rhythms are as two days of watching leave them.
 * Lateness runs from when an item is there for whoever asks to when it is stored.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrations } from '../../src/migrations.ts'
import { seededRandom } from '../../src/sources/rhythm/test-arrivals.ts'
import { openStore, type Store } from '../../src/store/index.ts'
import { type BenchScope, createScope } from '../support/scope.ts'
import { type FirstState, startWatched } from './poll-hour-first.ts'
import { fixedInterval, intervalFor, type Outcome, oracle } from './poll-hour-peers.ts'
import { hourMs, inventPublishers, type Publisher } from './poll-hour-publishers.ts'
import { type Comparison, type PollHourResult, printPollHour, summarise } from './poll-hour-report.ts'
import { createSimulatedWatch } from './poll-hour-watch.ts'
import { startPublishers } from './start-publishers.ts'

/** A Wednesday morning. */
const hourAt = Date.UTC(2026, 0, 7, 9)

export async function pollHour(
  within: BenchScope,
  options: { sources: number; seed: number; json: boolean },
) {
  await using scope = createScope(within)
  const invention = { count: options.sources, seed: options.seed, hourAt }
  const publishers = inventPublishers(invention)
  const dataDir = await mkdtemp(join(tmpdir(), 'tocsin-bench-'))
  scope.after(() => rm(dataDir, { recursive: true, force: true }))
  const store = await openStore({ kind: 'sqlite', file: join(dataDir, 'tocsin.db') }, migrations)
  scope.after(() => store.close())
  const server = await startPublishers(scope, invention)
  const random = seededRandom(options.seed)
  const first: FirstState = { store, server, random, publishers, hourAt }
  await startWatched(scope, first)
  const watch = createSimulatedWatch(scope, { store, server, random, from: hourAt })
  const memory = watchMemory(scope)
  const [cpuFrom, wallFrom] = [process.cpuUsage(), performance.now()]
  await watch.until(hourAt + hourMs)
  const { user, system } = process.cpuUsage(cpuFrom)
  const wallMs = performance.now() - wallFrom
  const latenessOf = await readLateness(store)
  const compare = (some: readonly Publisher[]): Comparison => {
    const requests = some.reduce((sum, { index }) => sum + (watch.pollsOf.get(index) ?? 0), 0)
    return comparison(some, { requests, latenessMs: some.flatMap(latenessOf) }, options.seed)
  }
  const result: PollHourResult = {
    sources: options.sources,
    counts: watch.counts,
    cpuMs: (user + system) / 1_000,
    wallMs,
    memoryMib: memory(),
    all: compare(publishers),
    unlimited: compare(
      publishers.filter(({ ttlMs, maxAgeMs }) => ttlMs === null && (maxAgeMs ?? 0) <= 60_000),
    ),
  }
  if (options.json) console.log(JSON.stringify(result))
  else printPollHour(result)
}

function comparison(publishers: readonly Publisher[], own: Outcome, seed: number): Comparison {
  const fixed = (everyMs: number, polite: boolean) =>
    summarise(fixedInterval(publishers, hourAt, { everyMs, polite, seed }))
  const everyMs = intervalFor(own.requests, publishers, hourAt, { polite: true, seed })
  return {
    own: summarise(own),
    oracle: summarise(oracle(publishers, hourAt)),
    fiveMinutes: fixed(5 * 60_000, false),
    politeFiveMinutes: fixed(5 * 60_000, true),
    sameRequests: { ...fixed(everyMs, true), everyMs },
  }
}

/** What was not yet seen at the end will be at the next poll of its source. */
async function readLateness(store: Store): Promise<(publisher: Publisher) => number[]> {
  const seen = new Map<string, number>()
  const rows = await store.read
    .selectFrom('items')
    .select(['title', 'seen_at'])
    .where('first_poll', '=', 0)
    .execute()
  for (const { title, seen_at } of rows) seen.set(title.split(' ')[1] ?? '', seen_at)
  const sources = await store.read.selectFrom('sources').select(['url', 'next_poll_at']).execute()
  const nextPolls = new Map(
    sources.map(({ url, next_poll_at }) => [Number(url.split('/').at(-1)), next_poll_at]),
  )
  return ({ index, visibleAt }) =>
    visibleAt.flatMap((at, item) => {
      if (at < hourAt || at >= hourAt + hourMs) return []
      const seenAt = seen.get(`${index}/${item}`) ?? nextPolls.get(index)
      if (seenAt === undefined || seenAt === null || seenAt < at)
        throw new Error(`${index}/${item} was never seen.`)
      return [seenAt - at]
    })
}

/** The most that this process had, looked at ten times a second. */
function watchMemory(scope: BenchScope): () => number {
  let most = 0
  const look = () => {
    most = Math.max(most, process.memoryUsage.rss() / 2 ** 20)
  }
  const timer = setInterval(look, 100)
  scope.after(() => clearInterval(timer))
  return () => {
    look()
    return most
  }
}
