import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addSource, listSources, receiveItem } from '../sources/index.ts'
import { testDesk } from './test-desk.ts'

const feed = { url: 'https://news.example/feed.xml', name: 'The News', onItem: 'draft', every: '2' }

test('a source is added with what the form says', async t => {
  const desk = await testDesk(t)
  await desk.post('/desk/sources', feed)
  const [source] = await listSources(desk.store.read)
  assert.deepEqual(
    [source?.url, source?.name, source?.onItem, source?.everyMs],
    ['https://news.example/feed.xml', 'The News', 'draft', 120_000],
  )
})

test('an address that is none is said beside its field, and what was typed is kept', async t => {
  const desk = await testDesk(t)
  const answer = await desk.post('/desk/sources', { ...feed, url: 'file:///etc/passwd', every: 'often' })
  assert.equal(answer.status, 422)
  const text = await answer.text()
  assert.match(text, /id="url-problem">/)
  assert.match(text, /id="every-problem">/)
  assert.match(text, /value="file:\/\/\/etc\/passwd"/)
  assert.deepEqual(await listSources(desk.store.read), [])
})

test('what the operator says of a source is changed on its page', async t => {
  const desk = await testDesk(t)
  await desk.post('/desk/sources', feed)
  const said = { name: 'The Courier', onItem: 'send', every: '' }
  const answer = await desk.post('/desk/sources/1', said)
  assert.equal(answer.headers.get('location'), '/desk/sources/1?done=rule')
  const [source] = await listSources(desk.store.read)
  assert.deepEqual([source?.name, source?.onItem, source?.everyMs], ['The Courier', 'send', null])
  assert.equal((await desk.post('/desk/sources/1', { ...said, onItem: 'shout' })).status, 422)
  assert.equal((await desk.post('/desk/sources/999', said)).status, 404)
  const often = await desk.post('/desk/sources/1', { ...said, name: 'Typed', every: 'often' })
  assert.equal(often.status, 422)
  const text = await often.text()
  assert.match(text, /id="every-problem">/)
  assert.match(text, /value="Typed"/)
  assert.equal((await listSources(desk.store.read))[0]?.name, 'The Courier')
})

test('a look now is taken at its word, unless the server asked to be left alone', async t => {
  const desk = await testDesk(t)
  await desk.post('/desk/sources', feed)
  const set = (changes: object) => desk.store.write(tx => tx.updateTable('sources').set(changes).execute())
  const at = desk.clock.now()
  await set({ next_poll_at: at + 600_000 })
  assert.equal((await desk.post('/desk/sources/1/look')).headers.get('location'), '/desk/sources/1?done=look')
  assert.equal((await listSources(desk.store.read))[0]?.nextPollAt, at)
  await set({ next_poll_at: at + 600_000, not_before: at + 600_000 })
  const held = (await desk.post('/desk/sources/1/look')).headers.get('location') ?? ''
  assert.match(held, /done=held$/)
  assert.equal((await listSources(desk.store.read))[0]?.nextPollAt, at + 600_000)
  assert.match(await (await desk.get(held)).text(), /Retry-After/)
})

test('a source is stopped and watched again, and the list says so', async t => {
  const desk = await testDesk(t)
  await desk.post('/desk/sources', feed)
  await desk.post('/desk/sources/1/stop')
  assert.match(await (await desk.get('/desk/sources')).text(), /No longer watched/)
  assert.match(await (await desk.get('/desk')).text(), /No sources yet|0 sources/)
  const page = await (await desk.get('/desk/sources/1')).text()
  assert.match(page, /action="\/desk\/sources\/1\/watch"/)
  assert.doesNotMatch(page, /action="\/desk\/sources\/1\/look"/)
  await desk.post('/desk/sources/1/watch')
  assert.equal((await listSources(desk.store.read))[0]?.health, 'ok')
})

