import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { freshMs, retryAfterMs, wishesOf } from './politeness.ts'

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
const at = Date.parse('2026-08-18T12:00:00Z')

function retry(value: string): number | null {
  return retryAfterMs(new Headers({ 'retry-after': value }), at)
}

function fresh(headers: Record<string, string>): number | null {
  return freshMs(new Headers(headers), at)
}

test('Retry-After in seconds is taken as it is', () => {
  assert.equal(retry('120'), 120_000)
})

test('Retry-After as a date counts from now', () => {
  assert.equal(retry('Tue, 18 Aug 2026 12:01:30 GMT'), 90_000)
})

test('Retry-After is bounded to a day', () => {
  assert.equal(retry('99999999999999999999'), dayMs)
})

test('Retry-After that has passed, or makes no sense, asks for nothing', () => {
  for (const value of ['Mon, 17 Aug 2026 12:00:00 GMT', '0', 'soon', '-5', ''])
    assert.equal(retry(value), null)
})

test('an answer is fresh for max-age, less the time it lay in caches', () => {
  assert.equal(fresh({ 'cache-control': 'public, MAX-AGE="3600"' }), 60 * minuteMs)
  assert.equal(fresh({ 'cache-control': 'max-age=600', age: '540' }), minuteMs)
  assert.equal(fresh({ 'cache-control': 'max-age=600', age: '601' }), null)
})

test('without max-age, Expires counts from the Date of the answer on', () => {
  const expires = 'Tue, 18 Aug 2026 12:10:00 GMT'
  assert.equal(fresh({ expires }), 10 * minuteMs)
  assert.equal(fresh({ expires, date: 'Tue, 18 Aug 2026 12:08:00 GMT' }), 2 * minuteMs)
  assert.equal(fresh({ expires, 'cache-control': 'max-age=60' }), minuteMs)
  for (const gone of ['0', '-1', 'Thu, 01 Jan 1970 00:00:00 GMT'])
    assert.equal(fresh({ expires: gone }), null)
})

test('no-cache, no-store, max-age=0 and s-maxage ask for nothing of us', () => {
  for (const value of [
    'no-cache',
    'no-store, max-age=600',
    'max-age=600,no-cache',
    'max-age=0',
    's-maxage=600',
    '',
  ])
    assert.equal(fresh({ 'cache-control': value, expires: '0' }), null)
})

test('what is asked is within a day, whatever the headers say', () => {
  assert.equal(fresh({ 'cache-control': 'max-age=31536000' }), dayMs)
  const value = fc.oneof(
    fc.stringMatching(/^[\x20-\x7e]*$/),
    fc.constantFrom('max-age=1e9', '1', '-1', '99999999999'),
  )
  fc.assert(
    fc.property(value, value, value, value, (control, expires, date, age) => {
      const headers = new Headers({ 'cache-control': control, expires, date, age, 'retry-after': expires })
      for (const ms of [freshMs(headers, at), retryAfterMs(headers, at)])
        assert.ok(ms === null || (ms > 0 && ms <= dayMs), String(ms))
    }),
  )
})

test('an address has moved only where every redirect on the way is permanent', () => {
  const moved = (...hops: [status: number, to: string][]) => {
    const redirects = hops.map(([status, to]) => ({ status, to }))
    return wishesOf({ url: '', status: 200, headers: new Headers(), redirects, cutShort: false }, at).movedTo
  }
  assert.equal(moved([301, 'https://a.example/'], [308, 'https://b.example/']), 'https://b.example/')
  assert.equal(moved([301, 'https://a.example/'], [302, 'https://b.example/']), null)
  for (const status of [302, 303, 307]) assert.equal(moved([status, 'https://a.example/']), null)
  assert.equal(moved(), null)
})
