// The good paths, against a server that is not ours.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { TLSSocket } from 'node:tls'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { connectSmtp } from './connect-smtp.ts'
import { secureSocket } from './open-socket.ts'
import { passwordLogin } from './settings.ts'
import { openTestConnection, summary, type TestWish, testSettings, wireMail } from './test-connection.ts'
import { createTlsMemory } from './tls-memory.ts'
import { plainWire } from './wire.ts'

const stuffed = 'Subject: x\r\n\r\n..\r\n...two\r\nend\r\n'
const plain = 'Subject: x\r\n\r\n.\r\n..two\r\nend\r\n'
const mail = { from: 'bounces+1@news.example', to: 'reader@example.org', mail: wireMail(stuffed) }

const nobody = { ready() {}, ended() {}, closed() {} }

interface Received {
  from: string
  to: string
  message: string
  secure: boolean
  user: string | undefined
}

async function startServer(options: SMTPServerOptions = {}) {
  const received: Received[] = []
  const server = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    // Its own self-signed certificate is just what these tests want; `false` keeps it from warning of it.
    logger: false,
    onAuth({ method, username, password }, _session, callback) {
      if (username !== 'news' || password !== 'bell') return callback(new Error('wrong'))
      return callback(null, { user: `${method} ${username}` })
    },
    onData(stream, session, callback) {
      text(stream).then(message => {
        const { mailFrom, rcptTo } = session.envelope
        const from = mailFrom === false ? '' : mailFrom.address
        const to = rcptTo.map(({ address }) => address).join()
        received.push({ from, to, message, secure: session.secure, user: session.user })
        callback()
      }, callback)
    },
    ...options,
  })
  // Refused certificates and dropped handshakes are reported here.
  server.on('error', () => undefined)
  const listener = server.listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const address = listener.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return { received, port, [Symbol.asyncDispose]: () => new Promise<void>(done => server.close(done)) }
}

const open = (port: number, change: TestWish = {}) =>
  openTestConnection(port, { host: 'localhost', clientName: '[127.0.0.1]', ...change })

test('many messages over one plain connection arrive octet for octet', async () => {
  await using server = await startServer({ disabledCommands: ['STARTTLS'] })
  await using connection = await open(server.port, { host: '127.0.0.1' })
  for (let i = 0; i < 5; i++)
    assert.equal((await connection.send({ ...mail, to: `reader${i}@example.org` })).kind, 'accepted')
  assert.deepEqual(
    server.received.map(({ to }) => to),
    [0, 1, 2, 3, 4].map(i => `reader${i}@example.org`),
  )
  for (const { message, secure } of server.received) {
    assert.equal(message, plain)
    assert.equal(secure, false)
  }
})

test('STARTTLS is used when it is offered, with a self-signed certificate on loopback', async () => {
  await using server = await startServer()
  await using connection = await open(server.port)
  assert.equal((await connection.send(mail)).kind, 'accepted')
  assert.equal(server.received[0]?.secure, true)
})

test('implicit TLS carries a message of a megabyte', async () => {
  await using server = await startServer({ secure: true })
  await using connection = await open(server.port, { implicitTls: true })
  const large = Buffer.alloc(1024 * 1024, 'a line\r\n')
  assert.equal((await connection.send({ ...mail, mail: wireMail(large) })).kind, 'accepted')
  assert.equal(server.received[0]?.message, large.toString())
})

for (const method of ['PLAIN', 'LOGIN'])
  test(`AUTH ${method} over STARTTLS logs in`, async () => {
    await using server = await startServer({ authOptional: false, authMethods: [method] })
    await using connection = await open(server.port, { login: passwordLogin('news', 'bell') })
    assert.equal((await connection.send(mail)).kind, 'accepted')
    assert.equal(server.received[0]?.user, `${method} news`)
  })

test('a wrong password is no connection until somebody mends it', async () => {
  await using server = await startServer()
  const result = await connectSmtp(
    testSettings(server.port, { login: passwordLogin('news', 'wrong') }),
    nobody,
  )
  assert.ok(!result.ok && result.permanent)
  assert.equal(result.reply?.code, 535)
})

test('an international address arrives as it was typed', async () => {
  await using server = await startServer()
  await using connection = await open(server.port)
  assert.equal((await connection.send({ ...mail, to: 'josé@example.org' })).kind, 'accepted')
  assert.equal(server.received[0]?.to, 'josé@example.org')
})

test('a message over the offered SIZE is refused before it is sent, and smaller ones still go', async () => {
  await using server = await startServer({ size: 100 })
  await using connection = await open(server.port)
  const outcome = await connection.send({ ...mail, mail: { ...mail.mail, sizeBytes: 101 } })
  assert.ok(outcome.kind === 'refused' && outcome.step === 'envelope')
  assert.equal((await connection.send(mail)).kind, 'accepted')
})

test('where certificates are checked, a self-signed one ends the connection until somebody mends it', async () => {
  await using server = await startServer({ secure: true })
  const wish = { host: 'localhost', checkCertificate: true, handshakeMs: 20_000, memory: createTlsMemory() }
  const opened = await secureSocket(plainWire('127.0.0.1', server.port), wish)
  assert.ok(!opened.ok && opened.permanent)
  assert.match(opened.reason, /certificate does not pass/)
})

for (const implicitTls of [true, false])
  test(`the second TLS connection of a pool resumes the first one's session, ${implicitTls ? 'implicit TLS' : 'STARTTLS'}`, async () => {
    const resumed: boolean[] = []
    const onSecure: SMTPServerOptions['onSecure'] = (socket, _session, callback) => {
      resumed.push(socket instanceof TLSSocket && socket.isSessionReused())
      callback()
    }
    await using server = await startServer({ secure: implicitTls, onSecure })
    const tls = createTlsMemory()
    await using first = await open(server.port, { implicitTls, tls })
    // The ticket has come by the time of the first answer.
    assert.equal((await first.send(mail)).kind, 'accepted')
    await using second = await open(server.port, { implicitTls, tls })
    assert.equal((await second.send(mail)).kind, 'accepted')
    assert.deepEqual(resumed, [false, true])
    assert.equal(tls.sessions.checked, null)
  })

test('with TLS, two messages held at a time arrive octet for octet and in order', async () => {
  await using server = await startServer()
  await using it = await open(server.port, {
    onEnded: (connection, earlier) => {
      if (earlier < 8) connection.offer({ ...mail, to: `reader${earlier + 3}@example.org` })
    },
  })
  it.connection.offer({ ...mail, to: 'reader1@example.org' })
  it.connection.offer({ ...mail, to: 'reader2@example.org' })
  await it.ended(10)
  assert.deepEqual(
    server.received.map(({ to }) => to),
    Array.from({ length: 10 }, (_, i) => `reader${i + 1}@example.org`),
  )
  for (const { message } of server.received) assert.equal(message, plain)
})

test('over TLS too, a connection lost within a long message leaves no doubt', async () => {
  let lose = () => {}
  await using server = await startServer({
    secure: true,
    onSecure(socket, _session, callback) {
      lose = () => socket.destroy()
      callback()
    },
    onData(stream) {
      stream.once('data', () => lose())
    },
  })
  await using it = await open(server.port, { implicitTls: true })
  const outcome = await it.send({ ...mail, mail: wireMail(Buffer.alloc(32 * 1024 * 1024, 'a line\r\n')) })
  assert.equal(summary(outcome), 'deferred connection at message')
})
