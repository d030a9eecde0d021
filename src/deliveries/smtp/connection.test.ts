import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connectSmtp } from './connect-smtp.ts'
import { hang, raw, type Script, startScriptedRelay } from './scripted-relay.ts'
import type { SmtpConnection } from './smtp-connection.ts'
import {
  envelope,
  openTestConnection,
  summary,
  type TestWish,
  testSettings,
  wireMail,
} from './test-connection.ts'

const turnByTurn = '250-relay.example\r\n250 8BITMIME'
const ways = [
  { way: 'with PIPELINING', EHLO: '250-relay.example\r\n250 PIPELINING' },
  { way: 'in turn', EHLO: turnByTurn },
] as const

const rightNow = (connection: SmtpConnection) => connection.release()

async function open(script: Script = {}, wish: TestWish = {}) {
  const relay = await startScriptedRelay(script)
  const it = await openTestConnection(relay.port, wish)
  return {
    relay,
    ...it,
    async [Symbol.asyncDispose]() {
      await it[Symbol.asyncDispose]()
      await relay[Symbol.asyncDispose]()
    },
  }
}

const verbs = (commands: readonly string[]) => commands.slice(1).map(line => line.split(/[ :]/)[0])

for (const { way, EHLO } of ways) {
  test(`a message that is offered is sent and accepted, ${way}`, async () => {
    await using it = await open({ EHLO })
    assert.equal((await it.send(envelope(1))).kind, 'accepted')
    assert.deepEqual(it.told, ['ready', 'accepted'])
    assert.deepEqual(it.relay.commands.slice(1), [
      'MAIL FROM:<bounces+1@news.example>',
      'RCPT TO:<reader1@example.org>',
      'DATA',
    ])
    assert.deepEqual(it.relay.messages, ['Subject: 1\r\n\r\n..y\r\n'])
  })

  test(`no content leaves before it is released, ${way}`, async () => {
    let heard = -1
    const onReady = (connection: SmtpConnection) => {
      setImmediate(() =>
        setImmediate(() => {
          heard = it.relay.messages.length
          connection.release()
        }),
      )
    }
    await using it = await open({ EHLO }, { onReady })
    await it.send(envelope(1))
    assert.equal(heard, 0)
    assert.equal(it.relay.messages.length, 1)
  })

  test(`hundreds of messages over one connection arrive in order, two held at a time, ${way}`, async () => {
    const count = 300
    const onEnded = (connection: SmtpConnection, earlier: number) => {
      if (earlier + 3 <= count) connection.offer(envelope(earlier + 3))
    }
    await using it = await open({ EHLO }, { onReady: rightNow, onEnded })
    it.connection.offer(envelope(1))
    it.connection.offer(envelope(2))
    assert.equal(it.connection.room, false)
    await it.ended(count)
    assert.deepEqual(
      it.relay.messages,
      Array.from({ length: count }, (_, i) => `Subject: ${i + 1}\r\n\r\n..y\r\n`),
    )
    assert.ok(it.outcomes.every(({ kind }) => kind === 'accepted'))
  })

  test(`empty, short and long messages are ended by their dot alike, ${way}`, async () => {
    await using it = await open({ EHLO })
    const texts = ['', 'a\r\n', `${'x'.repeat(70)}\r\n`.repeat(50_000), '', 'b\r\n', `${'y'.repeat(70)}\r\n`]
    for (const text of texts) await it.send(envelope(1, { mail: wireMail(text) }))
    assert.deepEqual(it.relay.messages, texts)
  })

  test(`an address with a command in it is refused and the relay never hears of it, ${way}`, async () => {
    await using it = await open({ EHLO })
    const bad = envelope(1, { to: 'a@b.example>\r\nRCPT TO:<c@d.example' })
    it.connection.offer(bad)
    assert.deepEqual(it.told, [], 'never from within offer()')
    it.connection.offer(bad)
    await it.ended(2)
    assert.deepEqual(it.relay.commands, ['EHLO news.example'])
    assert.equal((await it.send(envelope(3))).kind, 'accepted')
    assert.deepEqual(it.told, ['refused at envelope', 'refused at envelope', 'ready', 'accepted'])
  })

  test(`a second message that is refused before it is sent waits for the end of the first, ${way}`, async () => {
    await using it = await open({ EHLO })
    it.connection.offer(envelope(1))
    it.connection.offer(envelope(2, { to: 'josé@example.org' }))
    await it.ended(2)
    assert.deepEqual(it.told, ['ready', 'accepted', 'refused at envelope'])
  })

  test(`a relay that refuses an address may repeat it; the reason does not, ${way}`, async () => {
    await using it = await open({ EHLO, RCPT: '550 5.1.1 <reader1@example.org> unknown' })
    const outcome = await it.send(envelope(1))
    assert.equal(outcome.kind === 'refused' && outcome.reason, 'the relay answered 550 5.1.1 to RCPT')
  })

  test(`a relay that says 421 between two messages ends the connection, ${way}`, async () => {
    let idle = () => undefined as unknown
    await using it = await open({
      EHLO,
      dot: socket => {
        socket.write('250 ok\r\n')
        idle = () => socket.end('421 4.4.2 idle\r\n')
      },
    })
    await it.send(envelope(1))
    idle()
    await it.closed
    assert.equal(it.connection.usable, false)
    assert.throws(() => it.connection.offer(envelope(2)), /no room/)
  })

  test(`offering a third message is a mistake of the caller, ${way}`, async () => {
    await using it = await open({ EHLO })
    it.connection.offer(envelope(1))
    it.connection.offer(envelope(2))
    assert.throws(() => it.connection.offer(envelope(3)), /no room/)
    await it.ended(2)
    assert.deepEqual(it.outcomes.map(summary), ['accepted', 'accepted'])
  })

  test(`releasing what is not ready is a mistake of the caller, ${way}`, async () => {
    await using it = await open({ EHLO })
    assert.throws(() => it.connection.release(), /nothing was ready/)
    assert.throws(() => it.connection.withhold(), /nothing was ready/)
    assert.equal((await it.send(envelope(1))).kind, 'accepted')
  })

  test(`a release that comes after the connection was lost does nothing, ${way}`, async () => {
    const late = EHLO === turnByTurn ? { RCPT: '250 ok\r\n421 bye' } : { DATA: raw('354 go\r\n') }
    await using it = await open({ EHLO, ...late }, { onReady: connection => connection.destroy() })
    it.connection.offer(envelope(1))
    await it.closed
    it.connection.release()
    it.connection.withhold()
    assert.equal(it.outcomes.length, 1)
    assert.equal(it.outcomes[0]?.kind, 'deferred')
    assert.equal(it.relay.messages.length, 0)
  })
}

