import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { haltAlert, sendAlert } from '../alerts/index.ts'
import type { DeliveryState } from '../deliveries/index.ts'
import { type TestDesk, testDesk } from './test-desk.ts'

type Counts = Partial<Record<DeliveryState | 'audience', number>>

async function goingOut(t: TestContext, counts: Counts): Promise<{ desk: TestDesk; id: number }> {
  const desk = await testDesk(t)
  const id = await desk.draft()
  const at = desk.clock.now()
  await desk.store.write(tx => sendAlert(tx, { id, by: 'editor:Ada', at, people: 10 }))
  const none = { queued: 0, sending: 0, accepted: 0, deferred: 0, refused: 0, uncertain: 0 }
  await desk.store.write(tx =>
    tx
      .insertInto('audiences')
      .values({
        ...{ alert_id: id, frozen: 1, audience: 1_000, ...none, suppressed: 0, withdrawn: 0, resent: 0 },
        ...{ first_accepted_at: null, last_accepted_at: null, ...counts },
      })
      .execute(),
  )
  return { desk, id }
}

async function nowCounts({ store }: TestDesk, id: number, counts: Counts): Promise<void> {
  await store.write(async tx => {
    await tx.updateTable('audiences').set(counts).where('alert_id', '=', id).execute()
    tx.wake('deliveries')
  })
}

async function addDelivery({ store }: TestDesk, row: Record<string, unknown>): Promise<void> {
  const fixed = { subscriber_id: 1, chunk: 1, attempts: 1, resent: 0, updated_at: 1 }
  await store.write(tx =>
    tx
      .insertInto('deliveries')
      // A test's row is as complete as the test says.
      .values({ ...fixed, ...row } as never)
      .execute(),
  )
}

async function setMeta({ store }: TestDesk, key: string, value: unknown): Promise<void> {
  await store.write(tx =>
    tx
      .insertInto('meta')
      .values({ key, value: JSON.stringify(value) })
      .execute(),
  )
}

const liveText = (page: string, name: string) =>
  new RegExp(`data-live="${name}"[^>]*>([^<]*)<`).exec(page)?.[1]?.replaceAll('&#39;', "'")

function textsOf(stream: Response) {
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader()
  return {
    async next(): Promise<Record<string, string>> {
      for (;;) {
        const chunk = (await reader?.read())?.value ?? 'data: {"text":{"end":"it ended"}}'
        // Heartbeats lie between.
        if (chunk.startsWith('data: ')) return JSON.parse(chunk.slice('data: '.length)).text
      }
    },
  }
}

/** Moves time until the page hears such a text; `meanwhile` happens at every step. */
async function hears(
  desk: TestDesk,
  events: ReturnType<typeof textsOf>,
  { name, like, meanwhile }: { name: string; like: RegExp; meanwhile?: () => Promise<void> },
): Promise<void> {
  let text = ''
  let over = false
  const heard = (async () => {
    while (!over) {
      text = (await events.next())[name] ?? 'the end'
      over = like.test(text) || text === 'the end'
    }
  })()
  while (!over) {
    await meanwhile?.()
    // Time stands still while the page reads, however slow a database is.
    if (desk.clock.pendingWaits() > 0) await desk.clock.advance(200)
    await new Promise(resolve => setImmediate(resolve))
  }
  await heard
  assert.match(text, like)
}

test('why an alert paused by itself stands on its page, with what to press, and on the front page', async t => {
  const { desk, id } = await goingOut(t, { queued: 1_000 })
  const note = 'paused by itself: 6 of the last 100 mails were refused'
  await desk.store.write(tx => haltAlert(tx, { id, to: 'paused', note }))
  const page = await (await desk.get(`/desk/alerts/${id}`)).text()
  assert.equal(liveText(page, 'note'), note)
  assert.match(page, /Resume, and it goes on to those who still wait/)
  assert.ok((await (await desk.get('/desk')).text()).includes(note))
})

test('what was put off: how many, when the next try is, by which schedule, and when tries end', async t => {
  const { desk, id } = await goingOut(t, { accepted: 988, deferred: 12 })
  const at = desk.clock.now()
  await addDelivery(desk, { alert_id: id, state: 'deferred', due_at: at + 60_000, first_attempt_at: at })
  const page = await (await desk.get(`/desk/alerts/${id}`)).text()
  assert.equal(
    liveText(page, 'tries'),
    '12 deliveries were put off. The next try is due at 1 Jan, 00:01:00 UTC. The last tries end about 2 Jan, 00:00 UTC.',
  )
  assert.equal(
    liveText(page, 'schedule'),
    'Each is tried again after 1, 2, 5, 10, 20 and 40 minutes, then every 60, for 24 hours.',
  )
  await desk.post(`/desk/alerts/${id}/pause`)
  const paused = await (await desk.get(`/desk/alerts/${id}`)).text()
  assert.match(liveText(paused, 'tries') ?? '', /put off\. None is tried again while it is paused\. The last/)
})

