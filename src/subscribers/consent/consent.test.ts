import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { propertyRuns } from '../../../test/support/property-runs.ts'
import { freshStore } from '../../../test/support/store.ts'
import type { Store } from '../../store/index.ts'
import { createTexts } from '../../text/index.ts'
import { appendConsent, type ConsentEvent } from './append-consent.ts'
import { truncatedNetwork } from './network.ts'
import { keepConsentHeads, signConsentHead } from './signed-heads.ts'
import { verifyConsent } from './verify-consent.ts'
import { wordingVersion } from './wording-version.ts'

const day = 86_400_000
const secrets = { current: new Uint8Array(32).fill(1), previous: null }
const texts = createTexts()
const kinds = ['requested', 'confirmed', 'changed', 'withdrawn', 'expired', 'imported', 'erased'] as const

async function recordOf(t: TestContext, events = 12) {
  const store = await freshStore(t)
  const dataDir = await mkdtemp(join(tmpdir(), 'tocsin-heads-'))
  t.after(() => rm(dataDir, { recursive: true }))
  const append = (ids: readonly number[]) =>
    store.write(async tx => {
      for (const id of ids) await appendConsent(tx, { texts, ...pressOf(id) }, [eventOf(id)])
    })
  await append(Array.from({ length: events }, (_, n) => n + 1))
  const sign = async (at: number) => {
    await store.write(tx => signConsentHead(tx, secrets, at))
    await keepConsentHeads(store.read, dataDir)
  }
  return { store, dataDir, append, sign, verify: () => verifyConsent(store.read, secrets, dataDir) }
}

function eventOf(n: number): ConsentEvent {
  return {
    ...{ subscriberId: n, subscriberHash: 'ab'.repeat(32), scope: n % 3 ? 'alerts' : 'marketing' },
    ...{ kind: kinds[n % kinds.length] ?? 'changed', language: 'en', method: `form ${n}`, at: n * 1_000 },
  }
}

function pressOf(n: number) {
  const press = { consentNetwork: 'truncated' } as const
  return n % 2 ? { ...press, clientAddress: `203.0.113.${n}` } : press
}

/** What whoever has the database in hand can do. */
async function withoutGuards(store: Store): Promise<void> {
  await store.write(async tx => {
    for (const table of ['consent_events', 'consent_heads'])
      if (store.kind === 'postgres') await sql.raw(`alter table ${table} disable trigger all`).execute(tx)
      else
        for (const act of ['update', 'delete']) await sql.raw(`drop trigger ${table}_no_${act}`).execute(tx)
  })
}

test('a flipped bit of any octet of any field of any event is found, and the event is named', async t => {
  const { store, verify } = await recordOf(t)
  await withoutGuards(store)
  const rows = await store.read.selectFrom('consent_events').selectAll().orderBy('id').execute()
  const columns = Object.keys(rows[0] ?? {})
  assert.equal(columns.length, 14)
  assert.equal((await verify()).ok, true)
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...rows),
      fc.constantFrom(...columns),
      fc.nat(),
      fc.integer({ min: 0, max: 6 }),
      async (row, column, place, bit) => {
        const before = (row as Record<string, unknown>)[column] as string | number | null
        const after = flipped(before, place, bit)
        const id = column === 'id' ? Number(after) : row.id
        const change = (from: number, value: unknown) =>
          store.write(tx =>
            sql`update consent_events set ${sql.ref(column)} = ${value} where id = ${from}`.execute(tx),
          )
        // An id that another event has cannot be written at all.
        if (column === 'id' && rows.some(other => other.id === id)) return
        await change(row.id, after)
        const check = await verify()
        await change(id, before)
        assert.ok(!check.ok, `${column} of ${row.id}: ${before} became ${after}`)
        assert.equal(check.atId, row.id, `${column}: ${check.problem}`)
      },
    ),
    propertyRuns(250),
  )
  assert.equal((await verify()).ok, true, 'put back, it holds')
})

function flipped(value: string | number | null, place: number, bit: number): string | number {
  if (value === null) return '203.0.113.0/24'
  if (typeof value === 'number') return value ^ (1 << (bit + 4))
  const octets = Buffer.from(value)
  const at = place % octets.length
  octets[at] = (octets[at] ?? 0) ^ (1 << bit) || 1
  return octets.toString()
}

if (process.env['TEST_STORE'] !== 'postgres')
  test('octets that are no text any more, and numbers too large to read, are named too', async t => {
    const { store, verify } = await recordOf(t)
    await withoutGuards(store)
    for (const [id, change] of [
      [9, "wording = cast(x'80ff' as text)"],
      [7, 'wording = cast(wording as blob)'],
      [5, 'at = 9223372036854775807'],
    ] as const) {
      await store.write(tx => sql`update consent_events set ${sql.raw(change)} where id = ${id}`.execute(tx))
      const check = await verify()
      assert.equal(check.ok ? 0 : check.atId, id)
    }
  })

