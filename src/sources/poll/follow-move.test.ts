import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addSource } from '../add-source.ts'
import {
  type Publisher,
  publish,
  rss,
  startPublisher,
  startWatching,
  type Watching,
} from './test-publisher.ts'

const dayMs = 24 * 60 * 60_000

/** From now on the publisher sends whoever asks for another path than `to` there, by these redirects. */
function redirect(publisher: Publisher, to: string, status = 301): void {
  publisher.answer = (request, response) =>
    request.url === new URL(to).pathname
      ? response.writeHead(200, { etag: '"1"' }).end(rss([]))
      : response.writeHead(status, { location: to }).end()
}

async function pollFor(watching: Watching, days: number): Promise<void> {
  for (const end = watching.clock.now() + days * dayMs; watching.clock.now() < end; ) {
    await watching.poll()
    await watching.clock.advance(dayMs / 4)
  }
}

async function moving(t: Parameters<typeof startPublisher>[0]) {
  const [publisher, watching] = [await startPublisher(t), await startWatching(t)]
  await watching.add(publisher.url)
  publish(publisher, rss([]))
  await watching.poll()
  return { publisher, watching, from: publisher.url, to: new URL('/new.xml', publisher.url).href }
}

test('a permanent redirect changes the address once it has held for three days', async t => {
  for (const status of [301, 308]) {
    const { publisher, watching, from, to } = await moving(t)
    redirect(publisher, to, status)
    await pollFor(watching, 2.9)
    assert.equal((await watching.source()).url, from)
    await pollFor(watching, 0.5)
    const { url, host, moved_to, moved_since, moved_polls, etag } = await watching.source()
    assert.deepEqual([url, host, moved_to, moved_since, moved_polls], [to, new URL(to).host, null, null, 0])
    assert.equal(etag, '"1"', 'the validators are those of the new address')
  }
})

test('a temporary redirect never does, nor one among permanent ones', async t => {
  for (const status of [302, 303, 307]) {
    const { publisher, watching, from, to } = await moving(t)
    redirect(publisher, to, status)
    await pollFor(watching, 5)
    assert.equal((await watching.source()).url, from)
  }
  const { publisher, watching, from, to } = await moving(t)
  publisher.answer = (request, response) => {
    if (request.url === '/new.xml') response.end(rss([]))
    else if (request.url === '/between.xml') response.writeHead(302, { location: to }).end()
    else response.writeHead(301, { location: '/between.xml' }).end()
  }
  await pollFor(watching, 5)
  assert.equal((await watching.source()).url, from)
})

test('a redirect that was taken back, or leads elsewhere now, begins anew', async t => {
  const { publisher, watching, from, to } = await moving(t)
  redirect(publisher, to)
  await pollFor(watching, 2)
  redirect(publisher, new URL('/other.xml', to).href)
  await pollFor(watching, 2)
  publish(publisher, rss([]))
  await watching.poll()
  assert.deepEqual([(await watching.source()).url, (await watching.source()).moved_to], [from, null])
})

test('failures meanwhile neither count nor begin anew', async t => {
  const { publisher, watching, to } = await moving(t)
  redirect(publisher, to)
  await pollFor(watching, 2)
  const { moved_since, moved_polls } = await watching.source()
  publisher.answer = (request, response) =>
    request.url === '/new.xml'
      ? response.writeHead(503).end()
      : response.writeHead(301, { location: to }).end()
  await pollFor(watching, 2)
  const failing = await watching.source()
  assert.deepEqual([failing.moved_since, failing.moved_polls], [moved_since, moved_polls])
  redirect(publisher, to)
  await watching.poll()
  assert.equal((await watching.source()).url, to)
})

test('where the new address is a source already, nothing is merged and the desk is told', async t => {
  const { publisher, watching, from, to } = await moving(t)
  await watching.store.write(tx =>
    addSource(tx, { url: to, name: null, onItem: null, everyMs: null, at: watching.clock.now() }),
  )
  redirect(publisher, to)
  await pollFor(watching, 4)
  const { url, problem, failures } = await watching.source()
  assert.equal(url, from)
  assert.match(problem ?? '', /a source here already/)
  assert.equal(failures, 0, 'it is polled as ever')
})

test('an address with a password in it is never taken over', async t => {
  const { publisher, watching, from, to } = await moving(t)
  redirect(publisher, to.replace('//', '//user:word@'))
  await pollFor(watching, 5)
  assert.equal((await watching.source()).url, from)
})
