import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { oneLine } from './neutral-text.ts'
import { quotedPrintable, reasonPlaces } from './personal-places.ts'
import { unescaped } from './sample-mail.ts'
import { hostile } from './test-hostile-mail.ts'

/** RFC 2045 §6.7, the decoder's side. */
function decoded(value: string): string {
  const joined = value.replaceAll('=\r\n', '')
  const octets = joined.replace(/=([0-9A-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
  return Buffer.from(octets, 'latin1').toString('utf8')
}

test('a value for a quoted-printable line breaks softly, never within an escape, at 76 or less', () => {
  for (let padding = 0; padding < 80; padding += 1) {
    const value = `${'a'.repeat(padding)}${'=b'.repeat(60)}`
    const encoded = quotedPrintable(value)
    assert.ok(encoded.startsWith('=\r\n') && encoded.endsWith('=\r\n'))
    for (const line of encoded.split('\r\n')) {
      assert.ok(line.length <= 76)
      assert.doesNotMatch(line, /=3?=$/)
    }
    assert.equal(decoded(encoded), value)
  }
})

test('whatever a reader typed, it is read again as it was, once neutralised, and no line of it needs anything done', () => {
  const text = fc.oneof(
    hostile,
    fc.string({ unit: fc.constantFrom('.', '=', ' ', 'é', '👩‍👧', '<', '"'), maxLength: 300 }),
  )
  fc.assert(
    fc.property(text, reason => {
      const places = reasonPlaces('plain')(reason)
      const read = oneLine(reason, { length: 300, bytes: 1_500 }) || 'plain'
      assert.equal(decoded(places.inText), read)
      assert.equal(unescaped(decoded(places.inHtml)), read)
      assert.doesNotMatch(decoded(places.inHtml), /[<>"']/)
      for (const place of [places.inText, places.inHtml]) {
        const lines = place.split('\r\n')
        for (const line of lines.slice(0, -1)) assert.match(line, /^(?!\.|From )[ -~]{0,75}=$/)
        assert.equal(lines.at(-1), '')
        assert.doesNotMatch(place, /[ \t]{2}|[ \t]\r/)
        assert.ok(place.length < 1_700)
      }
    }),
    { numRuns: 1_000 },
  )
})

test('a line of a reason that mail kept in an mbox would change is written otherwise', () => {
  assert.equal(quotedPrintable('From here'), '=\r\n=46rom here=\r\n')
})

test('a thousand reasons one after the other leave each its own', () => {
  const places = reasonPlaces('plain')
  for (const round of [1, 2])
    for (let i = 0; i < 1_000; i += 1)
      assert.equal(decoded(places(`for ${i}`).inText), `for ${i}`, `${round}`)
  assert.equal(decoded(places(null).inText), 'plain')
})
