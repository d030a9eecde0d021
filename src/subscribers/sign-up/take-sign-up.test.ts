import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { type Challenge, solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import fc from 'fast-check'
import { freshStore } from '../../../test/support/store.ts'
import { readConfig, type SignUpLimits } from '../../config.ts'
import { createTexts } from '../../text/index.ts'
import { parseAddress, readSignUpPressure, type SubscriberContext } from '../index.ts'
import { createFormToken, readFormToken } from './form-token.ts'
import { mostWaiting } from './look-around.ts'
import { createProofChallenge, proofMs, readProof } from './proof.ts'
import { purgeSignUps } from './purge-sign-ups.ts'
import { type SignUpGround, type SignUpPress, takeSignUp } from './take-sign-up.ts'
import { decideBatch } from './worker.ts'

const start = Date.UTC(2026, 0, 1)
const hour = 3_600_000

const contextOf = (): SubscriberContext => ({
  secrets: { current: new Uint8Array(32).fill(1), previous: null },
  publicUrl: 'https://alerts.example.org',
  operator: { name: 'The Daily', postalAddress: null, contact: null, privacyUrl: null },
  from: { name: 'The Daily', address: 'alerts@example.org' },
  texts: createTexts(),
  random: bytes => crypto.getRandomValues(new Uint8Array(bytes)),
})

async function place(t: TestContext, limits: Partial<SignUpLimits> = {}) {
  const store = await freshStore(t)
  const subscribers = contextOf()
  const defaults = readConfig({}).config.signUpLimits
  const ground: SignUpGround = { store, subscribers, limits: { ...defaults, ...limits } }
  const token = (at: number, ageMs = 5_000) => createFormToken(subscribers, { at: at - ageMs })
  const press = (address: string, at: number, more: Partial<SignUpPress> = {}) => {
    const input = parseAddress(address)
    assert.ok(input.ok)
    return takeSignUp(ground, {
      input: { address: input.address, key: input.key },
      marketing: false,
      language: 'en',
      method: 'site form',
      topics: [],
      clientAddress: '127.0.0.1',
      token: token(at),
      website: '',
      proof: '',
      at,
      ...more,
    })
  }
  const waiting = async () =>
    (await store.read.selectFrom('sign_up_requests').select('address').execute()).length
  const decide = () => store.write(tx => decideBatch(tx, ground))
  const mails = async () =>
    (await store.read.selectFrom('outbox').select('recipient').execute()).map(row => row.recipient)
  return { store, subscribers, ground, token, press, waiting, decide, mails }
}

async function solve(json: string): Promise<string> {
  const challenge = JSON.parse(json) as Challenge
  const solution = await solveChallenge({ challenge, deriveKey })
  return JSON.stringify({ challenge, solution })
}

/** Asks without a proof, and solves what comes. */
async function challengeOf(asked: Promise<{ kind: string; challenge?: string }>): Promise<string> {
  const answer = await asked
  assert.equal(answer.kind, 'proof')
  return answer.challenge ?? ''
}

test('a form is good from two seconds to an hour, and for the one who has it', async t => {
  const { press, token, waiting, subscribers } = await place(t)
  const quick = token(start, 1_999)
  assert.deepEqual(await press('a@example.org', start, { token: quick }), { kind: 'again', token: quick })
  assert.deepEqual(await press('a@example.org', start + 1, { token: quick }), { kind: 'taken' })
  const late = await press('b@example.org', start, { token: token(start, hour) })
  assert.equal(late.kind, 'again')
  const fresh = late.kind === 'again' ? late.token : ''
  assert.equal(readFormToken(subscribers, { token: fresh, at: start }), 'good', 'nobody waits twice')
  for (const forged of ['', 'x', quick.replace(/.{22}$/, 'A'.repeat(22)), quick.replace(/^./, 'z')]) {
    const answer = await press('c@example.org', start + 5_000, { token: forged })
    assert.equal(answer.kind, 'again')
    assert.equal(
      readFormToken(subscribers, { token: answer.kind === 'again' ? answer.token : '', at: start + 5_000 }),
      'young',
    )
  }
  assert.equal(await waiting(), 1)
})

test('no text that is not a token of ours is good', () => {
  const context = contextOf()
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.integer(), (token, at) => {
      assert.equal(readFormToken(context, { token, at }), 'unknown')
    }),
  )
})

