import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  addAlert,
  addSubscribers,
  setAlertState,
  testSecrets,
} from '../../../test/support/deliver-fixture.ts'
import { freshStore } from '../../../test/support/store.ts'
import type { Store } from '../../store/index.ts'
import { readForDelivery, suppress } from '../../subscribers/index.ts'
import { freezeChunk } from '../audience/freeze-chunk.ts'
import type { People } from '../people.ts'
import { type DeliveryState, deliveryStates, never } from '../schema.ts'
import type { AttemptOutcome } from '../sender/attempt-outcome.ts'
import { outcomeEnding } from '../sender/outcome-ending.ts'
import { CountChanges } from './count-changes.ts'
import { endAttempts } from './end-attempts.ts'
import { leaseDeliveries } from './lease-deliveries.ts'
import type { LeasedDelivery } from './leased-delivery.ts'
import { startDeliveries } from './start-deliveries.ts'
import { takeBackDeliveries } from './take-back.ts'
import { withdrawUnsent } from './withdraw-unsent.ts'

const reply = { code: 250, status: null, text: 'fine' }
const outcomes: AttemptOutcome[] = [
  { kind: 'accepted', reply },
  { kind: 'deferred', reply: { code: 451, status: '4.7.1', text: 'later' }, reason: 'later' },
  { kind: 'refused', reply: { code: 550, status: '5.1.1', text: 'no' }, reason: 'no' },
  { kind: 'uncertain', reason: 'lost' },
  { kind: 'untried', againAt: 0, reason: null },
]

const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constantFrom('freeze', 'lease', 'lease', 'start', 'start', 'crash') }),
  },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('end'), outcome: fc.constantFrom(...outcomes) }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('wait'), ms: fc.integer({ min: 1, max: 7_200_000 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('withdraw', 'leave', 'suppress') }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('alert'),
      state: fc.constantFrom('sending', 'sending', 'sending', 'paused', 'stopped'),
    }),
  },
)

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

const people: People = {
  confirmedAfter: (read, { afterId, limit }) =>
    read
      .selectFrom('subscribers')
      .select('id')
      .where('id', '>', afterId)
      .where('state', '=', 'confirmed')
      .orderBy('id')
      .limit(limit)
      .execute(),
  readForDelivery: (read, ids) => readForDelivery(read, { secrets: testSecrets }, ids),
}

/** A sender at work on one alert, step by step, with every mark that a real one leaves. */
function createBench(store: Store, alertId: number) {
  let at = 1_000
  let leased: LeasedDelivery[] = []
  let started: LeasedDelivery[] = []
  /** How often its content may have arrived, by delivery. */
  const copies = new Map<number, number>()
  const change = (
    work: (tx: Parameters<Parameters<Store['write']>[0]>[0], changes: CountChanges) => Promise<unknown>,
  ) =>
    store.write(async tx => {
      const changes = new CountChanges()
      await work(tx, changes)
      await changes.apply(tx)
    })
  const subscriber = () =>
    store.read.selectFrom('subscribers').selectAll().where('state', '=', 'confirmed').executeTakeFirst()
  const acts = {
    freeze: () => store.write(tx => freezeChunk(tx, { store, people, chunk: 3 }, { alertId, at })),
    lease: () =>
      change(async (tx, changes) => {
        const wish = { alertId, limit: 4, at, leaseUntil: at + 60_000 }
        leased.push(...(await leaseDeliveries(tx, store, changes, wish)))
      }),
    start: () =>
      change(async (tx, changes) => {
        const deliveries = leased.splice(0, 2)
        const ids = await startDeliveries(tx, store.words, changes, { deliveries, people, at })
        for (const delivery of deliveries) if (ids.has(delivery.id)) started.push(delivery)
      }),
    /** The sender dies; the next one finds what it left. */
    crash: () =>
      change(async (tx, changes) => {
        for (const { id } of started) copies.set(id, (copies.get(id) ?? 0) + 1)
        leased = []
        started = []
        await takeBackDeliveries(tx, store, changes, { lapsedBy: never, limit: 100, at })
      }),
    withdraw: () =>
      change((tx, changes) =>
        withdrawUnsent(tx, store, changes, { alertId, reason: 'stopped', limit: 2, at }),
      ),
    leave: async () => {
      const person = await subscriber()
      if (person)
        await store.write(tx =>
          tx.updateTable('subscribers').set({ state: 'left' }).where('id', '=', person.id).execute(),
        )
    },
    suppress: async () => {
      const person = await subscriber()
      if (person)
        await store.write(tx =>
          suppress(tx, { secrets: testSecrets }, { address: person.address, reason: 'operator', at }),
        )
    },
    end: (outcome: AttemptOutcome) =>
      change(async (tx, changes) => {
        const delivery = started.shift()
        if (!delivery) return
        if (outcome.kind === 'accepted' || outcome.kind === 'uncertain')
          copies.set(delivery.id, (copies.get(delivery.id) ?? 0) + 1)
        const endings = [outcomeEnding(delivery, outcome, { at, fraction: () => 0.5 })]
        await endAttempts(tx, store.words, changes, { endings, at })
      }),
    wait: (ms: number) => {
      at += ms
    },
  }
  return { acts, copies }
}

