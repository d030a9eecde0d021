import assert from 'node:assert/strict'
import { createServer, type Socket } from 'node:net'
import { test } from 'node:test'
import { connectSmtp } from './connect-smtp.ts'
import { drop, raw, reset, type Script, sayAndDrop, stall, startScriptedRelay } from './scripted-relay.ts'
import { passwordLogin, type SmtpSettings } from './settings.ts'
import { patient, testSettings } from './test-connection.ts'

const login = { login: passwordLogin('news', 'bell') }
const nobody = { ready() {}, ended() {}, closed() {} }
const ehlo = (...offers: string[]) =>
  ['relay.example', ...offers].map((line, i) => `250${i === offers.length ? ' ' : '-'}${line}`).join('\r\n')

interface Scenario {
  name: string
  script: Script
  permanent: boolean
  code?: number
  settings?: Partial<SmtpSettings>
}

const soon = { timeouts: { ...patient, connectMs: 300, greetingMs: 300, commandMs: 300 } }
const scenarios: Scenario[] = [
  { name: 'it closes instead of greeting', script: { greeting: drop }, permanent: false },
  { name: 'it resets instead of greeting', script: { greeting: reset }, permanent: false },
  { name: 'its greeting never comes', script: { greeting: stall }, permanent: false, settings: soon },
  { name: 'it greets with garbage', script: { greeting: 'SSH-2.0-OpenSSH_9.2' }, permanent: false },
  { name: 'it greets with 554', script: { greeting: '554 5.7.1 go away' }, permanent: true, code: 554 },
  { name: 'it greets with 421', script: { greeting: '421 4.3.2 busy' }, permanent: false, code: 421 },
  { name: 'it greets with 250', script: { greeting: '250 hello' }, permanent: false, code: 250 },
  { name: 'it greets twice', script: { greeting: '220 a\r\n220 b' }, permanent: false },
  { name: 'it greets without end', script: { greeting: raw('220-x\r\n'.repeat(9000)) }, permanent: false },
  { name: 'it closes at EHLO', script: { EHLO: drop }, permanent: false },
  { name: 'it stalls at EHLO', script: { EHLO: stall }, permanent: false, settings: soon },
  { name: 'it says 421 at EHLO', script: { EHLO: sayAndDrop('421 busy') }, permanent: false, code: 421 },
  { name: 'it offers a megabyte', script: { EHLO: raw('250-X\r\n'.repeat(150_000)) }, permanent: false },
  {
    name: 'it knows neither EHLO nor HELO',
    script: { EHLO: '500 no', HELO: '500 no' },
    permanent: true,
    code: 500,
  },
  {
    name: 'it offers STARTTLS and defers it',
    script: { EHLO: ehlo('STARTTLS'), STARTTLS: '454 4.7.0 not now' },
    permanent: false,
    code: 454,
  },
  {
    name: 'it offers STARTTLS and refuses it',
    script: { EHLO: ehlo('STARTTLS'), STARTTLS: '501 5.5.4 no' },
    permanent: true,
    code: 501,
  },
  {
    name: 'it puts an answer behind the one to STARTTLS',
    script: { EHLO: ehlo('STARTTLS'), STARTTLS: '220 go\r\n250 injected' },
    permanent: false,
  },
  {
    name: 'it puts half an answer behind the one to STARTTLS',
    script: { EHLO: ehlo('STARTTLS'), STARTTLS: raw('220 go\r\n250-inj') },
    permanent: false,
  },
  {
    name: 'it goes on in plain text after STARTTLS',
    script: { EHLO: ehlo('STARTTLS'), STARTTLS: socket => later(socket, '220 go\r\n', '250 plain\r\n') },
    permanent: false,
  },
  {
    name: 'it closes in the TLS handshake',
    script: { EHLO: ehlo('STARTTLS'), STARTTLS: sayAndDrop('220 go') },
    permanent: false,
  },
  {
    name: 'it stalls in the TLS handshake',
    script: { EHLO: ehlo('STARTTLS'), STARTTLS: '220 go', credentials: stall },
    permanent: false,
    settings: soon,
  },
  { name: 'it offers no AUTH', script: {}, permanent: true, settings: login },
  {
    name: 'it offers only a mechanism we do not speak',
    script: { EHLO: ehlo('AUTH GSSAPI') },
    permanent: true,
    settings: login,
  },
  {
    name: 'it does not know the password',
    script: { EHLO: ehlo('AUTH PLAIN'), AUTH: '535 5.7.8 wrong' },
    permanent: true,
    code: 535,
    settings: login,
  },
  {
    name: 'it cannot look the password up',
    script: { EHLO: ehlo('AUTH LOGIN'), AUTH: '454 4.7.0 later' },
    permanent: false,
    code: 454,
    settings: login,
  },
  {
    name: 'it asks without end',
    script: { EHLO: ehlo('AUTH LOGIN'), AUTH: '334 VXNlcg==', credentials: '334 VXNlcg==' },
    permanent: true,
    settings: login,
  },
  {
    name: 'it closes in the middle of AUTH',
    script: { EHLO: ehlo('AUTH LOGIN'), AUTH: '334 VXNlcg==', credentials: drop },
    permanent: false,
    settings: login,
  },
]