test('the next try moves on the open page', async t => {
  const { desk, id } = await goingOut(t, { accepted: 999, deferred: 1 })
  const at = desk.clock.now()
  await addDelivery(desk, { alert_id: id, state: 'deferred', due_at: at + 15_000, first_attempt_at: at })
  const events = textsOf(await desk.get(`/desk/alerts/${id}/events`))
  assert.match((await events.next())['tries'] ?? '', /The next try is due at 1 Jan, 00:00:15 UTC\./)
  await hears(desk, events, { name: 'tries', like: /The next try is due now\./ })
})

test('nothing is said of tries when none is to come', async t => {
  const { desk, id } = await goingOut(t, { accepted: 990, uncertain: 10 })
  const page = await (await desk.get(`/desk/alerts/${id}`)).text()
  assert.equal(liveText(page, 'tries'), '')
})

test('how fast it goes, and how long it still takes, is measured on the open page', async t => {
  const { desk, id } = await goingOut(t, { queued: 1_000 })
  const events = textsOf(await desk.get(`/desk/alerts/${id}/events`))
  assert.equal((await events.next())['speed'], '')
  let done = 0
  const meanwhile = async () => {
    done = Math.min(done + 1, 900)
    await nowCounts(desk, id, { queued: 1_000 - done, accepted: done })
  }
  await hears(desk, events, { name: 'speed', like: /^About .+ a (second|minute), .+ to go$/, meanwhile })
})

test('a standstill is said within seconds, although nothing wakes the page', async t => {
  const { desk, id } = await goingOut(t, { queued: 1_000 })
  const events = textsOf(await desk.get(`/desk/alerts/${id}/events`))
  await events.next()
  const startedAt = desk.clock.now()
  await hears(desk, events, { name: 'speed', like: /^Standing still/ })
  assert.ok(desk.clock.now() - startedAt < 15_000, 'before the next heartbeat')
})

test('while no mail can leave, the alert’s page says why instead of how fast', async t => {
  const { desk, id } = await goingOut(t, { queued: 1_000 })
  await setMeta(desk, 'relay-problem', { reason: 'the relay is out of reach', permanent: false, since: 0 })
  const page = await (await desk.get(`/desk/alerts/${id}`)).text()
  assert.equal(liveText(page, 'noMail'), 'No mail is leaving: the relay is out of reach')
})

test('why deliveries were refused stands in a table with the answer; without refusals there is none', async t => {
  const { desk, id } = await goingOut(t, { queued: 1_000 })
  const before = await (await desk.get(`/desk/alerts/${id}`)).text()
  assert.doesNotMatch(before, /Why they were refused/)
  const reason = 'the relay answered 550 5.1.1 to RCPT'
  await addDelivery(desk, { alert_id: id, state: 'refused', smtp_code: 550, smtp_status: '5.1.1', reason })
  await nowCounts(desk, id, { queued: 999, refused: 1 })
  const page = await (await desk.get(`/desk/alerts/${id}`)).text()
  assert.match(page, /<td>there is no such mailbox<\/td><td class="number">550 5\.1\.1<\/td><td[^>]*>1</)
})

test('the front page names what is slowed, with what it is and was, and forgets it as it recovers', async t => {
  const desk = await testDesk(t)
  const at = desk.clock.now()
  await desk.store.write(tx =>
    tx
      .insertInto('paces')
      .values({
        ...{ scope: 'gmail.com', next_slot_us: 0, slowed_at: at, fell_at: at },
        ...{ fallen_per_hour: 36_000, recovered_per_hour: 72_000 },
      })
      .execute(),
  )
  const page = await (await desk.get('/desk')).text()
  assert.equal(liveText(page, 'heldUp'), 'gmail.com: 10 a second, otherwise 20 a second')
  const events = textsOf(await desk.get('/desk/events'))
  await hears(desk, events, { name: 'heldUp', like: /: 13 a second,/ })
  await desk.clock.advance(600_000)
  assert.equal(liveText(await (await desk.get('/desk')).text(), 'heldUp'), '')
})

test('a fence is said before the relay, and either before slow domains', async t => {
  const desk = await testDesk(t)
  const at = desk.clock.now()
  const said = async () => {
    const page = await (await desk.get('/desk')).text()
    return ['mailWell', 'noMail', 'heldUp'].map(name => liveText(page, name))
  }
  assert.deepEqual(await said(), ['Mail goes out', '', ''])
  await setMeta(desk, 'relay-problem', { reason: 'the relay is out of reach', permanent: false, since: 0 })
  assert.deepEqual(await said(), ['', 'No mail is leaving: the relay is out of reach', ''])
  await setMeta(desk, 'send-fence', { databaseAt: 0, sentAt: at, noticedAt: at })
  const [well, fenced, heldUp] = await said()
  assert.match(fenced ?? '', /^No mail is leaving: the database was restored .* of 1 Jan, 00:00:00 UTC\./)
  assert.deepEqual([well, heldUp], ['', ''])
})
