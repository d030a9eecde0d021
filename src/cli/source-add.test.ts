import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { articlePage, bridge, newsSitemap, startSite } from '../sources/discover/test-site.ts'
import { entry, rss } from '../sources/poll/test-publisher.ts'
import { main } from './main.ts'

async function commandLine(t: TestContext) {
  const dataDir = await mkdtemp(join(tmpdir(), 'tocsin-'))
  t.after(() => rm(dataDir, { recursive: true, force: true }))
  const env = { DATA_DIR: dataDir, SOURCES: '', ALLOW_FETCH: '127.0.0.0/8' }
  return async (...argv: string[]) => {
    const [out, err]: [string[], string[]] = [[], []]
    const code = await main(argv, { env, out: line => out.push(line), err: line => err.push(line) })
    return { code, out: out.join('\n'), err: err.join('\n') }
  }
}

const head = '<link rel="alternate" type="application/rss+xml" href="/all.rss">'

test('of a page the feed is found and watched, and what was asked for is told', async t => {
  const [run, site] = [
    await commandLine(t),
    await startSite(t, { '/': articlePage(bridge, head), '/all.rss': rss([entry('a')]) }),
  ]
  const words = await run('source', 'add', site.origin)
  assert.equal(words.code, 0)
  assert.equal(
    words.out,
    `Watching ${site.origin}/all.rss\nIt is the feed “The News” with 1 items that is named by ${site.origin}/`,
  )
  site.asked.length = 0
  const again = await run('source', 'add', site.origin, '--on-item', 'draft')
  assert.equal(again.out, `Already watched: ${site.origin}/all.rss (changed as given)`)
  assert.deepEqual(site.asked, [], 'what is known is not looked for again')
  const list = JSON.parse((await run('source', 'list', '--json')).out)
  assert.deepEqual([list.length, list[0].url, list[0].onItem], [1, `${site.origin}/all.rss`, 'draft'])
})

test('with --json it says what it chose and what it tried', async t => {
  const [run, site] = [await commandLine(t), await startSite(t, { '/news.xml': newsSitemap('a') })]
  const { out } = await run('source', 'add', `${site.origin}/news.xml`, '--json')
  assert.deepEqual(JSON.parse(out), {
    id: '1',
    added: true,
    url: `${site.origin}/news.xml`,
    kind: 'sitemap',
    tried: [{ url: `${site.origin}/news.xml`, result: 'a sitemap with 1 items' }],
  })
})

test('a page without a feed is watched itself, unless its robots.txt closes it', async t => {
  // Where no feed may be looked for, so that the search ends with its first turns.
  const closedPlaces = 'User-agent: *\nDisallow: /*feed\nDisallow: /*rss\nDisallow: /atom\nDisallow: /index'
  const pages = { '/a': articlePage(bridge), '/robots.txt': closedPlaces }
  const [run, site] = [await commandLine(t), await startSite(t, pages)]
  assert.match((await run('source', 'add', `${site.origin}/a`)).out, /the page itself is watched/)
  site.pages.set('/robots.txt', 'User-agent: *\nDisallow: /')
  site.pages.set('/b', articlePage(bridge))
  const closed = await run('source', 'add', `${site.origin}/b`)
  assert.deepEqual([closed.code, closed.out], [1, ''])
  assert.match(closed.err, /robots\.txt asks programs to stay away.*--kind page/)
  assert.equal((await run('source', 'add', `${site.origin}/b`, '--kind', 'page')).code, 0)
})

test('who says what it is makes no request; a selector is for pages', async t => {
  const [run, site] = [await commandLine(t), await startSite(t)]
  assert.equal(
    (await run('source', 'add', `${site.origin}/a`, '--kind', 'feed')).out,
    `Watching ${site.origin}/a`,
  )
  assert.equal((await run('source', 'add', `${site.origin}/b`, '--selector', '.level')).code, 0)
  const wrong = await run('source', 'add', `${site.origin}/c`, '--selector', '.level', '--kind', 'feed')
  assert.deepEqual([wrong.code, site.asked], [2, []])
})

test('what cannot be looked at is added all the same, and it is said', async t => {
  const run = await commandLine(t)
  const { code, out } = await run('source', 'add', 'http://127.0.0.1:9/feed')
  assert.equal(code, 0)
  assert.match(
    out,
    /^Watching http:\/\/127\.0\.0\.1:9\/feed\nIt could not be looked at: Its server takes no connections/,
  )
  const inside = await run('source', 'add', 'http://10.0.0.1/feed', '--json')
  assert.match(JSON.parse(inside.out).problem, /private network/)
})

test('a source that nobody has looked at is not called well', async t => {
  const run = await commandLine(t)
  await run('source', 'add', 'https://news.example/feed.xml', '--kind', 'feed')
  assert.match((await run('source', 'list')).out, /\tnot looked at yet$/m)
})
