import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Capabilities, noCapabilities, readCapabilities } from './capabilities.ts'
import { prepareEnvelope } from './envelope.ts'

const prepare = (
  change: { to?: string; sizeBytes?: number; eightBit?: boolean },
  relay: Partial<Capabilities>,
) =>
  prepareEnvelope(
    {
      from: 'bounces+1@news.example',
      to: change.to ?? 'reader@example.org',
      mail: {
        wire: new Uint8Array(),
        sizeBytes: change.sizeBytes ?? 20,
        eightBit: change.eightBit ?? false,
      },
    },
    { ...noCapabilities, ...relay },
  )
const reasonOf = (prepared: ReturnType<typeof prepareEnvelope>) => (prepared.ok ? null : prepared.reason)
const mailOf = (prepared: ReturnType<typeof prepareEnvelope>) => (prepared.ok ? prepared.mail : null)

test('a relay that offers nothing gets MAIL without parameters', () => {
  assert.equal(mailOf(prepare({}, {})), 'MAIL FROM:<bounces+1@news.example>\r\n')
})

test('SIZE, BODY and SMTPUTF8 are said where they are offered and needed', () => {
  const relay = { size: { maxBytes: 1000 }, eightBitMime: true, smtpUtf8: true }
  const mail = mailOf(prepare({ to: 'josé@example.org', sizeBytes: 4, eightBit: true }, relay))
  assert.equal(mail, 'MAIL FROM:<bounces+1@news.example> SIZE=4 BODY=8BITMIME SMTPUTF8\r\n')
})

test('a message over the offered size is refused before a word is said', () => {
  assert.match(reasonOf(prepare({}, { size: { maxBytes: 10 } })) ?? '', /at most 10$/)
})

test('an address that needs SMTPUTF8 is refused, without being repeated, where it is not offered', () => {
  const reason = reasonOf(prepare({ to: 'josé@example.org' }, {})) ?? ''
  assert.match(reason, /SMTPUTF8/)
  assert.doesNotMatch(reason, /josé/)
})

test('8-bit octets are refused where 8BITMIME is not offered', () => {
  assert.match(reasonOf(prepare({ eightBit: true }, {})) ?? '', /8BITMIME/)
})

test('the null path is a sender, never a recipient', () => {
  assert.match(reasonOf(prepare({ to: '' }, {})) ?? '', /empty/)
})

test('an EHLO answer in any case and with the old AUTH= form is understood', () => {
  const lines = ['relay', 'pipelining', 'SIZE 0', 'AUTH=LOGIN', 'auth PLAIN', 'STARTTLS', '8bitmime', 'X-Y 1']
  assert.deepEqual(readCapabilities(lines), {
    pipelining: true,
    startTls: true,
    eightBitMime: true,
    smtpUtf8: false,
    size: { maxBytes: null },
    authMechanisms: new Set(['LOGIN', 'PLAIN']),
  })
})
