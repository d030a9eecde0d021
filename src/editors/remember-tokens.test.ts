import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createFakeClock } from '../../test/support/fake-clock.ts'
import { StoreAwayError } from '../errors.ts'
import { rememberTokens } from './remember-tokens.ts'

const cms = { id: 1, name: 'cms' }

test('a token that was let in before is known while the store is away, and no other', async () => {
  let away = false
  const identify = rememberTokens(async bearer => {
    if (away) throw new StoreAwayError('gone')
    return bearer === 'good' ? cms : null
  }, createFakeClock(0))
  assert.deepEqual(await identify('good'), cms)
  assert.equal(await identify('bad'), null)
  away = true
  assert.deepEqual(await identify('good'), cms)
  await assert.rejects(identify('bad'), StoreAwayError)
})

test('a store that says nothing is waited for two seconds', async () => {
  const clock = createFakeClock(0)
  let answer: Promise<typeof cms | null> = Promise.resolve(cms)
  const identify = rememberTokens(() => answer, clock)
  await identify('good')
  answer = new Promise(() => undefined)
  const asked = identify('good')
  await clock.advance(2_000)
  assert.deepEqual(await asked, cms)
})

test('a token that was taken back is forgotten as soon as the store says so', async () => {
  let [known, away] = [true, false]
  const identify = rememberTokens(async () => {
    if (away) throw new StoreAwayError('gone')
    return known ? cms : null
  }, createFakeClock(0))
  await identify('good')
  known = false
  assert.equal(await identify('good'), null)
  away = true
  await assert.rejects(identify('good'), StoreAwayError)
})
