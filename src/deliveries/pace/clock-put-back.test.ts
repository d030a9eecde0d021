/** The clock of all processes is put back an hour: throttles go on as before. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { relayScope } from './scopes.ts'
import { createSenderWorld, processes, type SenderWorld } from './test-senders.ts'

const hourMs = 3_600_000
const joinAll = (world: SenderWorld) => Promise.all(Array.from({ length: processes }, () => world.join()))

test('a throttled domain goes on at its pace when the clock was put back', async t => {
  const world = await createSenderWorld(t, 'gmail.com: 20/s')
  await joinAll(world)
  await world.send('gmail.com', 5_000)
  world.step(-hourMs)
  await world.send('gmail.com', 1_000)
  const starts = await world.send('gmail.com', 15_000)
  assert.ok(Math.abs(starts.length - 300) <= 6, `${starts.length} of 300`)
})

test('a domain whose pace fell recovers although the clock was put back', async t => {
  const world = await createSenderWorld(t, 'gmail.com: 20/s')
  const sender = await world.join()
  await world.send('gmail.com', 5_000)
  sender.answer = () => 'pushed-back'
  await world.send('gmail.com', 1_000)
  sender.answer = () => 'went'
  world.step(-hourMs)
  await world.send('gmail.com', 60_000)
  const starts = await world.send('gmail.com', 10_000)
  assert.ok(Math.abs(starts.length - 200) <= 4, `${starts.length} of 200`)
})

test('a share of the connections is renewed when the clock was put back, and another’s lapses in time', async t => {
  const world = await createSenderWorld(t, 'relay: 10 connections')
  const senders = await joinAll(world)
  const shares = () => senders.filter(({ dead }) => !dead).map(({ pacer }) => pacer.relayConnections())
  const pass = async (seconds: number) => {
    for (let step = 0; step < seconds * 4; step++) {
      shares()
      for (const { pacer, dead } of senders) if (!dead) await pacer.tend()
      world.step(250)
    }
  }
  const sum = () => shares().reduce((one, other) => one + other, 0)
  await pass(15)
  assert.equal(sum(), 10)
  const [first] = senders
  if (first && processes > 1) first.dead = true
  world.step(-hourMs)
  await pass(30)
  assert.equal(sum(), 10)
})

test('a process that joins after the clock was put back sends as well', async t => {
  const world = await createSenderWorld(t, 'relay: 20/s')
  const senders = await joinAll(world)
  await world.send(relayScope, 3_000)
  world.step(-hourMs)
  for (const sender of senders) sender.dead = true
  await world.join()
  await world.send('elsewhere.example', 1_000)
  const starts = await world.send('elsewhere.example', 15_000)
  assert.ok(Math.abs(starts.length - 300) <= 6, `${starts.length} of 300`)
})
