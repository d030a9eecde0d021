import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseAddress } from '../address.ts'
import { isDisposable } from './disposable.ts'
import { bigProviders, lookAlikes } from './providers.ts'
import { suggestAddress } from './suggest-address.ts'

const slips: [string, string][] = [
  ['ada@gmial.com', 'ada@gmail.com'],
  ['Ada.L+x@gmal.com', 'Ada.L+x@gmail.com'],
  ['ada@gmail.con', 'ada@gmail.com'],
  ['ada@gmail.co', 'ada@gmail.com'],
  ['ada@gmail.cmo', 'ada@gmail.com'],
  ['ada@gmaill.com', 'ada@gmail.com'],
  ['ada@hotmial.com', 'ada@hotmail.com'],
  ['ada@hotmai.con', 'ada@hotmail.com'],
  ['ada@outlok.com', 'ada@outlook.com'],
  ['ada@yaho.com', 'ada@yahoo.com'],
  ['ada@iclould.com', 'ada@icloud.com'],
  ['ada@t-onlin.de', 'ada@t-online.de'],
  ['ada@freent.de', 'ada@freenet.de'],
  ['ada@ornage.fr', 'ada@orange.fr'],
  ['ada@laposte.ner', 'ada@laposte.net'],
  ['ada@protonmial.com', 'ada@protonmail.com'],
  ['ada@some-newspaper.con', 'ada@some-newspaper.com'],
  ['ada@charity.example.ogr', 'ada@charity.example.org'],
]
for (const [typed, meant] of slips)
  test(`${typed} was meant to be ${meant}`, () => assert.equal(suggestAddress(typed), meant))

const right = [
  'example.org',
  'mail.com',
  'email.com',
  'ymail.com',
  'gmx.com',
  'hotmail.it',
  'yahoo.it',
  'yahoo.com.br',
  'outlook.pt',
  'live.nl',
  'web.com',
  'me.uk',
  'xn--mller-kva.example',
  'university.edu',
  'company.co',
  'radio.cm',
  'posteo.net',
]
for (const domain of right)
  test(`nobody is asked about ${domain}`, () => assert.equal(suggestAddress(`ada@${domain}`), null))

test('nobody is asked about the providers themselves', () => {
  for (const domain of [...bigProviders, ...lookAlikes])
    assert.equal(suggestAddress(`ada@${domain}`), null, domain)
})

test('what is suggested is an address, and nobody is asked about it again', () => {
  const letters = fc.string({ unit: fc.constantFrom(...'gmailhotyuckdenrfs.-'), minLength: 3, maxLength: 14 })
  fc.assert(
    fc.property(letters, domain => {
      const parsed = parseAddress(`ada@${domain}.com`)
      const meant = parsed.ok ? suggestAddress(parsed.address) : null
      if (meant === null) return
      assert.ok(parseAddress(meant).ok)
      assert.equal(suggestAddress(meant), null)
    }),
  )
})

test('an address is disposable when its domain, or one above it, is listed', () => {
  const listed = new Set(['mailinator.example', 'xn--fsqu00a.example'])
  for (const domain of ['mailinator.example', 'a.b.mailinator.example', 'xn--fsqu00a.example'])
    assert.equal(isDisposable(listed, `a@${domain}`), true, domain)
  for (const domain of ['notmailinator.example', 'example', 'mailinator.example.org'])
    assert.equal(isDisposable(listed, `a@${domain}`), false, domain)
  assert.equal(isDisposable(new Set(), 'a@mailinator.example'), false)
})
