import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Parser } from 'htmlparser2'
import { createReadingRoom } from '../octet-room.ts'
import { withoutControls } from '../without-controls.ts'
import { readHtml } from './read-html.ts'

const base = 'https://news.example/a/'
const read = (source: string) => readHtml(source, { base, maxLength: 10_000, oneLine: false, toShow: true })

const kept: [string, string, string][] = [
  ['emphasis', '<b>Two</b> <i>words</i>', '<p><strong>Two</strong> <em>words</em></p>'],
  [
    'a link, made absolute',
    'See <a href="../b?x=1&amp;y=2">this</a>.',
    '<p>See <a href="https://news.example/b?x=1&amp;y=2" rel="nofollow noopener noreferrer">this</a>.</p>',
  ],
  [
    'a list',
    '<ul><li>One<li>Two <b>x</b></ul>End',
    '<ul><li><p>One</p></li><li><p>Two <strong>x</strong></p></li></ul><p>End</p>',
  ],
  ['a heading of any rank', '<h1>A</h1>b', '<h3>A</h3><p>b</p>'],
  ['a quotation', '<blockquote>Q<p>R</blockquote>', '<blockquote><p>Q</p><p>R</p></blockquote>'],
  ['a line', '<b>a</b><br>b', '<p><strong>a</strong><br>b</p>'],
  [
    'emphasis over paragraphs, in each anew',
    '<p><b>a<p>b</b>c',
    '<p><strong>a</strong></p><p><strong>b</strong>c</p>',
  ],
  ['tags that cross, untangled', '<b>a<i>b</b>c</i>', '<p><strong>a<em>b</em></strong><em>c</em></p>'],
]

for (const [what, source, html] of kept)
  test(`safe HTML keeps ${what}`, () => assert.equal(read(source).html, html))

test('there is no HTML where it would say nothing that the text does not', () => {
  for (const source of [
    'plain',
    '<p>One</p><p>Two<br>lines</p>',
    '<div><span>x</span></div>',
    '<a name=x>y</a>',
  ])
    assert.equal(read(source).html, '')
})

const dropped = [
  '<a href="javascript:alert(1)">x</a>',
  '<a href="JaVa\nScRiPt:alert(1)">x</a>',
  '<a href="&#106;avascript:alert(1)">x</a>',
  '<a href="data:text/html,y">x</a>',
  '<a href="https://u:p@evil.example/" onclick=x()>x</a>',
  '<img src=x onerror=alert(1)>x',
  '<svg/onload=alert(1)>x',
  '<script>alert(1)</script>x',
  '<script src=//evil.example></script >x',
  '<style>p{}</style>x',
  '<iframe src="//evil.example"></iframe>x',
  '<scr<script>y</script>ipt>x',
  '<form action=//evil.example><input type=submit>x',
  '<a href="https://x.example/&quot; onmouseover=&quot;alert(1)">x</a>',
  '<!--><img src=x onerror=alert(1)>-->x',
  '<b/onclick=alert(1)>x</b>',
]

for (const source of dropped)
  test(`nothing acts in ${source.replace('\n', ' ')}`, () => {
    assert.match(`${read(source).html}|${read(source).text}`, /x/)
    assertSafe(read(`${source}<b>y</b>`).html)
  })

test('the first picture that is to be seen is the picture', () => {
  assert.equal(
    read(
      '<img src="p.gif" width="1" height="1"><img src="data:image/png;base64,x"><img src=b.jpg><img src=c.jpg>',
    ).image,
    'https://news.example/a/b.jpg',
  )
})

test('reading stops where the text is long enough', () => {
  const { text, html } = readHtml(`<b>${'word '.repeat(100_000)}`, {
    base: null,
    maxLength: 100,
    oneLine: false,
    toShow: true,
  })
  assert.ok(text.length > 100 && text.length < 110)
  assert.ok(html.length < 200)
})

test('whatever the source, the HTML closes what it opens and has nothing but ten tags and links', () => {
  const piece = fc.constantFrom(
    ...[
      '<b>',
      '</b>',
      '<i>',
      '</i>',
      '<a href="/x">',
      '</a>',
      '<p>',
      '<br>',
      '<ul>',
      '<li>',
      '</ul>',
      '<h2>',
      '</h2>',
    ],
    ...[
      '<blockquote>',
      '</blockquote>',
      '<script>',
      '</script>',
      '<',
      '>',
      '"',
      "'",
      '&lt;',
      '&amp;lt;',
      '<template>',
    ],
    ...[
      '</template>',
      '<a href="javascript:x">',
      '<![CDATA[',
      ']]>',
      '<!--',
      '-->',
      'word',
      ' ',
      '\n\n',
      '\0',
    ],
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 60 }), parts =>
      assertSafe(read(parts.join('')).html),
    ),
    { numRuns: 2_000 },
  )
})

