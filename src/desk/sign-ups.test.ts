import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type TestDesk, testDesk } from './test-desk.ts'

const hourMs = 3_600_000

/** As the guard leaves it. */
async function signUps(desk: TestDesk, taken: { unproven: number; proven?: number; waiting?: number }) {
  const at = desk.clock.now()
  const count = { key: '', period: at - (at % hourMs) }
  const request = { marketing: 0, language: 'en', method: 'site form', topics: '[]', asked_at: at }
  await desk.store.write(async tx => {
    await tx
      .insertInto('sign_up_counts')
      .values({ ...count, kind: 'unproven', count: taken.unproven })
      .execute()
    await tx
      .insertInto('sign_up_counts')
      .values({ ...count, kind: 'proven', count: taken.proven ?? 0 })
      .execute()
    for (let waits = 0; waits < (taken.waiting ?? 0); waits++)
      await tx
        .insertInto('sign_up_requests')
        .values({ ...request, address: `${waits}@example.org`, address_key: `${waits}@example.org` })
        .execute()
  })
}

const alarm = (desk: TestDesk, level: 'proof' | 'closed') => {
  const at = desk.clock.now()
  const row = { level, since: at - 60_000, until: at + 60_000 }
  return desk.store.write(tx => tx.insertInto('sign_up_alarms').values(row).execute())
}

const live = (page: string, name: string) => new RegExp(`data-live="${name}">([^<]*)<`).exec(page)?.[1]

test('on calm days the strip names how many signed up this hour, and nothing else is said', async t => {
  const desk = await testDesk(t)
  await signUps(desk, { unproven: 11, proven: 1 })
  const page = await (await desk.get('/desk')).text()
  assert.equal(live(page, 'signUps'), '12 sign-ups this hour')
  assert.equal(live(page, 'signUpsTitle'), '')
  assert.equal(live(page, 'signUpsAlarm'), '')
})

test('under pressure the desk says since when, how many, what is done about it, and what an editor can do', async t => {
  const desk = await testDesk(t)
  await signUps(desk, { unproven: 1_000, proven: 214, waiting: 3 })
  await alarm(desk, 'proof')
  const page = await (await desk.get('/desk')).text()
  assert.equal(live(page, 'signUps'), '')
  assert.match(live(page, 'signUpsTitle') ?? '', /^Unusually many sign-ups since .+ UTC$/)
  const words = live(page, 'signUpsAlarm') ?? ''
  assert.match(
    words,
    /^1,214 were taken this hour, 214 of them with a proof of work\. 3 wait for the mail to confirm\./,
  )
  assert.match(words, /each browser has to do a sum/)
  assert.match(words, /ask whoever runs the server to raise SIGN_UP_LIMITS/)
})

test('that the form is closed is said before that it asks for proofs, and both end by themselves', async t => {
  const desk = await testDesk(t)
  await signUps(desk, { unproven: 1_000, proven: 20_000 })
  await alarm(desk, 'proof')
  await alarm(desk, 'closed')
  const page = await (await desk.get('/desk')).text()
  assert.match(live(page, 'signUpsTitle') ?? '', /^Sign-ups are closed since/)
  assert.match(
    live(page, 'signUpsAlarm') ?? '',
    /the form asks everybody to come back later\. Alerts go out as always\./,
  )
  await desk.clock.advance(60_001)
  assert.equal(live(await (await desk.get('/desk')).text(), 'signUpsTitle'), '')
})

test('an open front page hears of it', async t => {
  const desk = await testDesk(t)
  await alarm(desk, 'proof')
  const { body } = await desk.get('/desk/events')
  const reader = body?.getReader()
  const first = new TextDecoder().decode((await reader?.read())?.value)
  assert.match(first, /"signUpsTitle":"Unusually many sign-ups since/)
  await reader?.cancel()
})
