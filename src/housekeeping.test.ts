import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { pino } from 'pino'
import { pollUntil } from '../test/support/poll-until.ts'
import { type Site, startSite } from '../test/support/site.ts'
import { freshStorePlace } from '../test/support/store-place.ts'
import { tell } from './alerts/rules/test-news.ts'
import { makeSource } from './alerts/test-alerts.ts'
import { purgeHeld, purgeOutbox, purgePlaces } from './deliveries/index.ts'
import { purgeExpired } from './editors/index.ts'
import { createHousekeeping } from './housekeeping.ts'
import { readRetention } from './retention.ts'
import { purgeNotes } from './stories/index.ts'
import {
  importSubscribers,
  purgeLeavingMarks,
  purgeSignUps,
  unsubscribe,
  unsubscribeToken,
} from './subscribers/index.ts'

const day = 86_400_000

async function house(t: TestContext, retention: string) {
  const site = await startSite(t)
  const { dataDir } = await freshStorePlace(t)
  const { store, clock, subscribers } = site
  const config = { retention: readRetention(retention), dataDir }
  const round = async () => {
    const worker = createHousekeeping({ store, clock, subscribers, config, log: pino({ level: 'silent' }) })
    worker.start()
    await pollUntil('the round is over', async () => clock.pendingWaits() > 0)
    await worker.stop()
  }
  return { site, round }
}

function bring({ store, subscribers, clock }: Site, addresses: readonly string[]) {
  const rows = addresses.map((address, n) => ({ line: n + 1, address }))
  const how = { rows, attestation: 'a list', language: 'en', at: clock.now() }
  return store.write(tx => importSubscribers(tx, subscribers, how))
}

test('who left is forgotten after the period, and still no import brings them back', async t => {
  const { site, round } = await house(t, 'left=30d')
  const { store, subscribers, clock } = site
  const addresses = Array.from({ length: 120 }, (_, n) => `r${n}@example.org`)
  await bring(site, addresses)
  for (let id = 1; id < 120; id++)
    await store.write(tx => {
      const token = unsubscribeToken(subscribers, id)
      return unsubscribe(tx, subscribers, { token, method: 'mail link', at: clock.now() })
    })
  await clock.advance(29 * day)
  await round()
  assert.equal((await store.read.selectFrom('subscribers').select('id').execute()).length, 120)
  await clock.advance(2 * day)
  await round()
  const left = await store.read.selectFrom('subscribers').select('address').execute()
  assert.deepEqual(
    left.map(({ address }) => address),
    ['r119@example.org'],
  )
  const again = await bring(site, [...addresses, 'new@example.org'])
  assert.deepEqual(
    again.slice(-3).map(({ kind }) => kind),
    ['left', 'already', 'imported'],
  )
  const token = unsubscribeToken(subscribers, 1)
  const press = { token, method: 'mail link', at: clock.now() } as const
  assert.equal((await store.write(tx => unsubscribe(tx, subscribers, press))).kind, 'already')
  const leaver = await site.signUp('r5@example.org')
  assert.ok(leaver, 'who comes back by themselves is welcome')
})

test('who left long ago and is about to confirm again is not forgotten in between', async t => {
  const { site, round } = await house(t, 'left=30d')
  const { store, subscribers, clock } = site
  await bring(site, ['ada@example.org'])
  const press = { token: unsubscribeToken(subscribers, 1), method: 'mail link', at: clock.now() } as const
  await store.write(tx => unsubscribe(tx, subscribers, press))
  await clock.advance(29 * day)
  const link = await site.signUp('ada@example.org')
  await clock.advance(2 * day)
  await round()
  const confirmed = await site.post(`/confirm/${link}`, {})
  assert.equal(confirmed.status, 200)
  const { state } = await store.read.selectFrom('subscribers').select('state').executeTakeFirstOrThrow()
  assert.equal(state, 'confirmed')
})

