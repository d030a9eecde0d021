import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import pino from 'pino'
import {
  addAlert,
  addSubscribers,
  nobodyChose,
  openFence,
  setAlertState,
  testSecrets,
} from '../../../test/support/deliver-fixture.ts'
import { propertyRuns } from '../../../test/support/property-runs.ts'
import { freshStore } from '../../../test/support/store.ts'
import { testStoreKind } from '../../../test/support/store-place.ts'
import type { Store, Tx } from '../../store/index.ts'
import { suppress } from '../../subscribers/index.ts'
import { freezeChunk } from '../audience/freeze-chunk.ts'
import { peopleOf } from '../people.ts'
import { type DeliveryState, deliveryStates, never } from '../schema.ts'
import type { AttemptOutcome } from '../sender/attempt-outcome.ts'
import type { Entry } from '../sender/group.ts'
import { createGroupCommit } from '../sender/group-commit.ts'
import { takeChunk, takeDue, takeParked } from './claims.ts'
import { CountChanges } from './count-changes.ts'
import type { Claim, HeldDelivery } from './held-delivery.ts'
import type { Start } from './start-deliveries.ts'
import { takeBackDeliveries } from './take-back.ts'
import { withdrawSome } from './withdraw-unsent.ts'

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
    arbitrary: fc.record({
      do: fc.constantFrom(
        'freeze',
        'claim',
        'claim',
        'start',
        'start',
        'park',
        'giveBack',
        'renew',
        'crash',
        'lapse',
      ),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('end'),
      outcome: fc.constantFrom(...outcomes),
      early: fc.boolean(),
    }),
  },
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

const people = peopleOf(testSecrets)

/** A group that cannot be written would be tried for ever. */
const loudLog = pino(
  { level: 'error' },
  {
    write(line) {
      throw new Error(line)
    },
  },
)

/** A sender at work on one alert, step by step, with every mark that a real one leaves. */
function createBench(store: Store, alertId: number) {
  let at = 1_000
  // What waits for time waits for ever: nothing here needs it.
  const clock = { now: () => at, wait: () => new Promise<void>(() => undefined) }
  const openBooks = () =>
    createGroupCommit({ store, clock, log: loudLog, people, fence: openFence, random: randomBytes })
  let books = openBooks()
  let claimed: HeldDelivery[] = []
  let started: HeldDelivery[] = []
  /** How often its content may have arrived, by delivery. */
  const copies = new Map<number, number>()
  const arrived = ({ id }: HeldDelivery) => copies.set(id, (copies.get(id) ?? 0) + 1)
  const write = async (...entries: Entry[]) => {
    entries.forEach(books.add)
    await books.settled()
  }
  const change = (work: (tx: Tx, changes: CountChanges) => Promise<unknown>) =>
    store.write(async tx => {
      const changes = new CountChanges()
      await work(tx, changes)
      await changes.apply(tx, store.kind)
    })
  const admit = (claim: Claim | null) => {
    if (!claim) return
    books.hold(claim)
    claimed.push(...claim.held)
  }
  const subscriber = () =>
    store.read.selectFrom('subscribers').selectAll().where('state', '=', 'confirmed').executeTakeFirst()
  const acts = {
    freeze: () =>
      store.write(tx => freezeChunk(tx, { store, people, chunk: 3, choosers: nobodyChose }, { alertId, at })),
    claim: async () => {
      const wish = { alertId, at, leaseUntil: at + 60_000 }
      admit(await store.write(tx => takeDue(tx, store, { ...wish, limit: 4 })))
      admit(await store.write(tx => takeParked(tx, store, { ...wish, scope: 'slow.example', limit: 2 })))
      admit(await store.write(tx => takeChunk(tx, store, wish)))
    },
    start: () =>
      write(
        ...claimed.splice(0, 2).map(held => ({
          kind: 'start' as const,
          held,
          unwanted: false,
          decided: (start: Start) => {
            if (start === 'started') started.push(held)
            if (start === 'paused') books.add({ kind: 'give-back', deliveries: [held] })
          },
        })),
      ),
    park: () => {
      const deliveries = claimed.slice(0, 2)
      claimed = claimed.filter(held => !deliveries.includes(held))
      return write({ kind: 'park', scope: 'slow.example', deliveries })
    },
    giveBack: () => write({ kind: 'give-back', deliveries: claimed.splice(0, 3) }),
    renew: () => write({ kind: 'renew', leaseUntil: at + 60_000, renewed: () => undefined }),
    /** The sender dies; the next one finds what it left. */
    crash: () =>
      change(async (tx, changes) => {
        started.forEach(arrived)
        claimed = []
        started = []
        books = openBooks()
        await takeBackDeliveries(tx, store, changes, { lapsedBy: never, limit: 100, at })
      }),
    /** Its leases lapse, and it is only slow: what it has may come into its hands a second time. */
    lapse: () =>
      change((tx, changes) => takeBackDeliveries(tx, store, changes, { lapsedBy: never, limit: 100, at })),
    withdraw: () =>
      change((tx, changes) => withdrawSome(tx, store, changes, { alertId, reason: 'stopped', limit: 2, at })),
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
    /** `early`: at RCPT, before anything was started. */
    end: async (outcome: AttemptOutcome, early: boolean) => {
      const before = early && (outcome.kind === 'deferred' || outcome.kind === 'refused')
      const held = before ? claimed.shift() : started.shift()
      if (!held) return
      if (outcome.kind === 'accepted' || outcome.kind === 'uncertain') arrived(held)
      await write({ kind: 'end', held, outcome, started: !before })
    },
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
  if ('outcome' in one) await bench.acts.end(one.outcome, one.early)
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
      // PostgreSQL's one statement asks for it; without it only the other way would be tried.
      await store.write(tx =>
        tx.insertInto('send_epochs').values({ sender_id: 'test', folder_id: 'here', epoch: 1 }).execute(),
      )
      const alertId = await addAlert(store, { at: 1_000 })
      const bench = createBench(store, alertId)
      await bench.acts.freeze()
      for (const one of steps) {
        await run(store, alertId, bench, one)
        await assertBalanced(store, alertId)
        await assertNobodyIsStranded(store)
      }
      const most = Math.max(0, ...bench.copies.values())
      assert.ok(most <= 2, `a subscriber may have ${most} copies`)
      await assertDoubtIsKept(store, bench.copies)
    }),
    // On PostgreSQL a step takes four times as long.
    propertyRuns(testStoreKind() === 'sqlite' ? 80 : 25),
  )
})

