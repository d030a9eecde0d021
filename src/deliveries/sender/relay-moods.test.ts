/** What a relay does to one message or one connection, while others go well: nobody goes round in circles for it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { advanceUntil, statesOf, until } from '../../../test/support/deliver-fixture.ts'
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
  let away = false
  let refused = 0
  const shaky: Store = {
    ...store,
    write: async work => {
      if (!away) return store.write(work)
      refused += 1
      throw new Error('the store is away')
    },
  }
  run(shaky)
  await given(0)
  lines.unreached(0)
  await until(store, async () => (await readRelayProblem(store.read)) !== null)
  await advanceUntil(clock, async () => lines.on(0).length > 0, 5_000)
  lines.ready(0)
  await heard('release 0')
  away = true
  lines.ended(0, accepted)
  await until(store, async () => refused > 0)
  away = false
  await advanceUntil(clock, async () => (await readRelayProblem(store.read)) === null, 5_000)
})
