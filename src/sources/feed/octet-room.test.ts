import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Decoder, decodeXmlText, mostDecoded } from './decode-entities.ts'
import { OctetRoom, writeCode } from './octet-room.ts'

test('whatever the text, it comes out of the room as it went in, with a zero behind it', () => {
  const room = new OctetRoom()
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), text => {
      const length = room.fill(text)
      assert.equal(room.octets[length], 0)
      assert.equal(room.text(0, length), text.toWellFormed())
    }),
  )
})

test('every character is written as UTF-8 has it', () => {
  const octets = Buffer.alloc(4)
  for (const code of [0, 0x7f, 0x80, 0x7ff, 0x800, 0xfffd, 0xffff, 0x10000, 0x10ffff])
    assert.equal(octets.toString('utf8', 0, writeCode(octets, 0, code)), String.fromCodePoint(code))
})

test('pieces decoded and copied one behind the other are as each by itself', () => {
  const piece = fc.constantFrom(
    '&amp;',
    '&lt;',
    '&nGt;',
    '&#8217;',
    '& ',
    '&nosuch;',
    'é😀',
    'word '.repeat(20),
    'x',
  )
  const pieces = fc.array(fc.tuple(fc.array(piece, { maxLength: 6 }), fc.boolean()), { maxLength: 6 })
  fc.assert(
    fc.property(pieces, written => {
      const texts = written.map(([parts, isCopied]) => ({ text: `${parts.join('')}<`, isCopied }))
      const octets = Buffer.from(texts.map(({ text }) => text).join(''))
      const into = Buffer.alloc(mostDecoded(octets.length))
      const decoder = new Decoder({ octets, written: octets.toString('latin1') }, into)
      let at = 0
      for (const { text, isCopied } of texts) {
        const end = at + Buffer.byteLength(text)
        if (isCopied) decoder.copy(at, end)
        else decoder.decode(at, end)
        at = end
      }
      const expected = texts.map(({ text, isCopied }) => (isCopied ? text : decodeXmlText(text))).join('')
      assert.equal(into.toString('utf8', 0, decoder.length), expected)
    }),
  )
})
