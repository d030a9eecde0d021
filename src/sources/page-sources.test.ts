import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshStore } from '../../test/support/store.ts'
import type { Store } from '../store/index.ts'
import { addSource } from './add-source.ts'
import { pageOfSources } from './page-sources.ts'
import type { Health } from './schema.ts'

async function add(store: Store, name: string, health: Health): Promise<number> {
  return store.write(async tx => {
    const url = `https://news.example/${encodeURIComponent(name)}/${health}`
    const { id } = await addSource(tx, { url, name, onItem: null, everyMs: null, at: 0 })
    await tx.updateTable('sources').set({ health }).where('id', '=', id).execute()
    return id
  })
}

const top = { words: [], from: 'failing', limit: 2 } as const

for (const words of [[], ['news']])
  test(`pages go on where the last one ended, ${words.length === 0 ? 'of all' : 'of what was found'}`, async t => {
    const store = await freshStore(t)
    const [beta, alpha, silent, well] = [
      await add(store, 'beta', 'failing'),
      await add(store, 'Alpha', 'failing'),
      await add(store, 'Aardvark', 'silent'),
      await add(store, 'Aachen', 'ok'),
    ]
    const ids = async (wish: object) =>
      (await pageOfSources(store.read, { ...top, words, ...wish })).map(({ id }) => id)
    assert.deepEqual(await ids({}), [alpha, beta])
    assert.deepEqual(await ids({ after: alpha }), [beta, silent])
    assert.deepEqual(await ids({ after: beta }), [silent, well])
    assert.deepEqual(await ids({ from: 'ok' }), [well])
    assert.deepEqual(await ids({ from: 'ok', after: well }), [])
  })

for (const words of [[], ['news']])
  test(`a page begins at the same place when its last source has recovered, ${words.length === 0 ? 'of all' : 'of what was found'}`, async t => {
    const store = await freshStore(t)
    const first = await add(store, 'Alpha', 'failing')
    const second = await add(store, 'Beta', 'failing')
    await store.write(tx => tx.updateTable('sources').set({ health: 'ok' }).where('id', '=', first).execute())
    const page = await pageOfSources(store.read, { ...top, words, after: first })
    assert.deepEqual(
      page.map(({ id }) => id),
      [second, first],
    )
  })
