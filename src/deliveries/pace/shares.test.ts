import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import fc from 'fast-check'
import { propertyRuns } from '../../../test/support/property-runs.ts'
import { testStoreKind } from '../../../test/support/store-place.ts'
import { relayScope } from './scopes.ts'
import { createSenderWorld, type SenderWorld, type TestSender } from './test-senders.ts'

const scope = 'gmail.com'
const onPostgres = { skip: testStoreKind() !== 'postgres' && 'several processes are only on PostgreSQL' }

/** Processes that hold as much as they may; every look at them checks the promise. */
function createHolders(world: SenderWorld, scope: string, limit: number) {
  const holders = new Map<TestSender, { underWay: number; wants: boolean }>()
  const check = () => {
    let granted = 0
    let underWay = 0
    for (const [sender, holder] of holders) {
      if (holder.wants) granted += sender.pacer.connections(scope)
      underWay += holder.underWay
    }
    assert.ok(granted <= limit, `${granted} of ${limit} are granted`)
    assert.ok(underWay <= limit, `${underWay} of ${limit} are under way`)
  }
  const shareOf = (sender: TestSender, { wants }: { wants: boolean }) =>
    wants ? sender.pacer.connections(scope) : 0
  const startSome = () => {
    for (const [sender, holder] of holders) {
      if (world.random() < 0.7) continue
      const share = shareOf(sender, holder)
      const wanted = world.random() < 0.5 ? share : Math.floor(share * world.random())
      for (; holder.underWay < wanted; holder.underWay += 1) sender.pacer.start(scope)
    }
    check()
  }
  /** Messages take their time to end. */
  const endSome = () => {
    for (const [sender, holder] of holders) {
      if (world.random() < 0.6) continue
      const stays = world.random() < 0.3 ? 0 : shareOf(sender, holder)
      for (; holder.underWay > stays; holder.underWay -= 1) sender.pacer.ended(scope, 'went')
    }
  }
  const nth = (index: number) => [...holders][index % Math.max(1, holders.size)]
  return {
    async join() {
      holders.set(await world.join(), { underWay: 0, wants: true })
    },
    async leave(index: number, how: 'die' | 'stop' | 'pause' | 'go on') {
      const found = nth(index)
      if (!found) return
      const [sender, holder] = found
      if (how === 'die' || how === 'stop') holders.delete(sender)
      if (how === 'stop') await sender.pacer.stop()
      holder.wants = how === 'go on'
    },
    async pass(steps: number) {
      for (let step = 0; step < steps; step++) {
        world.step(250 + Math.floor(world.random() * 500))
        const tending = [...holders.keys()].filter(() => world.random() < 0.8)
        let ended = false
        const tended = Promise.all(tending.map(({ pacer }) => pacer.tend())).finally(() => {
          ended = true
        })
        // Work goes on while transactions run.
        for (; !ended; await nextTurn()) startSome()
        await tended
        endSome()
        startSome()
      }
    },
    shares: () => [...holders.keys()].map(({ pacer }) => pacer.connections(scope)),
  }
}

const act = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ do: 'join' as const }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('die' as const, 'stop' as const, 'pause' as const, 'go on' as const),
      index: fc.nat(5),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('pass' as const), steps: fc.integer({ min: 2, max: 12 }) }),
  },
)

test('processes that join, pause and die at random never have more than the limit', onPostgres, async t => {
  const limits = [1, 2, 3, 5, 7]
  const throttles = limits.map(limit => `${limit}.example: ${limit} connections`)
  const world = await createSenderWorld(t, throttles.join(';'))
  const acts = fc.array(act, { minLength: 8, maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...limits), acts, async (limit, run) => {
      // What the processes of the last run left behind has expired.
      world.step(20_000)
      const holders = createHolders(world, `${limit}.example`, limit)
      await holders.join()
      for (const one of run)
        if (one.do === 'join') await holders.join()
        else if (one.do === 'pass') await holders.pass(one.steps)
        else await holders.leave(one.index, one.do)
    }),
    propertyRuns(12),
  )
})

