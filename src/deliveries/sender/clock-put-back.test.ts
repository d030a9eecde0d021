/** A machine's clock is put back, as by NTP after a start with a wrong one: nothing that was to come soon comes an hour later. */
import { test } from 'node:test'
import { advanceUntil, statesOf, until } from '../../../test/support/deliver-fixture.ts'
import { accepted, freshBench } from './test-bench.ts'

const hourMs = 3_600_000

test('a relay that was out of reach when the clock was put back is tried again soon', async t => {
  const { clock, putBack, lines, run, frozenAlert, given } = await freshBench(t, 1)
  await frozenAlert()
  run()
  await given(0)
  lines.unreached(0)
  putBack(hourMs)
  await advanceUntil(clock, async () => lines.on(0).length === 1, { mostMs: hourMs / 2 })
})

test('leases are renewed when the clock was put back: they would lapse for others, who told us so', async t => {
  const { store, clock, putBack, lines, run, frozenAlert, given, heard } = await freshBench(t, 2)
  const alertId = await frozenAlert()
  run()
  await given(0)
  lines.ready(0)
  await heard('release 0')
  putBack(hourMs)
  const lease = async () =>
    (await store.read.selectFrom('audience_chunks').select('lease_until').executeTakeFirst())?.lease_until
  await advanceUntil(clock, async () => ((await lease()) ?? 0) < clock.now() + 60_001, { mostMs: hourMs / 2 })
  lines.ended(0, accepted)
  await until(store, async () => (await statesOf(store, alertId))[0] === 'accepted')
})
