/**
 * Promise 4: a link in a mail changes nothing when it is fetched. Mail scanners, previews and prefetching
 * browsers open every link: whatever they open, and however often, no row of the store may differ afterwards.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pathOf, startBusyNewsroom } from './support/every-address.ts'
import { startNewsroom } from './support/newsroom.ts'
import { assertSameRows, rowsAtRest } from './support/rows-at-rest.ts'

const times = 10
const atOnce = 8

test('promise 4: whatever link is fetched, by GET or HEAD, as anybody or as an editor: no row differs', async t => {
  const newsroom = await startBusyNewsroom(t)
  const { mails, linked, paths, editor } = newsroom
  assert.equal(mails.length, 9, 'two confirmations, three alerts to two readers, a test')
  for (const start of [
    '/confirm/',
    '/unsubscribe/',
    '/choices/',
    '/left/',
    '/alerts/',
    '/privacy',
    '/desk/enter/',
    '/desk/stories/',
  ])
    assert.ok(
      paths.some(path => path.startsWith(start)),
      `nothing begins with ${start}`,
    )

  const before = await rowsAtRest(newsroom)
  for (const headers of [{}, editor]) await fetchAll(newsroom.server.origin, paths, headers)
  assertSameRows(await rowsAtRest(newsroom), before, 'after fetching')
  t.diagnostic(
    `${mails.length} mails, ${linked.length} links in them, ${paths.length} addresses, ${times} times`,
  )
})

test('promise 4: one-click works in every alert mail, for ever: no cookie, no Origin or a foreign one, no token of a form', async t => {
  const newsroom = await startNewsroom(t, { readers: ['leaver@example.org', 'stayer@example.org'] })
  const first = await newsroom.send()
  await newsroom.untilState(first, 'sent')
  const update = await newsroom.send({ kind: 'update', follows: first, whatChanged: 'It rains.' })
  await newsroom.untilState(update, 'sent')
  const correction = await newsroom.correct(first)
  await newsroom.untilState(correction, 'sent')
  const mails = await newsroom.inbox('leaver@example.org')
  assert.equal(mails.length, 3)
  const strangers: Record<string, string>[] = [
    {},
    { origin: 'https://mail.example', 'sec-fetch-site': 'cross-site' },
    { origin: 'null' },
  ]
  for (const mail of mails)
    for (const headers of strangers) {
      assert.equal(mail.headers.get('list-unsubscribe-post'), 'List-Unsubscribe=One-Click')
      const url = /<(https?:[^>]+)>/.exec(mail.headers.get('list-unsubscribe') ?? '')?.[1] ?? ''
      const form = { 'List-Unsubscribe': 'One-Click' }
      const answer = await newsroom.post(pathOf(newsroom, url), form, headers)
      assert.equal(answer.status, 200, 'also when it was pressed before')
      assert.match(await answer.text(), /You have left/)
      assert.equal(answer.headers.get('set-cookie'), null)
    }
  const people = await newsroom.store.read.selectFrom('subscribers').select(['address', 'state']).execute()
  assert.deepEqual(people.map(({ address, state }) => `${address} ${state}`).toSorted(), [
    'leaver@example.org left',
    'stayer@example.org confirmed',
  ])
  const withdrawn = await newsroom.store.read
    .selectFrom('consent_events')
    .select('method')
    .where('kind', '=', 'withdrawn')
    .execute()
  assert.deepEqual(
    withdrawn.map(({ method }) => method),
    ['one-click'],
    'the first press counts, the others are kind',
  )
})

async function fetchAll(
  origin: string,
  paths: readonly string[],
  headers: Record<string, string>,
): Promise<void> {
  const queue = paths.flatMap(path =>
    Array.from({ length: times }, () => ['GET', 'HEAD'].map(method => ({ path, method }))).flat(),
  )
  const work = async () => {
    for (let next = queue.pop(); next; next = queue.pop()) {
      const { path, method } = next
      const response = await fetch(`${origin}${path}`, { method, headers, redirect: 'manual' })
      assert.ok(response.status < 500, `${method} ${path}: ${response.status}`)
      // A stream of events never ends by itself.
      if (response.headers.get('content-type')?.includes('event-stream')) await response.body?.cancel()
      else await response.arrayBuffer()
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
}
