/**
 * Promise 1 on the way in, under `kill -9` at random moments: a feed keeps publishing while the server is killed
 * and started again on the same place; every item becomes one draft. Short form: 3 kills; `npm run prove`: 20.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { type ApiAlert, type ApiClient, createApiClient } from './support/api-client.ts'
import { type FeedServer, startFeedServer } from './support/feed-server.ts'
import { pollUntil } from './support/poll-until.ts'
import { proofSize } from './support/proof-size.ts'
import { runHere } from './support/run-here.ts'
import { migratedStorePlace, testStoreKind } from './support/store-place.ts'
import { environmentOf, startTocsin, type TocsinProcess } from './support/tocsin-process.ts'
import { untilPolled } from './support/until-polled.ts'

const kills = proofSize(3, 20)
const longestMs = 550

const skip =
  testStoreKind() === 'postgres' && proofSize(0, 1) === 0
    ? 'a poll that was killed holds its source until its lease lapses: npm run prove'
    : false
/** On PostgreSQL the last kill's lease has to lapse. */
const lastDraftMs = 90_000

test('promise 1: killed at random moments while a feed publishes, every item is one draft', {
  skip,
}, async t => {
  const feed = await startFeedServer(t)
  const env = environmentOf(await migratedStorePlace(t))
  const added = await runHere(env, ['source', 'add', feed.url, '--on-item', 'draft', '--every', '200ms'])
  assert.equal(added.code, 0, added.err)
  const api = await createApiClient(env)

  let server = await startTocsin(t, env)
  await untilPolled(env)
  feed.publish()
  await pollUntil(
    'a draft of the first item after the first poll',
    async () => (await drafts(api, server))[0],
  )
  for (let killed = 0; killed < kills; killed++) {
    await delay(Math.random() * longestMs)
    feed.publish()
    await server.kill()
    feed.publish()
    server = await startTocsin(t, env)
  }
  await everyItemIsOneDraft(api, server, feed)
  assert.equal(await server.stop(), 0)
})

async function drafts(api: ApiClient, server: TocsinProcess): Promise<ApiAlert[]> {
  const all: ApiAlert[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const path: string = `/api/alerts${cursor ? `?cursor=${encodeURIComponent(cursor)}` : ''}`
    const page: { alerts: ApiAlert[]; next: string | null } = await api.get(server.origin, path)
    all.push(...page.alerts)
    cursor = page.next
  }
  return all.filter(alert => alert.state === 'draft')
}

/** Between the first draft and the last item, none is missing and none is there twice. */
async function everyItemIsOneDraft(api: ApiClient, server: TocsinProcess, feed: FeedServer): Promise<void> {
  const last = feed.published.at(-1)
  const all = await pollUntil(
    'a draft of the last item',
    async () => {
      const found = await drafts(api, server)
      return found.some(draft => draft.url === last) && found
    },
    lastDraftMs,
  )
  const urls = all.map(draft => draft.url ?? '')
  assert.equal(new Set(urls).size, urls.length, 'no item became two drafts')
  const firstDrafted = Math.min(...urls.map(url => feed.published.indexOf(url)))
  assert.deepEqual(urls.toSorted(), feed.published.slice(firstDrafted).toSorted())
}
