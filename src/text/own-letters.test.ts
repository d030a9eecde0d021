import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ar } from './ar/index.ts'
import { en } from './en/index.ts'
import type { ReaderText } from './reader-text.ts'
import { zh } from './zh/index.ts'

type Visit = (path: string, ours: unknown, english: unknown) => void

/** Each text beside the English one; what functions make is not looked into. */
function eachText(ours: unknown, english: unknown, visit: Visit, path = ''): void {
  if (typeof english !== 'object' || english === null) {
    visit(path, ours, english)
    return
  }
  for (const [key, one] of Object.entries(english))
    eachText((ours as Record<string, unknown>)[key], one, visit, path ? `${path}.${key}` : key)
}

/** Names and versions of languages, and what a reader types. */
const sameEverywhere = /(?:^|\.)(?:language|dateLanguage|direction|version|noticeVersion|typed)$/
for (const [text, letters] of [
  [ar, /\p{Script=Arabic}/u],
  [zh, /\p{Script=Han}/u],
] as readonly [ReaderText, RegExp][])
  test(`no text was left English in ${text.language}, and none is empty`, () => {
    eachText(text, en, (path, ours, english) => {
      assert.equal(typeof ours, typeof english, path)
      if (typeof ours !== 'string' || sameEverywhere.test(path) || !/\p{L}/u.test(String(english))) return
      assert.match(ours, letters, path)
      // Half a sentence in English would be a sentence half translated.
      assert.doesNotMatch(ours, /[a-z]{3,} [a-z]{2,}/, path)
    })
  })
