import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { OctetRoom } from '../octet-room.ts'
import { scanXml } from './scan-xml.ts'
import { XmlDocument } from './xml-document.ts'
import type { XmlElement } from './xml-element.ts'

const options = { maxDepth: 90, separate: new Set(['item']) }

function documentOf(text: string): XmlDocument {
  return new XmlDocument(Buffer.from(text))
}

function rootOf(text: string): XmlElement {
  const scan = scanXml(documentOf(text), 0, options)
  assert.ok(scan.ok, scan.ok ? '' : scan.why)
  return scan.root
}

/** `a(b,c(d))`, with `*` at what the document left open. */
function outline(element: XmlElement): string {
  const children = element.children.map(outline).join(',')
  return `${element.name}${element.cut ? '*' : ''}${children && `(${children})`}`
}

const trees: [string, string, string][] = [
  ['elements in elements', '<a><b/><c><d></d></c></a>', 'a(b,c(d))'],
  ['what follows the root is left out', '<a><b/></a><c/>', 'a(b)'],
  ['an end tag that is missing is supplied', '<a><b><c></b><d/></a>', 'a(b(c),d)'],
  ['an end tag that fits nothing is skipped', '<a><b></x></b></a>', 'a(b)'],
  ['an item never holds an item', '<a><item><b><item><c/></item></a>', 'a(item(b),item(c))'],
  ['tags in CDATA and comments are no tags', '<a><![CDATA[<b>]]><!-- <c> --></a>', 'a'],
  ['an instruction is no element', '<a><?x <y ?><b/></a>', 'a(b)'],
  ['a > within quotes ends no tag', `<a><b x="1 > 0" y='>'/><c/></a>`, 'a(b,c)'],
  ['a quote that is never closed is none', `<a><b x=it's><c/></a>`, 'a(b(c))'],
  ['an angle bracket before a space is text', '<a><b>1 < 2</b><c/></a>', 'a(b,c)'],
  ['capitals do not count', '<A><B></b><C/></a>', 'a(b,c)'],
  ['what the end of the document leaves open is cut', '<a><item/><item><b>', 'a*(item,item*(b*))'],
  ['a tag that the end cuts is none', '<a><item/><ite', 'a*(item)'],
]

for (const [what, text, expected] of trees)
  test(`the tree of a document: ${what}`, () => assert.equal(outline(rootOf(text)), expected))

const names: [string, string, string][] = [
  ['by its namespace', '<rss xmlns:x="http://purl.org/dc/elements/1.1/"><x:creator/></rss>', 'dc:creator'],
  ['undeclared, by its usual prefix', '<rss><DC:Creator/></rss>', 'dc:creator'],
  ['of Atom within RSS', '<rss><link xmlns="http://www.w3.org/2005/Atom"/></rss>', 'atom:link'],
  ['of Atom with a prefix', '<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry/></a:feed>', 'entry'],
  ['of RSS 1.0 with a prefix', '<rdf:RDF xmlns:r="http://purl.org/rss/1.0/"><r:item/></rdf:RDF>', 'item'],
  ['of a namespace nobody knows', '<rss xmlns:y="urn:z"><y:mood/></rss>', 'y:mood'],
  [
    'declared by a later root again',
    '<rss><a xmlns:m="http://search.yahoo.com/mrss/"/><m:x/></rss>',
    'media:x',
  ],
]

for (const [what, text, expected] of names)
  test(`the name of an element ${what}`, () => assert.equal(rootOf(text).children.at(-1)?.name, expected))

const texts: [string, string, string][] = [
  ['is decoded', '<a>AT&amp;T &eacute; &#8217; &#146; &#x1F514;</a>', 'AT&T é ’ ’ 🔔'],
  ['keeps what is no reference', '<a>a & b &copy=1 &l30; &#xD800;</a>', 'a & b &copy=1 &l30; \ufffd'],
  ['in CDATA is as it stands', '<a> x <![CDATA[<p>&amp;</p>]]> y </a>', 'x <p>&amp;</p> y'],
  ['has no comments', '<a>x<!-- y -->z</a>', 'xz'],
  ['of an element with elements is their markup', '<a>x &lt; <b>y</b></a>', 'x &lt; <b>y</b>'],
]

for (const [what, text, expected] of texts)
  test(`text ${what}`, () => assert.equal(rootOf(text).text(), expected))

test('an attribute is found by its name in any case, decoded', () => {
  const element = rootOf(`<a isPermaLink = 'false' xml:base="x?a=1&amp;b=2" bare=1 isperma="no"/>`)
  assert.equal(element.attribute('ispermalink'), 'false')
  assert.equal(element.attribute('xml:base'), 'x?a=1&b=2')
  assert.equal(element.attribute('bare'), '1')
  assert.equal(element.attribute('base'), undefined)
})

test('nesting beyond the bound is said, not followed', () => {
  assert.deepEqual(scanXml(documentOf('<a>'.repeat(100_000)), 0, options), { ok: false, why: 'too-deep' })
})

test('a start without a root is said', () => {
  for (const text of ['', 'x', '< >', '<!-- -->'])
    assert.deepEqual(scanXml(documentOf(text), 0, options), { ok: false, why: 'no-root' })
})

test('whatever the text, the tree holds every element once and texts are parts of the document', () => {
  const piece = fc.constantFrom(
    '<a>',
    '</a>',
    '<b x="',
    '">',
    '<item>',
    '</item>',
    '<![CDATA[',
    ']]>',
    '&lt;',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string())), parts => {
      const scan = scanXml(documentOf(`<r>${parts.join('')}`), 0, options)
      if (!scan.ok) return
      const seen = new Set<XmlElement>()
      const walk = (element: XmlElement): void => {
        assert.ok(!seen.has(element))
        seen.add(element)
        assert.ok(element.markup().length <= parts.join('').length + 3)
        element.children.forEach(walk)
      }
      walk(scan.root)
    }),
  )
})

test('an element says something where its text is not empty, and only there', () => {
  const piece = fc.constantFrom(
    '<![CDATA[',
    ']]>',
    '<!--',
    '-->',
    '[',
    'a',
    ' ',
    '&lt;',
    '&#32;',
    '&#160;',
    '<b>',
    '</b>',
    '<!',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), pieces => {
      const element = rootOf(`<a>${pieces.join('')}`)
      assert.equal(element.saysAnything(), element.text() !== '')
      const room = new OctetRoom()
      assert.equal(room.text(0, element.writeTo(room)).trim(), element.text())
    }),
    { numRuns: 2_000 },
  )
})