test('deliveries go when their alert is over and old, and its sums stay', async t => {
  const { site, round } = await house(t, 'deliveries=30d')
  const { store, clock } = site
  const [old, waiting, followed] = [
    await site.sendAlert({ headline: 'Old' }),
    await site.sendAlert({ headline: 'Waiting' }),
    await site.sendAlert({ headline: 'Followed' }),
  ]
  for (const id of [old, waiting, followed]) await books(site, id, id === waiting)
  await clock.advance(31 * day)
  await site.sendAlert({ kind: 'correction', follows: followed, headline: 'Right', whatWasWrong: 'All.' })
  await round()
  const kept = await store.read.selectFrom('deliveries').select('alert_id').distinct().execute()
  assert.deepEqual(kept.map(row => row.alert_id).sort(), [waiting, followed])
  const sums = await store.read
    .selectFrom('audiences')
    .select(['audience', 'accepted'])
    .where('alert_id', '=', old)
    .executeTakeFirst()
  assert.deepEqual([sums?.audience, sums?.accepted], [700, 700])
})

test('a mail in doubt of a stopped alert goes, too: the re-send that it is due for never comes', async t => {
  const { site, round } = await house(t, 'deliveries=30d')
  const { store, clock } = site
  const stopped = await site.sendAlert({ headline: 'Stopped' })
  await books(site, stopped, false)
  // As a sender leaves them that was killed just before the desk's stop.
  const inDoubt = { state: 'uncertain', due_at: clock.now() + 30_000, doubted_at: clock.now() } as const
  await store.write(async tx => {
    await tx.updateTable('deliveries').set(inDoubt).where('subscriber_id', '<=', 50).execute()
    await tx.updateTable('audiences').set({ accepted: 650, uncertain: 50 }).execute()
    await tx.updateTable('alerts').set({ state: 'stopped' }).where('id', '=', stopped).execute()
  })
  await clock.advance(31 * day)
  await round()
  assert.deepEqual(await store.read.selectFrom('deliveries').select('id').execute(), [])
})

test('who had an alert by digest goes as who had it by mail, a batch at a time, and not who still waits', async t => {
  const { site, round } = await house(t, 'deliveries=30d')
  const { store, clock } = site
  const [old, followed] = [
    await site.sendAlert({ headline: 'Old' }),
    await site.sendAlert({ headline: 'Followed' }),
  ]
  for (const id of [old, followed]) {
    await books(site, id, false)
    await hold(site, id)
  }
  const before = clock.now() + 1
  assert.equal(await store.write(tx => purgeHeld(tx, { before, limit: 5 })), 5)
  await clock.advance(29 * day)
  await round()
  assert.deepEqual(await heldOf(site), { [old]: 695, [followed]: 700 })
  await clock.advance(2 * day)
  await site.sendAlert({ kind: 'correction', follows: followed, headline: 'Right', whatWasWrong: 'All.' })
  await round()
  assert.deepEqual(await heldOf(site), { [old]: 1, [followed]: 700 })
  const { state } = await store.read
    .selectFrom('held_alerts')
    .select('state')
    .where('alert_id', '=', old)
    .executeTakeFirstOrThrow()
  assert.equal(state, 'waiting')
})

/** The last of them still waits. */
async function hold({ store, clock }: Site, alertId: number): Promise<void> {
  const rows = Array.from({ length: 700 }, (_, n) => ({
    ...{
      alert_id: alertId,
      subscriber_id: n + 1,
      why: 'quiet' as const,
      held_at: clock.now(),
      mail_id: null,
    },
    state: n === 699 ? ('waiting' as const) : n % 2 ? ('dropped' as const) : ('digested' as const),
  }))
  await store.write(tx => tx.insertInto('held_alerts').values(rows).execute())
}

async function heldOf({ store }: Site): Promise<Record<number, number>> {
  const rows = await store.read
    .selectFrom('held_alerts')
    .select(eb => ['alert_id', eb.fn.countAll<number>().as('people')])
    .groupBy('alert_id')
    .execute()
  return Object.fromEntries(rows.map(({ alert_id, people }) => [alert_id, Number(people)]))
}

async function books({ store, clock }: Site, alertId: number, isWaiting: boolean): Promise<void> {
  const at = clock.now()
  const none = { sending: 0, deferred: 0, refused: 0, uncertain: 0, suppressed: 0, withdrawn: 0, resent: 0 }
  const counts = { audience: 700, accepted: isWaiting ? 0 : 700, queued: isWaiting ? 700 : 0, ...none }
  const people = Array.from({ length: 700 }, (_, n) => ({
    ...{ alert_id: alertId, subscriber_id: n + 1, chunk: 1, attempts: 1, resent: 0, updated_at: at },
    ...{ state: isWaiting ? ('queued' as const) : ('accepted' as const), started_by: null },
    ...{ first_attempt_at: at, due_at: null, parked: null, lease_until: null, doubted_at: null },
    ...{ smtp_code: null, smtp_status: null, smtp_text: null, reason: null },
  }))
  await store.write(async tx => {
    await tx
      .insertInto('audiences')
      .values({ alert_id: alertId, frozen: 1, ...counts, first_accepted_at: at, last_accepted_at: at })
      .execute()
    await tx.insertInto('deliveries').values(people).execute()
    await tx.updateTable('alerts').set({ state: 'sent', ended_at: at }).where('id', '=', alertId).execute()
  })
}

