/**
 * Promise 6: consent is provable. Every step leaves an event with the words that the page showed; the record
 * only grows, each event is chained to the one before, and a signed head every day shows what was cut off.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { readConfig, type Secrets } from '../src/config.ts'
import { readSecrets, type Store } from '../src/store/index.ts'
import { signConsentHead, verifyConsent } from '../src/subscribers/index.ts'
import { elementsOf } from './support/html-elements.ts'
import { type Newsroom, startNewsroom } from './support/newsroom.ts'
import { pollUntil } from './support/poll-until.ts'
import { runCommand } from './support/tocsin-process.ts'

test('promise 6: nothing is ticked beforehand, and each step records what the page said, when and how', async t => {
  const newsroom = await startNewsroom(t, { readers: ['attested@example.org'] })
  const began = Date.now()
  const page = elementsOf(await (await newsroom.get('/')).text())
  const boxes = page.filter(({ attributes }) => /^(checkbox|radio)$/.test(attributes['type'] ?? ''))
  assert.deepEqual(
    boxes.map(({ attributes }) => [attributes['name'], 'checked' in attributes]),
    [['marketing', false]],
  )
  const shown = page.map(({ text }) => text.trim().replace(/\s+/g, ' '))

  await confirm(newsroom, 'alerts.only@example.org', false)
  await confirm(newsroom, 'both@example.org', true)
  const id = await newsroom.send()
  await newsroom.untilState(id, 'sent')
  await leaveByOneClick(newsroom, 'alerts.only@example.org')
  await leaveByButton(newsroom, 'both@example.org')

  const events = await newsroom.store.read.selectFrom('consent_events').selectAll().orderBy('id').execute()
  assert.deepEqual(
    events.map(({ kind, scope, method }) => `${kind} ${scope}, ${method}`),
    [
      'imported alerts, import: they asked',
      'requested alerts, site form',
      'confirmed alerts, mail link',
      'requested alerts, site form',
      'requested marketing, site form',
      'confirmed alerts, mail link',
      'confirmed marketing, mail link',
      'withdrawn alerts, one-click',
      'withdrawn alerts, mail link',
      'withdrawn marketing, mail link',
    ],
  )
  for (const event of events.slice(1)) {
    assert.ok(shown.includes(event.wording), `the page shows: ${event.wording}`)
    assert.match(`${event.wording_version} ${event.notice_version}`, /^en-\d+-[0-9a-f]{12} en-\d+$/)
    assert.equal(event.language, 'en')
    assert.ok(event.at >= began && event.at <= Date.now())
  }
  const wordings = new Map(events.map(({ scope, wording }) => [scope, wording]))
  assert.notEqual(wordings.get('alerts'), wordings.get('marketing'), 'two consents, apart')
  assert.ok(!JSON.stringify(events).includes('@'), 'the record holds no address')
  assert.match(await newsroom.run('consent', 'verify'), /^10 consent events, the chain holds\n/)
})

test('promise 6: the database refuses to change or delete, and what is done behind its back is named', async t => {
  const newsroom = await startNewsroom(t)
  for (const name of ['one', 'two', 'three']) await confirm(newsroom, `${name}@example.org`, false)
  const { store } = newsroom
  await pollUntil('the signed head of the day', async () => (await heads(store)) > 0)
  const refusals = [
    sql`update consent_events set at = 1 where id = 2`,
    sql`delete from consent_events where id = 2`,
    sql`update consent_heads set signature = 'x'`,
    sql`delete from consent_heads`,
  ]
  for (const refused of refusals)
    await assert.rejects(() => refused.execute(store.read), /append-only|readonly/)
  for (const refused of refusals)
    await assert.rejects(() => store.write(tx => refused.execute(tx)), /append-only/)
  assert.match(await newsroom.run('consent', 'verify'), /^6 consent events/)
  await takeGuardsAway(store)

  const changes = [
    "wording = 'Yes to everything'",
    'at = at - 86400000',
    "kind = 'confirmed'",
    'subscriber_id = 9',
  ]
  for (const change of changes) {
    const undo = await keepEvent(store, 3)
    await store.write(tx => sql`update consent_events set ${sql.raw(change)} where id = 3`.execute(tx))
    await verifyNames(newsroom, 3, /content was changed/)
    await undo()
  }
  for (const [gone, found, problem] of [
    [1, 1, /it is missing/],
    [4, 4, /it is missing/],
    [6, 6, /the newest event is gone/],
  ] as const) {
    const undo = await keepEvent(store, gone)
    await store.write(tx => tx.deleteFrom('consent_events').where('id', '=', gone).execute())
    await verifyNames(newsroom, found, problem)
    await undo()
  }
  await signTomorrowsHead(newsroom)
  assert.match(await newsroom.run('consent', 'verify'), /^6 consent events/, 'as it was, it holds')
  await store.write(tx => sql`update meta set value = '{"id":0}' where key = 'consent-head'`.execute(tx))
  const undo = await keepEvent(store, 6)
  await store.write(tx => tx.deleteFrom('consent_events').where('id', '=', 6).execute())
  await verifyNames(newsroom, 6, /the head of [\d-]+ names an event that is gone/)
  await undo()
  await store.write(tx => sql`update consent_heads set hash = ${'0'.repeat(64)}`.execute(tx))
  await verifyNames(newsroom, null, /not signed by us/)
  const { code, err } = await runCommand(newsroom.env, ['consent', 'verify'])
  assert.equal(code, 1)
  assert.match(err, /^consent event \d+: the head of [\d-]+ is not signed by us\n$/)
})

async function confirm(newsroom: Newsroom, address: string, marketing: boolean): Promise<void> {
  const answer = await newsroom.post(
    await newsroom.signUp(address, marketing),
    marketing ? { marketing: 'yes' } : {},
  )
  assert.match(await answer.text(), /You are signed up/)
}

async function leaveByOneClick(newsroom: Newsroom, address: string): Promise<void> {
  const answer = await newsroom.post(await leavePath(newsroom, address), { 'List-Unsubscribe': 'One-Click' })
  assert.equal(answer.status, 200)
}

async function leaveByButton(newsroom: Newsroom, address: string): Promise<void> {
  const answer = await newsroom.post(await leavePath(newsroom, address))
  assert.match(await answer.text(), /You have left/)
}

async function leavePath({ inbox }: Newsroom, address: string): Promise<string> {
  const header = (await inbox(address)).at(-1)?.headers.get('list-unsubscribe') ?? ''
  return new URL(/<(http[^>]+)>/.exec(header)?.[1] ?? '').pathname
}

async function heads(store: Store): Promise<number> {
  return (await store.read.selectFrom('consent_heads').select('day').execute()).length
}

/** A tampering operator owns the database; only the chain and the signature stand against that. */
async function takeGuardsAway(store: Store): Promise<void> {
  const names = (table: string) =>
    store.kind === 'sqlite' ? [`${table}_no_update`, `${table}_no_delete`] : [`${table}_append_only`]
  await store.write(async tx => {
    for (const table of ['consent_events', 'consent_heads'])
      for (const name of names(table)) {
        const of = store.kind === 'sqlite' ? sql`` : sql` on ${sql.table(table)}`
        await sql`drop trigger ${sql.raw(name)}${of}`.execute(tx)
      }
  })
}

/** Returns how to put the event back as it was. */
async function keepEvent(store: Store, id: number): Promise<() => Promise<void>> {
  const event = await store.read
    .selectFrom('consent_events')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return () =>
    store.write(async tx => {
      await tx.deleteFrom('consent_events').where('id', '=', id).execute()
      await tx.insertInto('consent_events').values(event).execute()
    })
}

function secretsOf({ env }: Newsroom): Secrets {
  const { config, secretSettings } = readConfig(env)
  return readSecrets(secretSettings, config.dataDir, config.database.kind)
}

async function signTomorrowsHead(newsroom: Newsroom): Promise<void> {
  const tomorrow = Date.now() + 86_400_000
  await newsroom.store.write(tx => signConsentHead(tx, secretsOf(newsroom), tomorrow))
}

async function verifyNames(newsroom: Newsroom, id: number | null, problem: RegExp): Promise<void> {
  const check = await verifyConsent(newsroom.store.read, secretsOf(newsroom))
  assert.ok(!check.ok)
  if (id !== null) assert.equal(check.atId, id)
  assert.match(check.problem, problem)
}
