import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { test } from 'node:test'
import { Worker } from 'node:worker_threads'
import fc from 'fast-check'
import type { DkimKey } from '../dkim/index.ts'
import type { WireMail } from '../wire-mail.ts'
import type { AlertTemplate, Recipient } from './alert-mail.ts'
import { composeAlert } from './compose-alert.ts'
import { createFiller } from './create-filler.ts'
import { oneLine } from './neutral-text.ts'
import { reasonPlaces } from './personal-places.ts'
import {
  english,
  hrefsOf,
  linksOf,
  longestLine,
  opened,
  received,
  sampleMail,
  sampleReader,
  sampleReason,
  sampleWords,
  sent,
  unescaped,
  whole,
} from './sample-mail.ts'
import { recipient } from './test-hostile-mail.ts'

const { template } = await composeAlert(sampleMail, sampleWords)
const filler = createFiller(template, [])
const filled = async (change: Partial<Recipient> = {}) => await filler.fill({ ...sampleReader, ...change })
const ed25519: DkimKey = {
  algorithm: 'ed25519-sha256',
  domain: 'example.org',
  selector: 's',
  privateKey: generateKeyPairSync('ed25519').privateKey,
}

test('without keys a message is there at once', () => {
  assert.ok('wire' in filler.fill(sampleReader))
})

test('two readers of one composed alert get their own links and nothing of each other', async () => {
  const one = await opened(received(await filled()))
  const other = await opened(
    received(
      await filled({
        address: 'other@example.net',
        messageId: 'a1.s2@alerts.example.org',
        reason: 'You get this mail because you asked for: bridges.',
        choicesToken: 'other.choosing',
        leaveToken: 'other.leaving',
      }),
    ),
  )
  assert.ok(hrefsOf(other.html).includes('https://alerts.example.org/unsubscribe/other.leaving'))
  assert.doesNotMatch(JSON.stringify(other), /jane|2s\.|s1@/)
  assert.ok(hrefsOf(one.html).includes(linksOf(sampleReader).leave))
  assert.doesNotMatch(JSON.stringify(one), /other|bridges/)
})

test('whatever the values of a reader, they are read back as filled in', async () => {
  await fc.assert(
    fc.asyncProperty(recipient, async reader => {
      const message = received(await filled(reader))
      const email = await opened(message)
      const { choices, leave } = linksOf(reader)
      assert.deepEqual(hrefsOf(email.html).slice(-3, -1), [choices, leave])
      assert.ok(email.text.includes(`change what you get:\n${choices}\n`))
      assert.ok(email.text.includes(`Stop receiving these alerts:\n${leave}\n`))
      const listed = email.headers.find(header => header.key === 'list-unsubscribe')?.value
      assert.equal(listed, `<${leave}>`)
      const reason = reasonRead(reader.reason)
      assert.equal(textAfter(email.text, '---\n\n'), reason)
      assert.equal(unescaped(textAfter(email.html, '<p style="margin:0 0 12px">', '</p>')), reason)
      assert.equal(email.messageId, reader.messageId)
      assert.equal(email.to?.length, 1)
      assert.ok(longestLine(message) <= 998)
    }),
    { numRuns: 500, endOnFailure: true },
  )
})

/** As a reader reads it; what is nothing once neutralised gives way to the plain one. */
function reasonRead(reason: string | null): string {
  return oneLine(reason ?? '', { length: 300, bytes: 1_500 }) || template.reason
}

function textAfter(text: string, start: string, end = '\n'): string {
  const from = text.indexOf(start) + start.length
  return text.slice(from, text.indexOf(end, from))
}

/** Dots wherever a line could begin: in the shared pieces, around the places, within what is filled in. */
const dots = fc.string({ unit: fc.constantFrom('.', '.', '=', '\r\n', 'a', ' '), maxLength: 80, size: 'max' })
const sevenPieces = fc.array(dots, { minLength: 7, maxLength: 7 })
const reasonOfDots = fc.string({
  unit: fc.constantFrom(
    '.',
    '.',
    '=',
    '&',
    "'",
    'a',
    ' ',
    '\t',
    '\n',
    'é',
    '漢',
    '👩‍👧',
    '\u202e',
    '\ud800',
    'From ',
  ),
  minLength: 1,
  maxLength: 300,
  size: 'max',
})
const token = fc.stringMatching(/^[\w-][.]{0,30}[\w.-]{0,29}$/)

