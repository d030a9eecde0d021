import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readConfig } from './config.ts'

const limitsOf = (value: string) => readConfig({ SIGN_UP_LIMITS: value }).config.signUpLimits

test('what SIGN_UP_LIMITS does not name keeps its default', () => {
  const defaults = { network: 30, unproven: 1_000, burst: 100, overall: 20_000, domain: 200 }
  assert.deepEqual(limitsOf(''), defaults)
  assert.deepEqual(limitsOf('burst: 5/min; domain:7 / h;'), { ...defaults, burst: 5, domain: 7 })
})

for (const wrong of [
  'burst',
  'burst: 5/h',
  'network: 5/min',
  'inbox: 3/h',
  'burst: 0/min',
  'burst: 99999999/min',
  'burst: 1/min; burst: 2/min',
])
  test(`"${wrong}" is refused in a line that names it`, () => {
    assert.throws(() => limitsOf(wrong), /^ConfigError: SIGN_UP_LIMITS /)
  })

test('DISPOSABLE_DOMAINS must be a file that can be read', () => {
  assert.throws(
    () => readConfig({ DISPOSABLE_DOMAINS: '/nowhere/list' }),
    /DISPOSABLE_DOMAINS names \/nowhere\/list/,
  )
})
