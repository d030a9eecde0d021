import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { configWarnings, readConfig, refusePlainHttpLinks } from './config.ts'
import { ConfigError } from './errors.ts'
import { createTexts } from './text/index.ts'

test('nothing needs to be set', () => {
  const { config, secretSettings } = readConfig({})
  assert.equal(config.host, '127.0.0.1')
  assert.equal(config.port, 8080)
  assert.equal(config.publicUrl, 'http://localhost:8080')
  assert.deepEqual(config.database, { kind: 'sqlite', file: join(process.cwd(), 'data', 'tocsin.db') })
  assert.equal(config.mail.relay, null)
  assert.deepEqual(config.mail.from, { name: 'Tocsin', address: 'alerts@localhost' })
  assert.equal(config.mail.bounceAddress, 'bounces@localhost')
  assert.equal(config.mail.dkim, null)
  assert.equal(config.sourcesFile, 'sources.opml')
  assert.deepEqual(secretSettings, { secret: null, secretPrevious: null, smtpPassword: null })
})

const wrong: [string, string][] = [
  ['PORT', 'abc'],
  ['PORT', '70000'],
  ['PORT', '-1'],
  ['PUBLIC_URL', 'alerts.example.org'],
  ['PUBLIC_URL', 'ftp://example.org'],
  ['PUBLIC_URL', 'https://user:pw@example.org'],
  ['PUBLIC_URL', 'https://example.org/alerts'],
  ['PUBLIC_URL', 'https://example.org/?a=b'],
  ['DATABASE_URL', 'mysql://localhost'],
  ['SMTP_URL', 'mail.example.org'],
  ['SMTP_URL', 'smtp://mail.example.org?pool=0'],
  ['SMTP_URL', 'smtp://mail.example.org?pol=20'],
  ['SMTP_URL', 'smtp://u@mail.example.org'],
  ['SMTP_URL', 'smtp://:p@mail.example.org'],
  ['SMTP_URL', 'smtp://u:100%zz@mail.example.org'],
  ['SMTP_URL', 'smtp://u:p@mail.example.org?auth=plain'],
  ['SMTP_URL', 'smtp://mail.example.org?auth=xoauth2'],
  ['SMTP_URL', 'smtp://u@mail.example.org?auth=xoauth2'],
  ['MAIL_FROM', 'nobody'],
  ['MAIL_FROM', 'A <a@example.org>\r\nBcc: b@example.org'],
  ['MAIL_FROM', 'Müller <müller@example.org>'],
  ['BOUNCE_ADDRESS', 'nowhere'],
  ['BOUNCE_ADDRESS', 'rückläufer@example.org'],
  ['DKIM', '/etc/key.pem'],
  ['DKIM', 'selector:'],
  ['DKIM', '-s:/etc/key.pem'],
  ['DKIM', 's:/a.pem,s:/b.pem'],
  ['DKIM', 'a:/a.pem,b:/b.pem,c:/c.pem'],
  // MAIL_FROM is at localhost, where no record can stand.
  ['DKIM', 's:/a.pem'],
  ['ALLOW_FETCH', '10.0.0.0/33'],
  ['ALLOW_FETCH', 'localhost'],
  ['TRUST_PROXY', '10.0.0.1/8/8'],
  ['ALLOW_FETCH', 'fe80::1%eth0'],
  ['SECRET', 'short'],
  ['PORT', '1e3'],
  ...['xx', '@', 'a@b@c', 'a@b c', 'javascript:alert(1)', 'mailto:a@b.example', 'ftp://a.example'].map(
    contact,
  ),
  ...['https://u:p@a.example', 'a@b.example\r\nX: y', 'Desk <a@b.example>', 'a@-'].map(contact),
  ...['a@b;c', 'a,b@c.example', 'a..b@c.example', 'a@b..c', 'a@-', 'a(x)@c.example', 'a@[192.0.2.1]'].map(
    from,
  ),
  ...['a@c.example.', `${'x'.repeat(65)}@c.example`, 'A <a@b.example', '"a b"@c.example'].map(from),
  ['BOUNCE_ADDRESS', 'b@c/d'],
  ['BOUNCE_ADDRESS', 'a:b@c.example'],
  ...['/x', ':0', '?pool=1e1', '?pool=10.0', '?pool=5&pool=6', '#x'].map(relay),
  ['SMTP_URL', 'smtp://mail_x!.example'],
  ['PRIVACY_URL', 'javascript:alert(1)'],
  ['RETENTION', '__proto__=1d'],
  ['SIGN_UP_LIMITS', 'network: 0/h'],
  ['CONSENT_NETWORK', 'yes'],
]

