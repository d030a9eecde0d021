import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { testStoreKind } from '../../test/support/store-place.ts'
import { countDeliveries } from '../deliveries/index.ts'
import { addSource } from '../sources/index.ts'
import { serveApi } from './test-server.ts'

const onSqlite = { skip: testStoreKind() === 'sqlite' ? false : 'SQLite alone' }

test('health and readiness are plain words for everybody', async t => {
  const { call } = await serveApi(t)
  const health = await call('GET', '/healthz', { token: null })
  const ready = await call('GET', '/readyz', { token: null })
  assert.deepEqual([health.status, health.text, ready.status, ready.text], [200, 'ok\n', 200, 'ready\n'])
})

test('a store that fails makes it unready and says nothing of why, while it stays healthy', async t => {
  const { call } = await serveApi(t, store => ({
    ...store,
    ping: () => Promise.reject(new Error('postgres://user:password@host is gone')),
  }))
  const ready = await call('GET', '/readyz', { token: null })
  assert.deepEqual([ready.status, ready.text], [503, 'The store does not answer.\n'])
  assert.equal((await call('GET', '/healthz', { token: null })).status, 200)
})

test('a store that takes no more is not ready, and its numbers can still be read', onSqlite, async t => {
  const { call, store } = await serveApi(t)
  const ready = async () => {
    const { status, text } = await call('GET', '/readyz', { token: null })
    return `${status} ${text.trim()}`
  }
  const most = (pages: number) => store.write(tx => sql.raw(`pragma max_page_count = ${pages}`).execute(tx))
  await most(1)
  assert.equal(await ready(), '200 ready')
  const value = 'x'.repeat(1_000_000)
  await assert.rejects(store.write(tx => tx.insertInto('meta').values({ key: 'much', value }).execute()))
  await store.write(async () => undefined)
  assert.equal(await ready(), '503 The disk of the store is full.')
  const { text } = await call('GET', '/metrics')
  assert.match(text, /^tocsin_store_away 1$/m)
  assert.match(text, /^tocsin_alerts\{state="draft"\} 0$/m)
  await most(1_000_000)
  assert.equal(await ready(), '200 ready')
  const rows = await store.read.selectFrom('meta').select('key').where('key', '=', 'room-trial').execute()
  assert.deepEqual(rows, [])
})

test('a store that does not answer for two seconds makes it unready', async t => {
  const server = await serveApi(t, store => ({ ...store, ping: () => new Promise(() => undefined) }))
  const asked = server.call('GET', '/readyz', { token: null })
  while (server.clock.pendingWaits() === 0) await new Promise(resolve => setImmediate(resolve))
  await server.clock.advance(2_000)
  assert.equal((await asked).status, 503)
})

test('metrics count alerts, deliveries, sources and single mails by state, and the process', async t => {
  const { call, store, alert } = await serveApi(t)
  await alert()
  const id = Number(await alert({ send: true }))
  const none = { sending: 0, refused: 0, uncertain: 0, suppressed: 0, withdrawn: 0 }
  const books = {
    ...none,
    alert_id: id,
    frozen: 1,
    audience: 9,
    queued: 1,
    accepted: 7,
    deferred: 1,
    resent: 2,
  }
  await store.write(tx =>
    tx
      .insertInto('audiences')
      .values({ ...books, first_accepted_at: 1, last_accepted_at: 2 })
      .execute(),
  )
  await store.write(tx =>
    addSource(tx, { url: 'https://a.example.org/', name: null, onItem: 'draft', everyMs: null, at: 0 }),
  )
  const { status, type, text } = await call('GET', '/metrics')
  assert.equal(status, 200)
  assert.match(type ?? '', /^text\/plain; version=0\.0\.4/)
  for (const line of [
    'tocsin_alerts{state="draft"} 1',
    'tocsin_alerts{state="sending"} 1',
    'tocsin_alerts{state="stopped"} 0',
    'tocsin_deliveries{state="accepted"} 7',
    'tocsin_deliveries{state="withdrawn"} 0',
    'tocsin_deliveries_resent 2',
    'tocsin_sources{health="ok"} 1',
    'tocsin_sources{health="failing"} 0',
    'tocsin_sources{health="silent"} 0',
    'tocsin_alert_stage_seconds_count{stage="machine"} 0',
    'tocsin_outbox_mails{state="queued"} 0',
  ])
    assert.ok(text.includes(`${line}\n`), `${line} in\n${text}`)
  assert.match(text, /^process_cpu_seconds_total \d/m)
  assert.match((await call('GET', '/metrics')).text, /^tocsin_alerts\{state="draft"\} 1$/m)
})

