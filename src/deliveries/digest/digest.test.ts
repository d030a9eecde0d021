import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import pino from 'pino'
import {
  addSubscribers,
  advanceUntil,
  setAlertState,
  stopFirst,
  testContext,
  testSecrets,
} from '../../../test/support/deliver-fixture.ts'
import { createFakeClock } from '../../../test/support/fake-clock.ts'
import { freshStore } from '../../../test/support/store.ts'
import { recordPress } from '../../alerts/index.ts'
import { createDays } from '../limits/test-days.ts'
import { peopleOf } from '../people.ts'
import { countsOf } from '../read-counts.ts'
import { createDigestWorker } from './digest-worker.ts'

const hour = 3_600_000
const noon = Date.UTC(2026, 5, 1, 12)
/** Six in the evening, UTC. */
const digestTime = noon + 6 * hour

/** Readers who chose to get nothing but the digest, after `plain` who chose nothing. */
async function freshDays(t: Parameters<typeof freshStore>[0], readers: number, plain = 0) {
  const store = await freshStore(t)
  const days = createDays(store)
  const ids = await addSubscribers(store, plain + readers)
  const limited = ids.slice(plain)
  for (const id of limited) await days.choose(id, { dailyMost: 0 }, noon)
  const out = async (wish: Parameters<typeof days.alert>[0]) => {
    const id = await days.alert(wish)
    await days.freeze(id, wish.at)
    await days.send(id, wish.at)
    await store.write(tx =>
      tx
        .updateTable('alerts')
        .set({ state: 'sent' })
        .where('id', '=', id)
        .where('state', '=', 'sending')
        .execute(),
    )
    return id
  }
  const digests = () =>
    store.read.selectFrom('outbox').selectAll().where('kind', '=', 'digest').orderBy('id').execute()
  const got = (alertId: number) =>
    days.started.filter(mail => mail.alertId === alertId).map(({ subscriberId }) => subscriberId)
  return { store, days, ids, limited, out, digests, got }
}

