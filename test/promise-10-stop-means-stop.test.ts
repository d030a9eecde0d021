/**
 * Promise 10: stop means stop. After the desk's word no message begins that had not begun; the books say who
 * already has it. Counted at the SMTP server, where each message's start is seen.
 */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { type ApiAlert, sumOf } from './support/api-client.ts'
import { type Newsroom, numbered, press, startNewsroom } from './support/newsroom.ts'
import { pollUntil } from './support/poll-until.ts'
import type { SmtpSinkHooks } from './support/smtp-sink.ts'

const many = 2_000
const some = 600
const connections = 5
/** Arrived when the word is given. */
const before = 200
/** Each answer takes this long, so that sending is at its height then. */
const answerMs = 4
/** While the word is on its way, which a busy machine takes its time for: it is to come in the middle. */
const slowlyMs = 250

test('promise 10: after stop, by the API, nothing begins, and the books say who has it', async t => {
  const newsroom = await startSlowNewsroom(t, many)
  const id = await newsroom.send({ priority: 'flash' })
  const stop = await inTheMiddle(newsroom, () =>
    newsroom.api.post<ApiAlert>(newsroom.server.origin, `/api/alerts/${id}/stop`),
  )
  await nothingBegins(newsroom, id)
  assert.equal(stop.status, 200)
  assert.equal(stop.body.state, 'stopped')
  await booksOfStopped(newsroom, id, many)
  await nothingFollows(newsroom)
})

test('promise 10: after the press on stop at the desk nothing begins, and pressing resume brings nothing back', async t => {
  const newsroom = await startSlowNewsroom(t, some)
  const editor = await newsroom.enterDesk()
  const id = await newsroom.send()
  const page = `/desk/alerts/${id}`
  const pressed = await inTheMiddle(newsroom, () => press(newsroom, editor, { page, action: `${page}/stop` }))
  await nothingBegins(newsroom, id)
  assert.equal(pressed.status, 303)
  const resumed = await newsroom.api.post(newsroom.server.origin, `/api/alerts/${id}/resume`)
  assert.equal(resumed.status, 409)
  await booksOfStopped(newsroom, id, some)
  await nothingFollows(newsroom)
})

test('promise 10: pause holds everything, and resume goes on to exactly everybody, once', async t => {
  const newsroom = await startSlowNewsroom(t, some)
  const { origin } = newsroom.server
  const id = await newsroom.send()
  const paused = await inTheMiddle(newsroom, () =>
    newsroom.api.post<ApiAlert>(origin, `/api/alerts/${id}/pause`),
  )
  await nothingBegins(newsroom, id)
  assert.equal(paused.body.state, 'paused')
  const held = await newsroom.alert(id)
  assert.equal(sumOf(held), some)
  assert.equal(held.accepted, newsroom.sink.messages.length)
  // Less urgent than what is held: if anything of that could go, it would go first.
  const later = await newsroom.send({ headline: 'The river rises', priority: 'developing' })
  await newsroom.untilState(later, 'sent')
  assert.equal(newsroom.sink.messages.length, held.accepted + some, 'nothing of what is held')
  assert.equal((await newsroom.api.post(origin, `/api/alerts/${id}/resume`)).status, 200)
  newsroom.sink.hooks = {}
  const ended = await newsroom.untilState(id, 'sent')
  assert.equal(ended.accepted, some)
  const mine = newsroom.sink.messages.filter(
    ({ headers }) => headers.get('subject') === 'The bridge is closed',
  )
  const reached = mine.map(({ envelopeTo }) => envelopeTo[0] ?? '')
  assert.deepEqual(reached.toSorted(), numbered(some).toSorted())
})

function startSlowNewsroom(t: TestContext, subscribers: number): Promise<Newsroom> {
  return startNewsroom(t, { readers: numbered(subscribers), hooks: answeringAfter(answerMs) })
}

function answeringAfter(ms: number): SmtpSinkHooks {
  return {
    async onMessage() {
      await delay(ms)
      return 'accept' as const
    },
  }
}

async function inTheMiddle<T>({ sink }: Newsroom, say: () => Promise<T>): Promise<T> {
  await sink.waitForCount(before)
  sink.hooks = answeringAfter(slowlyMs)
  const answer = await say()
  sink.hooks = answeringAfter(answerMs)
  return answer
}

/** Called when the word was answered: what each connection was at may still arrive, and nothing after it. */
async function nothingBegins({ sink, alert }: Newsroom, id: string): Promise<void> {
  const then = sink.messages.length
  await pollUntil('what was under way to end', async () => (await alert(id)).sending === 0)
  const more = sink.messages.length - then
  assert.ok(more <= connections, `${more} more came, at most ${connections} were under way`)
}

/** Once the process has ended, whatever it could still have begun has begun. */
async function nothingFollows({ sink, server }: Newsroom): Promise<void> {
  const ended = sink.messages.length
  assert.equal(await server.stop(), 0)
  assert.equal(sink.messages.length, ended, 'nothing follows')
}

async function booksOfStopped(newsroom: Newsroom, id: string, subscribers: number): Promise<void> {
  const arrived = newsroom.sink.messages.length
  assert.ok(arrived < subscribers, 'the word came in the middle')
  const books = await pollUntil('the rest to be withdrawn', async () => {
    const now = await newsroom.alert(id)
    assert.equal(sumOf(now), now.audience, 'promise 3')
    return now.frozen && now.queued === 0 && now
  })
  assert.equal(books.state, 'stopped')
  assert.equal(books.audience, subscribers)
  assert.equal(books.accepted, arrived, 'who has it, as the SMTP server counts')
  assert.equal(books.withdrawn, subscribers - arrived)
}
