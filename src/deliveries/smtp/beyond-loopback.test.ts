// What is tolerated on loopback only must not be elsewhere: these run over the machine's own outer address.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { networkInterfaces } from 'node:os'
import { test } from 'node:test'
import { SMTPServer } from 'smtp-server'
import { connectSmtp } from './connect-smtp.ts'
import { isLoopbackPeer } from './open-socket.ts'
import { startScriptedRelay } from './scripted-relay.ts'
import { passwordLogin, type SmtpSettings } from './settings.ts'
import { testSettings } from './test-connection.ts'

const outer = Object.values(networkInterfaces())
  .flatMap(addresses => addresses ?? [])
  .find(({ internal, family }) => !internal && family === 'IPv4')?.address
const skip = outer === undefined ? 'this machine has no address but loopback' : false
const host = outer ?? ''

const settings = (port: number, change: Partial<SmtpSettings> = {}) => testSettings(port, { host, ...change })
const nobody = { ready() {}, ended() {}, closed() {} }

test('a password is never sent in plain text beyond loopback', { skip }, async () => {
  const EHLO = '250-relay.example\r\n250 AUTH PLAIN LOGIN'
  await using relay = await startScriptedRelay({ EHLO }, { host })
  const result = await connectSmtp(settings(relay.port, { login: passwordLogin('news', 'bell') }), nobody)
  assert.ok(!result.ok && result.permanent)
  assert.match(result.reason, /never sent in plain text/)
  assert.deepEqual(relay.commands, ['EHLO news.example'])
})

test('a relay without STARTTLS may be used beyond loopback when there is no password to protect', {
  skip,
}, async () => {
  await using relay = await startScriptedRelay({}, { host })
  const result = await connectSmtp(settings(relay.port), nobody)
  assert.ok(result.ok)
  await result.connection.close()
})

for (const implicitTls of [true, false])
  test(`a self-signed certificate is refused beyond loopback, ${implicitTls ? 'implicit TLS' : 'STARTTLS'}`, {
    skip,
  }, async () => {
    const server = new SMTPServer({ secure: implicitTls, disableReverseLookup: true, logger: false })
    server.on('error', () => undefined)
    const listener = server.listen(0, host)
    await once(listener, 'listening')
    const address = listener.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const result = await connectSmtp(settings(port, { implicitTls }), nobody)
    assert.ok(!result.ok && result.permanent)
    assert.match(result.reason, /certificate does not pass/)
    await new Promise<void>(done => server.close(done))
  })

for (const [address, local] of [
  ['127.0.0.1', true],
  ['127.8.9.10', true],
  ['::1', true],
  ['::ffff:127.0.0.1', true],
  ['128.0.0.1', false],
  ['::ffff:192.0.2.1', false],
  ['fe80::1', false],
  [undefined, false],
] as const)
  test(`${address ?? 'no address'} is ${local ? '' : 'not '}loopback`, () => {
    assert.equal(isLoopbackPeer({ remoteAddress: address }), local)
  })
