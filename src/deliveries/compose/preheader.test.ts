import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chosenPreheader } from './preheader.ts'
import { sampleMail } from './sample-mail.ts'

const headline = 'Parliament votes to dissolve'
const fallback = 'Source: Example Wire'
const chosen = (change: Partial<typeof sampleMail>) =>
  chosenPreheader({ ...sampleMail, ...change }, headline, fallback)

test("the editor's own preheader comes first", () => {
  assert.equal(chosen({ preheader: 'Elections in sixty days' }), 'Elections in sixty days')
})

test('a preheader that says the headline again gives way to the summary', () => {
  for (const preheader of [
    headline,
    'PARLIAMENT votes to dissolve!',
    `Breaking: ${headline}`,
    'Parliament votes',
  ])
    assert.equal(chosen({ preheader }), 'The vote was 312 to 288.')
})

test('a summary that begins with the headline is passed over for its next paragraph', () => {
  assert.equal(chosen({ summary: `${headline}, clerk says.\n\nMore follows.` }), 'More follows.')
})

test('an update previews what changed and a correction what was wrong', () => {
  assert.equal(chosen({ kind: 'update', whatChanged: 'A day was named.' }), 'A day was named.')
  assert.equal(chosen({ kind: 'correction', whatWasWrong: 'The count.' }), 'The count.')
})

test('where nothing else is left to say, the fallback is', () => {
  assert.equal(chosen({ summary: headline }), 'Source: Example Wire')
})
