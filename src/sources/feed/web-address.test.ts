import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isAsParsed, webAddress } from './web-address.ts'

test('what is taken for an address as it would be parsed is parsed to itself', () => {
  const piece = fc.constantFrom(
    ...[
      'https://',
      'http://',
      'news.example',
      'a',
      '.',
      '..',
      '/',
      '?',
      '#',
      ':',
      '@',
      '%2e',
      '%',
      'xn--',
      '-',
    ],
    ...[
      '1',
      '1.2',
      '0x7f',
      ' ',
      '\t',
      '\n',
      'É',
      'A',
      "'",
      '"',
      '<',
      '\\',
      '|',
      '^',
      '`',
      '{',
      '~',
      '%2E',
      '_',
      '//',
    ],
  )
  let alike = 0
  fc.assert(
    fc.property(
      fc.constantFrom('https://news.example/', ''),
      fc.array(piece, { maxLength: 9 }),
      (start, pieces) => {
        const text = `${start}${pieces.join('')}`
        if (!isAsParsed(text)) return
        alike++
        assert.equal(URL.parse(text)?.href, text)
        assert.equal(webAddress(text, 'https://other.example/'), text)
      },
    ),
    { numRuns: 20_000 },
  )
  assert.ok(alike > 100, `${alike} of the texts were`)
})

test('addresses as they usually are need no parser', () => {
  for (const address of [
    'https://www.news.example/2026/11/26/some-news.html?utm_source=rss&utm_medium=feed',
    'http://news.example/a_b/%C3%A9(1)#c-2',
  ])
    assert.ok(isAsParsed(address), address)
})