test('who is in trouble and who is silent stands on the front page, and first among the sources', async t => {
  const desk = await testDesk(t)
  for (const name of ['Alpha', 'Beta', 'Gamma'])
    await desk.post('/desk/sources', { ...feed, name, url: `https://news.example/${name}` })
  const at = desk.clock.now()
  const set = (name: string, changes: object) =>
    desk.store.write(tx => tx.updateTable('sources').set(changes).where('name', '=', name).execute())
  const gone = {
    problem: 'It is gone. Look for another.',
    problem_kind: 'gone',
    failures: 4,
    failing_since: at,
  }
  await set('Gamma', { health: 'failing', ...gone })
  await set('Beta', { health: 'silent', silent_from: at, last_item_at: at - 7_200_000, last_ok_at: at })
  assert.match(await (await desk.get('/desk')).text(), /1 of 3 sources in trouble, 1 silent/)
  const list = await (await desk.get('/desk/sources')).text()
  const places = ['Gamma', 'It is gone.', 'Beta', 'Silent for 2 hours', 'Alpha'].map(word =>
    list.indexOf(word),
  )
  assert.ok(!places.includes(-1), String(places))
  assert.deepEqual(
    places,
    places.toSorted((one, other) => one - other),
  )
  assert.match(await (await desk.get('/desk/sources/2')).text(), /class="notice measure">Silent for 2 hours/)
})

test('of a silent source that hands its items in the desk says that nothing is polled, and where to look', async t => {
  const desk = await testDesk(t)
  const at = desk.clock.now()
  const item = { externalId: '1', url: null, title: 'A', text: '', publishedAt: null, language: null }
  await desk.store.write(async tx => {
    await receiveItem(tx, { ...item, sourceName: 'wire', at: at - 7_200_000 })
    await tx.updateTable('sources').set({ health: 'silent', silent_from: at }).execute()
    await tx.insertInto('listening').values({ id: 1, since: 0, until: at }).execute()
    const look = { source_id: 1, at, kind: 'silent', status: null, bytes: null, ms: 0, new_items: 0 } as const
    await tx.insertInto('source_looks').values(look).execute()
  })
  const words = /Nothing has come for 2 hours: .*Nobody polls it.*POST \/api\/items/
  assert.match(await (await desk.get('/desk/sources')).text(), words)
  const page = await (await desk.get('/desk/sources/1')).text()
  assert.match(page, words)
  assert.match(page, /When it was silent/)
  assert.doesNotMatch(page, /What it answered|no answer/)
  assert.match(await (await desk.get('/desk')).text(), /1 of [0-9]+ sources? silent/)
})

test('many sources are shown page by page, and those in trouble stay first', async t => {
  const desk = await testDesk(t)
  await desk.store.write(async tx => {
    for (let number = 0; number < 130; number++) {
      const url = `https://host-${number}.example/feed`
      await addSource(tx, { url, name: `Paper ${number % 40}`, onItem: null, everyMs: null, at: 0 })
    }
    await tx.updateTable('sources').set({ health: 'failing' }).where('id', '>', 60).execute()
  })
  const names: string[] = []
  let path: string | undefined = '/desk/sources'
  for (let pages = 0; path !== undefined && pages < 9; pages++) {
    const page = await (await desk.get(path)).text()
    const shown = [...page.matchAll(/href="\/desk\/sources\/(\d+)"/g)].map(([, id = '']) => id)
    assert.ok(shown.length <= 50, `${shown.length} on one page`)
    names.push(...shown)
    path = /href="([^"]*)">Further sources/.exec(page)?.[1]?.replaceAll('&amp;', '&')
  }
  assert.equal(names.length, 130)
  assert.equal(new Set(names).size, 130)
  assert.ok(names.slice(0, 70).every(id => Number(id) > 60))
})

test('a source is found by words of its name or address, whatever the accents', async t => {
  const desk = await testDesk(t)
  for (const name of ['L’Écho du Port', 'The Courier'])
    await desk.post('/desk/sources', { ...feed, name, url: `https://news.example/${name.length}` })
  const found = async (words: string) =>
    (await desk.get(`/desk/sources?${new URLSearchParams({ search: words })}`)).text()
  assert.match(await found('port ECHO'), /L’Écho du Port/)
  assert.doesNotMatch(await found('port ECHO'), /The Courier/)
  assert.match(await found('news.example/11'), /The Courier/)
  assert.match(await found('100%'), /No source is like that/)
  assert.match(await found('<b>"'), /value="&lt;b&gt;&quot;"/)
})

