/**
 * Promise 9 where digests brought the original: whoever got it, by mail or in a digest, gets the correction at once, whatever
 * they chose meanwhile; whoever's digest is still to come gets the right words in it; nobody else hears of it.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ApiAlert } from './support/api-client.ts'
import { type Newsroom, startNewsroom } from './support/newsroom.ts'
import { choose, digestsLeft, pressChoice, quietNow, strikeDigests } from './support/reader-choices.ts'

const at = (name: string) => `${name}@example.org`
const byMail = ['mail', 'mail-then-quiet', 'mail-then-mute', 'mail-then-pause', 'mail-then-leave'].map(at)
const byDigest = [
  'digest',
  'digest-then-quiet',
  'digest-then-mute',
  'digest-then-pause',
  'digest-then-none',
].map(at)
const waits = at('digest-still-waits')
const quiet = at('quiet-all-along')
/** Neither gets the original: a pause, and a limit that it is below. */
const never = ['paused', 'flash-only'].map(at)
const leaver = at('mail-then-leave')
const readers = [...byMail, ...byDigest, waits, quiet, ...never]
const [closed, open] = ['The bridge is closed', 'CORRECTION: The bridge is open']

test('promise 9: a correction reaches who got it by mail or digest, whatever they chose since; a digest to come has the right words', async t => {
  const newsroom = await startNewsroom(t, { readers })
  await chooseFirst(newsroom)
  const original = await newsroom.send({ priority: 'breaking' })
  const books = await newsroom.untilState(original, 'sent')
  assert.deepEqual(subjectsBy(newsroom), Object.fromEntries(byMail.map(reader => [reader, [closed]])))
  assert.equal(books.audience, byMail.length)
  assert.equal((books as ApiAlert & { held: number }).held, byDigest.length + 2)

  await strikeDigests(newsroom.store, byDigest)
  await digestsLeft(newsroom.store)
  assert.deepEqual(whoGot(newsroom, `Digest: ${closed}`), byDigest.toSorted())
  await chooseAgain(newsroom, original)

  const correction = await newsroom.correct(original)
  await newsroom.untilState(correction, 'sent')
  const expected = [...byMail, ...byDigest].filter(reader => reader !== leaver).toSorted()
  assert.deepEqual(whoGot(newsroom, open), expected, 'exactly those who got the original')

  await strikeDigests(newsroom.store, [waits])
  await digestsLeft(newsroom.store)
  const [digest] = await newsroom.inbox(waits)
  assert.match(digest?.mail.text ?? '', /The bridge is open/)
  assert.match(digest?.mail.text ?? '', /What was wrong in our first text/)
  assert.doesNotMatch(`${digest?.mail.text}${digest?.mail.html}`, /The bridge is closed/)

  // Whoever has the correction's words, by whichever way, has them corrected in their turn.
  await newsroom.untilState(await newsroom.correct(correction), 'sent')
  const again = newsroom.sink.messages.slice(-expected.length - 1).map(({ envelopeTo: [to] }) => to)
  assert.deepEqual(again.toSorted(), [...expected, waits].toSorted())
  assert.deepEqual(await newsroom.inbox(quiet), [], 'it is quiet with them still')
  for (const reader of never) assert.deepEqual(await newsroom.inbox(reader), [])
})

test('promise 9: what was taken back is in no digest, and a digest of nothing else is none', async t => {
  const newsroom = await startNewsroom(t, { readers: ['one@example.org', 'both@example.org'] })
  await choose(newsroom, 'one@example.org', { dailyMost: '0', watch: 'bridge', scope: 'chosen' })
  await choose(newsroom, 'both@example.org', { dailyMost: '0' })
  const wrong = await newsroom.send()
  const right = await newsroom.send({ headline: 'A ferry sank', summary: 'All were saved.' })
  for (const id of [wrong, right]) await newsroom.untilState(id, 'sent')
  const words = { headline: 'There is no such bridge', whatWasWrong: 'All of it.' }
  const retraction = await newsroom.send({ kind: 'retraction', follows: wrong, ...words })
  await newsroom.untilState(retraction, 'sent')
  await strikeDigests(newsroom.store)
  await digestsLeft(newsroom.store)
  assert.deepEqual(subjectsBy(newsroom), { 'both@example.org': ['Digest: A ferry sank'] })
  const [digest] = await newsroom.inbox('both@example.org')
  assert.doesNotMatch(`${digest?.mail.text}${digest?.mail.html}`, /bridge/)
})

/** Before the original. */
async function chooseFirst(newsroom: Newsroom): Promise<void> {
  for (const reader of [...byDigest, waits]) await choose(newsroom, reader, { dailyMost: '0' })
  await choose(newsroom, quiet, quietNow())
  const [paused = '', flashOnly = ''] = never
  await pressChoice(newsroom, paused, { pause: 'week' })
  await choose(newsroom, flashOnly, { least: 'flash' })
}

/** After it came: whatever readers can say against further mails. */
async function chooseAgain(newsroom: Newsroom, alertId: string): Promise<void> {
  for (const way of ['mail', 'digest']) {
    const dailyMost = way === 'digest' ? '0' : ''
    await choose(newsroom, at(`${way}-then-quiet`), { dailyMost, ...quietNow() })
    await pressChoice(newsroom, at(`${way}-then-mute`), { press: `mute thread ${alertId}` })
    await pressChoice(newsroom, at(`${way}-then-pause`), { pause: 'week' })
  }
  const nothing = { scope: 'chosen', watch: 'zebra', least: 'flash', dailyMost: '0' }
  await choose(newsroom, at('digest-then-none'), nothing)
  await newsroom.leave(leaver)
}

function whoGot({ sink }: Newsroom, subject: string): string[] {
  const mails = sink.messages.filter(({ headers }) => headers.get('subject') === subject)
  return mails.map(({ envelopeTo: [to = ''] }) => to).toSorted()
}

function subjectsBy({ sink }: Newsroom): Record<string, string[]> {
  const subjects: Record<string, string[]> = {}
  for (const { envelopeTo, headers } of sink.messages)
    for (const to of envelopeTo) subjects[to] = [...(subjects[to] ?? []), headers.get('subject') ?? '']
  return subjects
}