test('the envelope of the second message travels behind the dot of the first', async () => {
  const chunks: string[] = []
  await using it = await open({
    greeting: socket => void socket.on('data', chunk => chunks.push(`${chunk}`)).write('220 x\r\n'),
  })
  it.connection.offer(envelope(1))
  it.connection.offer(envelope(2))
  await it.ended(2)
  const behind = '.\r\nMAIL FROM:<bounces+2@news.example>\r\nRCPT TO:<reader2@example.org>\r\nDATA\r\n'
  assert.ok(chunks.some(chunk => chunk.endsWith(behind)))
})

test('an envelope that is offered while the final answer is awaited is written at once', async () => {
  const answer = Promise.withResolvers<void>()
  await using it = await open({
    dot: [socket => void answer.promise.then(() => socket.write('250 ok\r\n'))],
  })
  it.connection.offer(envelope(1))
  while (it.relay.messages.length === 0) await new Promise(resolve => setImmediate(resolve))
  it.connection.offer(envelope(2))
  while (it.relay.commands.length < 7) await new Promise(resolve => setImmediate(resolve))
  assert.deepEqual(verbs(it.relay.commands), ['MAIL', 'RCPT', 'DATA', 'MAIL', 'RCPT', 'DATA'])
  answer.resolve()
  await it.ended(1)
})

test('without PIPELINING each command waits for the answer to the one before', async () => {
  const heard: string[] = []
  await using it = await open({
    EHLO: turnByTurn,
    MAIL: socket => {
      // One turn later: a RCPT written too early would be here by then.
      setImmediate(() => {
        heard.push(...it.relay.commands.slice(1))
        socket.write('250 ok\r\n')
      })
    },
  })
  assert.equal((await it.send(envelope(1))).kind, 'accepted')
  assert.deepEqual(heard, ['MAIL FROM:<bounces+1@news.example>'])
})

test('without PIPELINING ready() comes before DATA is said', async () => {
  let heard: (string | undefined)[] = []
  const onReady = (connection: SmtpConnection) => {
    heard = verbs(it.relay.commands)
    connection.release()
  }
  await using it = await open({ EHLO: turnByTurn }, { onReady })
  await it.send(envelope(1))
  assert.deepEqual(heard, ['MAIL', 'RCPT'])
})

for (const [what, script, wanted] of [
  [
    'after a refused MAIL there is nothing to reset',
    { MAIL: ['550 no'] },
    ['MAIL', 'RCPT', 'DATA', 'MAIL', 'RCPT', 'DATA'],
  ],
  [
    'after a refused RCPT the next MAIL follows a RSET',
    { RCPT: ['550 no'] },
    ['MAIL', 'RCPT', 'DATA', 'RSET', 'MAIL', 'RCPT', 'DATA'],
  ],
  [
    'after a refused DATA the next MAIL follows a RSET',
    { DATA: ['451 no'] },
    ['MAIL', 'RCPT', 'DATA', 'RSET', 'MAIL', 'RCPT', 'DATA'],
  ],
  [
    'after a refused message there is nothing to reset',
    { dot: ['554 no'] },
    ['MAIL', 'RCPT', 'DATA', 'MAIL', 'RCPT', 'DATA'],
  ],
] as [string, Script, string[]][])
  test(what, async () => {
    await using it = await open(script)
    await it.send(envelope(1))
    assert.equal((await it.send(envelope(2))).kind, 'accepted')
    assert.deepEqual(verbs(it.relay.commands), wanted)
  })

