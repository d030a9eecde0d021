/**
 * What Prometheus reads. Every application has a registry of its own, made at the first scrape: process metrics
 * keep observers open for ever, which a command that only prints the routes must not. The numbers are read from
 * the store at every scrape, so they are the same whichever process is asked.
 */
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import { countAlerts } from '../alerts/index.ts'
import { countDeliveries, countOutbox, readFence } from '../deliveries/index.ts'
import { listSources } from '../sources/index.ts'
import type { Store } from '../store/index.ts'
import type { ApiHandler, ApiParts } from './api-route.ts'

export function createMetrics({ store }: Pick<ApiParts, 'store'>): ApiHandler {
  let registry: Registry | null = null
  return async (_, c) => {
    registry ??= createRegistry(store)
    return c.body(await registry.metrics(), 200, { 'content-type': registry.contentType })
  }
}

function createRegistry({ read }: Store): Registry {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const gauge = (
    name: string,
    help: string,
    label: string,
    totals: () => Promise<Readonly<Record<string, number>>>,
  ) =>
    new Gauge({
      name,
      help,
      labelNames: [label],
      registers: [registry],
      async collect() {
        for (const [value, total] of Object.entries(await totals())) this.set({ [label]: value }, total)
      },
    })
  gauge('tocsin_deliveries', 'Deliveries of all alerts, by what became of them.', 'state', async () => {
    const { resent: _, ...states } = await countDeliveries(read)
    return states
  })
  new Gauge({
    name: 'tocsin_deliveries_resent',
    help: 'Deliveries that were sent a second time after uncertain.',
    registers: [registry],
    async collect() {
      this.set((await countDeliveries(read)).resent)
    },
  })
  gauge('tocsin_alerts', 'Alerts, by state.', 'state', () => countAlerts(read))
  gauge('tocsin_outbox_mails', 'Single mails, by state.', 'state', () => countOutbox(read))
  new Gauge({
    name: 'tocsin_sending_fenced',
    help: '1 while nothing is sent, because the database was restored from a backup.',
    registers: [registry],
    async collect() {
      this.set((await readFence(read)) ? 1 : 0)
    },
  })
  gauge('tocsin_sources', 'Sources, by how their last poll went.', 'health', async () => {
    const sources = await listSources(read)
    const failing = sources.filter(({ problem }) => problem !== null).length
    return { ok: sources.length - failing, failing }
  })
  return registry
}
