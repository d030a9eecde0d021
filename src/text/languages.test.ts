import assert from 'node:assert/strict'
import { test } from 'node:test'
import { site as german } from './de/site.ts'
import { site as english } from './en/site.ts'

/** The paths of all texts; what functions make is not looked into. */
function paths(value: unknown, at = ''): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [at]
  return Object.entries(value).flatMap(([key, one]) => paths(one, at ? `${at}.${key}` : key))
}

function at(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((part, key) => (part as Record<string, unknown> | undefined)?.[key], value)
}

test('no German text was left English, and none is empty', () => {
  for (const path of paths(german)) {
    const [ours, theirs] = [at(german, path), at(english, path)]
    assert.equal(typeof ours, typeof theirs, path)
    if (typeof ours !== 'string') continue
    assert.notEqual(ours.trim(), '', path)
    if (ours.includes(' ')) assert.notEqual(ours, theirs, path)
  }
})

test('German counts and dates as German does', () => {
  const { often } = german.front
  assert.equal(often.soFar({ mails: 1, days: 1 }), '1 Mail am letzten Tag.')
  assert.equal(
    often.steady({ mails: 3, per: 'week', days: 60 }),
    'Etwa 3 Mails in der Woche, gemessen in den letzten 60 Tagen.',
  )
  assert.equal(german.time(Date.UTC(2026, 0, 1, 9, 5)), '1. Januar 2026 um 09:05 UTC')
  assert.equal(german.time(Number.NaN), '')
})
