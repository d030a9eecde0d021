/**
 * What Prometheus reads. Every application has a registry of its own, made at the first scrape: process metrics
 * keep observers open for ever, which a command that only prints the routes must not. The numbers are read from
 * the store at every scrape, so they are the same whichever process is asked; while it is away there are those of the process.
 */
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import { countAlerts } from '../alerts/index.ts'
import {
  countDeliveries,
  countOutbox,
  type LatencyFigures,
  latencyStages,
  readFence,
  readLatencyFigures,
  readPaces,
  readRelayProblem,
  type StageFigures,
} from '../deliveries/index.ts'
import { StoreAwayError } from '../errors.ts'
import { countProblems, countSources, readWays } from '../sources/index.ts'
import type { ApiHandler, ApiParts } from './api-route.ts'
import { askStore } from './health.ts'

type MetricsParts = Pick<ApiParts, 'store' | 'clock' | 'config'>

/** Domains that are shown by name: a scrape must not grow with whoever pushes back. */
const mostScopes = 50

export function createMetrics(parts: MetricsParts): ApiHandler {
  let made: ReturnType<typeof createRegistries> | null = null
  return async (_, c) => {
    made ??= createRegistries(parts)
    const { ofProcess, away, ofStore } = made
    const answer = await askStore(parts)
    // One that is full, or read-only, can still be read; one that says nothing would keep the scrape waiting.
    const stored = answer === 'late' ? null : await unlessAway(() => ofStore.metrics())
    away.set(answer === 'ready' && stored !== null ? 0 : 1)
    const own = await ofProcess.metrics()
    return c.body(stored === null ? own : `${own}\n${stored}`, 200, { 'content-type': ofProcess.contentType })
  }
}

/** What the process knows by itself, and what is in the store. */
function createRegistries(parts: MetricsParts) {
  const ofProcess = new Registry()
  collectDefaultMetrics({ register: ofProcess })
  const away = new Gauge({
    name: 'tocsin_store_away',
    help: '1 while the database cannot be worked with; numbers that are kept there may then be missing.',
    registers: [ofProcess],
  })
  return { ofProcess, away, ofStore: createStoreRegistry(parts) }
}

/** Null: the store is away. */
async function unlessAway(read: () => Promise<string>): Promise<string | null> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof StoreAwayError) return null
    throw error
  }
}

function createStoreRegistry(parts: MetricsParts): Registry {
  const { read } = parts.store
  const registry = new Registry()
  const gauges = gaugesOf(registry)
  gauges.labelled(
    'tocsin_deliveries',
    'Deliveries of all alerts, by what became of them.',
    'state',
    async () => {
      const { resent: _, ...states } = await countDeliveries(read)
      return states
    },
  )
  gauges.single(
    'tocsin_deliveries_resent',
    'Deliveries that were sent a second time after uncertain.',
    async () => (await countDeliveries(read)).resent,
  )
  gauges.labelled('tocsin_alerts', 'Alerts, by state.', 'state', () => countAlerts(read))
  gauges.labelled('tocsin_outbox_mails', 'Single mails, by state.', 'state', () => countOutbox(read))
  gauges.single(
    'tocsin_sending_fenced',
    '1 while nothing is sent, because the database was restored from a backup.',
    async () => Number((await readFence(read)) !== null),
  )
  gauges.single('tocsin_relay_failing', '1 while the relay takes no mail, or is out of reach.', async () =>
    Number((await readRelayProblem(read)) !== null),
  )
  addPaces(gauges, parts)
  gauges.labelled('tocsin_sources', 'Sources, by how they are as of their last look.', 'health', () =>
    countSources(read),
  )
  gauges.labelled(
    'tocsin_source_problems',
    'Sources in trouble, silent or odd, by the kind of problem; kinds that none has are left out.',
    'kind',
    () => countProblems(read),
  )
  addLatencies(registry, parts)
  addWays(gauges, parts)
  return registry
}