test('metrics count sources that are silent or in trouble, by the kind of it, until they are well', async t => {
  const { call, store } = await serveApi(t)
  for (const name of ['a', 'b', 'c'])
    await store.write(tx =>
      addSource(tx, { url: `https://${name}.example/`, name, onItem: null, everyMs: null, at: 0 }),
    )
  const set = (name: string, changes: object) =>
    store.write(tx => tx.updateTable('sources').set(changes).where('name', '=', name).execute())
  await set('a', { health: 'silent' })
  await set('b', { health: 'failing', problem_kind: 'bot-check' })
  const { text } = await call('GET', '/metrics')
  for (const line of [
    'tocsin_sources{health="ok"} 1',
    'tocsin_sources{health="silent"} 1',
    'tocsin_sources{health="failing"} 1',
    'tocsin_source_problems{kind="silent"} 1',
    'tocsin_source_problems{kind="bot-check"} 1',
  ])
    assert.ok(text.includes(`${line}\n`), `${line} in\n${text}`)
  for (const name of ['a', 'b']) await set(name, { health: 'ok', problem_kind: null })
  const later = (await call('GET', '/metrics')).text
  assert.match(later, /^tocsin_sources\{health="ok"\} 3$/m)
  assert.doesNotMatch(later, /tocsin_source_problems\{/)
})

test('metrics tell what each stage took of the alerts of the last hour', async t => {
  const { call, store, clock } = await serveApi(t)
  const at = clock.now()
  await store.write(async tx => {
    await addSource(tx, { url: 'https://a.example/', name: null, onItem: 'send', everyMs: null, at })
    const item = { source_id: 1, title: 'A', text: '', first_poll: 0, revision: 1 }
    await tx
      .insertInto('items')
      .values({ ...item, published_at: at - 30_000, seen_at: at })
      .execute()
    const story = { headline: 'A', created_at: at, last_item_at: at, item_count: 1, source_count: 1 }
    await tx.insertInto('stories').values(story).execute()
    const member = { item_id: 1, story_id: 1, headline_key: 'a', added_at: at, grouped_at: at + 250 }
    await tx.insertInto('story_items').values(member).execute()
    const said = { kind: 'alert', priority: 'breaking', state: 'sent', headline: 'A', summary: '' } as const
    const by = { created_by: 'rule:A', approved_by: 'rule:A', topics: '[]', language: 'en' }
    const times = { created_at: at + 500, approved_at: at + 500, item_id: 1, audience: 'matching' } as const
    await tx
      .insertInto('alerts')
      .values({ ...said, ...by, ...times })
      .execute()
    const none = { queued: 0, sending: 0, deferred: 0, refused: 0, uncertain: 0, suppressed: 0, withdrawn: 0 }
    const books = { alert_id: 1, frozen: 1, audience: 1, accepted: 1, resent: 0, ...none }
    const accepted = { first_accepted_at: at + 2_500, last_accepted_at: at + 2_500 }
    await tx
      .insertInto('audiences')
      .values({ ...books, ...accepted })
      .execute()
  })
  await clock.advance(10_000)
  const { text } = await call('GET', '/metrics')
  for (const line of [
    'tocsin_alert_stage_seconds{stage="seen",quantile="0.5"} 30',
    'tocsin_alert_stage_seconds{stage="grouped",quantile="0.9"} 0.25',
    'tocsin_alert_stage_seconds{stage="accepted",quantile="1"} 2',
    'tocsin_alert_stage_seconds{stage="machine",quantile="0.5"} 2.5',
    'tocsin_alert_stage_seconds_sum{stage="whole"} 32.5',
    'tocsin_alert_stage_seconds_count{stage="editor"} 0',
  ])
    assert.ok(text.includes(`${line}\n`), `${line} in\n${text}`)
  await clock.advance(3_600_000)
  const later = (await call('GET', '/metrics')).text
  assert.match(later, /^tocsin_alert_stage_seconds_count\{stage="whole"\} 0$/m)
  assert.doesNotMatch(later, /quantile=/)
})

test('metrics name what is slowed, until it has recovered', async t => {
  const { call, store, clock } = await serveApi(t)
  const fell = { recovered_per_hour: 72_000, slowed_at: clock.now(), fell_at: clock.now(), next_slot_us: 0 }
  await store.write(tx =>
    tx
      .insertInto('paces')
      .values([
        { scope: 'gmail.com', fallen_per_hour: 36_000, ...fell },
        { scope: 'relay', fallen_per_hour: 18_000, ...fell },
      ])
      .execute(),
  )
  const { text } = await call('GET', '/metrics')
  for (const line of [
    'tocsin_slowed_scopes 2',
    'tocsin_slowed_pace_messages_per_second{scope="gmail.com"} 10',
    'tocsin_slowed_pace_messages_per_second{scope="relay"} 5',
  ])
    assert.ok(text.includes(`${line}\n`), `${line} in\n${text}`)
  await clock.advance(600_000)
  const later = (await call('GET', '/metrics')).text
  assert.match(later, /^tocsin_slowed_scopes 0$/m)
  assert.doesNotMatch(later, /scope="/)
})

test('metrics say whether mail may leave: the fence, and the relay', async t => {
  const { call, store } = await serveApi(t)
  const shown = async () => {
    const { text } = await call('GET', '/metrics')
    return [/^tocsin_sending_fenced (\d)$/m, /^tocsin_relay_failing (\d)$/m].map(line => line.exec(text)?.[1])
  }
  assert.deepEqual(await shown(), ['0', '0'])
  const value = JSON.stringify({ reason: 'it is away', permanent: false, since: 0 })
  await store.write(tx => tx.insertInto('meta').values({ key: 'relay-problem', value }).execute())
  assert.deepEqual(await shown(), ['0', '1'])
  const shut = JSON.stringify({ databaseAt: 0, sentAt: 1, noticedAt: 2 })
  await store.write(tx => tx.insertInto('meta').values({ key: 'send-fence', value: shut }).execute())
  assert.deepEqual(await shown(), ['1', '1'])
})

test('two applications in one process keep their metrics apart', async t => {
  const first = await serveApi(t)
  const second = await serveApi(t)
  await first.alert()
  assert.match((await first.call('GET', '/metrics')).text, /^tocsin_alerts\{state="draft"\} 1$/m)
  assert.match((await second.call('GET', '/metrics')).text, /^tocsin_alerts\{state="draft"\} 0$/m)
})

test('a store without alerts has zero deliveries in every state', async t => {
  const { store } = await serveApi(t)
  const totals = await countDeliveries(store.read)
  assert.deepEqual(new Set(Object.values(totals)), new Set([0]))
})
