import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { createFakeClock } from '../../../test/support/fake-clock.ts'
import { pollUntil } from '../../../test/support/poll-until.ts'
import { rss } from '../poll/test-publisher.ts'
import type { DocumentReading } from './document.ts'
import { createReader, deadlineMs } from './reader.ts'

const megabyte = 1024 * 1024
/** As much as a fetch lets through. */
const most = 10 * megabyte
const flood = (piece: string, bytes = most) => piece.repeat(Math.floor(bytes / piece.length))
const channel = (inside: string) => `<rss version="2.0"><channel><title>T</title>${inside}</channel></rss>`

const laughs = `<!DOCTYPE rss [<!ENTITY a0 "lol">${Array.from(
  { length: 30 },
  (_, n) => `<!ENTITY a${n + 1} "${`&a${n};`.repeat(10)}">`,
).join('')}]>${channel('<item><title>Ha &a30;</title><link>https://news.example/1</link></item>')}`

/** One address under thousands of headlines, each of which might be another's. */
const rivals = channel(
  Array.from(
    { length: 5_000 },
    (_, n) =>
      `<item><title>${flood(`w${n} `, 1_500)}</title><link>https://a.example/x</link><pubDate>${new Date(1e12 + n * 1e7).toUTCString()}</pubDate></item>`,
  ).join(''),
)

/** What has kept parsers busy for ever, in one way or another. */
const slow: Record<string, () => string> = {
  'one element with a million attributes': () => channel(`<item><x ${flood('a="b" ')}/></item>`),
  'the same in the root': () => `<rss ${flood('xmlns:a="b" ')}><channel/></rss>`,
  'thousands of rivals': () => rivals,
  'nothing but ampersands': () => channel(`<item><title>${flood('&')}</title></item>`),
  'nothing but opened tags': () => flood('<a '),
  'nothing but opened comments': () => channel(flood('<!--')),
  'tags in a text that never close': () =>
    channel(`<item><description><![CDATA[${flood('<a href="')}]]></description></item>`),
  'two and a half million elements': () => channel(`<item>${flood('<a/>')}</item>`),
}

function startReader(t: TestContext) {
  const clock = createFakeClock()
  const reader = createReader({ clock })
  t.after(() => reader.stop())
  const read = (text: string, host = 'hostile.example') =>
    reader.read({
      ...{ kind: 'feed', body: new TextEncoder().encode(text), contentType: null, knownHash: null },
      url: `https://${host}/feed`,
    })
  return { clock, read }
}

const good = rss([{ guid: '1', link: 'https://good.example/1', title: 'The good one', text: 'It is read.' }])

function titles(reading: DocumentReading): string[] {
  assert.ok(reading.kind === 'read', reading.kind)
  return reading.items.map(({ item }) => item.title)
}

test('nesting without end is no feed, in words', async t => {
  const { read } = startReader(t)
  const reading = await read(channel(flood('<a>', 300_000)))
  assert.ok(reading.kind === 'unreadable')
  assert.match(reading.reason, /nest more than \d+ deep/)
})

test('a billion laughs are none: what the document declares is never expanded', async t => {
  const { read } = startReader(t)
  const [title = ''] = titles(await read(laughs))
  assert.match(title, /^Ha/)
  assert.ok(title.length < 20, title.slice(0, 100))
})

test('ten megabytes on one line are read like any other feed', async t => {
  const { read } = startReader(t)
  const [title] = titles(
    await read(channel(`<item><title>Long</title><description>${flood('word ')}</description></item>`)),
  )
  assert.equal(title, 'Long')
})

for (const [name, write] of Object.entries(slow))
  test(`${name}: ended at the deadline if not before, and the good document behind it is read`, async t => {
    const { clock, read } = startReader(t)
    let done = false
    const hostile = read(write()).finally(() => {
      done = true
    })
    const behind = read(good, 'good.example')
    await pollUntil('the end or the deadline', async () => done || clock.pendingWaits() > 1)
    if (!done) await clock.advance(deadlineMs)
    const { kind } = await hostile
    assert.ok(kind === 'given-up' || kind === 'read' || kind === 'unreadable')
    assert.deepEqual(titles(await behind), ['The good one'])
  })

test('after twenty hostile documents the process is no larger than a few of them', async t => {
  const { clock, read } = startReader(t)
  const bombs = [...Object.values(slow), () => laughs, () => channel(flood('<a>'))]
  const before = process.memoryUsage().rss
  for (const write of [...bombs, ...bombs]) {
    let done = false
    const reading = read(write()).finally(() => {
      done = true
    })
    await pollUntil('the end or the deadline', async () => done || clock.pendingWaits() > 0)
    if (!done) await clock.advance(deadlineMs)
    await reading
  }
  assert.deepEqual(titles(await read(good, 'good.example')), ['The good one'])
  const grown = process.memoryUsage().rss - before
  assert.ok(grown < 256 * megabyte, `grown by ${Math.round(grown / megabyte)} MiB`)
})