const allowed = new Set(['p', 'br', 'a', 'strong', 'em', 'h3', 'blockquote', 'ul', 'ol', 'li'])

/** By another parser than the one under test. */
function assertSafe(html: string): void {
  const open: string[] = []
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        assert.ok(allowed.has(name), html)
        assert.deepEqual(Object.keys(attributes), name === 'a' ? ['href', 'rel'] : [], html)
        if (name === 'a') assert.match(attributes['href'] ?? '', /^https?:\/\//, html)
        if (name !== 'br') open.push(name)
      },
      onclosetag(name, implied) {
        if (name !== 'br') assert.ok(open.pop() === name && !implied, html)
      },
    },
    { xmlMode: true },
  )
  parser.end(html.replaceAll('<br>', '<br/>'))
  assert.deepEqual(open, [], html)
}

test('a text is read alike, whatever was read in the same room before', () => {
  const piece = fc.constantFrom(
    '<p>',
    '</p>',
    '<b>',
    'x',
    ' ',
    '&amp;',
    '&#82',
    '&l',
    '<',
    '</',
    '😀',
    '<!--',
    '"',
  )
  const source = fc.array(piece, { maxLength: 30 }).map(pieces => pieces.join(''))
  fc.assert(
    fc.property(source, source, (before, then) => {
      const options = { base, maxLength: 20, oneLine: false, toShow: true }
      const room = createReadingRoom()
      readHtml(`${before}${'&#8217;</script>'.repeat(9)}`, { ...options, room })
      assert.deepEqual(readHtml(then, { ...options, room }), readHtml(then, options))
    }),
  )
})

test('where the text is full, nothing in its middle is missing', () => {
  const spaced = `${'word          '.repeat(30)}`
  const { text } = readHtml(`${spaced}<p>End`, { base, maxLength: 100, oneLine: false, toShow: false })
  assert.ok(text.length > 100, text)
  assert.ok('word '.repeat(30).startsWith(text), text)
})

test('a text of nothing but quotes and dashes from windows-1252 is read no further than others', () => {
  const { text, html } = readHtml(`<b>${'\u0093'.repeat(1_000)}</b>`, {
    ...{ base, maxLength: 20, oneLine: false, toShow: true },
  })
  assert.match(text, /^“{21,23}$/)
  assert.equal(html, `<p><strong>${text}</strong></p>`)
})

test('whatever white space, control or wide character stands in it, a text is folded as by expressions', () => {
  const character = fc.constantFrom(
    ...[
      'a',
      ' ',
      '  ',
      '\t',
      '\n',
      '\r',
      '\0',
      '\x07',
      '\x7f',
      'é',
      'ÿ',
      'か',
      '中',
      '“',
      '…',
      '😀',
      '\u00ad',
    ],
    ...[
      '\u0085',
      '\u0093',
      '\u0081',
      '\u00a0',
      '\u1680',
      '\u1681',
      '\u2000',
      '\u200a',
      '\u200b',
      '\u2028',
      '\u2029',
    ],
    ...['\u202f', '\u205f', '\u2060', '\u3000', '\u3001', '\ufeff', '\ufefe', '\uffff'],
  )
  fc.assert(
    fc.property(fc.array(character, { maxLength: 30 }), characters => {
      const source = `<i>${characters.join('')}`
      const folded = withoutControls(characters.join(''))
      assert.equal(read(source).text, folded.replace(/\s+/g, ' ').trim())
    }),
    { numRuns: 2_000 },
  )
})

test('a text is cut where it has so many units, whatever octets they take', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('a', 'é', '中', '😀', ' b', '<br>', '<i>', '中&b;', ' &eacute '), {
        maxLength: 60,
      }),
      characters => {
        const source = characters.join('')
        const whole = read(source).text
        const { text } = readHtml(source, { base, maxLength: 20, oneLine: false, toShow: false })
        assert.ok(whole.startsWith(text.replace(/\s+$/, '')), text)
        assert.ok(text.length === whole.length || (text.length > 20 && text.length <= 24), text)
      },
    ),
    { numRuns: 2_000 },
  )
})

test('no text is read beyond half a megabyte, nor cut within a character', () => {
  const { text } = readHtml(`<p>${'<i></i>'.repeat(71_000)}${'é'.repeat(10_000)}`, {
    ...{ base, maxLength: 20_000, oneLine: false, toShow: false },
  })
  assert.match(text, /^é+$/)
  assert.ok(text.length < 3_000)
})
