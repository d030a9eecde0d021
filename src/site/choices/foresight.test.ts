import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startSite } from '../../../test/support/site.ts'
import type { Read } from '../../store/index.ts'
import { preferencesToken } from '../../subscribers/index.ts'
import type { SiteContext } from '../site-context.ts'
import { createForesight } from './foresight.ts'

/** Counts the queries of each table. */
function counted(read: Read): { read: Read; queries: Map<string, number> } {
  const queries = new Map<string, number>()
  const counting = new Proxy(read, {
    get(target, name) {
      if (name !== 'selectFrom') return Reflect.get(target, name, target)
      return (table: string) => {
        queries.set(table, (queries.get(table) ?? 0) + 1)
        return target.selectFrom(table as 'alerts')
      }
    },
  })
  return { read: counting, queries }
}

test('twenty expressions are looked for in what was read once', async t => {
  const site = await startSite(t)
  await site.sendAlert({ headline: 'Spies on trial' })
  const { read, queries } = counted(site.store.read)
  const context = { ...site, store: { ...site.store, read } } as unknown as SiteContext
  const foresight = createForesight({ ...context, texts: site.subscribers.texts })
  assert.equal((await foresight.brought('spy'))?.alerts, 1)
  const before = new Map(queries)
  for (let n = 0; n < 20; n++) assert.equal((await foresight.brought(`word${n}`))?.alerts, 0)
  assert.deepEqual(queries, before)
})

test('of more expressions than may be kept the page looks for as many as may', async t => {
  const site = await startSite(t)
  await site.post(`/confirm/${await site.signUp('ada@example.org')}`, {})
  const link = { subscriberId: 1, linkGeneration: 0, at: site.clock.now() }
  const fields = new URLSearchParams({ scope: 'all', least: 'developing', timeZone: 'UTC' })
  for (let n = 0; n < 150; n++) fields.append('watch', `word${n}`)
  const answer = await site.send(
    `/choices/${preferencesToken(site.subscribers, link)}/preview`,
    String(fields),
    { 'content-type': 'application/x-www-form-urlencoded' },
  )
  const page = await answer.text()
  assert.equal(page.match(/name="watch"/g)?.length, 150, 'all that was typed is still there')
  assert.equal(page.match(/aria-live="polite"><p class="hint">/g)?.length, 20)
})
