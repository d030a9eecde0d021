/**
 * From a hub's POST to the stored item. The program runs as an operator starts it; a hub that follows the
 * recommendation pushes one new item at a time, and a second connection to the store looks every millisecond
 * whether the item is there. Before each push a bare request shows what the machine itself takes. Then a storm: as many pushes as there are, of many sources at once.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import type { Store } from '../../src/store/index.ts'
import { openPlace } from '../../test/support/open-place.ts'
import { pollUntil } from '../../test/support/poll-until.ts'
import { environmentOf, runCommand, startTocsin } from '../../test/support/tocsin-process.ts'
import { startWebSubHub, type WebSubHub } from '../../test/support/websub-hub.ts'
import { freshPlace } from '../send/place.ts'
import type { BenchScope } from '../support/scope.ts'
import { percentile } from '../support/statistics.ts'

const sources = 25
const warmUps = 20
/** Of a feed that hubs push whole; the new item is its first. */
const itemsInFeed = 30

export interface PushLatency {
  store: 'sqlite' | 'postgres'
  pushes: number
  /** From the first octet of the POST to the item in the store. */
  storedMs: { p50: number; p90: number; p99: number; max: number }
  /** To the hub's thanks. */
  thankedMs: { p50: number; p99: number }
  /** A page that asks the store one thing, asked before each push. */
  bareRequestMs: { p50: number; p99: number }
  /** Of the storm: pushes a second from the first POST to the last item. */
  stormPerSecond: number
}

export interface PushOptions {
  store: 'sqlite' | 'postgres'
  /** Where the store lies. */
  folder: string
  pushes: number
  json: boolean
}

export async function pushLatency(
  scope: BenchScope,
  { store: kind, pushes, json, folder }: PushOptions,
): Promise<void> {
  const place = await freshPlace(scope, kind, folder)
  const hub = await startWebSubHub(scope)
  const origin = await startFeeds(scope, hub)
  const env = environmentOf(place)
  const topics = Array.from({ length: sources }, (_, n) => `${origin}/${n}.xml`)
  for (const topic of topics) {
    const { code, err } = await runCommand(env, ['source', 'add', topic, '--every', '1h'])
    if (code !== 0) throw new Error(err)
  }
  await using store = await openPlace(place)
  const server = await startTocsin(scope, env)
  await pollUntil('all subscriptions', async () => hub.subscriptions.size === sources)
  const { storedMs, thankedMs, bareMs } = await oneAtATime(hub, store, {
    ...{ topics, pushes },
    healthUrl: `${server.origin}/readyz`,
  })
  const stormPerSecond = await storm(hub, store, { topics, pushes })
  await server.stop()
  const spread = (all: number[], share: number) => Math.round(percentile(all, share) * 10) / 10
  const result: PushLatency = {
    ...{ store: kind, pushes },
    storedMs: {
      p50: spread(storedMs, 0.5),
      p90: spread(storedMs, 0.9),
      p99: spread(storedMs, 0.99),
      max: spread(storedMs, 1),
    },
    thankedMs: { p50: spread(thankedMs, 0.5), p99: spread(thankedMs, 0.99) },
    bareRequestMs: { p50: spread(bareMs, 0.5), p99: spread(bareMs, 0.99) },
    stormPerSecond: Math.round(stormPerSecond),
  }
  if (json) console.log(JSON.stringify({ part: 'push', ...result }))
  else print(result)
}

function print({ store, pushes, storedMs, thankedMs, bareRequestMs, stormPerSecond }: PushLatency): void {
  const { p50, p90, p99, max } = storedMs
  console.log(`push (${store}), ${pushes} pushes of a feed of ${itemsInFeed} items, one of them new:`)
  console.log(`  to the stored item   p50 ${p50} ms   p90 ${p90} ms   p99 ${p99} ms   max ${max} ms`)
  console.log(`  to the thanks        p50 ${thankedMs.p50} ms   p99 ${thankedMs.p99} ms`)
  console.log(`  a bare request       p50 ${bareRequestMs.p50} ms   p99 ${bareRequestMs.p99} ms`)
  console.log(`  all at once, ${sources} sources: ${stormPerSecond} a second, until the last item is stored`)
}

interface Run {
  topics: readonly string[]
  pushes: number
}

async function oneAtATime(
  hub: WebSubHub,
  store: Store,
  { topics, pushes, healthUrl }: Run & { healthUrl: string },
) {
  const [storedMs, thankedMs, bareMs]: [number[], number[], number[]] = [[], [], []]
  for (let n = 0; n < warmUps + pushes; n++) {
    const title = `Report ${n} of the harbour master`
    const topic = topics[n % topics.length] ?? ''
    // At a moment of its own, as news comes.
    await delay(Math.random() * 20)
    const asked = performance.now()
    await (await fetch(healthUrl)).text()
    const bare = performance.now() - asked
    await delay(Math.random() * 20)
    const from = performance.now()
    const thanked = hub.publish(topic, feedWith(title)).then(() => performance.now() - from)
    while (!(await isStored(store, title))) await delay(1)
    const stored = performance.now() - from
    const answered = await thanked
    if (n < warmUps) continue
    storedMs.push(stored)
    thankedMs.push(answered)
    bareMs.push(bare)
  }
  return { storedMs, thankedMs, bareMs }
}

async function isStored({ read }: Store, title: string): Promise<boolean> {
  // By the newest id: no index knows titles.
  const newest = await read.selectFrom('items').select('title').orderBy('id', 'desc').limit(1).execute()
  return newest[0]?.title === title
}

async function storm(hub: WebSubHub, store: Store, { topics, pushes }: Run): Promise<number> {
  const count = async () => {
    const { all } = await store.read
      .selectFrom('items')
      .select(({ fn }) => fn.countAll<number>().as('all'))
      .executeTakeFirstOrThrow()
    return Number(all)
  }
  const before = await count()
  const from = performance.now()
  const queue = Array.from({ length: pushes }, (_, n) => n).values()
  const lane = async () => {
    for (const n of queue) await hub.publish(topics[n % topics.length] ?? '', feedWith(`Storm warning ${n}`))
  }
  await Promise.all(Array.from({ length: 16 }, lane))
  await pollUntil('every item of the storm', async () => (await count()) >= before + pushes)
  return (pushes / (performance.now() - from)) * 1_000
}

function feedWith(title: string): string {
  return rss([title, ...Array.from({ length: itemsInFeed - 1 }, (_, n) => `Earlier report ${n}`)])
}

function rss(titles: readonly string[]): string {
  const items = titles.map(
    title =>
      `<item><title>${title}</title><guid isPermaLink="false">${title}</guid><link>https://news.example/${encodeURIComponent(title)}</link>` +
      `<description>${'What is known so far, told in a sentence of some length. '.repeat(8)}</description></item>`,
  )
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour wire</title>${items.join('')}</channel></rss>`
}

async function startFeeds(scope: BenchScope, hub: WebSubHub): Promise<string> {
  let origin = ''
  const server = createServer((request, response) => {
    if (!request.url?.endsWith('.xml')) return void response.writeHead(404).end()
    const link = `<${hub.url}>; rel="hub", <${origin}${request.url}>; rel="self"`
    response.writeHead(200, { 'content-type': 'application/rss+xml', link }).end(feedWith('The first report'))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  scope.after(() => {
    server.closeAllConnections()
    server.close()
  })
  // A TCP server's address is never a pipe's name.
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return origin
}
