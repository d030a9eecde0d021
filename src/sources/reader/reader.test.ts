import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { type TestContext, test } from 'node:test'
import type { Worker } from 'node:worker_threads'
import { createFakeClock } from '../../../test/support/fake-clock.ts'
import { pollUntil } from '../../../test/support/poll-until.ts'
import { rss } from '../poll/test-publisher.ts'
import type { Document, DocumentReading } from './document.ts'
import { readDocument } from './read-document.ts'
import { createReader, deadlineMs, idleMs, patienceMs } from './reader.ts'

const octets = (text: string) => new TextEncoder().encode(text)
const feed = rss([{ guid: '1', link: 'https://news.example/1', title: 'One', text: 'First.' }])

function document(text: string, given: Partial<Document> = {}): Document {
  return {
    ...{ kind: 'feed', body: octets(text), contentType: null, url: 'https://news.example/feed' },
    ...{ knownHash: null, ...given },
  }
}

/** The reader itself, and one whose threads do what a document tells them. */
function startReader(t: TestContext, program?: URL) {
  const clock = createFakeClock()
  const threads: Worker[] = []
  const seen = (worker: Worker) => void threads.push(worker)
  process.on('worker', seen)
  const reader = createReader({ clock, ...(program ? { program } : {}) })
  t.after(async () => {
    process.off('worker', seen)
    await reader.stop()
  })
  const of = (host: string, order: string) => reader.read(document(order, { url: `https://${host}/feed` }))
  const waits = (count: number) => pollUntil(`${count} waits`, async () => clock.pendingWaits() >= count)
  return { reader, clock, threads, of, waits }
}

const obedient = new URL('./test-thread.ts', import.meta.url)

test('a document read in a thread says what it says here', async t => {
  const { reader } = startReader(t)
  assert.deepEqual(await reader.read(document(feed)), await readDocument(document(feed)))
})

test('there is no thread before the first document, and one for many that come one by one', async t => {
  const { reader, threads } = startReader(t)
  assert.equal(threads.length, 0)
  for (let n = 0; n < 3; n++) await reader.read(document(feed))
  assert.equal(threads.length, 1)
})

test('a body is handed over, and what shares its buffer with others is not', async t => {
  const { reader } = startReader(t)
  const own = document(feed)
  await reader.read(own)
  assert.equal(own.body.length, 0)
  const pooled = Buffer.from('neighbours in a pool')
  const piece = pooled.subarray(0, 10)
  await reader.read(document('', { body: piece }))
  assert.equal(pooled.toString(), 'neighbours in a pool')
})

test('the same octets again are not parsed', async t => {
  const { reader } = startReader(t)
  const hash = createHash('sha256').update('no feed at all').digest('hex')
  const reading = await reader.read(document('no feed at all', { knownHash: hash }))
  assert.deepEqual(reading, { kind: 'unchanged', hash })
})

test('what is no feed is given back for whoever can say more', async t => {
  const { reader } = startReader(t)
  const reading = await reader.read(document('<html><title>Just a moment</title>'))
  assert.ok(reading.kind === 'unreadable')
  assert.equal(reading.reason, 'an HTML page, not a feed')
  assert.equal(new TextDecoder().decode(reading.body), '<html><title>Just a moment</title>')
})

test('a document that never ends is given up at its deadline, and the one behind it is read', async t => {
  const { clock, of, waits } = startReader(t, obedient)
  const stuck = of('a.example', 'never end')
  const behind = of('b.example', 'read me')
  // The deadline, and the patience of the one behind.
  await waits(2)
  await clock.advance(deadlineMs)
  assert.deepEqual(await stuck, { kind: 'given-up', why: 'slow' })
  assert.equal((await behind).kind, 'unchanged')
})

test('a document that takes all memory ends alone', async t => {
  const { of } = startReader(t, obedient)
  const [greedy, behind] = await Promise.all([of('a.example', 'take all memory'), of('b.example', 'read me')])
  assert.deepEqual(greedy, { kind: 'given-up', why: 'large' })
  assert.equal(behind.kind, 'unchanged')
})

test('a fault of ours ends one document, and is handed on', async t => {
  const { of } = startReader(t, obedient)
  for (const [order, words] of [
    ['throw', /a fault of ours/],
    ['exit', /ended by itself, with 3/],
  ] as const) {
    const reading = await of('a.example', order)
    assert.ok(reading.kind === 'given-up' && reading.why === 'fault')
    assert.match(String(reading.fault), words)
    assert.equal((await of('b.example', 'read me')).kind, 'unchanged')
  }
})

test('a program that does not start is no reason to start it for ever', async t => {
  const { of, threads } = startReader(t, new URL('./no-such-program.ts', import.meta.url))
  const reading = await of('a.example', 'read me')
  assert.ok(reading.kind === 'given-up' && reading.why === 'fault')
  assert.equal(threads.length, 1)
})