test('a tail that is cut off together with its heads shows against the file beside the store', async t => {
  const { store, dataDir, append, sign, verify } = await recordOf(t, 4)
  await sign(0)
  await append([5, 6])
  await sign(day)
  const check = await verify()
  assert.deepEqual(check, { ok: true, events: 6, heads: 2, keptHeads: 2, signedUpTo: 6 })
  await withoutGuards(store)
  const { hash } = await store.read
    .selectFrom('consent_events')
    .select('hash')
    .where('id', '=', 4)
    .executeTakeFirstOrThrow()
  await store.write(async tx => {
    await tx.deleteFrom('consent_events').where('id', '>', 4).execute()
    await tx.deleteFrom('consent_heads').where('event_id', '>', 4).execute()
    const value = JSON.stringify({ id: 4, hash })
    await tx.updateTable('meta').set({ value }).where('key', '=', 'consent-head').execute()
  })
  const alone = await verifyConsent(store.read, secrets)
  assert.equal(alone.ok, true, 'the store alone cannot know')
  const beside = await verify()
  assert.deepEqual(beside, {
    ok: false,
    atId: 6,
    problem: 'the file has a head of 1970-01-02 over an event that is gone',
  })
  const lines = (await readFile(join(dataDir, 'consent-heads.log'), 'utf8')).trimEnd().split('\n')
  assert.deepEqual(
    lines.map(line => JSON.parse(line).day),
    ['1970-01-01', '1970-01-02'],
  )
})

test('a line of heads that a power cut left unfinished is written once more', async t => {
  const { dataDir, append, sign, verify } = await recordOf(t, 2)
  await sign(0)
  const file = join(dataDir, 'consent-heads.log')
  const whole = await readFile(file, 'utf8')
  await append([3])
  await sign(day)
  await writeFile(file, (await readFile(file, 'utf8')).slice(0, whole.length + 30))
  assert.equal((await verify()).ok, true)
  await sign(2 * day)
  assert.equal((await readFile(file, 'utf8')).trimEnd().split('\n').length, 3)
  assert.equal((await verify()).ok, true)
})

test('heads of a secret that is long gone are held by the newest, which must be ours', async t => {
  const { store, dataDir, append, sign } = await recordOf(t, 2)
  await sign(0)
  const third = { current: new Uint8Array(32).fill(3), previous: new Uint8Array(32).fill(2) }
  assert.equal((await verifyConsent(store.read, third, dataDir)).ok, false)
  await append([3])
  await store.write(tx => signConsentHead(tx, third, day))
  await keepConsentHeads(store.read, dataDir)
  assert.equal((await verifyConsent(store.read, third, dataDir)).ok, true)
})

test('a network is kept only where the operator wants it, and never a whole address', async t => {
  const { store } = await recordOf(t, 3)
  const plain = { texts, clientAddress: '203.0.113.5' }
  await store.write(tx => appendConsent(tx, plain, [eventOf(5)]))
  const rows = await store.read.selectFrom('consent_events').select('network').orderBy('id').execute()
  assert.deepEqual(
    rows.map(row => row.network),
    ['203.0.113.0/24', null, '203.0.113.0/24', null],
  )
  for (const [address, network] of [
    ['192.0.2.77', '192.0.2.0/24'],
    ['::ffff:192.0.2.77', '192.0.2.0/24'],
    ['2001:db8:12:34::1', '2001:db8:12::/48'],
    ['2001:DB8::1%eth0', '2001:db8:0::/48'],
    ['::1', '0:0:0::/48'],
    ['unknown', null],
  ] as const)
    assert.equal(truncatedNetwork(address), network)
})

test('two wordings never share a version', () => {
  const wording = { version: 'en-1', alerts: 'Send me alerts.', marketing: 'And offers.' }
  const versions = [
    wording,
    { ...wording, alerts: 'Send me alerts!' },
    { ...wording, marketing: '' },
    { ...wording, alerts: 'Send me alerts.And', marketing: ' offers.' },
    { ...wording, version: 'en-2' },
  ].map(wordingVersion)
  assert.equal(new Set(versions).size, versions.length)
})

test('an event says in which language its words are, also where somebody reads one that we do not have', async t => {
  const { store } = await recordOf(t, 0)
  await store.write(tx => appendConsent(tx, { texts }, [{ ...eventOf(1), language: 'pt-BR' }]))
  const { language, wording } = await store.read
    .selectFrom('consent_events')
    .select(['language', 'wording'])
    .executeTakeFirstOrThrow()
  assert.deepEqual([language, wording], ['en', texts.of('en').consent.wording.alerts])
})
