import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decodeHTML, decodeHTMLStrict } from 'entities'
import fc from 'fast-check'
import { decodeHtmlText, decodeXmlText } from './decode-entities.ts'

test('the usual references, HTML’s names, and numbers are decoded', () => {
  assert.equal(decodeXmlText('&lt;&amp;&gt; &eacute;&hellip; &#8217;&#x2019;'), '<&> é… ’’')
})

test('numbers that mean windows-1252 are taken for it, as browsers do', () => {
  assert.equal(decodeXmlText('don&#146;t'), 'don’t')
})

test('what is no reference stays as it is', () => {
  for (const text of ['a & b', 'AT&T', '&nosuchname;', '&;', '&#;', '&#xZ;', '?a=1&b=2', '&'])
    assert.equal(decodeXmlText(text), text)
})

test('in HTML an old name needs no semicolon, in XML it does', () => {
  assert.equal(decodeHtmlText('fish &amp chips'), 'fish & chips')
  assert.equal(decodeXmlText('fish &amp chips'), 'fish &amp chips')
})

test('nothing is decoded twice', () => {
  assert.equal(decodeXmlText('&amp;lt;'), '&lt;')
  assert.equal(decodeHtmlText('&amp;amp;'), '&amp;')
})

test('whatever the text, it comes out as by the library that knows all names', () => {
  const piece = fc.constantFrom(
    '&',
    '#',
    'x',
    ';',
    'amp',
    'lt',
    'eacute',
    '65',
    '1F600',
    ' ',
    'a',
    '&lt;',
    '&#0;',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), pieces => {
      const text = pieces.join('')
      assert.equal(decodeXmlText(text), decodeHTMLStrict(text))
      assert.equal(decodeHtmlText(text), decodeHTML(text))
    }),
    { numRuns: 2_000 },
  )
})
