/**
 * A source's new item to the SMTP server's acceptance: one item at a time, published at a random moment between
 * two polls. `fromPublish` holds the wait for the next poll; `fromPoll` begins when the feed is asked.
 */
import { createServer } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { pollUntil } from '../../test/support/poll-until.ts'
import type { SmtpSink } from '../../test/support/smtp-sink.ts'
import { type Environment, runCommand } from '../../test/support/tocsin-process.ts'
import type { BenchScope } from '../support/scope.ts'
import { percentile } from '../support/statistics.ts'

const everyMs = 100
const keptItems = 50
const warmUpItems = 5

export interface ItemLatency {
  items: number
  everyMs: number
  fromPublishMs: { p50: number; p99: number }
  fromPollMs: { p50: number; p99: number }
}

/** For a Tocsin that runs on this place with one subscriber and sends to this sink. */
export async function measureItems(
  scope: BenchScope,
  env: Environment,
  sink: SmtpSink,
  items: number,
): Promise<ItemLatency> {
  const feed = await startTimedFeed(scope)
  await watch(env, feed.url, 'send', `${everyMs}ms`)
  // The first successful poll's items make no alerts; so the first item is published after two.
  await pollUntil('two polls', async () => feed.polls() >= 2)
  const fromPublish: number[] = []
  const fromPoll: number[] = []
  for (let n = 0; n < warmUpItems + items; n++) {
    const before = sink.messages.length
    await delay(Math.random() * everyMs)
    const item = feed.publish()
    await sink.waitForCount(before + 1, 20_000)
    const acceptedAt = performance.now()
    if (n < warmUpItems) continue
    fromPublish.push(acceptedAt - item.publishedAt)
    fromPoll.push(acceptedAt - (item.servedAt ?? acceptedAt))
  }
  // What is measured after this shall not be polling.
  await watch(env, feed.url, 'none', '1d')
  const shares = (all: number[]) => ({ p50: percentile(all, 0.5), p99: percentile(all, 0.99) })
  return { items, everyMs, fromPublishMs: shares(fromPublish), fromPollMs: shares(fromPoll) }
}

async function watch(env: Environment, url: string, onItem: string, every: string): Promise<void> {
  const { code, err } = await runCommand(env, ['source', 'add', url, '--on-item', onItem, '--every', every])
  if (code !== 0) throw new Error(err)
}

interface TimedItem {
  number: number
  publishedAt: number
  /** When the feed was first asked with this item in it. */
  servedAt: number | null
}

async function startTimedFeed(scope: BenchScope) {
  const items: TimedItem[] = []
  let polls = 0
  const server = createServer((_request, response) => {
    polls++
    for (const item of items) item.servedAt ??= performance.now()
    response.writeHead(200, { 'content-type': 'application/rss+xml; charset=utf-8' })
    response.end(rss(items.slice(-keptItems).toReversed()))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  scope.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}/feed.xml`,
    polls: () => polls,
    publish() {
      const item: TimedItem = { number: items.length + 1, publishedAt: performance.now(), servedAt: null }
      items.push(item)
      return item
    },
  }
}

function rss(items: readonly TimedItem[]): string {
  const entries = items.map(
    ({ number }) =>
      `<item><title>Report ${number} from the harbour</title><link>https://news.example/${number}</link>` +
      `<guid isPermaLink="false">${number}</guid><description>Ship ${number} has arrived.</description></item>`,
  )
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour wire</title><link>https://news.example/</link><description>Ships.</description>${entries.join('')}</channel></rss>`
}
