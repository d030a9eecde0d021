/** What a relay does to one message or one connection, while others go well: nobody goes round in circles for it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { advanceUntil, stateOf, statesOf, until } from '../../../test/support/deliver-fixture.ts'
import type { Store } from '../../store/index.ts'
import type { SendOutcome } from '../smtp/index.ts'
import { readRelayProblem } from './relay-problem.ts'
import { accepted, freshBench, lost } from './test-bench.ts'

const loginWanted: SendOutcome = {
  kind: 'refused',
  reply: { code: 530, enhanced: '5.7.1', text: 'Authentication required to relay there' },
  reason: 'the relay answered 530 5.7.1 to RCPT',
  step: 'RCPT',
}

/** Refuses to write while it is away. */
function shakyStore(store: Store): Store & { away: boolean; refused: number } {
  const shaky = {
    ...store,
    away: false,
    refused: 0,
    async write<T>(work: Parameters<typeof store.write<T>>[0]): Promise<T> {
      if (!shaky.away) return store.write(work)
      shaky.refused += 1
      throw new Error('the store is away')
    },
  }
  return shaky
}

test('a relay that wants another login for one recipient only: it is deferred, and not tried again at once for ever', async t => {
  const { store, lines, run, frozenAlert, given, heard } = await freshBench(t, 3, 2)
  const alertId = await frozenAlert()
  run()
  await given(0, 2)
  lines.ready(0)
  await heard('release 0')
  lines.ended(0, accepted)
  for (let time = 1; time <= 3; time++) {
    await given(1)
    const [first] = lines.on(1)
    assert.equal(first?.kind === 'delivery' && first.address, 'reader2@example.org')
    lines.ended(1, loginWanted)
  }
  await until(store, async () => (await statesOf(store, alertId))[1] === 'deferred')
  assert.equal(lines.on(1).length, 0)
})

test('a relay that drops what goes beyond the connections it likes is not asked for another one at once', async t => {
  const { store, lines, run, frozenAlert, given, heard } = await freshBench(t, 6, 2)
  await frozenAlert()
  run()
  await given(1)
  lines.ready(0)
  await heard('release 0')
  lines.ended(0, accepted)
  const before = lines.on(1).length
  for (let lostOnes = 0; lostOnes < before; lostOnes++) lines.ended(1, { ...lost, step: 'MAIL' })
  await until(store, async () => lines.on(0).length === 2)
  assert.equal(lines.on(1).length, 0)
})

test('the desk is told that the relay is back, though the store was away at that moment', async t => {
  const { store, clock, lines, run, frozenAlert, given, heard } = await freshBench(t, 2)
  await frozenAlert()
  const shaky = shakyStore(store)
  run(shaky)
  await given(0)
  lines.unreached(0)
  await until(store, async () => (await readRelayProblem(store.read)) !== null)
  await advanceUntil(clock, async () => lines.on(0).length > 0)
  lines.ready(0)
  await heard('release 0')
  shaky.away = true
  lines.ended(0, accepted)
  await until(store, async () => shaky.refused > 0)
  shaky.away = false
  await advanceUntil(clock, async () => (await readRelayProblem(store.read)) === null)
})

test('an alert is paused by an error storm, though the store was away at that moment', async t => {
  const { store, clock, lines, run, frozenAlert, given } = await freshBench(t, 40)
  const alertId = await frozenAlert()
  const shaky = shakyStore(store)
  run(shaky)
  const reply = { code: 550, enhanced: '5.1.1', text: 'nobody here' }
  const reason = 'the relay answered 550 5.1.1 to RCPT'
  for (let ended = 1; ended <= 30; ended++) {
    await given(0)
    shaky.away = ended === 30
    lines.ended(0, { kind: 'refused', reply, reason, step: 'RCPT' })
  }
  await until(store, async () => shaky.refused > 0)
  shaky.away = false
  await advanceUntil(clock, async () => (await stateOf(store, alertId)) === 'paused')
})
