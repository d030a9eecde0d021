import assert from 'node:assert/strict'
import { test } from 'node:test'
import { busiest, createSenderWorld, processes } from './test-senders.ts'

const minute = 60_000
const rates: [text: string, perMinute: number][] = [
  ['500/s', 30_000],
  ['20/s', 1_200],
  ['2/s', 120],
  ['10/min', 10],
]

for (const [text, perMinute] of rates)
  test(`all processes together send ${text} within 2 % while there is work`, async t => {
    const world = await createSenderWorld(t, `gmail.com: ${text}`)
    for (let index = 0; index < processes; index++) await world.join()
    const starts = await world.send('gmail.com', minute)
    assert.ok(starts.length >= perMinute * 0.98, `only ${starts.length}`)
    assert.ok(starts.length <= perMinute * 1.02, `as many as ${starts.length}`)
    const most = busiest(starts, 5_000)
    assert.ok(most <= (perMinute / 12) * 1.02 + 1, `${most} in five seconds`)
  })