test('a token of before the secret was changed is still good', () => {
  const context = contextOf()
  const token = createFormToken(context, { at: start })
  const secrets = { current: new Uint8Array(32).fill(2), previous: context.secrets.current }
  assert.equal(readFormToken({ secrets }, { token, at: start + 2_000 }), 'good')
})

test('a second press with the same form gives the same answer and does nothing more', async t => {
  const { press, token, waiting, decide, mails } = await place(t)
  const form = { token: token(start) }
  assert.deepEqual(await press('a@example.org', start, form), { kind: 'taken' })
  await decide()
  assert.deepEqual(await press('A@example.org', start + 1, form), { kind: 'taken' })
  assert.equal(await waiting(), 0)
  assert.equal(
    (await press('other@example.org', start + 2, form)).kind,
    'again',
    'a corrected address is not lost',
  )
  assert.deepEqual(await mails(), ['a@example.org'])
})

test('a token spelled otherwise is the same token', async t => {
  const { press, token, waiting } = await place(t)
  const form = token(start)
  const last = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  for (const letter of last) {
    const spelled = form.slice(0, -1) + letter
    await press(`${last.indexOf(letter)}@example.org`, start, { token: spelled })
  }
  assert.equal(await waiting(), 1)
})

test('of many presses of one form at the same moment one counts', async t => {
  const { store, press, token } = await place(t)
  const form = { token: token(start) }
  const answers = await Promise.all(Array.from({ length: 20 }, () => press('a@example.org', start, form)))
  assert.ok(answers.every(({ kind }) => kind === 'taken'))
  const used = await store.read.selectFrom('sign_up_used').select('hash').execute()
  assert.equal(used.length, 1)
})

test('the field that people do not see: filled in, the answer is the same and nothing happens', async t => {
  const { press, waiting } = await place(t)
  assert.deepEqual(await press('a@example.org', start, { website: 'https://spam.example' }), {
    kind: 'taken',
  })
  assert.deepEqual(await press('a@example.org', start, { website: 'x', token: '' }), { kind: 'taken' })
  assert.equal(await waiting(), 0)
})

test('who asks again before the worker came has asked once', async t => {
  const { press, waiting } = await place(t)
  await press('a@example.org', start)
  await press('A@EXAMPLE.org', start)
  assert.equal(await waiting(), 1)
})

test('a network over its limit must bring proofs, and the next network need not', async t => {
  const { press, mails, decide } = await place(t, { network: 3 })
  const from = (host: number) => ({ clientAddress: `203.0.113.${host}` })
  for (const n of [1, 2, 3]) assert.equal((await press(`r${n}@example.org`, start, from(n))).kind, 'taken')
  const challenge = await challengeOf(press('r4@example.org', start, from(4)))
  assert.equal((await press('s@example.org', start, { clientAddress: '203.0.114.1' })).kind, 'taken')
  assert.equal(
    (await press('r4@example.org', start + hour, from(4))).kind,
    'taken',
    'the next hour is another',
  )
  const proof = await solve(challenge)
  assert.equal((await press('r5@example.org', start, { ...from(5), proof })).kind, 'taken')
  assert.equal((await press('r6@example.org', start, { ...from(6), proof })).kind, 'proof', 'good for one')
  await decide()
  assert.equal((await mails()).length, 6)
})

test('one network of IPv6 is a /64', async t => {
  const { press } = await place(t, { network: 1 })
  const from = (clientAddress: string) => press(`${Math.random()}@example.org`, start, { clientAddress })
  assert.equal((await from('2001:db8:1:2::1')).kind, 'taken')
  assert.equal((await from('2001:db8:1:2:ffff::9')).kind, 'proof')
  assert.equal((await from('2001:db8:1:3::1')).kind, 'taken')
})

test('a burst raises an alarm for the desk, and proofs are asked for until it is over', async t => {
  const { store, press } = await place(t, { burst: 5 })
  for (let n = 0; n < 5; n++) assert.equal((await press(`r${n}@example.org`, start)).kind, 'taken')
  assert.equal((await readSignUpPressure(store.read, start)).level, 'calm')
  await challengeOf(press('r5@example.org', start + 7))
  const pressure = await readSignUpPressure(store.read, start + 8)
  assert.deepEqual(pressure, {
    ...{ level: 'proof', since: start + 7, unproven: 5, proven: 0, thisMinute: 5, waiting: 5 },
  })
  await challengeOf(press('r6@example.org', start + 9 * 60_000))
  assert.equal((await press('r7@example.org', start + 11 * 60_000)).kind, 'taken')
})

