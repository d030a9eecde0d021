/** Our signatures, checked by two implementations that are not ours. */
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import fc from 'fast-check'
import { composeAlert, composeSingle, createFiller } from '../compose/index.ts'
import { received, sampleMail, sampleReader, sampleWords, whole } from '../compose/sample-mail.ts'
import { alertMail, hostile, recipient } from '../compose/test-hostile-mail.ts'
import { createSigner } from './create-signer.ts'
import type { DkimKey } from './dkim-key.ts'
import { makeDkimKey } from './make-dkim-key.ts'
import { askMailauth, askPython, findPythonDkim, type Verifier } from './test-verifiers.ts'

const domain = 'example.org'
const python = findPythonDkim()
const mailauth: { name: string; ask: Verifier } = { name: 'mailauth', ask: askMailauth }
const verifiers = python ? [mailauth, { name: 'python3-dkim', ask: askPython(python) }] : [mailauth]

let keys: DkimKey[]
before(async () => {
  keys = [
    await makeDkimKey({ algorithm: 'rsa-sha256', domain, selector: 'r' }),
    await makeDkimKey({ algorithm: 'ed25519-sha256', domain, selector: 'e' }),
  ]
})

test('Debian’s python3-dkim is there to be asked', {
  skip: python ? false : 'no python3 has the module dkim',
}, () => {
  assert.ok(python)
})

/** Both read `t=` and mind a moment that is still to come. */
const past = (at: number) => Math.min(at, Date.UTC(2026, 0))

async function alerts(count: number, seed: number): Promise<Buffer[]> {
  const wishes = fc.sample(fc.tuple(alertMail, recipient), { numRuns: count, seed })
  return Promise.all(
    wishes.map(async ([mail, reader]) => {
      const from = { ...mail.from, address: 'alerts@example.org' }
      const { template } = await composeAlert({ ...mail, from, sentAt: past(mail.sentAt) }, sampleWords)
      return received(await whole(createFiller(template, keys).fill(reader)))
    }),
  )
}

async function singles(count: number, seed: number): Promise<Buffer[]> {
  const wishes = fc.sample(fc.tuple(hostile, hostile, recipient, fc.boolean()), { numRuns: count, seed })
  return Promise.all(
    wishes.map(async ([subject, text, reader, withHtml]) => {
      const mail = {
        to: reader.address,
        from: { name: subject, address: 'alerts@example.org' },
        subject,
        text,
        html: withHtml ? `<p>${text.replaceAll('<', '&lt;')}</p>` : null,
        language: 'en',
        messageId: reader.messageId,
        sentAt: 0,
        headers: { 'X-Spaces': ' a   b  ', 'List-Unsubscribe': '<https://example.org/a>' },
      }
      return received(await composeSingle(mail, keys))
    }),
  )
}

const words = fc.string({
  unit: fc.constantFrom(' ', '  ', '\t', 'a', '.', ':', ';', 'é', '\r\n ', '\r\n\t '),
  maxLength: 60,
  size: 'max',
})
const lines = fc.string({
  unit: fc.constantFrom(' ', '\t', 'a', '.', '\r\n', '\r\n', '\r\n.\r\n', ' \r\n', '\xa0', 'x'.repeat(900)),
  maxLength: 30,
  size: 'max',
})
const value = fc.stringMatching(/^[!-~]{1,70}$/).map(line => `=\r\n${line}=\r\n`)

/** What no mail of ours looks like: folds, tabs, spaces and empty lines wherever they can stand. */
async function awkward(count: number, seed: number): Promise<Buffer[]> {
  const wishes = fc.sample(fc.tuple(words, words, lines, value, lines), { numRuns: count, seed })
  return Promise.all(
    wishes.map(async ([subject, to, start, middle, end]) => {
      const octets = (text: string) => Buffer.from(text, 'utf8').toString('latin1')
      const shared = octets(`From: \t a@example.org \t\r\nSubject:x${subject}x\r\n`)
      const personal = octets(`To:\t x${to}x  \r\nMessage-ID:<a@b>\r\n`)
      const body = [start, `${end}\r\n`]
      const signer = createSigner({ headers: shared, body, signedAt: 0 }, keys)
      const signatures = await signer.sign(personal, [middle]).lines
      return Buffer.from(`${signatures}${personal}${shared}\r\n${start}${middle}${end}\r\n`, 'latin1')
    }),
  )
}

