import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshStore } from '../../test/support/store.ts'
import { addSource } from './add-source.ts'
import { listSources } from './list-sources.ts'
import { parseOpml } from './parse-opml.ts'

const url = 'https://news.example/feed.xml'
const given = { url, name: null, onItem: null, everyMs: null, at: 1_000 }

test('a new source is due at once and called by its host', async t => {
  const store = await freshStore(t)
  const { kind } = await store.write(tx => addSource(tx, given))
  const [source] = await listSources(store.read)
  assert.equal(kind, 'added')
  assert.deepEqual(
    [source?.name, source?.onItem, source?.everyMs, source?.nextPollAt],
    ['news.example', 'none', null, 1_000],
  )
})

test('adding a source again changes only what is given', async t => {
  const store = await freshStore(t)
  const first = await store.write(tx =>
    addSource(tx, { ...given, name: 'News', onItem: 'send', everyMs: 60_000 }),
  )
  const second = await store.write(tx => addSource(tx, { ...given, url: `${url}#top` }))
  assert.deepEqual(second, { kind: 'exists', id: first.id })
  await store.write(tx => addSource(tx, { ...given, everyMs: 5_000 }))
  const [source, ...others] = await listSources(store.read)
  assert.deepEqual([source?.name, source?.onItem, source?.everyMs], ['News', 'send', 5_000])
  assert.deepEqual(others, [])
})

test('a new interval does not go against a Retry-After', async t => {
  const store = await freshStore(t)
  await store.write(async tx => {
    const { id } = await addSource(tx, given)
    await tx
      .updateTable('sources')
      .set({ not_before: 90_000, next_poll_at: 90_000 })
      .where('id', '=', id)
      .execute()
    await addSource(tx, { ...given, everyMs: 1_000 })
  })
  const [source] = await listSources(store.read)
  assert.equal(source?.nextPollAt, 90_000)
})

test('importing the same OPML twice adds nothing', async t => {
  const store = await freshStore(t)
  const parsed = await parseOpml(
    `<opml version="2.0"><body><outline text="A" xmlUrl="${url}"/><outline text="B" xmlUrl="${url}?b"/></body></opml>`,
  )
  assert.ok(parsed.ok)
  const { outlines } = parsed
  for (const round of ['added', 'exists'] as const)
    for (const outline of outlines) {
      const result = await store.write(tx => addSource(tx, { ...given, ...outline }))
      assert.equal(result.kind, round)
    }
  assert.equal((await listSources(store.read)).length, 2)
})

test('an address that is not of the web is refused', async t => {
  const store = await freshStore(t)
  for (const bad of ['file:///etc/passwd', 'news.example', 'https://user:word@news.example/'])
    await assert.rejects(
      store.write(tx => addSource(tx, { ...given, url: bad })),
      { code: 'fetch.bad-url' },
    )
})

test('a name that somebody typed is one line that every store takes', async t => {
  const store = await freshStore(t)
  await store.write(tx => addSource(tx, { ...given, name: 'A\u0000b\u202e\r\n c\ud800' }))
  const [source] = await listSources(store.read)
  assert.equal(source?.name, 'A b c\ufffd')
})