for (const does of ['park', 'giveBack'] as const)
  test(`what others have sent twice while its sender was slow is not sent again: ${does}`, async t => {
    const store = await freshStore(t)
    await addSubscribers(store, 1)
    const alertId = await addAlert(store, { at: 1_000 })
    const [slow, other] = [createBench(store, alertId), createBench(store, alertId)]
    await slow.acts.freeze()
    await slow.acts.claim()
    await other.acts.lapse()
    await other.acts.claim()
    await other.acts.start()
    await other.acts.end({ kind: 'uncertain', reason: 'lost' }, false)
    other.acts.wait(7_200_000)
    await other.acts.claim()
    await other.acts.start()
    await other.acts.lapse()
    const inDoubt = () => store.read.selectFrom('deliveries').selectAll().executeTakeFirstOrThrow()
    const before = await inDoubt()
    assert.deepEqual([before.state, before.turn, before.due_at], ['uncertain', 2, null])
    await slow.acts[does]()
    assert.deepEqual(await inDoubt(), before)
  })

/** Whoever may have a copy is accepted or uncertain; a second copy needs a doubt about the first. */
async function assertDoubtIsKept(store: Store, copies: Map<number, number>): Promise<void> {
  for (const row of await store.read.selectFrom('deliveries').selectAll().execute()) {
    const count = copies.get(row.id) ?? 0
    // Sending: a slow sender started it after its chunk had been freed; who takes the chunk next lets it lapse again.
    const open = ['accepted', 'sending'].includes(row.state)
    if (count > 0) assert.notEqual(row.doubted_at === null && !open, true)
    if (count > 0) assert.ok(!['withdrawn', 'suppressed', 'refused', 'queued'].includes(row.state), row.state)
    if (count > 1) assert.notEqual(row.doubted_at, null)
  }
}

async function emptyStore(store: Store): Promise<void> {
  await store.write(async tx => {
    for (const table of [
      'deliveries',
      'audiences',
      'audience_chunks',
      'freezes',
      'send_epochs',
      'alerts',
      'subscribers',
      'suppressions',
    ] as const)
      await tx.deleteFrom(table).execute()
  })
}

/** Whoever has not ended is in a chunk that somebody has or may take, or waits on their own where they are found. */
async function assertNobodyIsStranded(store: Store): Promise<void> {
  const rows = await store.read
    .selectFrom('deliveries')
    .leftJoin('audience_chunks', join =>
      join
        .onRef('audience_chunks.alert_id', '=', 'deliveries.alert_id')
        .onRef('audience_chunks.number', '=', 'deliveries.chunk'),
    )
    .selectAll('deliveries')
    .select('audience_chunks.number as chunkLeft')
    .where('state', 'in', ['queued', 'deferred', 'sending'])
    .execute()
  for (const row of rows) {
    const alone = row.due_at !== null || row.parked !== null
    if (!alone) assert.notEqual(row.chunkLeft, null, `${row.state} in no chunk`)
    else if (row.state === 'sending') assert.notEqual(row.lease_until, null, 'sending under no lease')
  }
}
