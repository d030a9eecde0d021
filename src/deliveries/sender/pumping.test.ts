import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createFakeClock } from '../../../test/support/fake-clock.ts'
import type { Pacer } from '../pace/index.ts'
import type { Dispatcher } from './dispatcher.ts'
import { createPumping } from './pumping.ts'

test('while the store is away the pace is settled once a second, and so is that said', async () => {
  const clock = createFakeClock()
  const stopping = new AbortController()
  const dispatcher = { hasWork: true, busy: false, pump: () => null, tend: () => undefined }
  const pacer = { tend: () => Promise.reject(new Error('the store is away')) }
  let errors = 0
  createPumping(
    {
      clock,
      // Nothing else of them is asked for.
      dispatcher: dispatcher as unknown as Dispatcher,
      pacer: pacer as unknown as Pacer,
      stopping: stopping.signal,
      onError: () => {
        errors += 1
      },
    },
    () => undefined,
  )
  await clock.advance(10_000)
  stopping.abort()
  assert.ok(errors >= 9 && errors <= 11, `${errors} in ten seconds`)
})
