import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addAlert } from '../../test/support/deliver-fixture.ts'
import { freshStore } from '../../test/support/store.ts'
import { readAlert } from '../alerts/index.ts'
import { type Preferences, plainPreferences } from '../subscribers/index.ts'
import { createTexts } from '../text/index.ts'
import { readOwnReason, sharedReason } from './own-reasons.ts'

const texts = createTexts()
const at = Date.UTC(2026, 10, 23, 18, 3)

async function ownReason(t: Parameters<typeof freshStore>[0]) {
  const store = await freshStore(t)
  const id = await addAlert(store, { at, headline: 'Spy caught on the north bridge' })
  const alert = await readAlert(store.read, id)
  assert.ok(alert)
  const reason = await readOwnReason(store.read, { alert, sentAt: at, texts })
  return (change: Partial<Preferences>) => reason({ ...plainPreferences, ...change }, 'en')
}

test('a reader who asked for words is told those that found the alert, as they were typed, and no others', async t => {
  const reason = await ownReason(t)
  const watch = ['SPY', 'volcano', 'north bridge', '(((']
  assert.equal(
    reason({ watch, scope: 'chosen' }),
    'You get this mail because you asked for: SPY, north bridge.',
  )
  // Once more, from what was kept.
  assert.equal(reason({ watch: ['north bridge'] }), 'You get this mail because you asked for: north bridge.')
})

test('a reader who chose, but gets everything, shares the reason of those who chose nothing', async t => {
  const reason = await ownReason(t)
  assert.equal(reason({ dailyMost: 3 }), null)
  assert.equal(reason({ watch: ['volcano'] }), null)
})

test('a reader whose choices would not bring it any more is told that it was on its way', async t => {
  const reason = await ownReason(t)
  const changed = 'You get this mail because it was on its way to you when you changed what you get.'
  assert.equal(reason({ watch: ['volcano'], scope: 'chosen' }), changed)
  assert.equal(reason({ pausedUntil: at + 1 }), changed)
})

test('what everyone shares says what the mail follows', () => {
  const english = texts.of('en')
  assert.equal(
    sharedReason({ kind: 'alert' }, english),
    'You get this mail because you signed up for all alerts.',
  )
  assert.equal(
    sharedReason({ kind: 'correction' }, english),
    'You get this mail because you got the alert that this corrects.',
  )
})
