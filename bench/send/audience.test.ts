import assert from 'node:assert/strict'
import { test } from 'node:test'
import { benchAudience } from './audience.ts'

const addresses = benchAudience(20_000)
const domains = Map.groupBy(addresses, address => address.split('@')[1] ?? '')

test('no address comes twice', () => {
  assert.equal(new Set(addresses).size, addresses.length)
})

test('a third is with one provider, and hundreds of domains have a few each', () => {
  const share = (domains.get('bigmail.example')?.length ?? 0) / addresses.length
  assert.ok(share > 0.33 && share < 0.37, String(share))
  assert.ok(domains.size > 500, String(domains.size))
})

test('a smaller audience is the beginning of a larger one', () => {
  assert.deepEqual(benchAudience(100), addresses.slice(0, 100))
})