async function run(
  store: Store,
  alertId: number,
  bench: ReturnType<typeof createBench>,
  one: Step,
): Promise<void> {
  if ('outcome' in one) await bench.acts.end(one.outcome)
  else if ('ms' in one) bench.acts.wait(one.ms)
  else if ('state' in one) await setAlertState(store, alertId, one.state as 'sending' | 'paused' | 'stopped')
  else await bench.acts[one.do as 'freeze']()
}

async function assertBalanced(store: Store, alertId: number): Promise<void> {
  const books = await store.read
    .selectFrom('audiences')
    .selectAll()
    .where('alert_id', '=', alertId)
    .executeTakeFirst()
  if (!books) return
  const rows = await store.read.selectFrom('deliveries').selectAll().where('alert_id', '=', alertId).execute()
  const counted = (state: DeliveryState) => rows.filter(row => row.state === state).length
  assert.deepEqual(
    deliveryStates.map(state => [state, books[state]]),
    deliveryStates.map(state => [state, counted(state)]),
  )
  assert.equal(books.audience, rows.length)
  assert.equal(books.resent, rows.filter(row => row.resent === 1).length)
}

test('whatever happens in whatever order, the states add up to the audience after every step', async t => {
  const store = await freshStore(t)
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 60, maxLength: 100, size: 'max' }), async steps => {
      await emptyStore(store)
      await addSubscribers(store, 8)
      const alertId = await addAlert(store, { at: 1_000 })
      const bench = createBench(store, alertId)
      await bench.acts.freeze()
      for (const one of steps) {
        await run(store, alertId, bench, one)
        await assertBalanced(store, alertId)
      }
      const most = Math.max(0, ...bench.copies.values())
      assert.ok(most <= 2, `a subscriber may have ${most} copies`)
      await assertDoubtIsKept(store, bench.copies)
    }),
    { numRuns: 40 },
  )
})

/** Whoever may have a copy is accepted or uncertain; a second copy needs a doubt about the first. */
async function assertDoubtIsKept(store: Store, copies: Map<number, number>): Promise<void> {
  for (const row of await store.read.selectFrom('deliveries').selectAll().execute()) {
    const count = copies.get(row.id) ?? 0
    if (count > 0) assert.notEqual(row.doubted_at === null && row.state !== 'accepted', true)
    if (count > 0) assert.ok(!['withdrawn', 'suppressed', 'refused', 'queued'].includes(row.state), row.state)
    if (count > 1) assert.notEqual(row.doubted_at, null)
  }
}

async function emptyStore(store: Store): Promise<void> {
  await store.write(async tx => {
    for (const table of [
      'deliveries',
      'audiences',
      'freezes',
      'alerts',
      'subscribers',
      'suppressions',
    ] as const)
      await tx.deleteFrom(table).execute()
  })
}
