import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { type TestContext, test } from 'node:test'
import pino from 'pino'
import {
  addAlert,
  addSubscribers,
  nobodyChose,
  setAlertState,
  statesOf,
  testSecrets,
} from '../../../test/support/deliver-fixture.ts'
import { createFakeClock } from '../../../test/support/fake-clock.ts'
import { freshStore } from '../../../test/support/store.ts'
import { suppress } from '../../subscribers/index.ts'
import { freezeChunk } from '../audience/freeze-chunk.ts'
import { fenceKey } from '../fence/fence-rows.ts'
import { takeChunk } from '../ledger/claims.ts'
import type { Start } from '../ledger/start-deliveries.ts'
import { peopleOf } from '../people.ts'
import { countsOf } from '../read-counts.ts'
import type { Entry, GroupCommitParts, Holdings, TicketedEntry } from './group.ts'
import { plainParts } from './plain-group.ts'
import { fenceFrom7 } from './test-fence.ts'
import { writeGroup } from './write-group.ts'
import { writePlainGroup } from './write-plain-group.ts'

const none: ReadonlySet<number> = new Set()
const reply = { code: 250, status: '2.0.0', text: 'queued as 4F2' }

/** Ten readers in one claimed chunk, and a sender whose epoch is 7. */
async function freshBench(t: TestContext) {
  const store = await freshStore(t)
  const clock = createFakeClock()
  const ids = await addSubscribers(store, 10)
  const alertId = await addAlert(store, { at: clock.now() })
  const people = peopleOf(testSecrets)
  await store.write(tx =>
    tx.insertInto('send_epochs').values({ sender_id: 'test', folder_id: 'here', epoch: 7 }).execute(),
  )
  await store.write(tx =>
    freezeChunk(tx, { store, people, chunk: 100, choosers: nobodyChose }, { alertId, at: clock.now() }),
  )
  const wish = { alertId, at: clock.now(), leaseUntil: clock.now() + 60_000 }
  const claim = await store.write(tx => takeChunk(tx, store, wish))
  assert.ok(claim)
  const noted: number[] = []
  const fence = fenceFrom7(epoch => void noted.push(epoch))
  const parts: GroupCommitParts = {
    ...{ store, clock, people, fence, log: pino({ level: 'silent' }), random: randomBytes },
  }
  const holdings: Holdings = { claims: new Set([claim]), mails: new Set() }
  const told = new Map<number, Start>()
  const held = [...claim.held]
  const starts = (from: number, to: number): TicketedEntry[] =>
    held.slice(from, to).map(of => ({
      ...{ kind: 'start', held: of, unwanted: false, ticket: of.id + 1_000 },
      decided: start => void told.set(of.id, start),
    }))
  const ends = (from: number, to: number): TicketedEntry[] =>
    held
      .slice(from, to)
      .map(of => ({ kind: 'end', held: of, started: true, outcome: { kind: 'accepted', reply } }))
  const plain = async (group: readonly TicketedEntry[]) => {
    const plain = plainParts(store.kind, holdings, group, false)
    assert.ok(plain)
    const { rest, tell } = await writePlainGroup(parts, plain)
    tell(none)
    return rest
  }
  const books = async () => (await countsOf(store.read, [alertId])).get(alertId)
  return { store, clock, ids, alertId, parts, holdings, held, told, noted, starts, ends, plain, books }
}

test('it starts and accepts, keeps the sums, and moves the epoch on', async t => {
  const bench = await freshBench(t)
  assert.deepEqual(await bench.plain(bench.starts(0, 4)), [])
  assert.deepEqual(await bench.plain([...bench.ends(0, 3), ...bench.starts(4, 6)]), [])
  const counts = await bench.books()
  assert.deepEqual([counts?.queued, counts?.sending, counts?.accepted], [4, 3, 3])
  assert.equal(counts?.firstAcceptedAt, bench.clock.now())
  assert.deepEqual([...bench.told.values()], Array(6).fill('started'))
  assert.equal(bench.noted.length, 2)
  assert.ok((bench.noted[1] ?? 0) > (bench.noted[0] ?? 0))
  const rows = await bench.store.read.selectFrom('deliveries').selectAll().orderBy('id').execute()
  assert.deepEqual([rows[0]?.smtp_code, rows[0]?.smtp_status, rows[0]?.attempts], [250, '2.0.0', 1])
  assert.deepEqual([rows[4]?.state, rows[4]?.turn], ['sending', 1])
})