function contact(value: string): [string, string] {
  return ['CONTACT', value]
}

function from(value: string): [string, string] {
  return ['MAIL_FROM', value]
}

function relay(rest: string): [string, string] {
  return ['SMTP_URL', `smtp://mail.example.org${rest}`]
}

test('who runs this is reached by mail or by a page', () => {
  const contacts = ['desk@example.org', 'tips@localhost', 'info@Bücher.example', 'müller@example.org']
  for (const value of [...contacts, 'https://example.org/contact?us=1', 'http://192.0.2.1'])
    assert.equal(readConfig({ CONTACT: value }).config.operator.contact, value)
})

test('the rest of a password that was not written in percent is not repeated', () => {
  for (const mark of ['/', '?', '#'])
    assert.throws(
      () => readConfig({ SMTP_URL: `smtp://u:25${mark}hunter2@mail.example.org` }),
      error =>
        error instanceof ConfigError && !error.message.includes('hunter2') && /%2F/.test(error.message),
    )
})

for (const [name, value] of wrong)
  test(`${name}=${JSON.stringify(value)} is refused in one line that names it`, () => {
    assert.throws(
      () => readConfig({ [name]: value }),
      error => error instanceof ConfigError && error.message.includes(name) && !error.message.includes('\n'),
    )
  })

test('a relay is named by any host name or address, in any letters', () => {
  const host = (url: string) => readConfig({ SMTP_URL: url }).config.mail.relay?.host
  assert.equal(host('smtp://u:p@[2001:db8::25]:587'), '2001:db8::25')
  assert.equal(host('smtp://192.0.2.25'), '192.0.2.25')
  assert.equal(host('smtps://post.müller.example'), 'post.xn--mller-kva.example')
  assert.throws(() => host('smtp://a b'), { name: 'ConfigError' })
})

test('a wrong SMTP_URL is refused without repeating its password', () => {
  assert.throws(
    () => readConfig({ SMTP_URL: 'http://user:hunter2@mail.example.org' }),
    error => error instanceof ConfigError && !error.message.includes('hunter2'),
  )
})

test('user, password and pool of a relay come out of its address', () => {
  const { config, secretSettings } = readConfig({ SMTP_URL: 'smtps://a%40b:p%2Fw@mail.example.org?pool=20' })
  assert.deepEqual(config.mail.relay, {
    host: 'mail.example.org',
    port: 465,
    implicitTls: true,
    user: 'a@b',
    auth: 'password',
    tokenFile: null,
    poolSize: 20,
  })
  assert.equal(secretSettings.smtpPassword, 'p/w')
})

test('a token of a relay comes out of its address, or is named by SMTP_TOKEN_FILE and read at each login', t => {
  const inUrl = readConfig({ SMTP_URL: 'smtp://news:t0k%2Ben@mail.example.org?auth=xoauth2' })
  assert.equal(inUrl.config.mail.relay?.auth, 'xoauth2')
  assert.equal(inUrl.secretSettings.smtpPassword, 't0k+en')
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-config-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'token')
  const read = (url: string) => readConfig({ SMTP_URL: url, SMTP_TOKEN_FILE: file })
  assert.throws(() => read('smtp://news@mail.example.org?auth=xoauth2'), /cannot be read/)
  writeFileSync(file, '\n')
  assert.throws(() => read('smtp://news@mail.example.org?auth=xoauth2'), /is empty/)
  writeFileSync(file, 't0ken\n')
  const { config, secretSettings } = read('smtp://news@mail.example.org?auth=xoauth2')
  assert.equal(config.mail.relay?.tokenFile, file)
  assert.equal(secretSettings.smtpPassword, null)
  assert.throws(() => read('smtp://news:t@mail.example.org?auth=xoauth2'), /set one of them/)
  assert.throws(() => read('smtp://news@mail.example.org'), /does not say \?auth=xoauth2/)
  assert.throws(() => readConfig({ SMTP_TOKEN_FILE: file }), /SMTP_URL is not/)
})

