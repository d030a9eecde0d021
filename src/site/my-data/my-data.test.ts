import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { DatabaseSync } from 'node:sqlite'
import { type TestContext, test } from 'node:test'
import { sql } from 'kysely'
import { type Site, startSite } from '../../../test/support/site.ts'
import type { PersonsDelivery } from '../../deliveries/index.ts'
import {
  addTopic,
  importSubscribers,
  keepPreferences,
  type MyData,
  plainPreferences,
  preferencesToken,
  readConsentOf,
  type ShownEvent,
  unsubscribe,
  unsubscribeToken,
  verifyConsent,
} from '../../subscribers/index.ts'

const address = 'Ada.Löv+news@example.org'
const needle = 'ada.l'

async function reader(t: TestContext): Promise<Site & { choices: string }> {
  const site = await startSite(t)
  await bring(site)
  const choices = preferencesToken(site.subscribers, {
    ...{ subscriberId: 1, linkGeneration: 0, at: site.clock.now() },
  })
  return { ...site, choices }
}

function bring({ store, subscribers, clock }: Site) {
  const rows = [{ line: 1, address }]
  const how = { rows, attestation: 'a paper list', language: 'en', at: clock.now() }
  return store.write(tx => importSubscribers(tx, subscribers, how))
}

async function linksOf(site: Site): Promise<{ download: string; erase: string }> {
  const { text } = await site.store.read
    .selectFrom('outbox')
    .select('text')
    .where('kind', '=', 'my-data')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  const [download = '', erase = ''] = [...text.matchAll(/\/my-data\/[\w-]+/g)].map(([path]) => path)
  return { download, erase }
}

/** What the page writes. */
interface Copy {
  person: MyData
  consent: ShownEvent[]
  deliveries: PersonsDelivery[]
}

async function copyOf(answer: Response): Promise<Copy> {
  return (await answer.json()) as Copy
}

const ask = (site: Site & { choices: string }) => site.post(`/choices/${site.choices}/my-data`, {})

test('the mail goes to the owner alone, three times a day at most, whatever the page is told', async t => {
  const site = await reader(t)
  const answers = new Set<string>()
  for (let n = 0; n < 6; n++) {
    const answer = await ask(site)
    answers.add(`${answer.status} ${await answer.text()}`)
    await site.clock.advance(3_600_000)
  }
  assert.equal(answers.size, 1)
  assert.ok(![...answers].join().includes('example.org'))
  const mails = await site.store.read.selectFrom('outbox').select('recipient').execute()
  assert.deepEqual(
    mails.map(mail => mail.recipient),
    [address, address, address],
  )
  assert.equal((await site.post('/choices/1.abc.AAAAAAAAAAAAAAAAAAAAAA/my-data', {})).status, 404)
})

test('looking at the links does nothing, and each does only what it is for', async t => {
  const site = await reader(t)
  await ask(site)
  const { download, erase } = await linksOf(site)
  for (const path of [download, erase]) {
    await site.head(path)
    const page = await site.get(path)
    assert.equal(page.status, 200)
    assert.ok(!(await page.text()).includes('example.org'), 'no page says whose data it is')
  }
  const links = await site.store.read.selectFrom('subscriber_links').select('used_at').execute()
  assert.deepEqual(
    links.map(link => link.used_at),
    [null, null],
  )
  const copy = await copyOf(await site.post(download, {}))
  assert.equal(copy.person.address, address)
  assert.equal((await site.store.read.selectFrom('subscribers').select('id').execute()).length, 1)
  await site.clock.advance(11 * 60_000)
  assert.equal((await site.post(download, {})).status, 410, 'used once')
  await site.clock.advance(3_600_000)
  assert.equal((await site.post(erase, {})).status, 410, 'an hour is over')
})

test('who has left can still take and erase their data, also by links that came before', async t => {
  const site = await reader(t)
  await ask(site)
  const before = await linksOf(site)
  const leaving = {
    token: unsubscribeToken(site.subscribers, 1),
    method: 'one-click',
    at: site.clock.now(),
  } as const
  await site.store.write(tx => unsubscribe(tx, site.subscribers, leaving))
  assert.equal((await site.get(before.download)).status, 200)
  await site.clock.advance(2 * 3_600_000)
  const page = await site.text(`/choices/${site.choices}`)
  assert.match(page, /You have left/)
  const [, action = ''] = /<form class="press" method="post" action="([^"]+)"/.exec(page) ?? []
  assert.equal((await site.post(action, {})).status, 200)
  const { erase } = await linksOf(site)
  assert.notEqual(erase, before.erase)
  assert.equal((await site.post(erase, {})).status, 200)
  assert.deepEqual(await site.store.read.selectFrom('subscribers').select('id').execute(), [])
})

