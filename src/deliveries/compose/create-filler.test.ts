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
import { hrefsOf, longestLine, opened, received, sampleMail, sampleReader, sent } from './sample-mail.ts'
import { recipient } from './test-hostile-mail.ts'

const { template } = await composeAlert(sampleMail)
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
        unsubscribeUrl: 'https://alerts.example.org/leave/other',
        oneClickUrl: 'https://alerts.example.org/leave/other',
      }),
    ),
  )
  assert.ok(hrefsOf(other.html).includes('https://alerts.example.org/leave/other'))
  assert.doesNotMatch(JSON.stringify(other), /jane|leave\/abc|one-click|s1@/)
  assert.ok(hrefsOf(one.html).includes(sampleReader.unsubscribeUrl))
})

test('whatever the values of a reader, they are read back as filled in', async () => {
  await fc.assert(
    fc.asyncProperty(recipient, async reader => {
      const message = received(await filled(reader))
      const email = await opened(message)
      assert.equal(hrefsOf(email.html).at(-2), reader.unsubscribeUrl)
      assert.ok(email.text.includes(`Stop receiving these alerts:\n${reader.unsubscribeUrl}\n`))
      const listed = email.headers.find(header => header.key === 'list-unsubscribe')?.value
      assert.equal(listed, `<${reader.oneClickUrl}>`)
      assert.equal(email.messageId, reader.messageId)
      assert.equal(email.to?.length, 1)
      assert.ok(longestLine(message) <= 998)
    }),
    { numRuns: 500, endOnFailure: true },
  )
})

/** Dots wherever a line could begin: in the shared pieces, around the link's places, within the link. */
const dots = fc.string({ unit: fc.constantFrom('.', '.', '=', '\r\n', 'a', ' '), maxLength: 80, size: 'max' })
const link = fc
  .string({ unit: fc.constantFrom('.', '.', '=', '&', "'", 'a'), maxLength: 300, size: 'max' })
  .map(path => `https://a.example/${path}`)

test('wherever a dot begins a line it is doubled, and the declared size counts it once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.tuple(dots, dots, dots), link, async ([before, between, after], url) => {
      const made: AlertTemplate = {
        headers: 'Subject: x\r\n',
        body: [before, between, `${after}\r\n`],
        sentAt: 0,
      }
      const mail = await createFiller(made, []).fill({ ...sampleReader, unsubscribeUrl: url })
      const lines = Buffer.from(mail.wire).toString('latin1').split('\r\n')
      for (const line of lines) assert.match(line, /^(?:\.\.|[^.]|$)/)
      const message = received(mail)
      assert.equal(mail.sizeBytes, message.length)
      const body = message.toString('latin1').replaceAll('=\r\n', '').replaceAll('=2E', '.')
      const inText = url.replaceAll('=', '=3D')
      const inHtml = inText.replaceAll('&', '&amp;').replaceAll("'", '&#39;')
      const whole = `${before}${inText}${between}${inHtml}${after}\r\n`
      assert.ok(body.endsWith(whole.replaceAll('=\r\n', '')))
    }),
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

test('an address that cannot be written throws without keys and rejects with them, naming only the field', async () => {
  const reader = { ...sampleReader, address: 'secret\n@example.org' }
  const unfillable = (error: unknown) => {
    assert.ok(error instanceof Error && 'code' in error && error.code === 'mail.unfillable')
    assert.match(error.message, /^address /)
    assert.doesNotMatch(error.message, /secret/)
    return true
  }
  assert.throws(() => filler.fill(reader), unfillable)
  await assert.rejects(async () => createFiller(template, [ed25519]).fill(reader), unfillable)
})

test('a template and a key do the same in a worker thread, and so does the same message twice', async () => {
  const here = await createFiller(template, [ed25519]).fill(sampleReader)
  const again = await createFiller(template, [ed25519]).fill(sampleReader)
  const url = new URL('create-filler.ts', import.meta.url).href
  const worker = new Worker(
    `const { parentPort, workerData } = require('node:worker_threads')
     const { template, key, reader } = workerData
     import(${JSON.stringify(url)}).then(async ({ createFiller }) =>
       parentPort.postMessage(await createFiller(template, [key]).fill(reader)))`,
    { eval: true, workerData: { template, key: ed25519, reader: sampleReader } },
  )
  const there = await new Promise<WireMail>((resolve, reject) =>
    worker.once('message', resolve).once('error', reject),
  )
  await worker.terminate()
  assert.deepEqual(Buffer.from(there.wire), Buffer.from(here.wire))
  assert.deepEqual(again, here)
})

test('wherever quoted-printable breaks the line of a mark, the leave link is filled in whole', async () => {
  for (let length = 1; length <= 90; length += 1) {
    const reason = 'x'.repeat(length)
    const operator = { ...sampleMail.operator, name: reason }
    const email = await opened(await sent({ ...sampleMail, reason, operator }))
    assert.ok(email.text.includes(`:\n${sampleReader.unsubscribeUrl}\n`))
    assert.ok(hrefsOf(email.html).includes(sampleReader.unsubscribeUrl))
  }
})
