import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { createPacer } from './pacer.ts'
import { storeTime } from './shared-time.ts'
import { busiest, createSenderWorld, processes, type SenderWorld, worldStart } from './test-senders.ts'

const joinAll = (world: SenderWorld, count = processes) =>
  Promise.all(Array.from({ length: count }, () => world.join()))

test('a process that dies takes no more of the pace with it than the slots it held', async t => {
  const world = await createSenderWorld(t, 'gmail.com: 20/s')
  const [first] = await joinAll(world)
  const starts = await world.send('gmail.com', 15_000)
  if (processes > 1 && first) first.dead = true
  starts.push(...(await world.send('gmail.com', 15_000)))
  assert.ok(Math.abs(starts.length - 600) <= 600 * 0.02, `${starts.length}`)
})

test('a process that joins late changes nothing in the pace', async t => {
  const world = await createSenderWorld(t, 'gmail.com: 20/s')
  await joinAll(world, Math.max(1, processes - 1))
  const starts = await world.send('gmail.com', 15_000)
  if (processes > 1) await world.join()
  starts.push(...(await world.send('gmail.com', 15_000)))
  assert.ok(Math.abs(starts.length - 600) <= 600 * 0.02, `${starts.length}`)
})

for (const perSecond of [200, 20, 2])
  test(`work that comes and goes never starts more than ${perSecond} a second in any five seconds`, async t => {
    const world = await createSenderWorld(t, `gmail.com: ${perSecond}/s`)
    for (const [index, sender] of (await joinAll(world)).entries())
      sender.demand = (_scope, at) => (at - worldStart + 60 * index) % 5_700 > 600
    const starts = await world.send('gmail.com', 20_000)
    const most = busiest(starts, 5_000)
    assert.ok(most <= perSecond * 5 * 1.02 + 1, `${most} in five seconds`)
  })

test('work that begins brings no more than one message at once', async t => {
  const world = await createSenderWorld(t, 'gmail.com: 2/s')
  await joinAll(world)
  assert.equal(busiest(await world.send('gmail.com', 2_000), 400), 1)
})

test('messages to all domains together keep to the pace of the relay', async t => {
  const world = await createSenderWorld(t, 'relay: 50/s; gmail.com: 5/s')
  await joinAll(world)
  const toAll = await world.send('elsewhere.example', 10_000)
  assert.ok(Math.abs(toAll.length - 500) <= 500 * 0.02, `${toAll.length}`)
  const toOne = await world.send('gmail.com', 10_000)
  assert.ok(Math.abs(toOne.length - 50) <= 1, `${toOne.length}`)
})

test('a domain keeps its pace while the relay’s is taken up by others', async t => {
  const world = await createSenderWorld(t, 'relay: 200/s; gmail.com: 40/s')
  await joinAll(world)
  await world.send('gmail.com', 1_000)
  const toOne = await world.send('gmail.com', 10_000)
  assert.ok(Math.abs(toOne.length - 400) <= 8, `${toOne.length}`)
  assert.ok(busiest(toOne, 1_000) <= 41 + processes, `${busiest(toOne, 1_000)}`)
})

test('the domains of a group share one pace, and each other domain has its own', async t => {
  const world = await createSenderWorld(t, 'a.example, b.example: 5/s; each: 10/s')
  const [sender] = await joinAll(world, 1)
  const scopes = ['a.example', 'B.example.', 'c.example', 'd.example'].map(name =>
    sender?.pacer.scopeOf(name),
  )
  assert.deepEqual(scopes, ['a.example', 'a.example', 'c.example', 'd.example'])
  assert.ok(Math.abs((await world.send('c.example', 5_000)).length - 50) <= 1)
  assert.ok(Math.abs((await world.send('d.example', 5_000)).length - 50) <= 1)
})

test('a process leaves the slots to others for which it has no message', async t => {
  const world = await createSenderWorld(t, 'gmail.com: 100/s')
  for (const [index, sender] of (await joinAll(world)).entries()) {
    if (index === 0) continue
    // A handful at a time, and nothing more for a while.
    let left = 0
    let nextAt = 0
    sender.waiting = () => left
    sender.demand = (_scope, at) => {
      if (left === 0 && at >= nextAt) {
        left = 6
        nextAt = at + 350 + 130 * index
      }
      return left > 0
    }
    sender.answer = () => {
      left -= 1
      return 'went'
    }
  }
  await world.send('gmail.com', 1_000)
  const starts = await world.send('gmail.com', 10_000)
  assert.ok(Math.abs(starts.length - 1_000) <= 20, `${starts.length}`)
})

test('who only looks whether a limit holds back draws nothing', async t => {
  const world = await createSenderWorld(t, 'gmail.com: 20/s')
  const [sender] = await joinAll(world, 1)
  assert.equal(sender?.pacer.holdsBack('gmail.com'), true)
  await sender?.pacer.tend()
  assert.equal(world.transactions(), 0)
})

test('without a limit and without a push-back nothing waits and no transaction runs', async t => {
  const world = await createSenderWorld(t, '')
  await joinAll(world)
  const starts = await world.send('gmail.com', 500)
  assert.equal(starts.length, processes * 100 * 20)
  assert.equal(world.transactions(), 0)
})

test('a limit of one domain makes no transaction for another', async t => {
  const world = await createSenderWorld(t, 'gmail.com: 5/s, 2 connections')
  await joinAll(world)
  await world.send('elsewhere.example', 500)
  assert.equal(world.transactions(), 0)
})

test('after an error of the store the next call goes on', async t => {
  const world = await createSenderWorld(t, 'gmail.com: 20/s')
  const [sender] = await joinAll(world, 1)
  assert.ok(sender)
  const { write } = sender.store
  sender.store.write = () => Promise.reject(new Error('the store is away'))
  sender.pacer.waitMs('gmail.com')
  await assert.rejects(sender.pacer.tend(), /away/)
  sender.store.write = write
  world.step(200)
  sender.pacer.waitMs('gmail.com')
  await sender.pacer.tend()
  assert.equal(sender.pacer.waitMs('gmail.com'), 0)
})

test('a process whose clock is wrong gets its slots by the time that all share', async t => {
  const world = await createSenderWorld(t, 'gmail.com: 20/s')
  const { store } = await world.join()
  const clock = { now: () => Date.now() - 3_600_000, wait: () => Promise.resolve() }
  const parts = { store, clock, random: randomBytes, sending: { openConnections: () => 0, waiting: () => 1 } }
  const now = storeTime(store.kind, clock)
  const pacer = createPacer({ ...parts, now }, { throttles: world.throttles, poolSize: 1 })
  assert.ok(pacer.waitMs('gmail.com') > 0)
  await pacer.tend()
  assert.equal(pacer.waitMs('gmail.com'), 0)
})
