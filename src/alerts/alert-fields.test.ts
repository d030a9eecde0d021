import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type AlertInput, alertFieldsProblems, parseDraftFields } from './alert-fields.ts'

const good: AlertInput = { headline: 'Bridge closed', priority: 'breaking', kind: 'alert' }

const wrong: [string, AlertInput, string][] = [
  ['no headline', { ...good, headline: ' \n ' }, 'headline'],
  ['a headline of 301 characters', { ...good, headline: 'x'.repeat(301) }, 'headline'],
  ['a summary of 5,001 characters', { ...good, summary: 'x'.repeat(5_001) }, 'summary'],
  ['a preheader of 151 characters', { ...good, preheader: 'x'.repeat(151) }, 'preheader'],
  ['a preheader that repeats the headline', { ...good, preheader: 'BRIDGE closed!' }, 'preheader'],
  ['a javascript address', { ...good, url: 'javascript:alert(1)' }, 'url'],
  ['an address with a user name', { ...good, url: 'https://bank.example@evil.example/' }, 'url'],
  ['an address of 2,001 characters', { ...good, url: `https://a.example/${'x'.repeat(1_983)}` }, 'url'],
  ['half an address', { ...good, url: 'example.org' }, 'url'],
  ['an unknown priority', { ...good, priority: 'urgent' }, 'priority'],
  ['an unknown kind', { ...good, kind: 'rumour' }, 'kind'],
  ['an update of nothing', { ...good, kind: 'update' }, 'follows'],
  ['an alert that follows one', { ...good, follows: 3 }, 'follows'],
  ['21 topics', { ...good, topics: Array.from({ length: 21 }, (_, n) => `t${n}`) }, 'topics'],
  ['a topic of 51 characters', { ...good, topics: ['x'.repeat(51)] }, 'topics'],
  ['no language', { ...good, language: 'not a language' }, 'language'],
  ['a time that is none', { ...good, saidAt: Number.NaN }, 'saidAt'],
]

for (const [name, input, field] of wrong)
  test(`${name} is named as what is wrong with ${field}`, () => {
    assert.deepEqual(Object.keys(alertFieldsProblems(input)), [field])
  })

test('what is as long as it may be is right', () => {
  const input = {
    ...good,
    headline: 'x'.repeat(300),
    summary: 'y'.repeat(5_000),
    preheader: 'z'.repeat(150),
    url: `https://a.example/${'x'.repeat(1_982)}`,
    topics: Array.from({ length: 20 }, (_, n) => `${n}`.padEnd(50, 'x')),
  }
  assert.deepEqual(alertFieldsProblems(input), {})
})

test('text is trimmed, composed and freed of what is no text', () => {
  const { fields } = parseDraftFields({
    headline: ' Cafe\u0301\r\n closed\u0000\u202e ',
    summary: 'One.\r\n\r\n\r\n\r\nTwo  and\tthree.\n',
    topics: [' a ', 'a', ''],
    url: ' HTTPS://Example.org ',
    preheader: '  ',
  })
  assert.deepEqual(
    [fields.headline, fields.summary, fields.topics, fields.url, fields.preheader],
    ['Café closed', 'One.\n\nTwo and three.', ['a'], 'https://example.org/', null],
  )
})

test('what was cleaned once stays as it is, whatever came in', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (headline, summary) => {
      const { fields } = parseDraftFields({ headline, summary })
      assert.doesNotMatch(fields.headline, /[\p{Cc}\p{Cs}\u202e]/u)
      assert.doesNotMatch(fields.summary, /[^\P{Cc}\n]|\p{Cs}/u)
      const again = parseDraftFields({ headline: fields.headline, summary: fields.summary })
      assert.deepEqual(again.fields, fields)
    }),
  )
})