/** Of sources that a hub pushes; the same numbers as at the desk, over all of them. */
function addWays(gauges: Gauges, { store, clock }: MetricsParts): void {
  const ways = () => readWays(store.read, { at: clock.now() })
  gauges.labelled(
    'tocsin_pushed_sources',
    'Sources that name a hub, by what has come of it.',
    'state',
    async () => {
      const { sources } = await ways()
      const active = sources.filter(({ state }) => state === 'active').length
      const relied = sources.filter(({ pushedUntil }) => pushedUntil !== null).length
      return { wanted: sources.length - active, active, relied }
    },
  )
  gauges.labelled(
    'tocsin_first_seen_items',
    'Items of a week, of sources that name a hub, by which way they were seen first.',
    'way',
    async () => {
      const { poll, push } = (await ways()).all
      return { poll: poll.first, push: push.first }
    },
  )
  gauges.labelled(
    'tocsin_other_way_later_seconds',
    'How much later the other way brought what this one was first to bring, the median.',
    'first',
    async () => {
      const lags = Object.entries((await ways()).all).flatMap(([way, { otherLaterMs }]) =>
        otherLaterMs === null ? [] : [[way, otherLaterMs / 1_000] as const],
      )
      return Object.fromEntries(lags)
    },
  )
}

/** Only what pushed back and has not recovered is there; the slowest, if there are many. */
function addPaces(gauges: Gauges, { store, clock, config }: MetricsParts): void {
  const { throttles } = config
  const slowest = async () => {
    const paces = await readPaces(store.read, { throttles, at: clock.now() })
    return paces.toSorted((one, other) => one.perSecond - other.perSecond)
  }
  gauges.single(
    'tocsin_slowed_scopes',
    'Domains, groups of them, or the relay, whose pace has fallen.',
    async () => (await slowest()).length,
  )
  gauges.labelled(
    'tocsin_slowed_pace_messages_per_second',
    'What may start now, of the slowest whose pace has fallen.',
    'scope',
    async () =>
      Object.fromEntries((await slowest()).slice(0, mostScopes).map(pace => [pace.scope, pace.perSecond])),
  )
}

const hourMs = 60 * 60_000

/**
 * A window and not a total: whoever scrapes sees how fast it is now, the same from each process, also just after one
 * was started.
 */
function addLatencies(registry: Registry, { store, clock }: MetricsParts): void {
  const name = 'tocsin_alert_stage_seconds'
  const of = 'Of items that became alerts in the last hour'
  // The gauges of one scrape collect at the same time: one look at the ledger is enough for them.
  let look: Promise<LatencyFigures> | null = null
  const figures = () => {
    look ??= readLatencyFigures(store.read, { from: clock.now() - hourMs }).finally(() => {
      look = null
    })
    return look
  }
  const add = (suffix: string, help: string, samples: (figures: StageFigures) => StageSample[]) =>
    new Gauge({
      ...{ name: name + suffix, help: `${of}: ${help}`, registers: [registry] },
      labelNames: ['stage', 'quantile'],
      async collect() {
        const { stages } = await figures()
        this.reset()
        for (const stage of latencyStages)
          for (const { quantile, value } of samples(stages[stage]))
            this.set(quantile === undefined ? { stage } : { stage, quantile }, value)
      },
    })
  add(
    '',
    'how long each stage took; "machine" is from seen to mailed without the wait for an editor.',
    quantiles,
  )
  add('_sum', 'what each stage took, added up.', ({ sumMs }) => [{ value: sumMs / 1000 }])
  add('_count', 'how many have passed each stage.', ({ count }) => [{ value: count }])
}

interface StageSample {
  quantile?: string
  value: number
}

function quantiles({ medianMs, p90Ms, maxMs }: StageFigures): StageSample[] {
  const all = { '0.5': medianMs, '0.9': p90Ms, '1': maxMs }
  return Object.entries(all).flatMap(([quantile, ms]) =>
    ms === null ? [] : [{ quantile, value: ms / 1000 }],
  )
}

interface Gauges {
  single(name: string, help: string, value: () => Promise<number>): void
  /** Its label's value -> the number. */
  labelled(
    name: string,
    help: string,
    label: string,
    values: () => Promise<Readonly<Partial<Record<string, number>>>>,
  ): void
}

function gaugesOf(registry: Registry): Gauges {
  const registers = [registry]
  return {
    single(name, help, value) {
      new Gauge({
        ...{ name, help, registers },
        async collect() {
          this.set(await value())
        },
      })
    },
    labelled(name, help, label, values) {
      new Gauge({
        ...{ name, help, registers, labelNames: [label] },
        async collect() {
          const now = await values()
          // What has gone meanwhile must not stay.
          this.reset()
          for (const [value, number] of Object.entries(now)) this.set({ [label]: value }, number ?? 0)
        },
      })
    },
  }
}
