import assert from 'node:assert/strict'
import { test } from 'node:test'
import { languageTag, textDirection } from './text-direction.ts'

test('a language written right to left decides, even where a Latin name comes first', () => {
  assert.equal(textDirection('ar', 'NASA تطلق'), 'rtl')
  assert.equal(textDirection('he-IL', '1948'), 'rtl')
  assert.equal(textDirection('az-Arab', ''), 'rtl')
})

test('else the first letter decides, for a source that never said its language', () => {
  assert.equal(textDirection('en', '2026: البرلمان'), 'rtl')
  assert.equal(textDirection('en', 'The word السلام'), 'ltr')
  assert.equal(textDirection('', '???'), 'ltr')
})

test('a tag that is none counts as English', () => {
  assert.equal(languageTag('EN-us'), 'en-US')
  assert.equal(languageTag('"><script>'), 'en')
})
