/**
 * Promise 4 for whatever reads mail before its owner does: every link of every kind of mail is fetched by GET and HEAD, with
 * and without cookies, as scanners and prefetching browsers do, and opened in a real browser with its scripts running. No
 * row of any table differs afterwards. And no token does, or shows, what another's address is for.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Browser } from 'playwright-core'
import { openBrowser, sizes } from './support/browser.ts'
import { type MailedNewsroom, people, startMailedNewsroom } from './support/every-mail.ts'
import { choicesForm } from './support/reader-choices.ts'
import { assertSameRows, rowsAtRest } from './support/rows-at-rest.ts'

const times = 10
const atOnce = 8
const tabs = 4

/** One after the other, by turns; a cookie of an editor's, and one that is none of ours. */
const fetchers = (editor: Record<string, string>): Record<string, string>[] => [
  {},
  { 'sec-purpose': 'prefetch', 'sec-fetch-site': 'none' },
  { 'sec-purpose': 'prefetch;prerender', purpose: 'prefetch', 'x-moz': 'prefetch' },
  { ...editor, 'user-agent': 'Mozilla/5.0 (compatible; MSIE 9.0; Windows NT 6.1) SafeLinks' },
  { cookie: 'session=00; consent=yes', range: 'bytes=0-1023', 'x-forwarded-for': '192.0.2.1' },
]

test('promise 4: scanners, prefetchers and a browser with scripts open every link of every mail, and no row differs', async t => {
  const browser = await openBrowser(t)
  if (!browser) return
  const newsroom = await startMailedNewsroom(t)
  const editor = await newsroom.enterDesk()
  const paths = [...newsroom.linked, newsroom.leftPath]
  for (const start of ['confirm', 'not-me', 'unsubscribe', 'choices', 'my-data', 'alerts', 'privacy'])
    assert.ok(
      paths.some(path => path.startsWith(`/${start}`)),
      `nothing begins with /${start}`,
    )

  const before = await rowsAtRest(newsroom)
  await fetchAll(newsroom, paths, fetchers(editor))
  assertSameRows(await rowsAtRest(newsroom), before, 'after fetching')
  const sent = await openAll(browser, newsroom, paths)
  assert.deepEqual(
    sent.filter(({ method }) => method !== 'GET'),
    [],
    'no script sends anything by itself',
  )
  assertSameRows(await rowsAtRest(newsroom), before, 'after a browser with scripts')
  t.diagnostic(`${newsroom.sink.messages.length} mails, ${paths.length} links, ${times} times each way`)
})

test('one purpose per token: at another’s address it does nothing and shows nothing', async t => {
  const newsroom = await startMailedNewsroom(t)
  const tokens = await tokensOf(newsroom)
  const before = await rowsAtRest(newsroom)
  for (const [purpose, token] of Object.entries(tokens))
    for (const { path, form } of addresses.filter(({ of }) => !of.includes(purpose)))
      for (const method of form ? ['POST'] : ['GET', 'HEAD']) {
        const where = `${method} ${path('TOKEN')} with the token to ${purpose}`
        const answer = await fetch(`${newsroom.server.origin}${path(token)}`, {
          ...{ method, redirect: 'manual', ...(form && { body: new URLSearchParams(form) }) },
        })
        const page = await answer.text()
        assert.ok(
          [303, 404].includes(answer.status) || /fresh$/.test(path(token)),
          `${where}: ${answer.status}`,
        )
        assert.doesNotMatch(page, /@example\.org|Harbour|watch/, where)
        assert.equal(answer.headers.get('content-disposition'), null, where)
      }
  assertSameRows(await rowsAtRest(newsroom), before, 'after tokens at others’ addresses')
})

