/**
 * Promise 8: a source cannot hurt the server. Through the whole program: endless and exploding bodies, a way
 * into the private network, and items that would be active content; beside them a good source, on time.
 * The addresses that are refused, spelling by spelling, are tested in `src/net`.
 */
import assert from 'node:assert/strict'
import { createServer, type ServerResponse } from 'node:http'
import { type TestContext, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { addSource } from '../src/sources/index.ts'
import { startFeedServer } from './support/feed-server.ts'
import { elementsOf } from './support/html-elements.ts'
import { type Newsroom, startNewsroom } from './support/newsroom.ts'
import { pollUntil } from './support/poll-until.ts'

const megabyte = 1024 * 1024

test('promise 8: bombs, endless bodies and redirects inwards end in words at the source, and the others stay on time', async t => {
  const newsroom = await startNewsroom(t)
  const good = await startFeedServer(t)
  const hostile = await startHostileServer(t)
  const secret = await startSecretServer(t)
  const problems = new Map([
    ['bomb', /more than any feed does/],
    ['endless', /more than any feed does/],
    ['inwards', /into a private network/],
    ['loop', /redirects again and again/],
  ])
  for (const name of [...problems.keys(), 'trickle'])
    await watch(newsroom, `${hostile}/${name}?to=${secret.port}`, name)
  await watch(newsroom, good.url, 'good')
  await pollUntil('a problem in words at each', async () => {
    const sources = await sourcesByName(newsroom)
    return [...problems].every(([name, words]) => words.test(sources.get(name)?.problem ?? ''))
  })
  const url = good.publish('The good source goes on')
  await pollUntil('the item of the good source', async () => (await itemUrls(newsroom)).includes(url))
  assert.equal((await sourcesByName(newsroom)).get('good')?.problem, null)
  assert.equal((await newsroom.get('/readyz')).status, 200)
  assert.equal(secret.asked(), 0, 'nobody was let in')
  assert.equal((await itemUrls(newsroom)).length, good.published.length)
})

test('promise 8: what a source publishes is words, in every page and every mail', async t => {
  const newsroom = await startNewsroom(t, { readers: ['reader@example.org'] })
  const hostile = await startHostileServer(t)
  await newsroom.run(
    'source',
    'add',
    `${hostile}/active`,
    '--on-item',
    'send',
    '--every',
    '200ms',
    '--name',
    'A',
    // Nothing is asked for before the first poll, which is to find nothing.
    '--kind',
    'feed',
  )
  const alerts = await pollUntil('an alert of each item', async () => {
    const found = await newsroom.store.read
      .selectFrom('alerts')
      .select('id')
      .where('state', '=', 'sent')
      .execute()
    return found.length === activeItems.length && found
  })
  const mails = await newsroom.inbox('reader@example.org')
  assert.equal(mails.length, activeItems.length)
  for (const { mail, headers } of mails) {
    inert(mail.html ?? '', mail.subject ?? '')
    assert.ok((mail.subject ?? '').length < 1_000, 'also what has no end')
    assert.equal(headers.get('bcc'), undefined, 'no title begins a header')
    assert.doesNotMatch(mail.text ?? '', /^javascript:/m)
  }
  const editor = await newsroom.enterDesk()
  const stories = await newsroom.store.read.selectFrom('stories').select('id').execute()
  const paths = [
    ...['/', '/alerts', '/desk', '/desk/sources'],
    ...alerts.flatMap(({ id }) => [`/alerts/${id}`, `/desk/alerts/${id}`, `/desk/alerts/${id}/preview`]),
    ...stories.map(({ id }) => `/desk/stories/${id}`),
  ]
  for (const path of paths) {
    const page = await newsroom.get(path, editor)
    assert.equal(page.status, 200, path)
    inert(await page.text(), path)
  }
})

const activeItems = [
  ['&lt;script src="https://evil.example/x.js"&gt;&lt;/script&gt;Glacier', 'javascript:alert(1)'],
  ['"&gt;&lt;img src=x onerror=alert(2)&gt; tramway', 'data:text/html,&lt;script&gt;alert(3)&lt;/script&gt;'],
  ['Parliament&#13;&#10;Bcc: everybody@evil.example', ' JaVaScRiPt&#58;alert(4)'],
  [
    '<![CDATA[<iframe src="//evil.example"></iframe><style>@import "//evil.example"</style>Harvest]]>',
    'vbscript:x',
  ],
  [`Observatory ${'very '.repeat(megabyte / 5)}long`, 'https://example.com/long'],
] as const

/** Nothing in it acts, and nothing of the hostile source is loaded. */
function inert(html: string, where: string): void {
  for (const { name, attributes } of elementsOf(html)) {
    if (name === 'script') assert.match(attributes['src'] ?? '', /^\/assets\//, where)
    if (name !== 'iframe') assert.doesNotMatch(attributes['src'] ?? '', /evil|^x$/, where)
    else assert.match(attributes['src'] ?? '', /^\/desk\//, where)
    for (const [attribute, value] of Object.entries(attributes)) {
      assert.ok(!attribute.startsWith('on'), `${where}: <${name} ${attribute}>`)
      if (['href', 'src', 'action', 'formaction'].includes(attribute))
        assert.doesNotMatch(value.trim(), /^(?!mailto:|https?:)[a-z][a-z0-9+.-]*:/i, `${where}: ${value}`)
    }
  }
}

async function watch({ store }: Newsroom, url: string, name: string): Promise<void> {
  const wish = { url, name, onItem: null, everyMs: 500, at: Date.now() }
  await store.write(tx => addSource(tx, wish))
}

async function sourcesByName({ store }: Newsroom): Promise<Map<string, { problem: string | null }>> {
  const rows = await store.read.selectFrom('sources').select(['name', 'problem']).execute()
  return new Map(rows.map(row => [row.name, row]))
}

async function itemUrls({ store }: Newsroom): Promise<(string | null)[]> {
  return (await store.read.selectFrom('items').select('url').execute()).map(({ url }) => url)
}

async function startHostileServer(t: TestContext): Promise<string> {
  const bomb = gzipSync(Buffer.alloc(64 * megabyte))
  let polls = 0
  const answers: Record<string, (response: ServerResponse, port: string) => void> = {
    '/bomb': response =>
      response.writeHead(200, { 'content-type': 'text/xml', 'content-encoding': 'gzip' }).end(bomb),
    '/endless': response => pour(response.writeHead(200, { 'content-type': 'text/xml' })),
    '/trickle': response => {
      response.writeHead(200, { 'content-type': 'text/xml' }).write('<rss>')
    },
    '/loop': response => response.writeHead(302, { location: '/loop' }).end(),
    '/inwards': (response, port) =>
      response.writeHead(302, { location: `http://[::1]:${port}/latest/meta-data` }).end(),
    '/active': response => {
      response.writeHead(200, { 'content-type': 'application/rss+xml' })
      response.end(rss(polls++ === 0 ? [] : activeItems))
    },
  }
  const server = createServer((request, response) => {
    response.on('error', () => undefined)
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
    answers[pathname]?.(response, searchParams.get('to') ?? '')
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${portOf(server)}`
}

/** Something inside that only listens where the operator allowed nothing. */
async function startSecretServer(t: TestContext): Promise<{ port: number; asked(): number }> {
  let asked = 0
  const server = createServer((_request, response) => {
    asked++
    response.end('a secret')
  })
  await new Promise<void>(resolve =>
    // Where there is no IPv6 the way in is closed anyway.
    server.once('error', () => resolve()).listen(0, '::1', resolve),
  )
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  return { port: portOf(server), asked: () => asked }
}

function portOf(server: ReturnType<typeof createServer>): number {
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

function pour(response: ServerResponse): void {
  const chunk = Buffer.alloc(megabyte, '<item>')
  const more = () => {
    while (!response.destroyed && response.write(chunk));
  }
  response.on('drain', more)
  more()
}

function rss(items: readonly (readonly [string, string])[]): string {
  const entries = items.map(
    ([title, link], n) =>
      `<item><title>${title}</title><link>${link}</link><guid>active-${n}</guid>` +
      `<description>${title.slice(0, 200)}</description></item>`,
  )
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>&lt;b onclick=x&gt;Active</title>${entries.join('')}</channel></rss>`
}