test('wherever a dot begins a line it is doubled, and the declared size counts it once', async () => {
  await fc.assert(
    fc.asyncProperty(
      sevenPieces,
      reasonOfDots,
      token,
      token,
      async (body, reason, choicesToken, leaveToken) => {
        const made: AlertTemplate = {
          ...{ headers: 'Subject: x\r\n', body: [...body.slice(0, 6), `${body[6]}\r\n`], sentAt: 0 },
          ...{ reason: 'plain', leaveUrl: 'https://a.example/leave/' },
        }
        const reader = { ...sampleReader, reason, choicesToken, leaveToken }
        const mail = await createFiller(made, []).fill(reader)
        const lines = Buffer.from(mail.wire).toString('latin1').split('\r\n')
        for (const line of lines) assert.match(line, /^(?:\.\.|[^.]|$)/)
        const message = received(mail)
        assert.equal(mail.sizeBytes, message.length)
        const { inText, inHtml } = reasonPlaces('plain')(reason)
        const filled = [inText, choicesToken, leaveToken, inHtml, choicesToken, leaveToken, '\r\n']
        const whole = body.map((piece, at) => piece + filled[at]).join('')
        const unfolded = (octets: string) => octets.replaceAll('=\r\n', '')
        assert.ok(unfolded(message.toString('latin1')).endsWith(unfolded(whole)))
      },
    ),
    { numRuns: 500, endOnFailure: true },
  )
})

test('only an address that needs SMTPUTF8 makes a message 8-bit', async () => {
  assert.equal((await filled()).eightBit, false)
  assert.equal((await filled({ address: 'jane@bücher.example' })).eightBit, false)
  const mail = await filled({ address: 'δοκιμή@παράδειγμα.example' })
  assert.equal(mail.eightBit, true)
  assert.equal((await opened(received(mail))).to?.[0]?.address, 'δοκιμή@xn--hxajbheg2az3al.example')
})

test('an address that cannot be written throws, with keys and without, naming only the field', () => {
  const reader = { ...sampleReader, address: 'secret\n@example.org' }
  const unfillable = (error: unknown) => {
    assert.ok(error instanceof Error && 'code' in error && error.code === 'mail.unfillable')
    assert.match(error.message, /^address /)
    assert.doesNotMatch(error.message, /secret/)
    return true
  }
  assert.throws(() => filler.fill(reader), unfillable)
  assert.throws(() => createFiller(template, [ed25519]).fill(reader), unfillable)
})

test('a template and a key do the same in a worker thread, and so does the same message twice', async () => {
  const here = await whole(createFiller(template, [ed25519]).fill(sampleReader))
  const again = await whole(createFiller(template, [ed25519]).fill(sampleReader))
  const url = new URL('create-filler.ts', import.meta.url).href
  const worker = new Worker(
    `const { parentPort, workerData } = require('node:worker_threads')
     const { template, key, reader } = workerData
     import(${JSON.stringify(url)}).then(async ({ createFiller }) => {
       const { complete, ...mail } = createFiller(template, [key]).fill(reader)
       await complete
       parentPort.postMessage(mail)
     })`,
    { eval: true, workerData: { template, key: ed25519, reader: sampleReader } },
  )
  const there = await new Promise<WireMail>((resolve, reject) =>
    worker.once('message', resolve).once('error', reject),
  )
  await worker.terminate()
  assert.deepEqual(Buffer.from(there.wire), Buffer.from(here.wire))
  assert.deepEqual(again, here)
})

test('wherever quoted-printable breaks the line of a mark, reason and links are filled in whole', async () => {
  for (let length = 1; length <= 90; length += 1) {
    // The letters of a mark stand after these, in a line that is broken at 76.
    const publicUrl = `https://alerts.example.org/${'x'.repeat(length)}`
    const text = { ...english, leave: `${'é'.repeat(length)} ${english.leave}` }
    const email = await opened(await sent({ ...sampleMail, publicUrl }, sampleReader, text))
    const own = [`${publicUrl}/choices/2s.fk9.choosing?alert=a1`, `${publicUrl}/unsubscribe/2s.leaving`]
    for (const link of own) assert.ok(email.text.includes(`:\n${link}\n`), link)
    assert.deepEqual(hrefsOf(email.html).slice(-3, -1), own)
    assert.ok(email.text.includes(`\n\n${sampleReason}\n\n`))
  }
})

test('a token that is none throws, naming only the field', () => {
  for (const token of ['', '.a', 'a\r\nb', 'a b', '"', 'a'.repeat(61), 'é', 'a=b'])
    for (const field of ['choicesToken', 'leaveToken'] as const)
      assert.throws(
        () => filler.fill({ ...sampleReader, [field]: token }),
        new RegExp(`^TocsinError: ${field} `),
      )
})

test('a template with too few or too many places makes no filler', () => {
  for (const body of [template.body.slice(1), [...template.body, '']])
    assert.throws(() => createFiller({ ...template, body }, []), /seven pieces/)
})