test('single mails go once they have ended, and not while one is still to come', async t => {
  const { site, round } = await house(t, 'outbox=2d mailbox=never')
  const { store, clock } = site
  for (const name of ['one', 'two', 'three']) await site.signUp(`${name}@example.org`)
  const set = (id: number, state: 'accepted' | 'deferred') =>
    store.write(tx => tx.updateTable('outbox').set({ state }).where('id', '=', id).execute())
  await set(1, 'accepted')
  await set(2, 'deferred')
  await clock.advance(3 * day)
  await round()
  const left = await store.read.selectFrom('outbox').select('id').orderBy('id').execute()
  assert.deepEqual(
    left.map(({ id }) => id),
    [2, 3],
  )
})

test('a refused digest stays as long as anybody is known to have had an older alert, and goes with it', async t => {
  const { site, round } = await house(t, 'outbox=2d deliveries=30d')
  const { store, clock } = site
  const alert = await site.sendAlert({ headline: 'Old' })
  await books(site, alert, false)
  await hold(site, alert)
  for (const name of ['one', 'two', 'three']) await site.signUp(`${name}@example.org`)
  await store.write(tx => tx.updateTable('outbox').set({ state: 'refused' }).execute())
  const digest = await store.write(async tx => {
    await tx.updateTable('outbox').set({ kind: 'digest' }).where('id', '=', 2).execute()
    return purgeOutbox(tx, { before: clock.now() + 1, limit: 1 })
  })
  assert.equal(digest, 1)
  const ids = async () => (await store.read.selectFrom('outbox').select('id').execute()).map(({ id }) => id)
  await clock.advance(20 * day)
  await round()
  assert.deepEqual(await ids(), [2])
  await clock.advance(11 * day)
  await round()
  assert.deepEqual(await ids(), [2], 'somebody still waits for it')
  await store.write(tx => tx.updateTable('held_alerts').set({ state: 'dropped' }).execute())
  await round()
  assert.deepEqual(await ids(), [])
})

test('what happened to stories goes after its period, with what the rules went by, and in batches', async t => {
  const { site, round } = await house(t, 'moments=40d')
  const { store, clock } = site
  const { id: source_id } = await store.write(tx =>
    tx
      .insertInto('sources')
      .values({
        name: 'The News',
        url: 'https://n.example/',
        host: 'n.example',
        on_item: 'none',
        created_at: 0,
        failures: 0,
      })
      .returning('id')
      .executeTakeFirstOrThrow(),
  )
  const began = clock.now()
  const { momentId } = await tell(store, began, { sourceId: source_id })
  const { id, ...moment } = await store.read
    .selectFrom('story_moments')
    .selectAll()
    .where('id', '=', momentId)
    .executeTakeFirstOrThrow()
  const more = Array.from({ length: 1_200 }, (_, n) => ({ ...moment, at: began + n }))
  await store.write(async tx => {
    for (let from = 0; from < more.length; from += 400)
      await tx
        .insertInto('story_moments')
        .values(more.slice(from, from + 400))
        .execute()
    await tx.deleteFrom('fresh_moments').execute()
    const logged = { after_moment: id, event: '{}', at: began }
    await tx
      .insertInto('rule_log')
      .values([
        { ...logged, kind: 'tick' },
        { ...logged, kind: 'rule' },
      ])
      .execute()
  })
  await clock.advance(39 * day)
  await round()
  const left = async () => (await store.read.selectFrom('story_moments').select('at').execute()).length
  assert.equal(await left(), 1_201)
  await clock.advance(2 * day)
  await round()
  assert.equal(await left(), 1)
  const log = await store.read.selectFrom('rule_log').select('kind').execute()
  assert.deepEqual(
    log.map(({ kind }) => kind),
    ['rule'],
  )
})