test('every secret may come from a file, but not from both places', t => {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-config-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'value')
  const read = (name: string, content: string) => {
    writeFileSync(file, `${content}\n`)
    return readConfig({ [`${name}_FILE`]: file })
  }
  const long = 's'.repeat(40)
  assert.equal(read('SECRET', long).secretSettings.secret, long)
  assert.equal(read('SECRET_PREVIOUS', long).secretSettings.secretPrevious, long)
  assert.equal(read('SMTP_URL', 'smtp://u:p@relay.example').secretSettings.smtpPassword, 'p')
  assert.deepEqual(read('DATABASE_URL', 'postgres://u:p@db/x').config.database, {
    kind: 'postgres',
    url: 'postgres://u:p@db/x',
  })
  assert.throws(() => readConfig({ SECRET: long, SECRET_FILE: file }), /both set/)
  assert.throws(() => readConfig({ SECRET_FILE: join(folder, 'absent') }), /cannot be read/)
})

test('DKIM names keys by selector, and signs for the domain of MAIL_FROM unless DKIM_DOMAIN is set', () => {
  const env = { DKIM: 'S1:/etc/a,b.pem, s2:/etc/d.pem', MAIL_FROM: 'News <a@Bücher.example>' }
  assert.deepEqual(readConfig(env).config.mail.dkim, {
    domain: 'xn--bcher-kva.example',
    keyFiles: [
      { selector: 's1', file: '/etc/a,b.pem' },
      { selector: 's2', file: '/etc/d.pem' },
    ],
  })
  const other = readConfig({ ...env, DKIM_DOMAIN: 'example.org' }).config.mail.dkim
  assert.equal(other?.domain, 'example.org')
  assert.throws(() => readConfig({ ...env, DKIM_DOMAIN: 'nowhere' }), /^ConfigError: DKIM_DOMAIN/)
})

test('a key pasted into DKIM is refused without being repeated', () => {
  const pem = '-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIA\n-----END PRIVATE KEY-----'
  assert.throws(
    () => readConfig({ DKIM: pem }),
    error => error instanceof ConfigError && !error.message.includes('MC4CA'),
  )
})

test('mail comes from who runs this, unless MAIL_FROM says otherwise', () => {
  const from = (env: Record<string, string>) => readConfig(env).config.mail.from
  assert.deepEqual(from({ OPERATOR_NAME: 'The Post\r\nBcc: x' }), {
    name: 'The Post Bcc: x',
    address: 'alerts@localhost',
  })
  const named = { OPERATOR_NAME: 'The Post', MAIL_FROM: 'Alerts <a@example.org>' }
  assert.deepEqual(from(named), { name: 'Alerts', address: 'a@example.org' })
})

test('an empty SOURCES means none', () => {
  assert.equal(readConfig({ SOURCES: '' }).config.sourcesFile, null)
})

test('plain-http links do not leave the machine, unless the operator says so', () => {
  const config = (relay: string, publicUrl: string) =>
    readConfig({ SMTP_URL: relay, PUBLIC_URL: publicUrl }).config
  const outside = config('smtp://mail.example.org', 'http://alerts.example.org')
  assert.throws(() => refusePlainHttpLinks(outside, false), /--allow-http/)
  refusePlainHttpLinks(outside, true)
  refusePlainHttpLinks(config('smtp://mail.example.org', 'https://alerts.example.org'), false)
  refusePlainHttpLinks(config('smtp://127.0.0.1:2525', 'http://alerts.example.org'), false)
})

test('an operator who mails strangers without a name is warned', () => {
  const { config } = readConfig({ SMTP_URL: 'smtp://mail.example.org', OPERATOR_NAME: 'The Daily' })
  assert.deepEqual(
    configWarnings(config, createTexts()).map(line => line.split(' not set')[0]),
    ['POSTAL_ADDRESS, CONTACT'],
  )
  assert.deepEqual(configWarnings(readConfig({ SMTP_URL: 'smtp://localhost' }).config, createTexts()), [])
})

test('an operator who asks for a language that we do not have is told which there are', () => {
  const warnings = (value: string) => configWarnings(readConfig({ LANGUAGE: value }).config, createTexts())
  assert.match(warnings('fi_FI:fi').join(), /^LANGUAGE is fi-FI, but there is en, de, .*reads en\./)
  for (const known of ['', 'de', 'de_AT:fi', 'EN-us']) assert.deepEqual(warnings(known), [], known)
})
