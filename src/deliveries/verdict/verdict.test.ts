import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { SendStep } from '../smtp/outcome.ts'
import { verdictOf } from './verdict.ts'

/** `550 5.1.1 User unknown` as the client reads it. */
function judge(answer: string, step: SendStep = 'RCPT') {
  const [, code, status, text = ''] = /^(\d{3}) ?(?:([245]\.\d+\.\d+) ?)?(.*)$/.exec(answer) ?? []
  return verdictOf({ code: Number(code), status: status ?? null, text, step })
}

const golden: [answer: string, verdict: string, step?: SendStep][] = [
  ['550 5.1.1 User unknown', 'hard mailbox'],
  ['550 5.1.1', 'hard mailbox'],
  ['550 5.1.2 Host unknown', 'hard domain'],
  ['501 5.1.3 Bad address', 'hard mailbox'],
  ['551 5.1.6 Moved', 'hard mailbox'],
  ['553 5.1.8 Domain of sender address does not exist', 'ours message', 'MAIL'],
  ['556 5.1.10 Null MX', 'hard domain'],
  ['550 5.2.1 The account is disabled', 'soft mailbox'],
  ['550 5.2.1 User unknown', 'hard mailbox'],
  ['552 5.2.2 Mailbox full', 'soft mailbox'],
  ['552 5.2.3 Too long for this mailbox', 'ours message', 'message'],
  ['554 5.3.4 Too big', 'ours message', 'message'],
  ['550 5.4.4 No route', 'hard domain'],
  ['554 5.4.6 Too many hops', 'soft domain'],
  ['554 5.6.0 Bad content', 'ours message', 'message'],
  ['550 5.7.1 Message refused', 'ours message', 'message'],
  ['550 5.7.1 User unknown', 'hard mailbox'],
  ['535 5.7.8 Credentials invalid', 'ours relay', 'MAIL'],
  ['550 5.7.17 New owner', 'hard mailbox'],
  ['550 5.7.20 No passing DKIM', 'ours message', 'message'],
  ['550 5.7.23 SPF', 'ours message', 'message'],
  ['550 5.7.25 Reverse DNS', 'ours relay'],
  ['550 5.7.27 Sender has null MX', 'ours message', 'MAIL'],
  ['550 5.7.30 REQUIRETLS', 'ours message'],
  // 4yz is tried again, and makes no address hard (RFC 5321 §4.2.1).
  ['450 4.1.1 User unknown', 'soft mailbox retry'],
  ['452 4.2.2 Mailbox full', 'soft mailbox retry'],
  ['450 5.1.1 User unknown', 'soft mailbox retry'],
  ['451 4.3.0 Internal error', 'soft domain retry slow'],
  ['421 4.3.2 Shutting down', 'soft domain retry slow'],
  ['451 4.4.5 Congested', 'soft domain retry slow'],
  ['450 4.7.1 Greylisted, try again', 'soft message retry'],
  ['421 4.7.0 Try again later', 'ours message retry slow'],
  // And 5yz is not, whatever the class digit says.
  ['550 4.2.2 Mailbox full', 'soft mailbox'],
  // The big providers.
  ['421 4.7.28 An unusual rate of unsolicited mail', 'ours relay retry slow', 'message'],
  ['450 4.2.1 The user is receiving mail too quickly', 'soft mailbox retry slow'],
  ['550 5.2.1 The user is receiving mail at a rate that prevents it', 'soft mailbox slow'],
  ['451 4.7.500 Server busy', 'ours relay retry slow'],
  ['550 5.7.606 Access denied, banned sending IP', 'ours relay slow'],
  ['550 5.7.509 Does not pass verification', 'ours relay slow'],
  ['550 5.4.1 Recipient address rejected: Access denied.', 'hard mailbox'],
  ['421 4.7.0 [TSS04] temporarily deferred', 'ours relay retry slow', 'MAIL'],
  ['553 5.7.1 [BL21] Connections will not be accepted from here', 'ours relay slow', 'MAIL'],
  ['552 5.1.1 over quota temporarily', 'soft mailbox'],
  ['550 5.1.1 has sent to too many recipients this hour', 'ours relay slow'],
  ['553 5.1.3 see spamhaus.org', 'ours relay slow'],
  // Without an enhanced code: by the words, then by code and step.
  ['550 No such user here', 'hard mailbox'],
  ['550 Relay access denied', 'ours relay'],
  ['554 Rejected as spam', 'ours message', 'message'],
  ['550', 'hard mailbox'],
  ['550', 'ours message', 'MAIL'],
  ['550', 'ours message', 'message'],
  ['552', 'soft mailbox'],
  ['553', 'hard mailbox'],
  ['554', 'ours message'],
  ['556', 'hard domain'],
  ['502', 'ours relay'],
  ['530 Log in first', 'ours relay', 'MAIL'],
  ['421', 'soft relay retry slow'],
  ['450', 'soft mailbox retry slow'],
  ['451', 'soft domain retry slow'],
  ['452', 'soft domain retry'],
  ['299', 'ours relay'],
]

for (const [answer, expected, step] of golden)
  test(`${answer} to ${step ?? 'RCPT'}: ${expected}`, () => {
    const { kind, about, retry, slowDown } = judge(answer, step)
    assert.equal(
      [kind, about, retry ? 'retry' : '', slowDown ? 'slow' : ''].filter(Boolean).join(' '),
      expected,
    )
  })

const anyAnswer = fc.record({
  code: fc.oneof(fc.integer({ min: 400, max: 599 }), fc.integer(), fc.double()),
  status: fc.oneof(
    fc.constant(null),
    fc.string(),
    fc.tuple(fc.constantFrom('2', '4', '5'), fc.nat(9), fc.nat(999)).map(parts => parts.join('.')),
  ),
  text: fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('User unknown', 'over quota', 'spamhaus')),
  step: fc.constantFrom<SendStep>('envelope', 'MAIL', 'RCPT', 'DATA', 'message'),
})

test('it never throws, the reply code alone says whether to retry, and only 5yz is hard', () => {
  fc.assert(
    fc.property(anyAnswer, answer => {
      const { kind, retry, reason } = verdictOf(answer)
      assert.equal(retry, answer.code >= 400 && answer.code < 500)
      if (kind === 'hard') assert.ok(answer.code >= 500 && answer.code < 600)
      assert.ok(reason.length > 0 && reason.length < 100)
    }),
    { numRuns: 2_000 },
  )
})

test('a megabyte that almost fits every pattern is judged as quickly as any other', () => {
  const text = 'user account mailbox recipient address host client exceed quota '.repeat(20_000)
  assert.equal(verdictOf({ code: 554, status: null, text, step: 'message' }).retry, false)
})
