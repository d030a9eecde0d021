import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { main } from './main.ts'

interface Line {
  file?: string
  url?: string
  feed: { title: string | null; link: string | null; language: string | null }
  items: Record<string, unknown>[]
  problems: string[]
}

async function run(argv: string[], env: Record<string, string> = {}) {
  const out: string[] = []
  const err: string[] = []
  const code = await main(['feed', 'read', ...argv], {
    env,
    out: line => out.push(line),
    err: line => err.push(line),
  })
  // Our own lines, as the command promises them.
  const lines = () => out.map(line => JSON.parse(line) as Line)
  return { code, out, err, lines }
}

function folder(t: TestContext): (name: string, body: string | Uint8Array) => string {
  const place = mkdtempSync(join(tmpdir(), 'tocsin-feed-'))
  t.after(() => rmSync(place, { recursive: true }))
  return (name, body) => {
    const file = join(place, name)
    writeFileSync(file, body)
    return file
  }
}

const rss = `<rss version="2.0"><channel><title>The Bell</title><link>/</link>
  <item><title>Bridge closed</title><link>/bridge</link><guid isPermaLink="false">b1</guid><author>Ann Ode</author>
  <description>&lt;p&gt;Since &lt;b&gt;Monday&lt;/b&gt;.&lt;script&gt;x()&lt;/script&gt;&lt;/p&gt;</description><category>Town</category>
  <enclosure url="/b.jpg" type="image/jpeg"/><pubDate>Tue, 18 Aug 2026 11:43:03 +0200</pubDate></item></channel></rss>`

test('a file is one line of JSON, read as if it came from --url with what --header says', async t => {
  const file = folder(t)('feed.xml', rss)
  const { code, lines } = await run([
    file,
    '--json',
    ...['--url', 'https://news.example/feeds/all.xml'],
    ...['--header', 'Content-Language: en-GB'],
  ])
  assert.equal(code, 0)
  assert.deepEqual(lines(), [
    {
      file,
      feed: { title: 'The Bell', link: 'https://news.example/', language: 'en-GB' },
      items: [
        {
          id: 'b1',
          title: 'Bridge closed',
          link: 'https://news.example/bridge',
          text: 'Since Monday.',
          html: '<p>Since <strong>Monday</strong>.</p>',
          author: 'Ann Ode',
          publishedAt: '2026-08-18T09:43:03.000Z',
          updatedAt: null,
          language: 'en-GB',
          categories: ['Town'],
          image: 'https://news.example/b.jpg',
        },
      ],
      problems: [],
    },
  ])
})

test('the charset that --header gives outranks the declaration', async t => {
  const body = Buffer.from('<?xml version="1.0" encoding="iso-8859-1"?><rss><channel><title>', 'latin1')
  const title = Buffer.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2])
  const file = folder(t)('feed.xml', Buffer.concat([body, title, Buffer.from('</title></channel></rss>')]))
  const { lines } = await run([file, '--json', '--header', 'Content-Type: text/xml; charset=windows-1251'])
  assert.equal(lines()[0]?.feed.title, 'Привет')
})

test('what is no feed has no items and says why, and the others are still read', async t => {
  const put = folder(t)
  const page = put('page.html', '<!doctype html><p>Hello')
  const packed = put('feed.xml.gz', gzipSync(rss))
  const { code, lines } = await run([page, packed, `${packed}.none`, '--json'])
  assert.equal(code, 1)
  assert.deepEqual(
    lines().map(({ items, problems }) => [items.length, problems]),
    [
      [0, ['an HTML page, not a feed']],
      [1, []],
      [0, ['there is no such file']],
    ],
  )
})

test('a file that only looks packed is told in words', async t => {
  const { code, lines } = await run([folder(t)('feed.gz', Buffer.from([0x1f, 0x8b, 8, 0, 1, 2])), '--json'])
  assert.equal(code, 1)
  assert.match(lines()[0]?.problems[0] ?? '', /cannot be opened/)
})

test('a URL is fetched through the guard: loopback only where ALLOW_FETCH says so', async t => {
  const server = createServer((_, response) => response.setHeader('content-type', 'text/xml').end(rss))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.after(() => server.close())
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/feed` // listening: no path, no null
  const refused = await run([url, '--json'])
  assert.equal(refused.code, 1)
  assert.match(refused.lines()[0]?.problems[0] ?? '', /not a public address/)
  const read = await run([url, '--json'], { ALLOW_FETCH: '127.0.0.0/8' })
  assert.equal(read.code, 0)
  assert.equal(read.lines()[0]?.url, url)
  assert.equal(read.lines()[0]?.items[0]?.['link'], url.replace('/feed', '/bridge'))
})

test('without --json people read a listing', async t => {
  const { out } = await run([folder(t)('feed.xml', rss)])
  assert.match(out.join('\n'), /The Bell[\s\S]*1 item[\s\S]*2026-08-18T09:43:03.000Z {2}Bridge closed/)
})

test('without --json what cannot be read is one line that says why', async t => {
  const absent = `${folder(t)('feed.xml', rss)}.none`
  const { code, out } = await run([absent])
  assert.deepEqual([code, out], [1, [`${absent}: there is no such file`]])
})

test('arguments that cannot be understood are', async t => {
  const file = folder(t)('feed.xml', rss)
  assert.equal((await run([])).code, 2)
  assert.equal((await run([file, '--header', 'nonsense'])).code, 2)
  assert.equal((await run([file, '--url', 'ftp://x.example/'])).code, 2)
})
