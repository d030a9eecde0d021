/**
 * A source that names a hub, the hub, and as much of Tocsin as push needs: the store, the callback over real HTTP,
 * and the work of the watcher, done when the test says so, on a clock that the test moves.
 */
import { randomBytes } from 'node:crypto'
import type { TestContext } from 'node:test'
import type { Selectable } from 'kysely'
import { pino } from 'pino'
import { pushRoutes } from '../../src/site/index.ts'
import {
  hereReader,
  type Publisher,
  publish,
  startPublisher,
  startWatching,
  type Watching,
} from '../../src/sources/poll/test-publisher.ts'
import { askDueHubs, type HubWorkerOptions } from '../../src/sources/push/hub-worker.ts'
import { takeWaiting } from '../../src/sources/push/pushed-worker.ts'
import type { PushSubscriptionsTable } from '../../src/sources/push/schema.ts'
import { createWebApp, listen, trustProxies } from '../../src/web/index.ts'
import { type HubSubscription, startWebSubHub, type WebSubHub } from './websub-hub.ts'

export const minuteMs = 60_000
export const dayMs = 24 * 60 * minuteMs

export interface PushedSource extends Watching {
  hub: WebSubHub
  publisher: Publisher
  topic: string
  origin: string
  /** What the source answers from now on, with its hubs and its own address in the Link header. */
  offers(body: string, links?: { hubs?: readonly string[]; self?: string | null }): void
  /** Does what is due at the hubs, and waits for their verification. */
  askHubs(): Promise<void>
  /** Reads and stores everything that was pushed. */
  takePushed(): Promise<void>
  subscriptions(): Promise<Selectable<PushSubscriptionsTable>[]>
  /** The one that is not being given back. */
  subscription(): Promise<Selectable<PushSubscriptionsTable>>
  /** As the hub has it. */
  atHub(): HubSubscription
  waiting(): Promise<number>
}

export interface PushedSourceOptions {
  publicUrl?: string
  leaseSeconds?: number
}

export async function startPushedSource(
  t: TestContext,
  { publicUrl, leaseSeconds }: PushedSourceOptions = {},
): Promise<PushedSource> {
  const hub = await startWebSubHub(t, leaseSeconds ? { leaseSeconds } : {})
  const [publisher, watching] = [await startPublisher(t), await startWatching(t)]
  const { store, clock, fetch } = watching
  const log = pino({ level: 'silent' })
  const secrets = { current: new Uint8Array(32).fill(1), previous: null }
  const app = createWebApp({
    routes: pushRoutes({ store, clock, secrets, random: randomBytes }),
    identify: { editor: async () => null, token: async () => null },
    assets: name => `/assets/${name}`,
    clientAddressOf: trustProxies([]),
    https: false,
    log,
  })
  const listening = await listen(app, '127.0.0.1', 0)
  t.after(() => listening.stop())
  const origin = `http://127.0.0.1:${listening.port}`
  const callbacks = { publicUrl: publicUrl ?? origin, secrets }
  const options: HubWorkerOptions = { store, clock, random: randomBytes, log, fetch, callbacks }
  const never = new AbortController().signal
  const subscriptions = () => store.read.selectFrom('push_subscriptions').selectAll().orderBy('id').execute()
  return {
    ...watching,
    ...{ hub, publisher, origin, topic: publisher.url, subscriptions },
    offers(body, { hubs = [hub.url], self = publisher.url } = {}) {
      const links = [...hubs.map(url => `<${url}>; rel="hub"`), ...(self ? [`<${self}>; rel=self`] : [])]
      publish(publisher, body, { link: links.join(', ') })
    },
    async askHubs() {
      while ((await askDueHubs(options, never)) > 0) await hub.settled()
      await hub.settled()
    },
    async takePushed() {
      while ((await takeWaiting({ store, clock, log, reader: hereReader })) > 0);
    },
    async subscription() {
      const current = (await subscriptions()).filter(({ state }) => state !== 'leaving')
      if (current.length !== 1 || !current[0]) throw new Error(`${current.length} subscriptions, not one`)
      return current[0]
    },
    atHub() {
      const [one] = [...hub.subscriptions.values()].slice(-1)
      if (!one) throw new Error('the hub has no subscription')
      return one
    },
    async waiting() {
      return (await store.read.selectFrom('pushed_documents').select('id').execute()).length
    },
  }
}

/** Polled once, subscribed, verified. */
export async function startSubscribed(
  t: TestContext,
  body: string,
  options: PushedSourceOptions = {},
): Promise<PushedSource> {
  const source = await startPushedSource(t, options)
  await source.add(source.publisher.url)
  source.offers(body)
  await source.poll()
  await source.askHubs()
  return source
}
