import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseFeedDate } from './feed-date.ts'

const sameMoment: Record<string, string[]> = {
  '2026-08-18T11:43:03.000Z': [
    'Tue, 18 Aug 2026 11:43:03 +0000',
    'Tue, 18 Aug 2026 07:43:03 EDT',
    '18 Aug 26 11:43:03 GMT',
    'Mon, 18 August 2026 12:43:03 BST',
    'Tue, 18-Aug-2026 11:43:03 UT',
    'Tue Aug 18 11:43:03 2026',
    'Tue Aug 18 07:43:03 EDT 2026',
    'Tue, 18 Aug 2026 13:43:03 +02:00',
    'Tue, 18 Aug 2026 13:43:03 GMT+2',
    'Die, 18 Aug. 2026 13:43:03 MESZ',
    'August 18, 2026 11:43:03 AM',
    'Aug 18th, 2026 at 11:43:03 am UTC',
    '2026-08-18T11:43:03Z',
    '2026-08-18t11:43:03z',
    '2026-08-18 11:43:03',
    '2026-08-18T17:13:03+0530',
    '20260818T114303Z',
    '2026-230T11:43:03Z',
  ],
  '2026-08-18T00:00:00.000Z': ['2026-08-18', '20260818', '18 Aug 2026', '2026/08/18', 'August 18, 2026'],
  '2026-12-01T09:05:00.000Z': ['1 Dez 2026 10:05 CET', '1 décembre 2026 09:05', '01 Dic 2026 09:05 GMT'],
  '1999-12-31T23:59:59.000Z': ['Fri, 31 Dec 99 23:59:60 GMT'],
}

for (const [iso, written] of Object.entries(sameMoment))
  test(`${written.length} ways to write ${iso} are understood`, () => {
    for (const text of written) {
      const at = parseFeedDate(text)
      assert.equal(at === null ? null : new Date(at).toISOString(), iso, text)
    }
  })

test('what is no date is null', () => {
  for (const text of ['', 'yesterday', '31 June 2026', '2026-13-01', '99/99/9999', 'Tue', '12:30', '0'])
    assert.equal(parseFeedDate(text), null, text)
})

test('a date is a finite number or null, whatever is written', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[\d\s:,.TZ+a-u-]{0,40}$/)), text => {
      const at = parseFeedDate(text)
      assert.ok(at === null || Number.isFinite(at))
    }),
  )
})
