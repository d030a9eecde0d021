/** For tests: a source that hands its items in, and the beats of whoever listens. */
import type { TestContext } from 'node:test'
import { freshStore } from '../../../test/support/store.ts'
import { countSources, listSources } from '../list-sources.ts'
import { readSourcePage } from '../read-source-page.ts'
import { receiveItem } from '../receive-item.ts'
import { judgeSilences } from './judge-silences.ts'
import { keepListening } from './listening.ts'

export const hourMs = 60 * 60_000
export const dayMs = 24 * hourMs

export async function startHandingIn(t: TestContext) {
  const store = await freshStore(t)
  let [at, number] = [Date.UTC(2026, 0, 1), 0]
  const send = async (sourceName = 'wire') => {
    number += 1
    const unsaid = { url: null, text: '', publishedAt: null, language: null }
    const item = { sourceName, externalId: String(number), title: `Item ${number}`, ...unsaid, at }
    await store.write(tx => receiveItem(tx, item))
  }
  /** Somebody listens all the while. `everyMs` null: without an item. */
  const pass = async (ms: number, everyMs: number | null = null) => {
    await keepListening(store, at)
    const end = at + ms
    let nextAt = everyMs === null ? end : at + everyMs
    for (; at < end; nextAt += everyMs ?? 0) {
      const isItem = everyMs !== null && nextAt <= end
      at = isItem ? nextAt : end
      // As if every beat between had been written.
      await store.write(tx => tx.updateTable('listening').set({ until: at }).execute())
      if (isItem) await send()
    }
  }
  /** Until it is silent; returns for how long it said nothing. */
  const untilSilent = async () => {
    const from = at
    while ((await health()) !== 'silent') {
      if (at - from > 10 * dayMs) throw new Error('it is never silent')
      await pass(2 * hourMs)
      await judgeSilences(store)
    }
    return at - from
  }
  const health = async () => (await listSources(store.read))[0]?.health
  return {
    ...{ store, send, pass, untilSilent, health },
    now: () => at,
    /** Nobody is there to listen. */
    stop: (ms: number) => {
      at += ms
    },
    judge: () => judgeSilences(store),
    silent: async () => (await countSources(store.read)).silent,
    page: async (id = 1) => readSourcePage(store.read, id, at),
  }
}