test('a page of sources that was kept, or cut, is a page all the same', async t => {
  const desk = await testDesk(t)
  await desk.post('/desk/sources', feed)
  for (const kept of [
    'from=ok',
    'from=well',
    'after=x',
    'from=stopped&after=99',
    'after=99999999999999999999',
  ])
    assert.equal((await desk.get(`/desk/sources?${kept}`)).status, 200, kept)
})

test('what a source calls itself is text on its page', async t => {
  const desk = await testDesk(t)
  const name = '<script>alert(1)</script>'
  await desk.post('/desk/sources', { ...feed, name })
  const page = await (await desk.get('/desk/sources/1')).text()
  assert.ok(!page.includes(name))
  assert.match(page, /&lt;script&gt;alert/)
})

test('the page of a source with a hub says who pushes it, and by how much that is sooner', async t => {
  const desk = await testDesk(t)
  await desk.post('/desk/sources', feed)
  const at = desk.clock.now()
  const hub = 'https://hub.example/'
  await desk.store.write(async tx => {
    const said = { hub, hubs: JSON.stringify([hub]), topic: feed.url, due_at: at, created_at: at }
    await tx
      .insertInto('push_subscriptions')
      .values({ source_id: 1, ...said, state: 'active' })
      .execute()
    await tx
      .updateTable('sources')
      .set({ pushed_until: at + 60_000 })
      .execute()
    const items = [1, 2].map(id => ({ id, source_id: 1, title: 't', text: '', seen_at: at, first_poll: 0 }))
    await tx
      .insertInto('items')
      .values(items.map(item => ({ ...item, revision: 1 })))
      .execute()
    const ways = items.map(({ id }) => ({ item_id: id, source_id: 1, first_way: 'push' as const }))
    await tx
      .insertInto('item_ways')
      .values(ways.map(way => ({ ...way, first_at: at, other_at: at + 90_000 })))
      .execute()
  })
  const page = await (await desk.get('/desk/sources/1')).text()
  assert.match(page, /hub\.example: it pushes; polls only make sure/)
  assert.match(page, /2 items; the other way saw the same 1 min 30 s later/)
})

test('an address is found out about, unless the editor says what it is; a part is chosen of pages only', async t => {
  const { store, post } = await testDesk(t)
  const add = (fields: Record<string, string>) => post('/desk/sources', { onItem: 'none', ...fields })
  await add({ url: 'https://a.example/' })
  await add({ url: 'https://b.example/', kind: 'page', selector: ' .level ' })
  await add({ url: 'https://c.example/', kind: 'sitemap' })
  const refused = await add({ url: 'https://d.example/', kind: 'feed', selector: '.level' })
  assert.equal(refused.status, 422)
  assert.match(await refused.text(), /A part can be chosen of a page only/)
  const rows = await store.read
    .selectFrom('sources')
    .select(['url', 'kind', 'selector'])
    .orderBy('id')
    .execute()
  assert.deepEqual(
    rows.map(row => [row.url, row.kind, row.selector]),
    [
      ['https://a.example/', 'unknown', null],
      ['https://b.example/', 'page', '.level'],
      ['https://c.example/', 'sitemap', null],
    ],
  )
})

test('the page of a source tells what it is, and behind which address it was found', async t => {
  const { store, get } = await testDesk(t)
  await store.write(tx =>
    addSource(tx, {
      ...{ url: 'https://a.example/news.xml', kind: 'sitemap', foundFrom: 'https://a.example/' },
      ...{ name: null, onItem: null, everyMs: null, at: 0 },
    }),
  )
  const page = await (await get('/desk/sources/1')).text()
  assert.match(page, /What it is<\/th><td>a news sitemap/)
  assert.match(page, /Found behind<\/th><td>https:\/\/a\.example\//)
})

test('when no source is reached the desk says that it is our own network, as long as that lasts', async t => {
  const desk = await testDesk(t)
  const at = desk.clock.now()
  const outage = { watcher: 'one', since: at - 60_000, until: at }
  await desk.store.write(tx => tx.insertInto('outages').values(outage).execute())
  assert.match(await (await desk.get('/desk')).text(), /look at our own network/)
  await desk.store.write(tx => tx.deleteFrom('outages').execute())
  assert.doesNotMatch(await (await desk.get('/desk')).text(), /look at our own network/)
})
