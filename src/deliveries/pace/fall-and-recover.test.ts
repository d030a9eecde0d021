import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readPaces } from './read-paces.ts'
import { relayScope } from './scopes.ts'
import { createSenderWorld, processes, type SenderWorld, type TestSender } from './test-senders.ts'

const scope = 'gmail.com'

async function worldOf(t: Parameters<typeof createSenderWorld>[0], throttles: string) {
  const world = await createSenderWorld(t, throttles)
  const senders: TestSender[] = []
  for (let index = 0; index < processes; index++) senders.push(await world.join())
  const [first] = senders
  assert.ok(first)
  const slowed = () => readPaces(first.store.read, { throttles: world.throttles, at: world.now() })
  return { world, senders, first, slowed }
}

const perSecond = async (world: SenderWorld, ms: number) => (await world.send(scope, ms)).length / (ms / 1000)

/** Each process may have a slot in hand that it drew before. */
const mostOf = (pace: number, seconds: number) => pace * 1.05 + processes / seconds

test('a domain that pushes back falls to half of what went, for all processes, and recovers by itself', async t => {
  const { world, senders, first, slowed } = await worldOf(t, `${scope}: 20/s`)
  await world.send(scope, 6_000)
  first.answer = () => 'pushed-back'
  await world.send(scope, 500)
  // Of few answers it may take a little longer to tell.
  for (let more = 0; more < 10 && (await slowed()).length === 0; more++) await world.send(scope, 100)
  // Each of the others hears of it when it next tends, within 100 ms, and adds half of what went through itself.
  await world.send(scope, 200)
  for (const sender of senders) sender.answer = () => 'went'
  const [pace, ...more] = await slowed()
  assert.deepEqual(more, [])
  assert.equal(pace?.scope, scope)
  assert.equal(pace?.configured, 20)
  // Half of what went, as far as each has counted it in the last seconds.
  assert.ok(pace.perSecond > 6 && pace.perSecond <= 11.5, `${pace.perSecond}`)
  const rate = await perSecond(world, 8_000)
  assert.ok(rate <= mostOf(pace.perSecond, 8) && rate >= pace.perSecond * 0.9, `${rate} of ${pace.perSecond}`)
  world.step(60_000)
  assert.deepEqual(await slowed(), [])
  assert.ok((await perSecond(world, 5_000)) >= 19)
})

test('a domain without a limit falls too, and its limit goes away again', async t => {
  const { world, senders, first, slowed } = await worldOf(t, '')
  const each = 24 / processes
  const credit = new Map<TestSender, number>()
  // 24 messages a second that nobody limits: every process has so many to send.
  for (const sender of senders) {
    credit.set(sender, 0)
    sender.demand = (_scope, at) => {
      const sent = credit.get(sender) ?? 0
      if ((at - began) * each < sent * 1000) return false
      credit.set(sender, sent + 1)
      return true
    }
  }
  const began = world.now()
  const before = await world.send(scope, 6_000)
  assert.ok(Math.abs(before.length - 144) <= 3, `${before.length}`)
  first.answer = (_scope, at) => (at < began + 6_100 ? 'pushed-back' : 'went')
  await world.send(scope, 2_500)
  const [pace] = await slowed()
  assert.equal(pace?.configured, null)
  assert.ok(Math.abs(pace.perSecond - 12) <= 2, `${pace.perSecond}`)
  for (const sender of senders) sender.demand = () => true
  const rate = await perSecond(world, 5_000)
  assert.ok(rate <= mostOf(pace.perSecond, 5), `${rate} of ${pace.perSecond}`)
  world.step(120_000)
  assert.deepEqual(await slowed(), [])
  const transactions = world.transactions()
  assert.ok((await world.send(scope, 100)).length > 100)
  assert.equal(world.transactions(), transactions)
})

test('one burst of push-backs counts once, later ones bring it down to one message in ten seconds', async t => {
  const { world, senders, slowed } = await worldOf(t, `${scope}: 20/s`)
  await world.send(scope, 6_000)
  for (const sender of senders) sender.answer = () => 'pushed-back'
  await world.send(scope, 4_000)
  const [once] = await slowed()
  assert.ok(once && once.perSecond > 8, `${once?.perSecond}`)
  await world.send(scope, 16_000)
  const [often] = await slowed()
  assert.equal(often?.perSecond, 0.1)
  assert.equal(often?.since, once.since)
})

test('a single mailbox that is busy among many that take mail slows nothing down', async t => {
  const { world, first, slowed } = await worldOf(t, `${scope}: 100/s`)
  await world.send(scope, 5_000)
  first.pacer.ended(scope, 'pushed-back')
  await world.send(scope, 500)
  assert.deepEqual(await slowed(), [])
})

test('the relay falls as a domain does, whomever the mail is for', async t => {
  const { world, first, slowed } = await worldOf(t, 'relay: 40/s')
  await world.send(scope, 4_000)
  for (let count = 0; count < 10; count++) first.pacer.ended(relayScope, 'pushed-back')
  await world.send('elsewhere.example', 400)
  const [pace] = await slowed()
  assert.equal(pace?.scope, relayScope)
  assert.ok(Math.abs(pace.perSecond - 20) <= 2, `${pace.perSecond}`)
  const rate = await perSecond(world, 5_000)
  assert.ok(rate <= pace.perSecond * 1.05, `${rate}`)
})

test('a process that starts later keeps to what others learnt', async t => {
  const { world, senders, slowed } = await worldOf(t, '')
  for (const sender of senders) sender.answer = () => 'pushed-back'
  await world.send(scope, 200)
  assert.equal((await slowed()).length, 1)
  for (const sender of senders) sender.dead = true
  await world.join()
  assert.ok((await world.send(scope, 3_000)).length <= 1)
})
