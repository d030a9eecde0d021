import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { trimPage } from './trim-page.ts'

const bodyOf = (html: string) => /<body>([\s\S]*)<\/body><\/html>$/.exec(trimPage(html))?.[1]

test('what is not for reading goes, the rest stays', () => {
  assert.equal(
    bodyOf(
      '<p class="a" onclick="x()">One<!-- <p>no --><script>if (a<b) "</p>"</script><style>p{}</style> two</p><svg><p>no</svg>',
    ),
    '<p class="a">One two</p>',
  )
})

test('everything is closed, and there is one head and one body', () => {
  assert.equal(
    trimPage('<title>News &amp; more</title><body><div><b>bold</div>after</i><html lang=de>'),
    '<!doctype html><html lang="de"><head><title>News \ue001 more</title></head><body><div><b>bold</b></div>after</body></html>',
  )
})

test('what is too deep is read as if it were not nested', () => {
  const html = bodyOf(`${'<div>'.repeat(100_000)}deep<p>text`) ?? ''
  assert.equal(html.match(/<div>/g)?.length, 150)
  assert.match(html, /deep text/)
})

test('elements, attributes and length are bounded', () => {
  assert.ok((bodyOf('<i>a</i>'.repeat(100_000))?.match(/<i>/g)?.length ?? 0) <= 15_000)
  assert.equal(bodyOf(`<p id="${'x'.repeat(1_000)}" class=b>`), '<p class="b"></p>')
  assert.equal(bodyOf(`<p ${'a=1 '.repeat(200_000)}>x`), '<p>x</p>')
  assert.ok(trimPage('x'.repeat(5_000_000)).length < 1_100_000)
})

test('whatever it is given, what comes out is nested well', () => {
  const piece = fc.constantFrom(
    ...[
      '<p>',
      '</p>',
      '<div class="a">',
      '</div>',
      '<br>',
      '<!--',
      '-->',
      '<script>',
      '</script>',
      '<b',
      '>',
      '"',
    ],
    ...[
      '<svg>',
      '</svg>',
      '<title>',
      '&lt;p&gt;',
      '<',
      'text',
      '<li>',
      '<html>',
      '</body>',
      "<a href='x'>",
      '=',
    ],
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), pieces => {
      const open: string[] = []
      const html = bodyOf(pieces.join('')) ?? assert.fail('no body')
      for (const [, slash, name = ''] of html.matchAll(/<(\/?)([a-z0-9]+)[^>]*>/g)) {
        if (slash) assert.equal(open.pop(), name, html)
        else if (name !== 'br') open.push(name)
      }
      assert.deepEqual(open, [])
      assert.doesNotMatch(html, /<script|<svg|&/)
    }),
    { numRuns: 3_000 },
  )
})
