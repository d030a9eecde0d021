import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import type { Store } from '../store/index.ts'
import { testDesk } from './test-desk.ts'

const tables = [
  'alerts',
  'alert_presses',
  'sources',
  'outbox',
  'editor_sessions',
  'editor_invitations',
  'rules',
  'rule_versions',
  'story_orders',
  'story_weights',
] as const

/** Every row of every table that the desk writes. */
async function everything(store: Store): Promise<string> {
  const rows = await Promise.all(
    tables.map(table => sql`select * from ${sql.table(table)} order by 1`.execute(store.read)),
  )
  return JSON.stringify(rows.map(result => result.rows))
}

function filledIn(path: string, id: number): string {
  return path.replace(':id', String(id)).replace(':token', 'no-such-token')
}

test('no address of the desk acts when it is fetched', async t => {
  const desk = await testDesk(t)
  const id = await desk.draft({ priority: 'flash' })
  const before = await everything(desk.store)
  for (const { path } of desk.routes.filter(route => route.method === 'GET')) {
    const page = await desk.get(filledIn(path, id))
    assert.ok(page.status < 500, `${path} answers ${page.status}`)
    await page.body?.cancel()
  }
  for (const { path } of desk.routes.filter(route => route.method === 'POST'))
    await desk.get(filledIn(path, id))
  assert.equal(await everything(desk.store), before)
})

for (const [what, headers] of [
  ['says that another site made it', { 'sec-fetch-site': 'cross-site' }],
  ['says that a sibling site made it', { 'sec-fetch-site': 'same-site' }],
  ['names a foreign origin', { origin: 'https://evil.example' }],
] as const)
  test(`no POST of the desk acts when it ${what}`, async t => {
    const desk = await testDesk(t)
    const id = await desk.draft()
    const before = await everything(desk.store)
    const own = await desk.get('/desk')
    assert.equal(own.status, 200)
    for (const { path } of desk.routes.filter(route => route.method === 'POST')) {
      const answer = await desk.post(filledIn(path, id), {}, { ...headers, cookie: desk.cookie })
      assert.equal(answer.status, 403, path)
    }
    assert.equal(await everything(desk.store), before)
  })

test('nothing but the way in answers without a session', async t => {
  const desk = await testDesk(t)
  const id = await desk.draft()
  const before = await everything(desk.store)
  for (const route of desk.routes) {
    if (route.path === '/desk/enter/:token') continue
    const path = filledIn(route.path, id)
    const answer =
      route.method === 'GET'
        ? await desk.get(path, null)
        : await desk.post(path, {}, { 'sec-fetch-site': 'same-origin' })
    assert.equal(answer.status, 401, `${route.method} ${path}`)
  }
  assert.equal(await everything(desk.store), before)
})
