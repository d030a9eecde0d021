import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { inspect } from 'node:util'
import { ConfigError } from '../../errors.ts'
import { readDkimKeys } from './read-dkim-keys.ts'

const folder = mkdtempSync(join(tmpdir(), 'tocsin-dkim-'))
after(() => rmSync(folder, { recursive: true }))

const pkcs8 = { type: 'pkcs8', format: 'pem' } as const
const rsaPem = (modulusLength: number) =>
  String(generateKeyPairSync('rsa', { modulusLength }).privateKey.export(pkcs8))
const rsa = rsaPem(2048)
const edPair = generateKeyPairSync('ed25519')
const ed25519 = String(edPair.privateKey.export(pkcs8))

function stored(name: string, pem: string, mode = 0o600): string {
  const file = join(folder, name)
  writeFileSync(file, pem)
  chmodSync(file, mode)
  return file
}

function read(files: readonly string[], { domain = 'example.org', from = 'alerts@example.org' } = {}) {
  const keyFiles = files.map((file, at) => ({ selector: `s${at}`, file }))
  return readDkimKeys({ domain, keyFiles }, from)
}

test('without a setting nothing is signed', () => {
  assert.deepEqual(readDkimKeys(null, 'alerts@example.org'), { keys: [], warnings: [] })
})

test('an RSA and an Ed25519 key are read without a warning', () => {
  const { keys, warnings } = read([stored('rsa.pem', rsa), stored('ed.pem', ed25519, 0o640)])
  assert.deepEqual(
    keys.map(({ algorithm, domain, selector }) => [algorithm, domain, selector]),
    [
      ['rsa-sha256', 'example.org', 's0'],
      ['ed25519-sha256', 'example.org', 's1'],
    ],
  )
  assert.deepEqual(warnings, [])
})

test('printing or serialising a key shows nothing of it', () => {
  const { keys } = read([stored('shown.pem', rsa)])
  const secret = rsa.split('\n')[3] ?? ''
  assert.ok(!(inspect(keys, { depth: 9, showHidden: true }) + JSON.stringify(keys)).includes(secret))
})

const refused: [string, string, RegExp][] = [
  ['no key', 'hello', /must hold one private key in PEM, but does not/],
  ['a public key', String(edPair.publicKey.export({ type: 'spki', format: 'pem' })), /private key in PEM/],
  [
    'an encrypted key',
    String(edPair.privateKey.export({ ...pkcs8, cipher: 'aes-256-cbc', passphrase: 'x' })),
    /encrypted/,
  ],
  [
    'a key of another type',
    String(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export(pkcs8)),
    /of type ec/,
  ],
  ['an RSA key of 512 bits', rsaPem(512), /1024 to 4096 bits .* has 512/],
]
for (const [what, pem, message] of refused)
  test(`${what} is refused in one line that names the file and nothing it holds`, () => {
    const file = stored('refused.pem', pem)
    assert.throws(
      () => read([file]),
      error => {
        assert.ok(error instanceof ConfigError)
        assert.match(error.message, message)
        assert.ok(error.message.includes(file) && !error.message.includes(pem.slice(30, 60) || pem))
        return true
      },
    )
  })

test('a file that is not there is named, with what makes one', () => {
  assert.throws(
    () => read([join(folder, 'absent.pem')]),
    /absent\.pem, which cannot be read \(ENOENT\).*dkim new/,
  )
})

test('two keys of one kind are refused', () => {
  assert.throws(() => read([stored('a.pem', rsa), stored('b.pem', rsaPem(2048))]), /two keys of one kind/)
})

test('an RSA key under 2048 bits, a file that everybody may read, an Ed25519 key alone, a strange domain: a warning each', () => {
  assert.match(read([stored('short.pem', rsaPem(1024))]).warnings.join('\n'), /^.*has 1024 bits.*$/)
  if (process.platform !== 'win32')
    assert.match(read([stored('open.pem', rsa, 0o644)]).warnings.join('\n'), /^DKIM: everybody.*chmod 600.*$/)
  assert.match(read([stored('alone.pem', ed25519)]).warnings.join('\n'), /^.*add an RSA key.*$/)
  const file = stored('strange.pem', rsa)
  assert.match(
    read([file], { domain: 'other.example' }).warnings.join('\n'),
    /^DKIM_DOMAIN other\.example.*$/,
  )
  assert.deepEqual(read([file], { from: 'alerts@news.example.org' }).warnings, [])
  assert.deepEqual(read([file], { domain: 'mail.example.org' }).warnings, [])
})
