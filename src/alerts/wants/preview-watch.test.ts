import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshStore } from '../../../test/support/store.ts'
import type { Store } from '../../store/index.ts'
import { makeAlert, testAt } from '../test-alerts.ts'
import { parseWatch } from '../watch/parse-watch.ts'
import { previewWatch } from './preview-watch.ts'
import { createWordsCache } from './words-cache.ts'

const dayMs = 86_400_000

async function story(store: Store, headline: string, at: number, mergedInto: number | null = null) {
  const row = { headline, created_at: at, last_item_at: at, item_count: 1, source_count: 1 }
  const state = mergedInto === null ? ('live' as const) : ('merged' as const)
  const { id } = await store.write(tx =>
    tx
      .insertInto('stories')
      .values({ ...row, state, merged_into: mergedInto })
      .returning('id')
      .executeTakeFirstOrThrow(),
  )
  return id
}

async function preview(store: Store, typed: string[], cache = createWordsCache(100)) {
  const watches = typed.flatMap(text => {
    const parsed = parseWatch(text)
    return parsed.kind === 'parsed' ? [parsed.watch] : []
  })
  return previewWatch(store.read, { watches, at: testAt, cache })
}

test('alerts and stories that never became one are found, the newest first, each event once', async t => {
  const store = await freshStore(t)
  const merged = await story(store, 'Spies in court', testAt - 9)
  await story(store, 'Spy caught', testAt - 5)
  await story(store, 'Bridge closed', testAt - 4)
  await story(store, 'Spies of long ago', testAt - 61 * dayMs)
  await story(store, 'Spies, merged', testAt - 3, merged)
  await makeAlert(store, { headline: 'Two spies on trial', story: merged })
  await makeAlert(store, { headline: 'A draft of spies', send: false })
  const found = await preview(store, ['spy'])
  assert.deepEqual(
    found.rows.map(({ kind, headline }) => [kind, headline]),
    [
      ['alert', 'Two spies on trial'],
      ['story', 'Spy caught'],
    ],
  )
  assert.deepEqual([found.alerts, found.stories], [1, 1])
  assert.equal((await preview(store, ['spy', 'bridge'])).stories, 2)
  assert.deepEqual((await preview(store, [])).rows, [])
})

test('ten are shown, all are counted', async t => {
  const store = await freshStore(t)
  for (let at = 1; at <= 12; at++) await story(store, `Spy ${at}`, testAt - at)
  const { rows, stories } = await preview(store, ['spy'])
  assert.deepEqual([rows.length, rows[0]?.headline, stories], [10, 'Spy 1', 12])
})

test('a changed headline is read anew, though words are kept between letters', async t => {
  const store = await freshStore(t)
  const id = await story(store, 'Bridge closed', testAt)
  const cache = createWordsCache(100)
  assert.equal((await preview(store, ['spy'], cache)).stories, 0)
  await store.write(tx =>
    tx.updateTable('stories').set({ headline: 'Spy closed' }).where('id', '=', id).execute(),
  )
  assert.equal((await preview(store, ['spy'], cache)).stories, 1)
})

test('a cache of words holds no more than it may', () => {
  const cache = createWordsCache(2)
  const made: string[] = []
  for (const key of ['a', 'b', 'a', 'c', 'a'])
    cache.of(key, () => {
      made.push(key)
      return { terms: [], names: [] }
    })
  assert.deepEqual(made, ['a', 'b', 'c', 'a'])
})