function later(socket: Socket, first: string, second: string) {
  socket.write(first)
  socket.once('data', () => socket.write(second))
}

for (const { name, script, permanent, code, settings: change } of scenarios) {
  test(`${name}: no connection, ${permanent ? 'until somebody mends it' : 'for now'}`, async () => {
    await using relay = await startScriptedRelay(script)
    const result = await connectSmtp(testSettings(relay.port, change), nobody)
    assert.equal(result.ok, false)
    if (result.ok) return
    assert.equal(result.permanent, permanent, result.reason)
    if (code) assert.equal(result.reply?.code, code)
    assert.ok(!relay.commands.some(line => line.startsWith('MAIL')))
  })
}

test('a relay that knows only HELO is greeted with it', async () => {
  await using relay = await startScriptedRelay({ EHLO: '502 5.5.1 not known' })
  const result = await connectSmtp(testSettings(relay.port), nobody)
  assert.ok(result.ok)
  await result.connection.close()
  assert.deepEqual(relay.commands, ['EHLO news.example', 'HELO news.example', 'QUIT'])
})

test('after a failing STARTTLS nothing more is said in plain text', async () => {
  await using relay = await startScriptedRelay({
    EHLO: ehlo('STARTTLS', 'AUTH PLAIN'),
    STARTTLS: '454 4.7.0 not now',
  })
  const result = await connectSmtp(testSettings(relay.port, login), nobody)
  assert.equal(result.ok, false)
  assert.deepEqual(relay.commands, ['EHLO news.example', 'STARTTLS'])
})

test('a name for EHLO that holds a line break never reaches a relay', async () => {
  const result = await connectSmtp(testSettings(1, { clientName: 'news.example\r\nMAIL FROM:<a@b>' }), nobody)
  assert.equal(!result.ok && result.permanent, true)
})

test('a port where nobody listens is a failure for now, in words that name the relay', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  await new Promise(resolve => server.close(resolve))
  const result = await connectSmtp(testSettings(port), nobody)
  assert.ok(!result.ok && !result.permanent)
  assert.match(result.reason, /^no connection to 127\.0\.0\.1:\d+: ECONNREFUSED$/)
})

for (const [when, script] of Object.entries({
  greeting: { greeting: stall },
  EHLO: { EHLO: stall },
  'TLS handshake': { EHLO: ehlo('STARTTLS'), STARTTLS: '220 go', credentials: stall },
} satisfies Record<string, Script>))
  test(`aborting while the ${when} is awaited ends the attempt`, async () => {
    await using relay = await startScriptedRelay(script)
    const abort = new AbortController()
    const attempt = connectSmtp(testSettings(relay.port), nobody, abort.signal)
    setImmediate(() => abort.abort())
    const result = await attempt
    assert.ok(!result.ok && !result.permanent)
    assert.match(result.reason, /stopped by us/)
  })
