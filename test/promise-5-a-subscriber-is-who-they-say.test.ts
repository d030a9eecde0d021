/**
 * Promise 5: a subscriber is who they say. Alerts begin with the press behind the mailed link, the form answers
 * everybody alike, and it cannot be used to fill a stranger's inbox.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { suppress, unsubscribeToken } from '../src/subscribers/index.ts'
import { type Newsroom, startNewsroom } from './support/newsroom.ts'
import { contextOf } from './support/open-place.ts'
import { pollUntil } from './support/poll-until.ts'

const behindProxy = { TRUST_PROXY: '127.0.0.0/8' }
const bombs = 300

test('promise 5: only who confirmed is sent an alert, and every state is answered with the same bytes', async t => {
  const newsroom = await startNewsroom(t, { env: behindProxy, readers: ['left@example.org'] })
  for (const known of ['known@example.org', 'suppressed@example.org', 'late@example.org']) {
    const path = await newsroom.signUp(known)
    assert.equal((await newsroom.post(path)).status, 200)
  }
  await newsroom.signUp('pending@example.org')
  await suppressAddress(newsroom, 'suppressed@example.org')
  await leave(newsroom, 'left@example.org')
  await leave(newsroom, 'late@example.org')

  const answers = new Map<string, string>()
  for (const who of ['new', 'pending', 'known', 'left', 'late', 'suppressed'])
    answers.set(who, await wholeAnswer(newsroom, `${who}@example.org`))
  for (const [who, answer] of answers) assert.equal(answer, answers.get('new'), who)
  const page = await newsroom.get(/location: (\S+)/.exec(answers.get('new') ?? '')?.[1] ?? '')
  assert.equal(page.status, 200)
  assert.doesNotMatch(await page.text(), /example\.org/, 'the answer names no address')

  const id = await newsroom.send()
  const { audience } = await newsroom.untilState(id, 'sent')
  const alerted = newsroom.sink.messages.filter(({ headers }) => headers.has('list-unsubscribe'))
  assert.deepEqual(
    alerted.flatMap(message => message.envelopeTo),
    ['known@example.org'],
  )
  assert.ok(audience <= 2, `the audience is ${audience}: known, and suppressed as such`)
})

test('promise 5: 300 posts of one inbox by every spelling make one mail; who really wants alerts still gets in', async t => {
  // Without the other limits: of the inbox's own.
  const env = { ...behindProxy, SIGN_UP_LIMITS: 'burst: 10000/min' }
  const newsroom = await startNewsroom(t, { env })
  const spellings = Array.from({ length: bombs }, (_, n) => spelling('victim.inbox', n))
  assert.ok(new Set(spellings).size > 250)
  await Promise.all(
    [0, 1, 2, 3].map(async worker => {
      for (let n = worker; n < bombs; n += 4) {
        const from = { 'x-forwarded-for': `198.51.${n % 250}.${worker + 1}` }
        const answer = await newsroom.subscribe({ address: spellings[n] ?? '' }, from)
        assert.equal(answer.status, 303)
      }
    }),
  )
  const path = await newsroom.signUp('someone.else@example.net')
  assert.match(await (await newsroom.post(path)).text(), /You are signed up/)
  await pollUntil('every mail to be sent', async () => (await unsentMails(newsroom)) === 0)
  const toVictim = newsroom.sink.messages.flatMap(message => message.envelopeTo).filter(isVictim)
  assert.equal(toVictim.length, 1, toVictim.join(', '))
})

test('promise 5: the mail to confirm holds nothing that the requester wrote but the address it goes to', async t => {
  const newsroom = await startNewsroom(t)
  const payload = 'buy-this-now'
  const form = { name: payload, subject: payload, message: payload, language: payload, marketing: payload }
  const headers = {
    'user-agent': payload,
    referer: `https://${payload}.example/`,
    'accept-language': payload,
  }
  await newsroom.subscribe({ address: 'stranger@example.org', ...form }, headers)
  await newsroom.subscribe({ address: `a b <${payload}@x>, stranger@example.org` }, headers)
  await newsroom.subscribe({ address: `stranger@example.org\r\nSubject: ${payload}` }, headers)
  await newsroom.signUp('the.second@example.org')
  const mails = await newsroom.inbox('stranger@example.org')
  assert.equal(mails.length, 1)
  assert.equal(newsroom.sink.messages.length, 2, 'what is no address is mailed nothing')
  for (const { raw } of newsroom.sink.messages) assert.ok(!raw.includes(payload))
  const parts = [mails[0]?.mail.subject, mails[0]?.mail.text].join('\n')
  assert.doesNotMatch(parts, /stranger/, 'not even the address stands in it')
})

/** Status, headers but the date, and body, of the answer to a sign-up. */
async function wholeAnswer({ subscribe }: Newsroom, address: string): Promise<string> {
  const answer = await subscribe({ address }, { 'x-forwarded-for': '203.0.113.9' })
  const headers = [...answer.headers].filter(([name]) => name !== 'date').map(pair => pair.join(': '))
  return [answer.status, ...headers, await answer.text()].join('\n')
}

/** Dots, plus-parts and capitals as only one who knows the inbox would put them. */
function spelling(local: string, n: number): string {
  const dotted = [...local.replace('.', '')].map((letter, at) =>
    (n >> at) & 1 && at ? `.${letter}` : letter,
  )
  const cased = n % 3 ? dotted.join('') : dotted.join('').toUpperCase()
  return `${cased}${n % 2 ? `+${n}` : ''}@${n % 5 ? 'example.org' : 'EXAMPLE.org'}`
}

function isVictim(address: string): boolean {
  return (address.split(/[+@]/)[0] ?? '').replaceAll('.', '').toLowerCase() === 'victiminbox'
}

async function suppressAddress(newsroom: Newsroom, address: string): Promise<void> {
  const wish = { address, reason: 'complaint', at: Date.now() } as const
  await newsroom.store.write(tx => suppress(tx, contextOf(newsroom.env), wish))
}

async function leave(newsroom: Newsroom, address: string): Promise<void> {
  const { id } = await newsroom.store.read
    .selectFrom('subscribers')
    .select('id')
    .where('address', '=', address)
    .executeTakeFirstOrThrow()
  const answer = await newsroom.post(`/unsubscribe/${unsubscribeToken(contextOf(newsroom.env), id)}`)
  assert.equal(answer.status, 200)
}

async function unsentMails({ store }: Newsroom): Promise<number> {
  const waiting = store.read.selectFrom('outbox').select('id').where('state', '!=', 'accepted')
  return (await waiting.execute()).length
}
