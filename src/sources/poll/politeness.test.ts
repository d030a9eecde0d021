import assert from 'node:assert/strict'
import { test } from 'node:test'
import { askedIntervalMs, retryAfterMs } from './politeness.ts'

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
const at = Date.parse('2026-08-18T12:00:00Z')

function retry(value: string): number | null {
  return retryAfterMs(new Headers({ 'retry-after': value }), at)
}

function asked(cacheControl: string, ttlMs: number | null = null): number | null {
  return askedIntervalMs(new Headers({ 'cache-control': cacheControl }), ttlMs)
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

test('the longer of ttl and max-age is what was asked', () => {
  assert.equal(asked('public, max-age=600', 30 * minuteMs), 30 * minuteMs)
  assert.equal(asked('public, MAX-AGE="3600"', 30 * minuteMs), 60 * minuteMs)
})

test('what was asked is kept within a minute and a day', () => {
  assert.equal(asked('max-age=1'), minuteMs)
  assert.equal(asked('max-age=31536000'), dayMs)
})

test('no-cache, max-age=0 and s-maxage ask for no interval', () => {
  for (const value of ['no-cache', 'max-age=0', 's-maxage=600', '']) assert.equal(asked(value), null)
})