test('the copy has what was agreed to, what was chosen, and what was sent', async t => {
  const site = await reader(t)
  const { store, clock } = site
  await store.write(async tx => {
    await addTopic(tx, { kind: 'topic', name: 'Politics', slug: '', names: {}, about: '' })
    await keepPreferences(tx, {
      ...{ subscriberId: 1, at: clock.now() },
      preferences: {
        ...{ ...plainPreferences, watch: ['espionage'], topics: [1], less: [1], digestAt: 450 },
        ...{ quiet: { from: 1320, to: 420 }, pausedUntil: Date.UTC(2026, 1, 3) },
      },
    })
  })
  const sent = [await site.sendAlert({ headline: 'First' }), await site.sendAlert({ headline: 'Second' })]
  for (const id of sent) await deliver(site, id)
  await ask(site)
  const answer = await site.post((await linksOf(site)).download, {})
  assert.match(answer.headers.get('content-disposition') ?? '', /^attachment/)
  const copy = await copyOf(answer)
  const { watch, topics, less, digestAt, quiet, pausedUntil } = copy.person.preferences
  assert.deepEqual([watch, topics, less], [['espionage'], ['Politics'], ['Politics']], 'names, not numbers')
  assert.deepEqual([digestAt, quiet], ['07:30', { from: '22:00', to: '07:00' }], 'as a clock shows it')
  assert.equal(pausedUntil, '2026-02-03T00:00:00.000Z')
  assert.equal(copy.person.state, 'confirmed')
  assert.deepEqual(
    copy.consent.map(({ kind, method }) => `${kind}, ${method}`),
    ['imported, import: a paper list'],
  )
  assert.match(copy.consent[0]?.wording ?? '', /^Send me/)
  assert.deepEqual(
    copy.deliveries.map(({ headline }) => headline),
    ['Second', 'First'],
  )
})

async function deliver({ store, clock }: Site, alertId: number): Promise<void> {
  const none = { queued: 0, sending: 0, deferred: 0, uncertain: 0, suppressed: 0, withdrawn: 0, resent: 0 }
  const at = clock.now()
  await store.write(async tx => {
    await tx
      .insertInto('audiences')
      .values({
        ...{ alert_id: alertId, frozen: 1, audience: 1, accepted: 0, refused: 1, ...none },
        ...{ first_accepted_at: null, last_accepted_at: null },
      })
      .execute()
    await tx
      .insertInto('deliveries')
      .values({
        ...{ alert_id: alertId, subscriber_id: 1, chunk: 1, state: 'refused', attempts: 1, resent: 0 },
        ...{ started_by: null, first_attempt_at: at, due_at: null, parked: null, lease_until: null },
        ...{ doubted_at: null, smtp_code: 550, smtp_status: '5.1.1', reason: null, updated_at: at },
        smtp_text: `5.1.1 <${address}> unknown`,
      })
      .execute()
    await tx
      .insertInto('mailbox_mails')
      .values({ received_at: at, envelope_from: 'x@y', envelope_to: address, subject: 's', raw: 'cmF3' })
      .execute()
  })
}

test('erased: the address is nowhere in the store, the sums stay, and no import brings it back', async t => {
  const site = await reader(t)
  const { store, subscribers } = site
  await deliver(site, await site.sendAlert({ headline: 'First' }))
  await ask(site)
  assert.ok((await tablesWith(site, needle)).length >= 4, 'it was there')
  const { erase } = await linksOf(site)
  // At the same moment: it is done once, which the record shows below.
  const twice = await Promise.all([site.post(erase, {}), site.post(erase, {})])
  assert.equal(twice[0]?.status, 200)
  assert.equal((await site.post(erase, {})).status, 404)
  assert.deepEqual(await tablesWith(site, needle), [])
  const delivery = await store.read.selectFrom('deliveries').select('state').executeTakeFirst()
  const sums = await store.read.selectFrom('audiences').select(['audience', 'refused']).executeTakeFirst()
  assert.deepEqual([delivery?.state, sums?.audience, sums?.refused], ['refused', 1, 1])
  assert.deepEqual(
    (await bring(site)).map(({ kind }) => kind),
    ['suppressed'],
  )
  await site.post('/subscribe', { address })
  assert.equal((await store.read.selectFrom('subscribers').select('id').execute()).length, 0)
  const events = await readConsentOf(store.read, subscribers.secrets, address)
  assert.deepEqual(
    events?.map(({ kind }) => kind),
    ['imported', 'erased'],
  )
  assert.equal((await verifyConsent(store.read, subscribers.secrets)).ok, true)
})

/** Every table and column as text. */
async function tablesWith({ store }: Site, text: string): Promise<string[]> {
  const tables = await store.read.introspection.getTables()
  const found: string[] = []
  for (const { name, columns } of tables)
    for (const column of columns) {
      const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(name)}
        where lower(cast(${sql.ref(column.name)} as text)) like ${`%${text}%`}`.execute(store.read)
      if (Number(rows[0]?.n) > 0) found.push(`${name}.${column.name}`)
    }
  return found
}

if (process.env['TEST_STORE'] !== 'postgres')
  test('erased: the octets of the file do not have the address either', async t => {
    const site = await reader(t)
    await ask(site)
    const { rows } = await sql<{ file: string }>`select file from pragma_database_list`.execute(
      site.store.read,
    )
    const file = rows[0]?.file ?? ''
    assert.ok(await isIn(file, 'example.org'), 'it was there')
    await site.post((await linksOf(site)).erase, {})
    assert.equal(await isIn(file, 'example.org'), false)
  })

async function isIn(file: string, text: string): Promise<boolean> {
  const beside = new DatabaseSync(file)
  beside.exec('pragma wal_checkpoint(truncate)')
  beside.close()
  return (await readFile(file)).includes(text)
}