test('who waits too long behind another gets a thread, which ends when it has nothing to do', async t => {
  const { clock, of, waits, threads } = startReader(t, obedient)
  const running = () => threads.filter(({ threadId }) => threadId !== -1).length
  const stuck = of('a.example', 'never end')
  const behind = of('b.example', 'read me')
  await waits(2)
  await clock.advance(patienceMs)
  const second = await behind
  assert.equal(threads.length, 2)
  await clock.advance(deadlineMs - patienceMs)
  await stuck
  await pollUntil('the end of the stuck one', async () => running() === 1)
  assert.deepEqual(await of('b.example', 'read me'), second, 'the other goes on')
  const [again, next] = [of('c.example', 'never end'), of('b.example', 'read me')]
  await waits(2)
  await clock.advance(patienceMs)
  await next
  assert.equal(threads.length, 3)
  await clock.advance(idleMs)
  await again
  await pollUntil('the end of all but one', async () => running() === 1)
})

/** One thread is stuck until `deadlineMs`, which began `patienceMs` ago; the other is free. */
async function oneOfTwoStuck(t: TestContext) {
  const started = startReader(t, obedient)
  const { of, waits, clock } = started
  const stuck = of('a.example', 'never end')
  await waits(1)
  const behind = of('b.example', 'read me')
  await waits(2)
  await clock.advance(patienceMs)
  await behind
  return { ...started, stuck }
}
const isRead = (readings: readonly DocumentReading[]) =>
  assert.deepEqual(new Set(readings.map(({ kind }) => kind)), new Set(['unchanged']))

test('what a thread has with it when it ends is read by another', async t => {
  const { of, clock, waits, stuck } = await oneOfTwoStuck(t)
  const thrown = of('c.example', 'throw')
  const others = ['one', 'two', 'three'].map(order => of('d.example', order))
  assert.equal((await thrown).kind, 'given-up')
  await waits(2)
  await clock.advance(patienceMs)
  isRead(await Promise.all(others))
  await clock.advance(deadlineMs)
  await stuck
})

test('what a thread has with it while it is stuck is read by who is free first', async t => {
  const { of, clock, stuck } = await oneOfTwoStuck(t)
  const alsoStuck = of('c.example', 'never end')
  const others = ['one', 'two', 'three'].map(order => of('d.example', order))
  await clock.advance(deadlineMs - patienceMs)
  assert.equal((await stuck).kind, 'given-up')
  isRead(await Promise.all(others))
  await clock.advance(patienceMs)
  assert.equal((await alsoStuck).kind, 'given-up')
})

test('a host that overran waits behind all others, until a document of its is read', async t => {
  const { clock, of, waits } = startReader(t, obedient)
  const stuck = of('bad.example', 'never end')
  await waits(1)
  await clock.advance(deadlineMs)
  await stuck
  const order: string[] = []
  const note = (name: string) => () => void order.push(name)
  await Promise.all([
    of('bad.example', 'one').then(note('bad one')),
    of('bad.example', 'two').then(note('bad two')),
    of('good.example', 'one').then(note('good')),
  ])
  assert.deepEqual(order, ['good', 'bad one', 'bad two'])
  const both = [
    of('bad.example', 'three').then(note('bad three')),
    of('good.example', 'two').then(note('good two')),
  ]
  await Promise.all(both)
  assert.deepEqual(order.slice(3), ['bad three', 'good two'], 'it is no suspect any more')
})

test('hosts that overran take one thread at most: another is there for everybody else', async t => {
  const { clock, of, waits, threads } = startReader(t, obedient)
  for (const host of ['bad.example', 'worse.example']) {
    const stuck = of(host, 'never end')
    await waits(1)
    await clock.advance(deadlineMs)
    await stuck
  }
  const bad = of('bad.example', 'never end')
  const worse = of('worse.example', 'never end')
  await waits(2)
  await clock.advance(patienceMs)
  await pollUntil('a second thread', async () => threads.length === 4)
  assert.equal((await of('good.example', 'read me')).kind, 'unchanged')
  await clock.advance(deadlineMs)
  assert.equal((await bad).kind, 'given-up')
  await waits(1)
  await clock.advance(deadlineMs)
  assert.equal((await worse).kind, 'given-up')
})

test('who goes away is not waited for, and what stops reads nothing more', async t => {
  const { reader, of, waits } = startReader(t, obedient)
  const abort = new AbortController()
  const left = reader.read(document('never end'), abort.signal)
  await waits(1)
  abort.abort(new Error('gone'))
  await assert.rejects(left, /gone/)
  const waiting = of('b.example', 'read me')
  const stopped = assert.rejects(waiting, /The reader of documents was stopped/)
  await reader.stop()
  await stopped
  await reader.stop()
  assert.equal((await of('b.example', 'read me')).kind, 'unchanged', 'and may be asked again')
})

test('stop ends at once while threads wait for documents', async t => {
  const { reader, of, threads } = startReader(t, obedient)
  await of('a.example', 'read me')
  await reader.stop()
  assert.deepEqual(
    threads.map(({ threadId }) => threadId),
    [-1],
  )
})
