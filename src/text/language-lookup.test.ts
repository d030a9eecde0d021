import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { lookUpLanguage, negotiateLanguage } from './language-lookup.ts'

const ours = new Set(['en', 'de', 'zh', 'zh-hant'])

for (const [range, expected] of [
  ['de', 'de'],
  ['DE-at', 'de'],
  ['de_AT', 'de'],
  ['de-AT-1996-x-private', 'de'],
  ['zh-Hant-TW', 'zh-hant'],
  ['zh-Hans-CN', 'zh'],
  ['de-a-value', 'de'],
  ['fr', null],
  ['*', null],
  ['', null],
  ['x-de', null],
] as const)
  test(`"${range}" reads ${expected ?? 'nothing of ours'}`, () => {
    assert.equal(lookUpLanguage(range, ours), expected)
  })

for (const [header, expected] of [
  ['de-AT,de;q=0.9,en;q=0.8', 'de'],
  ['fr;q=1, en;q=0.1, de;q=0.2', 'de'],
  ['en;q=0.5, de;q=0.5', 'en'],
  ['de;q=0, en;q=0.1', 'en'],
  ['de;q=0', null],
  ['de;q=2, en', 'en'],
  ['de ; Q=0.3 , en;q=0.2', 'de'],
  ['*', null],
  ['', null],
  [';;,,q=1;=', null],
  [`${'fr,'.repeat(31)}de`, null],
  [`${' '.repeat(2_000)}de`, null],
] as const)
  test(`Accept-Language "${header.slice(0, 40)}" reads ${expected ?? 'nothing of ours'}`, () => {
    assert.equal(negotiateLanguage(header, ours), expected)
  })

test('whatever the header, the answer is one of ours or none', () => {
  const piece = fc.oneof(fc.string(), fc.constantFrom('de', 'en', ';q=', '0.5', ',', '-', '*', ' '))
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), pieces => {
      const found = negotiateLanguage(pieces.join(''), ours)
      return found === null || ours.has(found)
    }),
  )
})
