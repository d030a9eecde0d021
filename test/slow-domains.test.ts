/**
 * A recipient domain that answers slowly holds up nobody else, and holds little in memory: what cannot go waits in
 * the ledger, out of its sender's hands. Once it is quick again its mail goes as everybody's.
 */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { pollUntil } from './support/poll-until.ts'
import { proofSize } from './support/proof-size.ts'
import { type Senders, startSenders } from './support/senders.ts'
import { domainOf } from './support/sink-watch.ts'

const readers = proofSize(6_000, 40_000)
const connections = 20
const heldMs = 4_000
/** In a sender's hands besides: the stock of the slow domains, and what is on connections. */
const mostHeld = 300

const places = { 'a RCPT': { recipient: heldMs, dot: 0 }, 'the final dot': { recipient: 0, dot: heldMs } }

for (const [place, held] of Object.entries(places))
  test(`40 % go to a domain that answers ${place} after seconds: everybody else has it first`, async t => {
    const { senders, id } = await sendWithSlow(t, ['slow.example'], held)
    assertHandful(senders, ['slow.example'], await untilOthersHaveIt(senders))
    await assertParked(senders, id)
  })

test('two slow domains together hold up nobody either, and are quick as soon as they answer quickly', async t => {
  const slow = ['slow.example', 'tarpit.example']
  const { senders, id } = await sendWithSlow(t, slow, places['a RCPT'])
  assertHandful(senders, slow, await untilOthersHaveIt(senders))
  await assertParked(senders, id)

  const quickAt = Date.now()
  senders.sink.heldMs = () => ({ recipient: 0, dot: 0 })
  await senders.untilState(id, 'sent')
  const reached = senders.sink.accepted.map(({ recipient }) => recipient)
  assert.equal(new Set(reached).size, readers)
  assert.equal(reached.length, readers)
  // What was held when they became quick still takes its time.
  const flowing = senders.sink.accepted.filter(({ accepted }) => (accepted?.at ?? 0) > quickAt)
  const tookMs = (flowing.at(-1)?.accepted?.at ?? 0) - quickAt
  t.diagnostic(`${flowing.length} parked ones in ${tookMs} ms`)
})

/** Two of five, evenly mixed, go to the slow ones. */
async function sendWithSlow(
  t: TestContext,
  slow: readonly string[],
  held: { recipient: number; dot: number },
): Promise<{ senders: Senders; id: string }> {
  const addresses = Array.from({ length: readers }, (_, n) => {
    const domain = n % 5 < 2 ? slow[n % slow.length] : `others${n % 3}.example`
    return `reader${n}@${domain}`
  })
  const senders = await startSenders(t, { readers: addresses, connections })
  const none = { recipient: 0, dot: 0 }
  senders.sink.heldMs = domain => (slow.includes(domain) ? held : none)
  return { senders, id: await senders.send() }
}

const isSlow = (recipient: string) => /@(slow|tarpit)\./.test(recipient)

/** Returns how long it took. */
async function untilOthersHaveIt({ sink }: Senders): Promise<number> {
  const others = (readers / 5) * 3
  const from = Date.now()
  await pollUntil('everybody else to have it', async () => {
    return sink.accepted.filter(({ recipient }) => !isSlow(recipient)).length === others
  })
  return Date.now() - from
}

/** Before it is known as slow a domain may have all connections, and then half of them: as often as that time has room for. */
function assertHandful({ sink }: Senders, slow: readonly string[], tookMs: number): void {
  const handful = connections + (connections / 2) * Math.ceil(tookMs / heldMs)
  for (const domain of slow) {
    const accepted = sink.accepted.filter(({ recipient }) => domainOf(recipient) === domain)
    assert.ok(accepted.length <= handful, `${accepted.length} of ${domain} in ${tookMs} ms`)
  }
}

/** Nearly all that is slow waits in the ledger, and the chunks it came from are done with. */
async function assertParked({ store }: Senders, id: string): Promise<void> {
  await pollUntil('what cannot go to be parked', async () => {
    const counts = await store.read
      .selectFrom('deliveries')
      .select(({ fn }) => fn.countAll<number>().as('left'))
      .select(({ fn }) => fn.count<number>('parked').filterWhere('lease_until', 'is', null).as('parked'))
      .where('alert_id', '=', Number(id))
      .where('state', 'in', ['queued', 'sending'])
      .executeTakeFirstOrThrow()
    return counts.left - counts.parked <= mostHeld && counts
  })
}
