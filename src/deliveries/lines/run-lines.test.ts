import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { type TestContext, test } from 'node:test'
import { testContext } from '../../../test/support/deliver-fixture.ts'
import { composeAlert } from '../compose/index.ts'
import { sampleMail, sampleWords } from '../compose/sample-mail.ts'
import { type DkimKey, makeDkimKey } from '../dkim/index.ts'
import { askMailauth } from '../dkim/test-verifiers.ts'
import type { SendOutcome } from '../smtp/index.ts'
import { type Action, startScriptedRelay } from '../smtp/scripted-relay.ts'
import type { LineJob } from './line.ts'
import { runLines } from './run-lines.ts'

const alertId = 7
const domain = 'example.org'
const { texts, ...context } = testContext

const jobFor = (id: number): LineJob => ({
  ...{ kind: 'delivery', id, alertId, subscriberId: id, address: `reader${id}@example.com`, language: 'en' },
  ...{ references: [], reason: null, choicesToken: `${id}.choosing`, leaveToken: `${id}.leaving` },
})

/** One line to a relay; it always has two messages, as a sender gives them, and every start is granted at once. */
async function sendOver(
  t: TestContext,
  { key, count, rcpt }: { key: DkimKey; count: number; rcpt: Action[] },
) {
  const relay = await startScriptedRelay({ RCPT: rcpt })
  t.after(() => relay[Symbol.asyncDispose]())
  const outcomes: SendOutcome[] = []
  const done = Promise.withResolvers<void>()
  const waiting = Array.from({ length: count }, (_, place) => place + 1)
  const given: number[] = []
  const give = () => {
    const id = waiting.shift()
    if (id === undefined) return
    given.push(id)
    lines.take(0, jobFor(id), id)
  }
  const lines = runLines(
    {
      ...{ count: 1, context, dkim: [key] },
      relay: {
        ...{ host: '127.0.0.1', port: relay.port, implicitTls: false },
        ...{ clientName: 'test.example', login: null },
      },
    },
    {
      ready: () => lines.release(0, given[0] ?? 0),
      ended(_, outcome) {
        given.shift()
        outcomes.push(outcome)
        give()
        if (outcomes.length === count) done.resolve()
      },
      unreached: (_, { reason }) => done.reject(new Error(reason)),
    },
  )
  t.after(() => lines.close())
  const { template } = await composeAlert(sampleMail, sampleWords)
  lines.learn(alertId, 'en', template)
  give()
  give()
  await done.promise
  return { outcomes, commands: relay.commands, messages: relay.messages }
}

test('a message is whole and signed, although its envelope left before its signature was made', async t => {
  const key = await makeDkimKey({ algorithm: 'rsa-sha256', domain, selector: 'r' })
  const { outcomes, messages } = await sendOver(t, { key, count: 8, rcpt: [] })
  assert.deepEqual(new Set(outcomes.map(({ kind }) => kind)), new Set(['accepted']))
  const octets = messages.map(message => Buffer.from(message, 'latin1'))
  assert.deepEqual(await askMailauth(octets, [key]), Array(8).fill([true]))
})

test('a recipient who is refused while his mail is being signed leaves no mark in anybody else’s', async t => {
  const key = await makeDkimKey({ algorithm: 'rsa-sha256', domain, selector: 'r' })
  const refusals = Array.from({ length: 30 }, (_, place) =>
    place % 3 === 2 ? '250 2.1.5 fine' : '550 5.1.1 nobody has that name here',
  )
  const { outcomes, messages } = await sendOver(t, { key, count: 30, rcpt: refusals })
  assert.equal(outcomes.filter(({ kind }) => kind === 'refused').length, 20)
  assert.equal(messages.length, 10)
  const octets = messages.map(message => Buffer.from(message, 'latin1'))
  assert.deepEqual(await askMailauth(octets, [key]), Array(10).fill([true]))
})

test('a message that cannot be signed is refused by ourselves, and leaves no octet of content', async t => {
  // Ed25519 has no digest of its own to sign with, which the thread that signs finds out.
  const { privateKey } = generateKeyPairSync('ed25519')
  const key: DkimKey = { algorithm: 'rsa-sha256', domain, selector: 'r', privateKey }
  const { outcomes, messages } = await sendOver(t, { key, count: 1, rcpt: [] })
  assert.deepEqual(
    outcomes.map(outcome => [outcome.kind, 'reason' in outcome && outcome.reason]),
    [['refused', 'the message could not be written']],
  )
  assert.deepEqual(messages, [])
})