test('over the hour’s number without proofs nothing is taken but with one, until the hour ends', async t => {
  const { store, press, decide, mails } = await place(t, { unproven: 3, burst: 2, overall: 2 })
  for (let n = 0; n < 30; n++) await press(`r${n}@example.org`, start + n * 60_000)
  await decide()
  assert.equal((await mails()).length, 3)
  const proven = async (address: string, at: number) =>
    press(address, at, { proof: await solve(await challengeOf(press(address, at))) })
  const late = start + 40 * 60_000
  assert.equal((await proven('real1@example.org', late)).kind, 'taken')
  assert.equal((await proven('real2@example.org', late)).kind, 'taken')
  assert.deepEqual(await proven('real3@example.org', late), { kind: 'closed', retryAfterMs: 20 * 60_000 })
  assert.equal((await readSignUpPressure(store.read, late)).level, 'closed')
  assert.equal((await press('real4@example.org', late)).kind, 'closed', 'nobody works in vain')
  assert.equal((await press('real5@example.org', start + hour)).kind, 'taken')
})

test('a proof is ours, for this challenge, in time, and signed by either secret', async () => {
  const context = contextOf()
  const proof = await solve(await createProofChallenge(context, start))
  assert.match((await readProof(context, { proof, at: start })) ?? '', /^[0-9a-f]{64}$/)
  assert.equal(await readProof(context, { proof, at: start + proofMs }), null)
  const parsed = JSON.parse(proof)
  const easier = structuredClone(parsed)
  easier.challenge.parameters.data.until += 1
  const wrong = { ...parsed, solution: { ...parsed.solution, counter: parsed.solution.counter + 1 } }
  for (const forged of [easier, wrong, { ...parsed, solution: {} }, {}, null, []])
    assert.equal(await readProof(context, { proof: JSON.stringify(forged), at: start }), null)
  assert.equal(await readProof(context, { proof: '{', at: start }), null)
  const secrets = { current: new Uint8Array(32).fill(2), previous: context.secrets.current }
  assert.notEqual(await readProof({ secrets }, { proof, at: start }), null)
})

test('the queue is bounded, and says so honestly', async t => {
  const { store, press } = await place(t)
  const row = { marketing: 0, language: 'en', method: 'x', topics: '[]', asked_at: 1 }
  await store.write(async tx => {
    for (let from = 0; from < mostWaiting; from += 1_000) {
      const some = Array.from({ length: 1_000 }, (_, n) => `r${from + n}@example.org`)
      const rows = some.map(address => ({ ...row, address, address_key: address }))
      await tx.insertInto('sign_up_requests').values(rows).execute()
    }
  })
  assert.equal((await press('one-more@example.org', start)).kind, 'closed')
})

test('one domain gets its number of mails an hour, a big provider ten times as many', async t => {
  const { press, decide, mails } = await place(t, { domain: 2, burst: 1_000 })
  for (let n = 0; n < 5; n++) await press(`r${n}@small.example`, start)
  for (let n = 0; n < 25; n++) await press(`r${n}@gmail.com`, start)
  await decide()
  const to = (domain: string) => (sent: string) => sent.endsWith(domain)
  assert.equal((await mails()).filter(to('small.example')).length, 2)
  assert.equal((await mails()).filter(to('gmail.com')).length, 20)
  await press('r9@small.example', start + hour)
  await decide()
  assert.equal((await mails()).filter(to('small.example')).length, 3)
})

test('what serves no more is gone', async t => {
  const { store, press } = await place(t, { burst: 1 })
  await press('a@example.org', start, { clientAddress: '203.0.113.1' })
  await press('b@example.org', start, { clientAddress: '203.0.113.1' })
  await store.write(tx => purgeSignUps(tx, { at: start + 40 * 24 * hour, limit: 99 }))
  for (const table of ['sign_up_counts', 'sign_up_used', 'sign_up_alarms'] as const)
    assert.equal((await store.read.selectFrom(table).selectAll().execute()).length, 0, table)
})
