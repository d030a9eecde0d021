import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLog, plainError } from './create-log.ts'

test('an error is logged without the row that a database quotes', () => {
  const error = Object.assign(new Error('violates a constraint'), {
    code: '23505',
    detail: 'Failing row contains (1, ada@example.org).',
  })
  const logged = plainError(error)
  assert.deepEqual([logged['message'], logged['code']], ['violates a constraint', '23505'])
  assert.doesNotMatch(JSON.stringify(logged), /ada@example\.org/)
})

test('a LOG_LEVEL that is none is one clear line', () => {
  assert.throws(() => createLog({ LOG_LEVEL: 'loud' }), /LOG_LEVEL must be one of .*, but is "loud"/)
})