/** In a few tabs at a time; returns what was requested by whichever page. */
async function openAll(
  browser: Browser,
  { server }: MailedNewsroom,
  paths: readonly string[],
): Promise<{ method: string; url: string }[]> {
  const context = await browser.newContext(sizes.desktop)
  const sent: { method: string; url: string }[] = []
  context.on('request', request => sent.push({ method: request.method(), url: request.url() }))
  const queue = [...paths]
  const work = async () => {
    const page = await context.newPage()
    for (let path = queue.pop(); path; path = queue.pop()) {
      await page.goto(`${server.origin}${path}`, { waitUntil: 'networkidle' })
      // What a script may do when somebody looks to the end, or away.
      await page.evaluate('scrollTo(0, document.body.scrollHeight); dispatchEvent(new Event("pagehide"))')
    }
  }
  await Promise.all(Array.from({ length: tabs }, work))
  return sent
}

/** Where tokens lead; `of`: the purposes that are at home there. */
const addresses: { of: string[]; path(token: string): string; form?: Record<string, string> }[] = [
  { of: ['confirm'], path: token => `/confirm/${token}` },
  { of: ['confirm'], path: token => `/confirm/${token}`, form: {} },
  { of: ['not-me'], path: token => `/not-me/${token}` },
  { of: ['not-me'], path: token => `/not-me/${token}`, form: {} },
  { of: ['unsubscribe'], path: token => `/unsubscribe/${token}` },
  { of: ['unsubscribe'], path: token => `/unsubscribe/${token}`, form: { 'List-Unsubscribe': 'One-Click' } },
  { of: ['export', 'erase'], path: token => `/my-data/${token}` },
  { of: ['export', 'erase'], path: token => `/my-data/${token}`, form: {} },
  { of: ['undo'], path: token => `/left/${token}` },
  ...['undo', 'mail', 'too-many'].map(press => ({
    ...{ of: ['undo'], path: (token: string) => `/left/${token}`, form: { press } },
  })),
  { of: ['choose'], path: token => `/choices/${token}` },
  ...Object.entries({
    ...{ '': choicesForm({ dailyMost: '1' }), '/preview': choicesForm({ watch: 'bridge' }) },
    ...{
      '/press': { press: 'mute thread 1' },
      '/pause': { pause: 'week' },
      '/marketing': { marketing: 'yes' },
    },
    ...{ '/fresh': {}, '/void': {}, '/my-data': {} },
  }).map(([rest, form]) => ({
    ...{ of: ['choose'], path: (token: string) => `/choices/${token}${rest}`, form },
  })),
]

async function tokensOf(newsroom: MailedNewsroom): Promise<Record<string, string>> {
  const { inbox, linkTo } = newsroom
  const data = (await inbox(people.data)).flatMap(({ mail }) => mail.text?.match(/\/my-data\/[\w-]+/g) ?? [])
  const paths = {
    confirm: await linkTo(people.pending, '/confirm/'),
    'not-me': await linkTo(people.pending, '/not-me/'),
    unsubscribe: await linkTo(people.ada, '/unsubscribe/'),
    choose: await linkTo(people.ada, '/choices/'),
    undo: newsroom.leftPath,
    export: data[0] ?? '',
    erase: data[1] ?? '',
  }
  return Object.fromEntries(
    Object.entries(paths).map(([purpose, path]) => [purpose, path.split('/')[2]?.split('?')[0] ?? '']),
  )
}

async function fetchAll(
  { server }: MailedNewsroom,
  paths: readonly string[],
  headers: readonly Record<string, string>[],
): Promise<void> {
  const turns = Array.from({ length: times }, (_, turn) => headers[turn % headers.length] ?? {})
  const queue = paths.flatMap(path =>
    turns.flatMap(each => ['GET', 'HEAD'].map(method => ({ path, method, headers: each }))),
  )
  const work = async () => {
    for (let next = queue.pop(); next; next = queue.pop()) {
      const { path, ...init } = next
      const response = await fetch(`${server.origin}${path}`, { ...init, redirect: 'manual' })
      assert.ok(response.status < 500, `${init.method} ${path}: ${response.status}`)
      await response.arrayBuffer()
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
}