test('a 354 in spite of a refused RCPT is answered with a lone dot, and nothing of the message', async () => {
  await using it = await open({ RCPT: ['550 no'], DATA: ['354 go'], dot: ['554 nobody'] })
  await it.send(envelope(1))
  await it.send(envelope(2))
  assert.deepEqual(it.relay.messages, ['', 'Subject: 2\r\n\r\n..y\r\n'])
})

test('withholding with PIPELINING closes the connection, and the relay reads no content', async () => {
  await using it = await open({}, { onReady: connection => connection.withhold() })
  it.connection.offer(envelope(1))
  it.connection.offer(envelope(2))
  await it.closed
  assert.deepEqual(it.told, ['ready', 'withdrawn', 'deferred connection at envelope', 'closed'])
  assert.equal(it.relay.messages.length, 0)
})

test('withholding the second with PIPELINING leaves the first accepted', async () => {
  const onReady = (connection: SmtpConnection, earlier: number) =>
    earlier === 0 ? connection.release() : connection.withhold()
  await using it = await open({}, { onReady })
  it.connection.offer(envelope(1))
  it.connection.offer(envelope(2))
  await it.closed
  assert.deepEqual(it.told, ['ready', 'accepted', 'ready', 'withdrawn', 'closed'])
  assert.equal(it.relay.messages.length, 1)
})

test('withholding in turn resets the envelope, and the connection goes on', async () => {
  const onReady = (connection: SmtpConnection, earlier: number) =>
    earlier === 0 ? connection.withhold() : connection.release()
  await using it = await open({ EHLO: turnByTurn }, { onReady })
  it.connection.offer(envelope(1))
  it.connection.offer(envelope(2))
  await it.ended(2)
  assert.deepEqual(it.told, ['ready', 'withdrawn', 'ready', 'accepted'])
  assert.deepEqual(verbs(it.relay.commands), ['MAIL', 'RCPT', 'RSET', 'MAIL', 'RCPT', 'DATA'])
})

test('the answers may be cut at any octet', async () => {
  const answers = '250 2.0.0 queued as 1\r\n250 2.1.0 sender ok\r\n250 2.1.5 recipient ok\r\n354 go on\r\n'
  let cut = 0
  // All that is said within a turn goes out in two pieces, and the second a turn later.
  let waiting = ''
  await using relay = await startScriptedRelay(
    {},
    {
      speak(socket, octets) {
        waiting += octets
        if (waiting.length > octets.length) return
        setImmediate(() => {
          const [whole, at] = [waiting, cut]
          waiting = ''
          socket.write(whole.slice(0, at))
          setImmediate(() => setImmediate(() => socket.write(whole.slice(at))))
        })
      },
    },
  )
  const onEnded = (connection: SmtpConnection, earlier: number) => {
    cut = Math.min(earlier, answers.length)
    if (connection.room && earlier + 3 <= answers.length + 2) connection.offer(envelope(earlier + 3))
  }
  await using it = await openTestConnection(relay.port, { onEnded })
  it.connection.offer(envelope(1))
  it.connection.offer(envelope(2))
  await it.ended(answers.length + 2)
  assert.ok(it.outcomes.every(({ kind }) => kind === 'accepted'))
  assert.equal(relay.messages.length, answers.length + 2)
})

test('close says QUIT, may be called twice, and nothing is taken after it', async () => {
  await using it = await open()
  await Promise.all([it.connection.close(), it.connection.close()])
  assert.deepEqual(it.relay.commands, ['EHLO news.example', 'QUIT'])
  assert.deepEqual(it.told, ['closed'])
  assert.deepEqual([it.connection.usable, it.connection.room], [false, false])
  assert.throws(() => it.connection.offer(envelope(1)), /no room/)
  await it.connection.close()
})

test('close does not wait for a relay that is slow with QUIT', async () => {
  await using it = await open({ QUIT: hang }, { timeouts: { ...testSettings(1).timeouts, commandMs: 100 } })
  await it.connection.close()
  assert.deepEqual(it.told, ['closed'])
})

test('aborting the signal after the connection was made changes nothing', async () => {
  await using relay = await startScriptedRelay()
  const abort = new AbortController()
  const ended = Promise.withResolvers<string>()
  const result = await connectSmtp(
    testSettings(relay.port),
    {
      ready: () => result.ok && result.connection.release(),
      ended: outcome => ended.resolve(outcome.kind),
      closed() {},
    },
    abort.signal,
  )
  assert.ok(result.ok)
  abort.abort()
  result.connection.offer(envelope(1))
  assert.equal(await ended.promise, 'accepted')
  await result.connection.close()
})