test('texts of old items end after their period, in batches, and not sooner than the moments', async t => {
  const { site, round } = await house(t, 'moments=40d items=60d')
  const { store, clock } = site
  const text = 'Nobody reads this again. '.repeat(40)
  const sourceId = await makeSource(store, 'none')
  for (let n = 0; n < 230; n++) await tell(store, clock.now(), { sourceId, text })
  await store.write(async tx => {
    await tx.updateTable('stories').set({ state: 'asleep' }).execute()
    await tx.deleteFrom('fresh_moments').execute()
  })
  const whole = async () =>
    (await store.read.selectFrom('items').select('id').where('text', '=', text).execute()).length
  await clock.advance(59 * day)
  await round()
  assert.equal(await whole(), 230)
  await clock.advance(2 * day)
  await round()
  assert.equal(await whole(), 0)
  const ended = await store.read.selectFrom('stories').select('id').where('state', '=', 'ended').execute()
  assert.equal(ended.length, 230)
})

test('what serves a day goes in batches, too: after a flood as much as ever', async t => {
  const { site, round } = await house(t, '')
  const { store, clock } = site
  const keys = Array.from({ length: 700 }, (_, n) => `k${n}`)
  await store.write(async tx => {
    const counts = keys.map(key => ({ kind: 'network', key, period: 1, count: 1 }))
    await tx
      .insertInto('sign_up_counts')
      .values([...counts, { kind: 'confirmed', key: '', period: 0, count: 1 }])
      .execute()
    await tx
      .insertInto('sign_up_used')
      .values(keys.map(hash => ({ hash, used_for: '', used_at: 1 })))
      .execute()
    await tx
      .insertInto('not_me_links')
      .values(keys.map(token_hash => ({ token_hash, address_hash: '', subscriber_id: 1, created_at: 1 })))
      .execute()
    await tx
      .insertInto('leaving_marks')
      .values(keys.map(mark_hash => ({ mark_hash, expires_at: 1 })))
      .execute()
    const { id: editor_id } = await tx
      .insertInto('editors')
      .values({ name: 'Ada', created_at: 1 })
      .returning('id')
      .executeTakeFirstOrThrow()
    await tx
      .insertInto('editor_sessions')
      .values(keys.map(token_hash => ({ token_hash, editor_id, created_at: 1, expires_at: 1 })))
      .execute()
  })
  const noted = await makeSource(store, 'none')
  const { itemId } = await tell(store, 0, { sourceId: noted })
  const alertId = await site.sendAlert({ headline: 'Limited' })
  await store.write(async tx => {
    await tx
      .insertInto('limit_places')
      .values(keys.map((_, n) => ({ subscriber_id: n, alert_id: alertId, started_at: n === 699 ? null : 1 })))
      .execute()
    const { id: _, ...item } = await tx
      .selectFrom('items')
      .selectAll()
      .where('id', '=', itemId)
      .executeTakeFirstOrThrow()
    const items = await tx
      .insertInto('items')
      .values(keys.map(() => item))
      .returning('id')
      .execute()
    await tx
      .insertInto('item_readings')
      .values(
        items.map(({ id }, n) => ({
          item_id: id,
          reading: n === 0 ? '{}' : '',
          note: '',
          at: n === 1 ? 9 * day : 0,
        })),
      )
      .execute()
    await tx
      .insertInto('story_memory')
      .values({ key: 'now', value: String(10 * day) })
      .execute()
  })
  const wish = { at: clock.now(), limit: 500 }
  assert.equal(await store.write(tx => purgePlaces(tx, wish)), 500)
  assert.equal(await store.write(tx => purgeNotes(tx, wish)), 500)
  assert.equal(await store.write(tx => purgeSignUps(tx, wish)), 1_500)
  assert.equal(await store.write(tx => purgeLeavingMarks(tx, wish)), 500)
  assert.equal(await store.write(tx => purgeExpired(tx, wish)), 500)
  await round()
  const tables = [
    'sign_up_counts',
    'sign_up_used',
    'not_me_links',
    'leaving_marks',
    'editor_sessions',
    'limit_places',
    'item_readings',
  ] as const
  const left = await Promise.all(
    tables.map(async table => (await store.read.selectFrom(table).selectAll().execute()).length),
  )
  assert.deepEqual(left, [1, 0, 0, 0, 0, 1, 2])
})
