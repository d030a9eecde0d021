import assert from 'node:assert/strict'
import { createPrivateKey, createPublicKey } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { readConfig } from '../config.ts'
import { readDkimKeys } from '../deliveries/index.ts'
import { main } from './main.ts'

const from = 'The Daily <alerts@news.example>'

function place(t: TestContext, more: Record<string, string> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-dkim-new-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const env = { DATA_DIR: folder, MAIL_FROM: from, ...more }
  const run = async (...words: string[]) => {
    const out: string[] = []
    const err: string[] = []
    const line = {
      env,
      out: (text: string) => void out.push(text),
      err: (text: string) => void err.push(text),
    }
    const exitCode = await main(['dkim', 'new', ...words], line)
    return { exitCode, out: out.join('\n'), err: err.join('\n') }
  }
  return { folder, env, run }
}

test('it makes a key of each kind that only its owner may read, and the setting it prints reads them', async t => {
  const { folder, env, run } = place(t)
  const { exitCode, out } = await run('--selector', 'S1')
  assert.equal(exitCode, 0)
  assert.deepEqual(readdirSync(folder).sort(), ['dkim-s1-ed.pem', 'dkim-s1-rsa.pem'])
  for (const name of readdirSync(folder)) assert.equal(statSync(join(folder, name)).mode & 0o777, 0o600)
  const setting = /^DKIM=(.*)$/m.exec(out)?.[1] ?? ''
  const { config } = readConfig({ ...env, DKIM: setting })
  const { keys, warnings } = readDkimKeys(config.mail.dkim, config.mail.from.address)
  assert.deepEqual(
    keys.map(({ algorithm, domain, selector }) => `${algorithm} ${selector}._domainkey.${domain}`),
    ['rsa-sha256 s1-rsa._domainkey.news.example', 'ed25519-sha256 s1-ed._domainkey.news.example'],
  )
  assert.deepEqual(warnings, [])
  assert.doesNotMatch(out, /DKIM_DOMAIN|PRIVATE/)
})

test('the record holds the public key of the file, in strings of at most 255 octets', async t => {
  const { folder, run } = place(t)
  const { out } = await run('--json', '--selector', 's', '--algorithm', 'rsa')
  const { keys, settings } = JSON.parse(out)
  const file = join(folder, 'dkim-s.pem')
  assert.deepEqual(settings, { DKIM: `s:${file}` })
  const [{ dns }] = keys
  assert.equal(dns.name, 's._domainkey.news.example')
  assert.equal(dns.strings.join(''), dns.value)
  assert.ok(dns.strings.length > 1 && dns.strings.every((part: string) => part.length <= 255))
  const told = Buffer.from(/^v=DKIM1; k=rsa; p=(.+)$/.exec(dns.value)?.[1] ?? '', 'base64')
  const key = createPublicKey(createPrivateKey(readFileSync(file)))
  assert.deepEqual(told, key.export({ type: 'spki', format: 'der' }))
})

test('the record of an Ed25519 key is its 32 octets', async t => {
  const { run } = place(t)
  const { out } = await run('--json', '--algorithm', 'ed25519')
  const value: string = JSON.parse(out).keys[0].dns.value
  assert.equal(Buffer.from(/^v=DKIM1; k=ed25519; p=(.+)$/.exec(value)?.[1] ?? '', 'base64').length, 32)
})

test('a key that is there is never overwritten, and no half of a pair is made', async t => {
  const { folder, run } = place(t)
  await run('--selector', 's-ed', '--algorithm', 'ed25519')
  const before = readFileSync(join(folder, 'dkim-s-ed.pem'))
  const again = await run('--selector', 's')
  assert.equal(again.exitCode, 1)
  assert.match(again.err, /dkim-s-ed\.pem is there already/)
  assert.deepEqual(readdirSync(folder), ['dkim-s-ed.pem'])
  assert.deepEqual(readFileSync(join(folder, 'dkim-s-ed.pem')), before)
})

test('another domain than that of MAIL_FROM is part of the setting', async t => {
  const { run } = place(t)
  const { out } = await run('--domain', 'Mail.Example.org', '--selector', 's')
  assert.match(out, /^s-rsa\._domainkey\.mail\.example\.org\. 3600 IN TXT \( "v=DKIM1; k=rsa; p=/m)
  assert.match(out, /^DKIM_DOMAIN=mail\.example\.org$/m)
})

test('what cannot be looked up in DNS is refused in one line', async t => {
  const { folder, run } = place(t, { MAIL_FROM: 'alerts@localhost' })
  assert.match((await run()).err, /MAIL_FROM's domain, which is localhost/)
  assert.match((await run('--domain', 'example.org', '--selector', 'a.b/c')).err, /--selector must be/)
  assert.match((await run('--domain', 'no domain')).err, /--domain must be one such as example\.org/)
  assert.match((await run('--domain', 'example.org', '--algorithm', 'dsa')).err, /--algorithm must be one of/)
  assert.deepEqual(readdirSync(folder), [])
})
