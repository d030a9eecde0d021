import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pino } from 'pino'
import { createFakeClock } from '../../test/support/fake-clock.ts'
import { StoreAwayError } from '../errors.ts'
import { plainError } from './create-log.ts'
import { quietRepeats } from './quiet-repeats.ts'

function logInMemory() {
  const clock = createFakeClock()
  const lines: Record<string, unknown>[] = []
  const write = (line: string) => void lines.push(JSON.parse(line))
  const log = pino({ serializers: { err: plainError }, hooks: quietRepeats(clock) }, { write })
  return { clock, lines, log }
}

test('a database that is away for an hour is a line a minute, whoever meets it and however it shows', async () => {
  const { clock, lines, log } = logInMemory()
  for (let second = 0; second < 3_600; second++) {
    for (const worker of ['rules', 'watcher'])
      log.error(
        { worker, err: new StoreAwayError(second ? 'connect ECONNREFUSED' : 'read ECONNRESET') },
        'failed',
      )
    await clock.advance(1_000)
  }
  assert.equal(lines.length, 60)
  const [first, second] = lines.map(({ err, msg, leftOut, worker }) => ({ err, msg, leftOut, worker }))
  const msg = 'the database is away, and what needs it waits'
  const err = { type: 'StoreAwayError', code: 'store.away' }
  assert.deepEqual(first, {
    ...{ err: { ...err, message: 'read ECONNRESET' }, msg },
    ...{ leftOut: undefined, worker: undefined },
  })
  assert.deepEqual(second, {
    ...{ err: { ...err, message: 'connect ECONNREFUSED' }, msg },
    ...{ leftOut: 119, worker: undefined },
  })
})

test('another error, or the same of somebody else, is said at once', () => {
  const { lines, log } = logInMemory()
  const fail = (worker: string, message: string) => log.error({ worker, err: new Error(message) }, 'failed')
  fail('rules', 'one')
  fail('rules', 'one')
  fail('rules', 'two')
  fail('watcher', 'one')
  assert.deepEqual(
    lines.map(line => line['worker']),
    ['rules', 'rules', 'watcher'],
  )
})

test('what is no error is always said', () => {
  const { lines, log } = logInMemory()
  for (const _ of [1, 2]) log.warn({ alertId: 1 }, 'an alert was paused')
  for (const _ of [1, 2]) log.info('stopping')
  assert.deepEqual(
    lines.map(({ msg, alertId }) => [msg, alertId]),
    [
      ['an alert was paused', 1],
      ['an alert was paused', 1],
      ['stopping', undefined],
      ['stopping', undefined],
    ],
  )
})
