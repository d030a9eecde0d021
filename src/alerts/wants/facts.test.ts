import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshStore } from '../../../test/support/store.ts'
import type { Store } from '../../store/index.ts'
import { readAlert } from '../read-alerts.ts'
import { makeAlert, testAt } from '../test-alerts.ts'
import { readFacts } from './facts.ts'
import { testPreferences } from './test-facts.ts'
import { wants } from './wants.ts'

async function story(store: Store, mergedInto: number | null = null): Promise<number> {
  const fields = { headline: 'Bridge', created_at: 1, last_item_at: 1, item_count: 1, source_count: 1 }
  const state = mergedInto === null ? 'live' : 'merged'
  const { id } = await store.write(tx =>
    tx
      .insertInto('stories')
      .values({ ...fields, state, merged_into: mergedInto })
      .returning('id')
      .executeTakeFirstOrThrow(),
  )
  return id
}

async function facts(store: Store, ids: readonly number[]) {
  const alerts = await Promise.all(ids.map(id => readAlert(store.read, id)))
  return readFacts(
    store.read,
    alerts.flatMap(alert => alert ?? []),
  )
}

test('who muted a story is spared it when it went into another one, and when another one went into it', async t => {
  const store = await freshStore(t)
  const into = await story(store)
  const [one, two, other] = [await story(store, into), await story(store, into), await story(store)]
  const ids = []
  for (const id of [into, one, other]) ids.push(await makeAlert(store, { story: id }))
  const [ofInto, ofOne, ofOther] = await facts(store, ids)
  assert.ok(ofInto && ofOne && ofOther)
  for (const muted of [into, one, two]) {
    const preferences = testPreferences({ muted: [{ story: muted }] })
    assert.equal(wants(ofInto, preferences, testAt).in, false)
    assert.equal(wants(ofOne, preferences, testAt).in, false)
    assert.equal(wants(ofOther, preferences, testAt).in, true)
  }
})

test('facts hold the topics that the newsroom has, and whether any was named', async t => {
  const store = await freshStore(t)
  const topic = { kind: 'topic' as const, names: '{}', about: '', position: 1, retired: 0 }
  await store.write(tx =>
    tx
      .insertInto('topics')
      .values([
        { ...topic, slug: 'politics', name: 'Politics' },
        { ...topic, slug: 'sport', name: 'Sport' },
      ])
      .execute(),
  )
  const ids = [
    await makeAlert(store, { topics: ['politics', 'Nonsense'] }),
    await makeAlert(store, { topics: ['Nonsense'] }),
    await makeAlert(store),
  ]
  assert.deepEqual(
    (await facts(store, ids)).map(({ topics, namesTopics }) => [topics, namesTopics]),
    [
      [[1], true],
      [[], true],
      [[], false],
    ],
  )
})

test('words are of headline, summary and what changed, and a thread is known by its first alert', async t => {
  const store = await freshStore(t)
  const first = await makeAlert(store, { headline: 'Bridge', summary: 'It fell.\n\nNobody died.' })
  const update = await makeAlert(store, { kind: 'update', follows: first, whatChanged: 'Twelve missing' })
  const [one, two] = await facts(store, [first, update])
  assert.deepEqual(
    one?.words.terms.filter(term => term !== ''),
    ['bridg', 'it', 'fell', 'nobodi', 'die'],
  )
  assert.ok(two?.words.terms.includes('twelv'))
  assert.deepEqual([one?.threadId, two?.threadId], [first, first])
})
