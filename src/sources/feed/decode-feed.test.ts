import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import * as decoding from './decode-feed.ts'

function decodeFeed(body: Uint8Array, contentType: string | null) {
  const { octets, problems } = decoding.decodeFeed(body, contentType)
  return { text: octets.toString(), problems }
}

const bytes = (text: string) => Buffer.from(text, 'latin1')

test('a byte order mark outranks the HTTP charset and the XML declaration', () => {
  const body = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from('<?xml encoding="koi8-r"?>é')])
  assert.match(decodeFeed(body, 'text/xml; charset=iso-8859-1').text, /é$/)
})

test('the HTTP charset outranks the XML declaration', () => {
  const body = bytes('<?xml version="1.0" encoding="iso-8859-1"?>\xcf\xf0\xe8\xe2\xe5\xf2')
  assert.match(decodeFeed(body, 'application/xml; charset="windows-1251"').text, /Привет$/)
})

test('the XML declaration decides where HTTP says nothing', () => {
  const body = bytes("<?xml version='1.0' encoding='Shift_JIS'?>\x93\xfa\x96{")
  assert.match(decodeFeed(body, 'text/xml').text, /日本$/)
})

test('utf-16 without a mark is told by its zero bytes', () => {
  assert.equal(decodeFeed(Buffer.from('<rss/>', 'utf16le'), null).text, '<rss/>')
})

test('a declaration of utf-16 that can be read byte by byte is not believed', () => {
  assert.match(decodeFeed(Buffer.from('<?xml encoding="utf-16"?>é'), null).text, /é$/)
})

test('a charset that nobody knows or that does not fit gives way to the next, and is named as a problem', () => {
  const body = Buffer.from('<?xml encoding="utf-8"?>é')
  const unknown = decodeFeed(body, 'text/xml; charset=martian')
  assert.match(unknown.text, /é$/)
  assert.match(unknown.problems[0] ?? '', /martian/)
  assert.match(decodeFeed(body, 'text/xml; charset=gb18030').text, /[^?]$/)
})

test('windows-1252 that says it is utf-8 is read as what it is', () => {
  const { text, problems } = decodeFeed(bytes('<a>caf\xe9 \x93quoted\x94</a>'), 'text/xml; charset=utf-8')
  assert.equal(text, '<a>café “quoted”</a>')
  assert.equal(problems.length, 1)
})

test('a stray byte in good utf-8 costs that byte and no more', () => {
  const body = Buffer.concat([Buffer.from('naïve '), Buffer.from([0xff]), Buffer.from(' 日本')])
  assert.equal(decodeFeed(body, null).text, 'naïve \uFFFD 日本')
})

test('a multi-byte charset that was declared stays when the end is cut off, or a byte is wrong', () => {
  const head = '<?xml version="1.0" encoding="gb2312"?>'
  const words = '\xd0\xc2\xce\xc5'.repeat(60)
  for (const tail of ['\xd0', '\xff', '\xff<a/>']) {
    const { text, problems } = decodeFeed(bytes(head + words + tail), null)
    assert.ok(text.startsWith(`${head}新闻`), tail)
    assert.equal(problems.length, 1)
  }
})

test('utf-32 is told by its mark or its first bracket, in either order', () => {
  const units = [...'<a>é😀'].map(character => character.codePointAt(0) ?? 0)
  for (const little of [true, false])
    for (const marked of [true, false]) {
      const codes = marked ? [0xfeff, ...units] : units
      const view = new DataView(new ArrayBuffer(codes.length * 4))
      for (const [at, code] of codes.entries()) view.setUint32(at * 4, code, little)
      assert.equal(decodeFeed(new Uint8Array(view.buffer), 'text/xml; charset=utf-8').text, '<a>é😀')
    }
})

test('whatever the bytes and the header, there is a text', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.option(fc.string()), (body, contentType) => {
      assert.equal(typeof decodeFeed(body, contentType && `text/xml; charset=${contentType}`).text, 'string')
    }),
  )
})