test('a shut fence lets nothing start, and an epoch that the database does not know neither', async t => {
  const bench = await freshBench(t)
  const { store } = bench
  await store.write(tx => tx.insertInto('meta').values({ key: fenceKey, value: '{}' }).execute())
  const group = bench.starts(0, 4)
  assert.deepEqual(await bench.plain(group), group)
  await store.write(tx => tx.deleteFrom('meta').where('key', '=', fenceKey).execute())
  await store.write(tx => tx.updateTable('send_epochs').set({ epoch: 6 }).execute())
  assert.deepEqual(await bench.plain(group), group)
  assert.equal((await bench.books())?.sending, 0)
  assert.deepEqual([...bench.told], [])
})

test('who left, who is suppressed and a stopped alert are left to the other way, which says why', async t => {
  const bench = await freshBench(t)
  const { store, ids, alertId, parts, holdings } = bench
  await store.write(async tx => {
    await tx
      .updateTable('subscribers')
      .set({ state: 'left' })
      .where('id', '=', ids[0] ?? 0)
      .execute()
    const address = 'reader2@example.org'
    await suppress(tx, { secrets: testSecrets }, { address, reason: 'operator', at: 1 })
  })
  const rest = await bench.plain(bench.starts(0, 3))
  assert.equal(rest.length, 2)
  ;(await writeGroup(parts, holdings, rest, false))(none)
  assert.deepEqual((await statesOf(store, alertId)).slice(0, 3), ['withdrawn', 'suppressed', 'sending'])
  await setAlertState(store, alertId, 'stopped')
  assert.equal((await bench.plain(bench.starts(3, 5))).length, 2)
})

test('it takes no group that ends a claim, tries again, or holds anything else', async t => {
  const bench = await freshBench(t)
  const { store, holdings, held } = bench
  const is = (group: readonly TicketedEntry[]) => plainParts(store.kind, holdings, group, false) !== null
  assert.equal(is(bench.ends(0, 9)), true)
  assert.equal(is(bench.ends(0, 10)), false)
  const [one] = held
  assert.ok(one)
  const retry = { ...one, state: 'deferred' as const }
  const own = { ...one, claim: { ...one.claim, chunk: null } }
  for (const other of [retry, own]) {
    const entry: Entry = { kind: 'start', held: other, unwanted: false, decided: () => undefined }
    assert.equal(is([{ ...entry, ticket: 1 }]), false)
  }
  assert.equal(is([{ kind: 'give-back', deliveries: [one] }]), false)
})

test('what came to wait on its own since it was claimed, or is in doubt, starts the other way', async t => {
  const bench = await freshBench(t)
  const { store, alertId, parts, holdings, held } = bench
  const changes = [{ due_at: 1 }, { parked: 'mx:mx.example.org' }, { doubted_at: 1 }]
  for (const [at, change] of changes.entries())
    await store.write(tx =>
      tx
        .updateTable('deliveries')
        .set(change)
        .where('id', '=', held[at]?.id ?? 0)
        .execute(),
    )
  const rest = await bench.plain(bench.starts(0, 4))
  assert.equal(rest.length, 3)
  ;(await writeGroup(parts, holdings, rest, false))(none)
  assert.deepEqual((await statesOf(store, alertId)).slice(0, 4), Array(4).fill('sending'))
  const rows = await store.read.selectFrom('deliveries').selectAll().orderBy('id').execute()
  assert.deepEqual(
    rows.slice(0, 4).map(row => [row.lease_until !== null, row.resent]),
    [
      [true, 0],
      [true, 0],
      [false, 1],
      [false, 0],
    ],
  )
})