for (const { name, ask } of verifiers)
  test(`of 200 mails with awkward content ${name} finds both signatures of each right`, async () => {
    const seed = Math.trunc(Math.random() * 2 ** 31)
    const kinds = [await alerts(70, seed), await singles(60, seed), await awkward(70, seed)]
    for (const [kind, messages] of kinds.entries()) {
      const verdicts = await ask(messages, keys)
      for (const [at, verdict] of verdicts.entries())
        assert.deepEqual(verdict, [true, true], `seed ${seed}, kind ${kind}, message ${at}`)
    }
  })

const tampering: [string, (message: string) => string][] = [
  ['another word in the text', message => message.replace('The vote was', 'The vote is')],
  ['another leave link', message => message.replace('\n2s.leaving', '\n2t.leaving')],
  ['another choices link', message => message.replace('\n2s.fk9', '\n2s.fk8')],
  ['another reason', message => message.replace('you signed', 'we signed')],
  ['another one-click address', message => message.replace('unsubscribe/2s', 'unsubscribe/2t')],
  ['another List-Unsubscribe-Post', message => message.replace('=One-Click', '=Two-Click')],
  ['another recipient', message => message.replace('jane.doe@', 'john.doe@')],
  ['a second From', message => `From: evil@example.org\r\n${message}`],
  ['a second Subject', message => `Subject: evil\r\n${message}`],
  ['a second To', message => `To: evil@example.org\r\n${message}`],
  ['more text at the end', message => `${message}evil\r\n`],
  ['another Message-ID', message => message.replace('<a1.s1@', '<a1.s2@')],
  ['another thread', message => message.replace('<first@', '<other@')],
]
for (const { name, ask } of verifiers)
  test(`${name} finds no signature right after: ${tampering.map(([what]) => what).join(', ')}`, async () => {
    const { template } = await composeAlert(sampleMail, sampleWords)
    const reader = { ...sampleReader, references: ['<first@example.org>'] }
    const message = received(await whole(createFiller(template, keys).fill(reader))).toString('latin1')
    const changed = tampering.map(([, tamper]) => tamper(message))
    assert.ok(changed.every(other => other !== message))
    const verdicts = await ask(
      changed.map(other => Buffer.from(other, 'latin1')),
      keys,
    )
    for (const [at, [what]] of tampering.entries()) assert.deepEqual(verdicts[at], [false, false], what)
  })

test('every header of ours is signed, and From, Subject and To once more than they occur', async () => {
  const { template } = await composeAlert(sampleMail, sampleWords)
  const reader = { ...sampleReader, references: ['<first@example.org>'] }
  const message = received(await whole(createFiller(template, keys).fill(reader))).toString('latin1')
  const [headers = ''] = message.split('\r\n\r\n')
  const unfolded = headers.replaceAll(/\r\n\s+/g, ' ').split('\r\n')
  const present = unfolded.map(line => line.split(':')[0] ?? '').filter(name => name !== 'DKIM-Signature')
  for (const line of unfolded.filter(candidate => candidate.startsWith('DKIM-Signature'))) {
    const signed = /; h=([^;]*);/.exec(line)?.[1]?.split(/\s*:\s*/) ?? []
    assert.deepEqual([...signed].sort(), [...present, 'From', 'Subject', 'To'].sort())
    assert.doesNotMatch(line, / [lx]=/)
    assert.match(line, / t=\d+; /)
  }
  for (const name of ['List-Unsubscribe', 'List-Unsubscribe-Post', 'In-Reply-To', 'References', 'List-ID'])
    assert.ok(present.includes(name), name)
})

test('a thousand mails can be under way, and each gets the signature of its own', async () => {
  const { template } = await composeAlert(sampleMail, sampleWords)
  const filler = createFiller(template, keys.slice(1))
  const readers = Array.from({ length: 1000 }, (_, i) => ({ ...sampleReader, address: `r${i}@example.com` }))
  const messages = await Promise.all(readers.map(async reader => received(await whole(filler.fill(reader)))))
  const verdicts = await askMailauth(messages, keys)
  assert.ok(verdicts.every(verdict => verdict.length === 1 && verdict[0]))
  assert.ok(messages.every((message, i) => message.includes(`To: <r${i}@example.com>`)))
})

test('no line of a signature is over 78 octets, however long domain and selector are', async () => {
  const long = { domain: `${'d'.repeat(60)}.example.org`, selector: 's'.repeat(63) }
  const key = await makeDkimKey({ algorithm: 'rsa-sha256', ...long })
  const shared = { headers: 'From: a@b\r\n', body: ['x\r\n'], signedAt: 0 }
  const signature = await createSigner(shared, [key]).sign('', []).lines
  for (const line of signature.split('\r\n')) assert.ok(line.length <= 78, line)
})