for (const limit of [10, 2])
  test(
    `soon three processes share ${limit} connections, and two the third's when it has died`,
    onPostgres,
    async t => {
      const world = await createSenderWorld(t, `${scope}: ${limit} connections`)
      // What the processes of the last run left behind has expired.
      world.step(20_000)
      const holders = createHolders(world, scope, limit)
      await holders.join()
      await holders.pass(2)
      assert.deepEqual(holders.shares(), [limit])
      await holders.join()
      await holders.join()
      await holders.pass(20)
      const sum = (shares: readonly number[]) => shares.reduce((all, share) => all + share, 0)
      const shared = holders.shares()
      assert.ok(Math.max(...shared) - Math.min(...shared) <= 1, shared.join())
      assert.ok(sum(shared) >= limit - 1, shared.join())
      await holders.leave(0, 'die')
      await holders.pass(40)
      assert.deepEqual(holders.shares(), [limit / 2, limit / 2])
    },
  )

test(
  'the relay falls to no more than a process has in its pool, and shares it out by what is open',
  onPostgres,
  async t => {
    const world = await createSenderWorld(t, 'relay: 80 connections')
    const one = await world.join()
    const pass = async (senders: readonly TestSender[], times: number) => {
      for (let index = 0; index < times; index++) {
        world.step(1_000)
        for (const { pacer } of senders) {
          pacer.relayConnections()
          await pacer.tend()
        }
      }
    }
    await pass([one], 3)
    assert.equal(one.pacer.relayConnections(), 50)
    one.open = 50
    const other = await world.join()
    await pass([one, other], 6)
    assert.deepEqual([one.pacer.relayConnections(), other.pacer.relayConnections()], [40, 30])
    one.open = 40
    await pass([one, other], 6)
    assert.deepEqual([one.pacer.relayConnections(), other.pacer.relayConnections()], [40, 40])
  },
)

test('nothing more is opened from the moment at which a share is to fall', onPostgres, async t => {
  const world = await createSenderWorld(t, `${scope}: 10 connections`)
  const [one, other] = [await world.join(), await world.join()]
  one.pacer.connections(scope)
  await one.pacer.tend()
  assert.equal(one.pacer.connections(scope), 10)
  other.pacer.connections(scope)
  await other.pacer.tend()
  const { write } = one.store
  const beforeCommit: number[] = []
  one.store.write = work =>
    write(async tx => {
      const result = await work(tx)
      beforeCommit.push(one.pacer.connections(scope))
      return result
    })
  world.step(2_000)
  await one.pacer.tend()
  assert.deepEqual(beforeCommit, [5])
})

test('a share that cannot be renewed ends before others may have it', onPostgres, async t => {
  const world = await createSenderWorld(t, `${scope}: 4 connections`)
  const { pacer } = await world.join()
  pacer.connections(scope)
  await pacer.tend()
  assert.equal(pacer.connections(scope), 4)
  world.step(7_000)
  assert.equal(pacer.connections(scope), 0)
})

test('a process on SQLite has all connections at once', { skip: testStoreKind() !== 'sqlite' }, async t => {
  const world = await createSenderWorld(
    t,
    `relay: 7 connections; ${scope}: 3 connections, 9 messages a connection`,
  )
  const { pacer } = await world.join()
  assert.equal(pacer.relayConnections(), 7)
  assert.equal(pacer.connections(scope), 3)
  assert.equal(pacer.connections('elsewhere.example'), Number.POSITIVE_INFINITY)
  assert.equal(pacer.messagesPerConnection(pacer.scopeOf(scope)), 9)
  assert.equal(pacer.relayMessagesPerConnection(), Number.POSITIVE_INFINITY)
  assert.equal(pacer.messagesPerConnection(relayScope), Number.POSITIVE_INFINITY)
})
