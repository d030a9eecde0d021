// close() and destroy() at every point of two messages' way, with PIPELINING and without.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startScriptedRelay } from './scripted-relay.ts'
import type { SmtpConnection } from './smtp-connection.ts'
import { envelope, openTestConnection, summary } from './test-connection.ts'

type Point = 'offered' | 'ready 1' | 'released 1' | 'ended 1' | 'ready 2' | 'released 2' | 'ended 2'

const ehlo = {
  'with PIPELINING': '250-relay.example\r\n250 PIPELINING',
  'in turn': '250-relay.example\r\n250 8BITMIME',
}
const lost = (step: string) => `deferred connection at ${step}`
const yes = 'accepted'

/** What becomes of both messages when the connection is destroyed there. */
const destroyed: Record<keyof typeof ehlo, Record<Point, [string, string]>> = {
  'with PIPELINING': {
    offered: [lost('MAIL'), lost('envelope')],
    'ready 1': [lost('message'), lost('envelope')],
    'released 1': ['uncertain', lost('MAIL')],
    'ended 1': [yes, lost('MAIL')],
    'ready 2': [yes, lost('message')],
    'released 2': [yes, 'uncertain'],
    'ended 2': [yes, yes],
  },
  'in turn': {
    offered: [lost('MAIL'), lost('envelope')],
    'ready 1': [lost('DATA'), lost('envelope')],
    'released 1': [lost('DATA'), lost('envelope')],
    'ended 1': [yes, lost('MAIL')],
    'ready 2': [yes, lost('DATA')],
    'released 2': [yes, lost('DATA')],
    'ended 2': [yes, yes],
  },
}

async function run(EHLO: string, point: Point, act: (connection: SmtpConnection) => void) {
  await using relay = await startScriptedRelay({ EHLO })
  const at = (now: Point, connection: SmtpConnection) => now === point && act(connection)
  await using it = await openTestConnection(relay.port, {
    onReady(connection, earlier) {
      at(earlier === 0 ? 'ready 1' : 'ready 2', connection)
      connection.release()
      at(earlier === 0 ? 'released 1' : 'released 2', connection)
    },
    onEnded: (connection, earlier) => void at(earlier === 0 ? 'ended 1' : 'ended 2', connection),
  })
  it.connection.offer(envelope(1))
  it.connection.offer(envelope(2))
  at('offered', it.connection)
  await it.closed
  assert.equal(it.told.at(-1), 'closed')
  assert.equal(it.connection.usable, false)
  assert.equal(it.connection.held, 0)
  return { outcomes: it.outcomes.map(summary), relay }
}

for (const way of ['with PIPELINING', 'in turn'] as const)
  for (const [point, wanted] of Object.entries(destroyed[way]) as [Point, [string, string]][]) {
    test(`destroyed when ${point}, ${way}: ${wanted.join(', then ')}`, async () => {
      const { outcomes } = await run(ehlo[way], point, connection => connection.destroy())
      assert.deepEqual(outcomes, wanted)
    })

    test(`closed when ${point}, ${way}: both are sent, then QUIT is said`, async () => {
      const { outcomes, relay } = await run(ehlo[way], point, connection => void connection.close())
      assert.deepEqual(outcomes, [yes, yes])
      assert.equal(relay.messages.length, 2)
      assert.equal(relay.commands.at(-1), 'QUIT')
    })
  }
