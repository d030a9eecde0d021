import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { plainLine, richText, shorten } from './plain-text.ts'

const paragraphs = (html: string) => richText(html, { base: null, maxLength: 10_000, toShow: false }).text

test('paragraphs are parted by a blank line and lines by a line feed', () => {
  const html = '<p>One\nand  <b>bold</b>.</p><p>Two<br/>lines</p>\n<ul><li>a<li>b</ul>'
  assert.equal(paragraphs(html), 'One and bold.\n\nTwo\nlines\n\na\nb')
})

test('text without a tag keeps the paragraphs it has', () => {
  assert.equal(paragraphs('One\nline.\r\n\r\nTwo &amp; three.'), 'One line.\n\nTwo & three.')
})

test('scripts and styles leave nothing, of a frame remains what it says where frames are not shown', () => {
  const html = 'a<script>if (1 < 2) alert("x")</script><STYLE>p{}</STYLE><iframe src=x>b</iframe><!-- c -->d'
  assert.equal(paragraphs(html), 'abd')
})

test('an attribute with an angle bracket is no text', () => {
  assert.equal(paragraphs('<a title="1 > 0" href="javascript:x()">link</a>'), 'link')
})

test('what was escaped twice is read twice, and no third time', () => {
  assert.equal(paragraphs('&lt;p&gt;Q&amp;amp;A&lt;/p&gt;'), 'Q&A')
  assert.equal(plainLine('AT&amp;amp;amp;T', 100), 'AT&amp;T')
})

test('what was escaped twice is read twice with blank lines in it too, unless there is a tag beside it', () => {
  for (const blank of ['\n\n', '\u00a0\n \n'])
    assert.equal(
      paragraphs(`&lt;p&gt;One${blank}two&lt;/p&gt;${blank}&lt;p&gt;three&lt;/p&gt;`),
      'One two\n\nthree',
    )
  assert.equal(paragraphs('Write &lt;p&gt; <i>so</i>\n\nand so'), 'Write <p> so\n\nand so')
})

test('a headline keeps angle brackets that are no HTML', () => {
  assert.equal(plainLine('I <3 <i>Rust</i>: Vec<T> if a < b', 100), 'I <3 Rust: Vec<T> if a < b')
})

test('a headline is one line', () => {
  assert.equal(plainLine(' Quake<br>hits\n\tChile&nbsp;again ', 100), 'Quake hits Chile again')
})

test('a cut falls between words, shows, and leaves no half of a character', () => {
  assert.equal(shorten('Ten dead in the Chilean quake', 18), 'Ten dead in the…')
  assert.equal(shorten('🔔🔔🔔', 4), '🔔…')
})

test('unclosed and nested without end, HTML ends as bounded text', () => {
  assert.equal(
    richText(`${'<div>'.repeat(90_000)}deep`, { base: null, maxLength: 100, toShow: false }).text,
    'deep',
  )
  assert.equal(paragraphs('<p>open <b>bold'), 'open bold')
})

test('no input makes it throw, and no script survives', () => {
  const part = fc.constantFrom(
    '<script>',
    '</script>',
    '<',
    '>',
    '&lt;',
    '&#0;',
    '"',
    'x',
    '<p ',
    '<![CDATA[',
    '\0',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(part, fc.string())), parts => {
      const text = richText(parts.join(''), { base: null, maxLength: 200, toShow: true }).text
      assert.ok(text.length <= 200 && text.isWellFormed())
    }),
  )
})

test('a headline that is cut says so, of however many paragraphs it is', () => {
  assert.equal(plainLine('<p>One</p><p>two</p><p>three</p>', 10), 'One two t…')
})
