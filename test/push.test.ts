/**
 * Push through the whole program: a source whose feed names a hub is subscribed to, what is pushed is mailed, a hub
 * that dies leaves its source to polls, and what a hub was thanked for survives `kill -9`.
 */
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import type { Store } from '../src/store/index.ts'
import { startNewsroom } from './support/newsroom.ts'
import { openPlace } from './support/open-place.ts'
import { pollUntil } from './support/poll-until.ts'
import { portToKeep } from './support/port-to-keep.ts'
import { proofSize } from './support/proof-size.ts'
import { runHere } from './support/run-here.ts'
import { migratedStorePlace } from './support/store-place.ts'
import { environmentOf, startTocsin } from './support/tocsin-process.ts'
import { type HubSubscription, startWebSubHub, type WebSubHub } from './support/websub-hub.ts'

const kills = proofSize(3, 20)

test('a source that names a hub is subscribed to, and what is pushed is mailed; polls take over when the hub dies', async t => {
  const newsroom = await startNewsroom(t, { readers: ['reader@example.org'] })
  const hub = await startWebSubHub(t)
  const feed = await startHubbedFeed(t, hub)
  await newsroom.run('source', 'add', feed.url, '--on-item', 'send')
  await subscribed(hub)
  await untilTitles(newsroom.store, ['Glacier opens'])
  const looks = feed.polls()

  const [answer] = await hub.publish(feed.url, rss(['Tramway burns after nine hearings']))
  assert.equal(answer?.status, 202)
  await newsroom.sink.waitForCount(1)
  const [mail] = await newsroom.inbox('reader@example.org')
  assert.match(mail?.mail.subject ?? '', /Tramway burns/)
  assert.equal(feed.polls(), looks, 'no poll was needed')

  await hub.stop()
  feed.titles.unshift('Orchestra halts in Calmera')
  await leaseRunsOut(newsroom.store)
  await newsroom.sink.waitForCount(2)
  const [, second] = await newsroom.inbox('reader@example.org')
  assert.match(second?.mail.subject ?? '', /Orchestra halts/)
})

test('promise 1: what a hub was thanked for and nobody had read is there after kill -9', async t => {
  const { env, store, hub, feed } = await startPlace(t)
  const server = await startTocsin(t, env)
  await subscribed(hub)
  await untilTitles(store, ['Glacier opens'])
  await server.stop()

  const receiver = await startTocsin(t, env, ['--roles', 'web'])
  const answers = await hub.publish(feed.url, rss(['Tramway burns']))
  assert.deepEqual(
    answers.map(({ status }) => status),
    [202],
  )
  await receiver.kill()

  await startTocsin(t, env)
  await untilTitles(store, ['Glacier opens', 'Tramway burns'])
  assert.deepEqual(await store.read.selectFrom('pushed_documents').select('id').execute(), [])
})

test('promise 1: killed at random moments while a hub pushes, every item is there once', async t => {
  const { env, store, hub, feed } = await startPlace(t)
  let server = await startTocsin(t, env)
  await subscribed(hub)
  await untilTitles(store, ['Glacier opens'])
  const to = [...hub.subscriptions.values()][0]
  assert.ok(to)
  const pushing = new AbortController()
  const thanked: string[] = []
  const pushed = pushUntil(hub, to, { signal: pushing.signal, thanked, titles: feed.titles })
  for (let killed = 0; killed < kills; killed++) {
    await delay(Math.random() * 550)
    await server.kill()
    server = await startTocsin(t, env)
  }
  await pollUntil('more pushes than kills', async () => thanked.length > kills)
  pushing.abort()
  await pushed
  await untilTitles(store, feed.titles)
  assert.equal(await server.stop(), 0)
})

async function startPlace(t: TestContext) {
  const place = await migratedStorePlace(t)
  const port = await portToKeep()
  const env = environmentOf(place, { PORT: String(port), PUBLIC_URL: `http://localhost:${port}` })
  const hub = await startWebSubHub(t)
  const feed = await startHubbedFeed(t, hub)
  const { code, err } = await runHere(env, ['source', 'add', feed.url, '--every', '1h'])
  assert.equal(code, 0, err)
  const store = await openPlace(place)
  t.after(() => store.close())
  return { env, store, hub, feed }
}

/** A feed that lists `titles`, and names the hub and its own address. */
async function startHubbedFeed(t: TestContext, hub: WebSubHub) {
  const titles = ['Glacier opens']
  let [polls, url] = [0, '']
  const server = createServer((request, response) => {
    if (request.url !== '/feed.xml') return void response.writeHead(404).end()
    polls++
    const link = `<${hub.url}>; rel="hub", <${url}>; rel="self"`
    response.writeHead(200, { 'content-type': 'application/rss+xml', link }).end(rss(titles))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  // A TCP server's address is never a pipe's name.
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/feed.xml`
  return { url, titles, polls: () => polls }
}

function rss(titles: readonly string[]): string {
  const items = titles.map(
    title =>
      `<item><title>${title}</title><guid>${title}</guid><link>https://news.example/${encodeURI(title)}</link></item>`,
  )
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>Invented News</title>${items.join('')}</channel></rss>`
}

/** Days pass for the hub, which renews nothing. */
async function leaseRunsOut(store: Store): Promise<void> {
  const at = Date.now()
  await store.write(async tx => {
    await tx.updateTable('push_subscriptions').set({ lease_expires_at: at, due_at: at }).execute()
    tx.wake('sources')
  })
}

async function subscribed(hub: WebSubHub): Promise<void> {
  await pollUntil('a verified subscription', async () => hub.subscriptions.size > 0)
}

/** In any order, each once. */
async function untilTitles({ read }: Store, titles: readonly string[]): Promise<void> {
  const wanted = titles.toSorted().join('\n')
  let there = ''
  await pollUntil(
    'the items',
    async () => {
      const rows = await read.selectFrom('items').select('title').execute()
      there = rows
        .map(({ title }) => title)
        .toSorted()
        .join('\n')
      return there.length >= wanted.length
    },
    60_000,
  )
  assert.equal(there, wanted)
}

/** As a publisher and its hub do: the feed has it too, and what was not thanked for is sent again, the last one as well. */
async function pushUntil(
  hub: WebSubHub,
  to: HubSubscription,
  { signal, thanked, titles }: { signal: AbortSignal; thanked: string[]; titles: string[] },
): Promise<void> {
  for (let n = 0; !signal.aborted; n += 1) {
    const title = `Report ${n} from the harbour of ${'abcdefghij'[n % 10]}`
    titles.unshift(title)
    while ((await hub.deliver(to, { body: rss([title]) }).catch(() => null))?.status !== 202) await delay(5)
    thanked.push(title)
    await delay(5)
  }
}
