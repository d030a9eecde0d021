import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { connectSmtp } from './connect-smtp.ts'
import { type Script, startScriptedRelay } from './scripted-relay.ts'
import { type Login, passwordLogin, tokenLogin } from './settings.ts'
import { testSettings } from './test-connection.ts'

const nobody = { ready() {}, ended() {}, closed() {} }
const base64 = (text: string) => Buffer.from(text).toString('base64')
const challenge = base64('{"status":"401","schemes":"bearer","scope":"https://mail.example/"}')
const offers = (mechanisms: string) => `250-relay.example\r\n250 AUTH ${mechanisms}`

async function logIn(login: Login, script: Script) {
  const relay = await startScriptedRelay(script)
  const attempt = async () => {
    const result = await connectSmtp(testSettings(relay.port, { login }), nobody)
    if (result.ok) result.connection.destroy()
    return result
  }
  return { relay, attempt, [Symbol.asyncDispose]: () => relay[Symbol.asyncDispose]() }
}

test('XOAUTH2 says user and token in one line', async () => {
  await using it = await logIn(tokenLogin('news@example.org', { token: 'ya29.t0k-en' }), {
    EHLO: offers('PLAIN XOAUTH2'),
  })
  assert.equal((await it.attempt()).ok, true)
  const words = base64('user=news@example.org\x01auth=Bearer ya29.t0k-en\x01\x01')
  assert.deepEqual(it.relay.commands.slice(1), [`AUTH XOAUTH2 ${words}`])
})

test('a refused token is answered with an empty line, and the status in the challenge is told', async () => {
  await using it = await logIn(tokenLogin('news', { token: 'old' }), {
    EHLO: offers('XOAUTH2'),
    AUTH: `334 ${challenge}`,
    credentials: '535 5.7.8 no',
  })
  const result = await it.attempt()
  assert.ok(!result.ok && result.permanent)
  assert.equal(result.reason, 'the relay answered 535 5.7.8 to AUTH (status 401)')
  assert.equal(it.relay.commands.at(-1), '')
})

for (const [what, words] of [
  ['no base64', '!!!'],
  ['no JSON', base64('hello')],
  ['a status that is none', base64('{"status":"<script>"}')],
] as const)
  test(`a challenge with ${what} leaves the relay's answer`, async () => {
    await using it = await logIn(tokenLogin('news', { token: 'old' }), {
      EHLO: offers('XOAUTH2'),
      AUTH: `334 ${words}`,
      credentials: '535 5.7.8 no',
    })
    const result = await it.attempt()
    assert.equal(!result.ok && result.reason, 'the relay answered 535 5.7.8 to AUTH')
  })

test('a relay that takes a token only after a challenge is not speaking XOAUTH2', async () => {
  await using it = await logIn(tokenLogin('news', { token: 't' }), {
    EHLO: offers('XOAUTH2'),
    AUTH: '334 ',
    credentials: '334 ',
  })
  const result = await it.attempt()
  assert.match(result.ok ? '' : result.reason, /asked for more than AUTH XOAUTH2/)
})

test('a token file is read again for every connection, and a refused token is not for good', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-token-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const tokenFile = join(folder, 'token')
  writeFileSync(tokenFile, 'first\n')
  let attempts = 0
  const saysNoOnce = () => (attempts++ === 0 ? '535 5.7.8 expired' : '235 welcome')
  await using it = await logIn(tokenLogin('news', { tokenFile }), {
    EHLO: offers('XOAUTH2'),
    AUTH: socket => void socket.write(`${saysNoOnce()}\r\n`),
  })
  const refused = await it.attempt()
  assert.ok(!refused.ok && !refused.permanent)
  writeFileSync(tokenFile, 'second\n')
  assert.equal((await it.attempt()).ok, true)
  assert.deepEqual(
    it.relay.commands.filter(line => line.startsWith('AUTH')),
    ['first', 'second'].map(token => `AUTH XOAUTH2 ${base64(`user=news\x01auth=Bearer ${token}\x01\x01`)}`),
  )
})

test('a token file that is gone or empty is a failure for now, in words without the token', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-token-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const tokenFile = join(folder, 'token')
  await using it = await logIn(tokenLogin('news', { tokenFile }), { EHLO: offers('XOAUTH2') })
  const gone = await it.attempt()
  assert.ok(!gone.ok && !gone.permanent)
  assert.match(gone.reason, /cannot be read \(ENOENT\): check SMTP_TOKEN_FILE/)
  writeFileSync(tokenFile, '\n')
  const empty = await it.attempt()
  assert.ok(!empty.ok && !empty.permanent)
  assert.match(empty.reason, /is empty: check SMTP_TOKEN_FILE/)
  writeFileSync(tokenFile, 'a b\r\nc\n')
  const broken = await it.attempt()
  assert.ok(!broken.ok && !broken.reason.includes('a b'))
})

test('a token is never offered to a relay that only takes passwords, nor a password as a token', async () => {
  await using token = await logIn(tokenLogin('news', { token: 't' }), { EHLO: offers('PLAIN LOGIN') })
  const first = await token.attempt()
  assert.match(first.ok ? '' : first.reason, /does not offer AUTH XOAUTH2/)
  await using password = await logIn(passwordLogin('news', 'bell'), { EHLO: offers('XOAUTH2') })
  const second = await password.attempt()
  assert.match(second.ok ? '' : second.reason, /does not offer AUTH PLAIN or LOGIN/)
  assert.ok(![...token.relay.commands, ...password.relay.commands].some(line => line.startsWith('AUTH')))
})

test('a password with a NUL is never sent: it would be read as two', async () => {
  await using it = await logIn(passwordLogin('news', 'be\0ll'), { EHLO: offers('PLAIN') })
  const result = await it.attempt()
  assert.ok(!result.ok && result.permanent)
  assert.equal(it.relay.commands.length, 1)
})