test('what was held comes as one mail, the most urgent first, follow-ups under what they follow', async t => {
  const { days, limited, out, digests, got, store } = await freshDays(t, 1)
  const quiet = await out({ at: noon, priority: 'developing', headline: 'A small thing' })
  const first = await out({ at: noon + 1, headline: 'The dam holds' })
  const update = await out({ at: noon + 2, kind: 'update', follows: first, headline: 'The dam still holds' })
  await days.digests(digestTime - 1)
  assert.deepEqual(await digests(), [])
  await days.digests(digestTime)
  const [mail, more] = await digests()
  assert.ok(mail && !more)
  const order = ['The dam holds', 'The dam still holds', 'A small thing'].map(words =>
    mail.text.indexOf(words),
  )
  assert.deepEqual(
    order,
    order.toSorted((one, other) => one - other),
  )
  assert.ok(order.every(place => place >= 0))
  assert.match(mail.subject, /The dam holds/)
  const { html, headers } = mail
  assert.match(html ?? '', /<h2 lang="en" dir="ltr"[^>]*>The dam still holds<\/h2>/)
  assert.match(mail.text, /http:\/\/localhost:8080\/choices\/[\w.-]+/)
  assert.match(headers ?? '', /List-Unsubscribe":"<http:\/\/localhost:8080\/unsubscribe\//)
  assert.match(headers ?? '', /One-Click/)
  for (const id of [quiet, first, update]) {
    assert.deepEqual(got(id), [])
    const books = (await countsOf(store.read, [id])).get(id)
    assert.deepEqual([books?.held, books?.audience], [1, 0])
  }
  assert.deepEqual(
    days.started.map(({ subscriberId }) => subscriberId),
    limited,
  )
  await days.digests(digestTime + 48 * hour)
  assert.equal((await digests()).length, 1)
})

test('a correction replaces what still waits, and a retraction takes it out', async t => {
  const { days, out, digests, got } = await freshDays(t, 1, 1)
  const wrong = await out({ at: noon, headline: 'Ten are dead' })
  const never = await out({ at: noon, headline: 'Never happened' })
  const correction = await out({ at: noon + 1, kind: 'correction', follows: wrong, headline: 'Two are dead' })
  await out({ at: noon + 1, kind: 'retraction', follows: never, headline: 'It did not happen' })
  assert.equal(got(correction).length, 1, 'who had it by mail hears at once')
  await days.digests(digestTime)
  const [mail] = await digests()
  assert.match(mail?.text ?? '', /Corrected\nTraffic/)
  assert.match(mail?.text ?? '', /Two are dead/)
  assert.doesNotMatch(`${mail?.text} ${mail?.html} ${mail?.subject}`, /Ten are dead|happen/)
})

test('an update comes by no digest from which the alert that it follows was left out', async t => {
  const { store, days, out, digests } = await freshDays(t, 1)
  const [wrong, stopped, amended] = [
    await out({ at: noon }),
    await out({ at: noon }),
    await out({ at: noon }),
  ]
  const correction = await out({ at: noon + 1, kind: 'correction', follows: amended })
  for (const follows of [wrong, stopped, correction]) {
    const update = await out({ at: noon + 2, kind: 'update', follows, headline: 'More of it' })
    await out({ at: noon + 3, kind: 'update', follows: update, headline: 'Still more of it' })
  }
  for (const follows of [wrong, correction]) await out({ at: noon + 4, kind: 'retraction', follows })
  await setAlertState(store, stopped, 'stopped')
  await store.write(tx => recordPress(tx, { alertId: stopped, by: 'editor:test', action: 'stop', at: noon }))
  await days.digests(digestTime)
  assert.deepEqual(await digests(), [])
})

test('an update comes under what it follows as that stands now, also where it follows a correction', async t => {
  const { days, out, digests } = await freshDays(t, 1)
  const wrong = await out({ at: noon, headline: 'Ten are dead' })
  const correction = await out({ at: noon + 1, kind: 'correction', follows: wrong, headline: 'Two are dead' })
  await out({ at: noon + 2, kind: 'update', follows: correction, headline: 'All are found' })
  await days.digests(digestTime)
  const [mail] = await digests()
  assert.match(mail?.text ?? '', /Two are dead.*All are found/s)
})

test('promise 9: a correction goes to those whose digest brought the original, at any hour, and to nobody twice', async t => {
  const { store, days, limited, out, got } = await freshDays(t, 3, 2)
  const wrong = await out({ at: noon, headline: 'Ten are dead' })
  await days.digests(digestTime)
  await days.choose(limited[0] ?? 0, { dailyMost: 0, quiet: { from: 0, to: 1_439 } }, noon)
  await store.write(tx =>
    tx
      .updateTable('subscribers')
      .set({ state: 'left' })
      .where('id', '=', limited[1] ?? 0)
      .execute(),
  )
  const correction = await out({
    at: digestTime + 1,
    kind: 'correction',
    follows: wrong,
    headline: 'Two are dead',
  })
  const expected = [...got(wrong), limited[0] ?? 0, limited[2] ?? 0]
  assert.deepEqual(got(correction).toSorted(), expected.toSorted())
  const again = await out({
    at: digestTime + 2,
    kind: 'correction',
    follows: correction,
    headline: 'One is dead',
  })
  assert.deepEqual(got(again).toSorted(), expected.toSorted())
})

test('promise 9: whose digest brought the corrected words before the correction came to them gets them once', async t => {
  const { days, ids, out, got } = await freshDays(t, 1, 1)
  const wrong = await out({ at: noon, headline: 'Ten are dead' })
  const wish = { at: digestTime - 1, kind: 'correction', follows: wrong, headline: 'Two are dead' } as const
  const correction = await days.alert(wish)
  await days.digests(digestTime)
  await days.freeze(correction, digestTime + 1)
  await days.send(correction, digestTime + 1)
  assert.deepEqual(got(correction), ids.slice(0, 1))
  const again = await out({ ...wish, at: digestTime + 2, follows: correction, headline: 'One is dead' })
  assert.deepEqual(got(again), ids)
})

test('promise 9: what corrects a correction reaches those whose digest brought its words', async t => {
  const { days, limited, out, got } = await freshDays(t, 1)
  const wrong = await out({ at: noon, headline: 'Ten are dead' })
  const correction = await out({ at: noon + 1, kind: 'correction', follows: wrong, headline: 'Two are dead' })
  await days.digests(digestTime)
  const again = await out({
    at: digestTime + 1,
    kind: 'correction',
    follows: correction,
    headline: 'One is dead',
  })
  assert.deepEqual(got(again), limited)
})

test('promise 9: so does what corrects one before that, which the digest had passed over', async t => {
  const { days, limited, out, got } = await freshDays(t, 1)
  const wrong = await out({ at: noon, headline: 'Ten are dead' })
  const first = await out({ at: noon + 1, kind: 'correction', follows: wrong, headline: 'Five are dead' })
  await out({ at: noon + 2, kind: 'correction', follows: first, headline: 'Four are dead' })
  await days.digests(digestTime)
  const later = { at: digestTime + 1, kind: 'correction', follows: first, headline: 'Two are dead' } as const
  assert.deepEqual(got(await out(later)), limited)
})

test('an update goes to whose digest brought the original, by their limits, and not to who muted it since', async t => {
  const { days, limited, out, got, digests } = await freshDays(t, 3)
  const first = await out({ at: noon, headline: 'The dam holds' })
  await days.digests(digestTime)
  const [open = 0, muted = 0, held = 0] = limited
  await days.choose(open, { dailyMost: 1 }, digestTime)
  await days.choose(muted, { dailyMost: 1, muted: [{ thread: first }] }, digestTime)
  const update = await out({ at: digestTime + 1, kind: 'update', follows: first, headline: 'It broke' })
  assert.deepEqual(got(update), [open])
  await days.digests(digestTime + 24 * hour)
  assert.deepEqual(
    (await digests()).slice(3).map(({ subscriber_id }) => subscriber_id),
    [held],
  )
})

test('what the desk has stopped comes by no digest either', async t => {
  const { store, days, out, digests } = await freshDays(t, 1)
  const id = await out({ at: noon, headline: 'Stop this' })
  await setAlertState(store, id, 'stopped')
  await store.write(tx => recordPress(tx, { alertId: id, by: 'editor:test', action: 'stop', at: noon }))
  await days.digests(digestTime)
  assert.deepEqual(await digests(), [])
})

test('promise 9: what a digest left out, because it was stopped or taken back, was not got by it', async t => {
  const { store, days, out, got, digests } = await freshDays(t, 1, 1)
  const stopped = await out({ at: noon, headline: 'Stop this' })
  await out({ at: noon, headline: 'The dam holds' })
  await setAlertState(store, stopped, 'stopped')
  await store.write(tx => recordPress(tx, { alertId: stopped, by: 'editor:test', action: 'stop', at: noon }))
  await days.digests(digestTime)
  assert.equal((await digests()).length, 1)
  const held = await store.read
    .selectFrom('held_alerts')
    .select('state')
    .where('alert_id', '=', stopped)
    .executeTakeFirst()
  assert.equal(held?.state, 'dropped')
  const correction = await out({
    at: digestTime + 1,
    kind: 'correction',
    follows: stopped,
    headline: 'Right',
  })
  assert.deepEqual(got(correction), got(stopped), 'nobody who never had it')
})

test('who paused gets the digest after the pause; who left, or is suppressed, gets none', async t => {
  const { store, days, limited, out, digests } = await freshDays(t, 3)
  await out({ at: noon })
  const [paused = 0, left = 0, suppressed = 0] = limited
  await days.choose(paused, { dailyMost: 0, pausedUntil: digestTime + 1 }, noon)
  await store.write(async tx => {
    await tx.updateTable('subscribers').set({ state: 'left' }).where('id', '=', left).execute()
    await tx.updateTable('subscribers').set({ suppressed: 1 }).where('id', '=', suppressed).execute()
  })
  await days.digests(digestTime)
  await days.digests(digestTime + 24 * hour)
  const mails = await digests()
  // The list of suppressed addresses itself is empty here: the last look before it leaves goes by the row.
  assert.deepEqual(
    days.started.map(({ subscriberId }) => subscriberId),
    [paused],
  )
  assert.deepEqual(
    mails.filter(({ subscriber_id }) => subscriber_id === left),
    [],
  )
  const waiting = await store.read.selectFrom('waiting_digests').selectAll().execute()
  assert.deepEqual(waiting, [])
})

test('a digest whose turn comes in quiet hours waits for their end, and does not leave to who left meanwhile', async t => {
  const { store, days, limited, out, digests } = await freshDays(t, 2)
  await out({ at: noon })
  const [quiet = 0, left = 0] = limited
  await days.choose(quiet, { dailyMost: 0, quiet: { from: 18 * 60 + 1, to: 7 * 60 } }, noon)
  await store.write(tx => tx.updateTable('outbox').set({ state: 'queued' }).execute())
  const due = await days.compose(digestTime)
  assert.equal(due, 2)
  await store.write(tx =>
    tx.updateTable('subscribers').set({ state: 'left' }).where('id', '=', left).execute(),
  )
  // The relay was away for a minute.
  await days.digests(digestTime + 60_000)
  assert.deepEqual(days.started, [])
  assert.deepEqual((await digests()).map(({ state }) => state).toSorted(), ['queued', 'refused'])
  await days.digests(Date.UTC(2026, 5, 2, 7))
  assert.deepEqual(
    days.started.map(({ subscriberId }) => subscriberId),
    [quiet],
  )
})

test('processes that take digests at once, and one that ends in the middle, make one digest of each held alert', async t => {
  const { store, days, out, digests, limited } = await freshDays(t, 12)
  const id = await out({ at: noon })
  await assert.rejects(
    store.write(async tx => {
      await days.composeOne(tx, digestTime)
      throw new Error('killed')
    }),
    /killed/,
  )
  await Promise.all([1, 2, 3, 4].map(() => days.compose(digestTime)))
  const mails = await digests()
  assert.deepEqual(
    mails.map(({ subscriber_id }) => subscriber_id ?? 0).toSorted((one, other) => one - other),
    limited,
  )
  const held = await store.read.selectFrom('held_alerts').selectAll().where('alert_id', '=', id).execute()
  assert.deepEqual(new Set(held.map(({ mail_id }) => mail_id)), new Set(mails.map(mail => mail.id)))
})

test('two alerts that are frozen at once do not both take the last place', async t => {
  const { store, days, limited } = await freshDays(t, 8)
  for (const id of limited) await days.choose(id, { dailyMost: 1 }, noon)
  const [one, other] = [await days.alert({ at: noon }), await days.alert({ at: noon })]
  await Promise.all([days.freeze(one, noon), days.freeze(other, noon)])
  const books = await countsOf(store.read, [one, other])
  const [first, second] = [books.get(one), books.get(other)]
  assert.equal((first?.queued ?? 0) + (second?.queued ?? 0), 8)
  assert.equal((first?.held ?? 0) + (second?.held ?? 0), 8)
})

test('who sets a limit has had what they had: the mails of the last 24 hours count', async t => {
  const { days, out, got } = await freshDays(t, 0, 1)
  const first = await out({ at: noon })
  const [reader = 0] = got(first)
  await days.choose(reader, { dailyMost: 1 }, noon + 1)
  assert.deepEqual(got(await out({ at: noon + 2 })), [])
  assert.deepEqual(got(await out({ at: noon + 24 * hour })), [reader])
})

test('a digest that cannot be composed holds up nobody else’s, and is tried again', async t => {
  const { store, limited, out, digests } = await freshDays(t, 2)
  await out({ at: noon })
  const people = peopleOf(testSecrets)
  let broken = limited[0]
  const readForDelivery: typeof people.readForDelivery = async (read, ids) => {
    if (ids.some(id => id === broken)) throw new Error('this one cannot be read')
    return people.readForDelivery(read, ids)
  }
  const clock = createFakeClock(digestTime)
  const worker = createDigestWorker({
    ...{ store, clock, log: pino({ level: 'silent' }), random: randomBytes, context: testContext },
    people: { ...people, readForDelivery },
  })
  const stops = stopFirst(t)
  worker.start()
  stops.after(() => worker.stop())
  const have = async () => (await digests()).map(mail => mail.subscriber_id)
  await advanceUntil(clock, async () => (await have()).length > 0)
  assert.deepEqual(await have(), [limited[1]])
  broken = undefined
  await clock.advance(600_000)
  await advanceUntil(clock, async () => (await have()).length > 1)
})
