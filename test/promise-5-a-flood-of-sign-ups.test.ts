/**
 * Promise 5 under a flood: 100,000 sign-ups from 10,000 networks, a real person now and then among them. The flood calls the
 * guard itself, as the page's and the API's handlers do with what they have parsed; `npm test` sends a twentieth of it, in the same
 * hour, `npm run prove` all. The people come through the page, solve what their browser would solve, and are taken.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Challenge, solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import { createFormToken, takeSignUp } from '../src/subscribers/index.ts'
import { decideBatch } from '../src/subscribers/sign-up/worker.ts'
import { fieldsOf } from './support/html-elements.ts'
import { proofSize } from './support/proof-size.ts'
import { type Site, startSite } from './support/site.ts'

const presses = proofSize(5_000, 100_000)
const networks = 10_000
const atOnce = 100
const people = 10
const spanMs = 50 * 60_000

test('promise 5: a flood sends at most what is configured, none twice to one address, and people still get in', async t => {
  const site = await startSite(t)
  const { signUpLimits: limits } = site.config
  const from = performance.now()
  const kinds = new Map<string, number>()
  const known: string[] = []
  for (let done = 0; done < presses; done += atOnce) {
    const batch = Array.from({ length: atOnce }, (_, n) => pressOfFlood(site, done + n))
    for (const { kind } of await Promise.all(batch)) kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
    await decideAll(site)
    await site.clock.advance(spanMs / (presses / atOnce))
    if (done % (presses / people) === presses / people / 2)
      known.push(await personSignsUp(site, known.length))
  }
  t.diagnostic(
    `${presses} presses in ${((performance.now() - from) / 1_000).toFixed(1)} s: ${JSON.stringify([...kinds])}`,
  )

  const mails = await site.store.read.selectFrom('outbox').select('recipient').execute()
  const recipients = mails.map(({ recipient }) => recipient)
  assert.equal(new Set(recipients).size, recipients.length, 'to no address more than one')
  for (const person of known) assert.ok(recipients.includes(person), person)
  const ofFlood = recipients.filter(recipient => !known.includes(recipient))
  assert.ok(ofFlood.length <= limits.unproven, `${ofFlood.length} mails, ${limits.unproven} are configured`)
  assert.ok(ofFlood.length >= limits.burst, 'the flood was one')
  const alarms = await site.store.read.selectFrom('sign_up_alarms').select('level').execute()
  assert.ok(alarms.length > 0, 'the desk hears of it')
})

/** Every third asks for one of a few victims, by another spelling each time. */
function pressOfFlood({ store, clock, subscribers, config }: Site, n: number) {
  const key = n % 3 ? `stranger${n}@flood${n % 500}.example` : `victim${n % 9}+${n}@example.org`
  const network = n % networks
  const at = clock.now()
  return takeSignUp(
    { store, subscribers, limits: config.signUpLimits },
    {
      input: { address: key, key },
      ...{ marketing: false, language: 'en', method: 'site form', topics: [], website: '', proof: '', at },
      clientAddress: `${20 + (network >> 8)}.${network & 255}.7.${n % 250}`,
      token: createFormToken(subscribers, { at: at - 5_000 }),
    },
  )
}

async function decideAll({ store, subscribers, config }: Site): Promise<void> {
  const parts = { store, subscribers, limits: config.signUpLimits }
  while ((await store.write(tx => decideBatch(tx, parts))) > 0);
}

async function personSignsUp(site: Site, number: number): Promise<string> {
  const address = `person${number}@people.example`
  const answer = await site.subscribe({ address })
  if (answer.status === 303) return address
  assert.equal(answer.status, 429)
  const page = await answer.text()
  const json = /data-challenge="([^"]+)"/.exec(page)?.[1]?.replaceAll('&quot;', '"') ?? ''
  const challenge: Challenge = JSON.parse(json)
  const solution = await solveChallenge({ challenge, deriveKey })
  const fields = { ...fieldsOf(page), proof: JSON.stringify({ challenge, solution }) }
  assert.equal((await site.subscribe(fields)).status, 303)
  return address
}
