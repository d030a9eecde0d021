/**
 * Promises 1, 2 and 3 under `kill -9` at random moments: an alert goes out to 2,000 subscribers while a feed
 * keeps publishing; the server is killed and started again on the same place. What arrived is counted at the
 * SMTP server, never in the store. Short form: 3 kills; `npm run prove`: 20.
 */
import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { type ApiAlert, type ApiClient, createApiClient, sumOf } from './support/api-client.ts'
import { type FeedServer, startFeedServer } from './support/feed-server.ts'
import { pollUntil } from './support/poll-until.ts'
import { proofSize } from './support/proof-size.ts'
import { startSmtpSinkProcess } from './support/start-smtp-sink-process.ts'
import { freshStorePlace } from './support/store-place.ts'
import {
  type Environment,
  environmentOf,
  runCommand,
  startTocsin,
  type TocsinProcess,
} from './support/tocsin-process.ts'

const subscribers = 2_000
const kills = proofSize(3, 20)
const connections = 10
/** Slow enough that the alert is still going out when the last kill comes. */
const answerDelayMs = proofSize(40, 90)

test('promises 1, 2, 3: killed at random moments, nothing is lost, next to nothing doubled, the sum always right', async t => {
  const place = await freshStorePlace(t)
  const sink = await startSmtpSinkProcess({
    logFile: join(place.dataDir, 'accepted.log'),
    delayMs: answerDelayMs,
  })
  t.after(() => sink.stop())
  const feed = await startFeedServer(t)
  const env = environmentOf(place, { SMTP_URL: `${sink.url}?pool=${connections}` })
  await importPeople(env, place.dataDir)
  await must(env, 'source', 'add', feed.url, '--on-item', 'draft', '--every', '200ms')
  const api = await createApiClient(env)

  let server = await startTocsin(t, env)
  await firstPoll(api, server, feed)
  const id = await sendAlert(api, server)
  for (let killed = 0; killed < kills; killed++) {
    await checkSumsFor(api, server, id, 50 + Math.random() * 500)
    feed.publish()
    await server.kill()
    feed.publish()
    server = await startTocsin(t, env)
  }
  const ended = await untilSent(api, server, id)
  await everyItemIsOneDraft(api, server, feed)
  assert.equal(await server.stop(), 0)

  const mails = (await sink.readAccepted()).filter(mail => mail.recipient.startsWith('reader'))
  const perRecipient = Map.groupBy(mails, mail => mail.recipient)
  assert.equal(perRecipient.size, subscribers, 'promise 1: everybody got it')
  const doubled = [...perRecipient.values()].filter(list => list.length > 1)
  const inDoubt = kills * connections
  assert.ok(
    doubled.length <= inDoubt,
    `promise 2: ${doubled.length} doubled, at most ${inDoubt} were in flight`,
  )
  assert.ok(
    doubled.length <= ended.resent,
    `promise 2: each of the ${doubled.length} was recorded, ${ended.resent} sent again`,
  )
  for (const list of doubled)
    assert.equal(new Set(list.map(mail => mail.messageId)).size, 1, 'one Message-ID')
  assert.equal(sumOf(ended), subscribers, 'promise 3')
  assert.equal(ended.accepted + ended.uncertain, subscribers)
  t.diagnostic(
    `${kills} kills, ${subscribers} subscribers: 0 lost, ${doubled.length} doubled, ${ended.resent} resent`,
  )
})

async function importPeople(env: Environment, dataDir: string): Promise<void> {
  const file = join(dataDir, 'people.csv')
  const rows = Array.from({ length: subscribers }, (_, n) => `reader${n}@example.org`)
  await writeFile(file, ['address', ...rows].join('\n'))
  await must(env, 'subscriber', 'import', file)
}

async function must(env: Environment, ...args: string[]): Promise<void> {
  const { code, err } = await runCommand(env, args)
  assert.equal(code, 0, err)
}

/** The first poll's items make no drafts; the first published after it shows that it has happened. */
async function firstPoll(api: ApiClient, server: TocsinProcess, feed: FeedServer): Promise<void> {
  await pollUntil('a draft of the first item after the first poll', async () => {
    feed.publish()
    await delay(100)
    return (await drafts(api, server)).length > 0
  })
}

async function sendAlert(api: ApiClient, server: TocsinProcess): Promise<string> {
  const alert = {
    headline: 'The bell rings',
    summary: 'To everybody, once.',
    priority: 'flash',
    kind: 'alert',
    send: true,
  }
  const { status, body } = await api.post<{ id: string }>(
    server.origin,
    '/api/alerts',
    alert,
    'the-one-alert',
  )
  assert.equal(status, 201)
  return body.id
}

/** Reads the counts again and again until the kill: they must add up at every moment. */
async function checkSumsFor(api: ApiClient, server: TocsinProcess, id: string, ms: number): Promise<void> {
  const until = Date.now() + ms
  do {
    const alert = await api.get<ApiAlert>(server.origin, `/api/alerts/${id}`)
    assert.equal(sumOf(alert), alert.audience, `promise 3: ${JSON.stringify(alert)}`)
    await delay(15)
  } while (Date.now() < until)
}

function untilSent(api: ApiClient, server: TocsinProcess, id: string): Promise<ApiAlert> {
  return pollUntil(
    'the alert to end',
    async () => {
      const alert = await api.get<ApiAlert>(server.origin, `/api/alerts/${id}`)
      assert.equal(sumOf(alert), alert.audience)
      return alert.state === 'sent' && alert
    },
    180_000,
  )
}

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
  const all = await pollUntil('a draft of the last item', async () => {
    const found = await drafts(api, server)
    return found.some(draft => draft.url === last) && found
  })
  const urls = all.map(draft => draft.url ?? '')
  assert.equal(new Set(urls).size, urls.length, 'no item became two drafts')
  const firstDrafted = Math.min(...urls.map(url => feed.published.indexOf(url)))
  assert.deepEqual(urls.toSorted(), feed.published.slice(firstDrafted).toSorted())
}
