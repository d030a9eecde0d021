import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { addAlert } from '../../../test/support/deliver-fixture.ts'
import { propertyRuns } from '../../../test/support/property-runs.ts'
import { freshStore } from '../../../test/support/store.ts'
import { enqueueMail, type Store } from '../../store/index.ts'
import { type DeliveryState, deliveryStates, never } from '../schema.ts'
import {
  alertsWithWork,
  hasChunk,
  heldUpAmong,
  isDue,
  mailsWait,
  nextDueAt,
  parkedScopes,
  rankBeingFrozen,
} from './what-waits.ts'

const now = 1_000
const moment = fc.constantFrom(now - 1, now, now + 1, now + 500)
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { freq: 2 })
const mailStates = ['queued', 'sending', 'deferred', 'uncertain', 'accepted', 'refused'] as const

const anyDelivery = fc.record({
  state: fc.constantFrom(...deliveryStates),
  due_at: maybe(moment),
  parked: maybe(fc.constantFrom('', 'example.org', 'mx:é')),
  lease_until: maybe(moment),
})
const anyAlert = fc.record({
  state: fc.constantFrom('sending' as const, 'paused' as const, 'stopped' as const, 'sent' as const),
  priority: fc.constantFrom('flash' as const, 'breaking' as const, 'developing' as const),
  audience: fc.constantFrom('matching' as const, 'recipients' as const),
  approved_at: moment,
  frozen: maybe(fc.constantFrom(0, 1)),
  deliveries: fc.array(anyDelivery, { maxLength: 5 }),
  chunks: fc.array(maybe(moment), { maxLength: 3 }),
})
const anyMail = fc.record({
  state: fc.constantFrom(...mailStates),
  next_attempt_at: fc.oneof(moment, fc.constant(never)),
})
const anyState = fc.record({
  alerts: fc.array(anyAlert, { maxLength: 4 }),
  mails: fc.array(anyMail, { maxLength: 4 }),
})
type State = typeof anyState extends fc.Arbitrary<infer Value> ? Value : never
type Alert = State['alerts'][number]

/** Writes what a sender may find; returns the alerts' ids. */
async function write(store: Store, { alerts, mails }: State): Promise<number[]> {
  for (const table of ['outbox', 'audience_chunks', 'deliveries', 'audiences', 'alerts'])
    await store.write(tx => sql`delete from ${sql.table(table)}`.execute(tx))
  const ids: number[] = []
  for (const { deliveries, chunks, frozen, ...alert } of alerts) {
    const id = await addAlert(store, { at: now })
    ids.push(id)
    await store.write(async tx => {
      await tx.updateTable('alerts').set(alert).where('id', '=', id).execute()
      const counts = Object.fromEntries(
        deliveryStates.map(state => [state, deliveries.filter(row => row.state === state).length]),
      ) as Record<DeliveryState, number> // Object.fromEntries forgets that every state is among its keys
      if (frozen !== null)
        await tx
          .insertInto('audiences')
          .values({ alert_id: id, frozen, audience: deliveries.length, ...counts, resent: 0 })
          .execute()
      for (const [place, row] of deliveries.entries()) {
        const other = { subscriber_id: place + 1, chunk: 1, turn: 0, attempts: 0, resent: 0, updated_at: 1 }
        await tx
          .insertInto('deliveries')
          .values({ alert_id: id, ...row, ...other })
          .execute()
      }
      for (const [number, lease_until] of chunks.entries()) {
        const among = { after_id: 0, up_to_id: 9 }
        await tx
          .insertInto('audience_chunks')
          .values({ alert_id: id, number, lease_until, ...among })
          .execute()
      }
    })
  }
  const mail = {
    kind: 'test',
    recipient: 'ada@example.org',
    subject: 's',
    text: 't',
    html: null,
    language: 'en',
  }
  for (const set of mails)
    await store.write(async tx => {
      const id = await enqueueMail(tx, { ...mail, messageId: 'one@example.org', at: now })
      await tx.updateTable('outbox').set(set).where('id', '=', id).execute()
    })
  return ids
}

const isWaiting = ({ frozen, deliveries }: Alert) =>
  frozen !== null && deliveries.some(({ state }) => ['queued', 'deferred', 'uncertain'].includes(state))

test('what a sender is told of what waits is what is there, in every state of it', async t => {
  const store = await freshStore(t)
  const ranks = ['flash', 'breaking', 'developing'] as const
  await fc.assert(
    fc.asyncProperty(anyState, async state => {
      const ids = await write(store, state)
      const known = state.alerts.map((alert, place) => ({ id: ids[place] ?? 0, ...alert }))
      const sending = known.filter(alert => alert.state === 'sending')
      const oldestFirst = sending.toSorted((a, b) => a.approved_at - b.approved_at || a.id - b.id)
      assert.deepEqual(
        (await alertsWithWork(store)).map(({ id, priority }) => [id, priority]),
        oldestFirst.filter(isWaiting).map(({ id, priority }) => [id, priority]),
      )
      const fresh = sending.filter(
        alert => alert.audience === 'matching' && alert.approved_at > now && alert.frozen !== 1,
      )
      const rank = ranks.find(rank => fresh.some(({ priority }) => priority === rank)) ?? null
      assert.equal(await rankBeingFrozen(store, now), rank)
      const halted = known.filter(alert => alert.state !== 'sending').map(({ id }) => id)
      assert.deepEqual(
        (await heldUpAmong(store, ids)).toSorted((a, b) => a - b),
        halted,
      )
      for (const { id, deliveries, chunks } of known) {
        const due = deliveries.some(
          ({ state, due_at, lease_until }) =>
            state !== 'sending' &&
            due_at !== null &&
            due_at <= now &&
            (lease_until === null || lease_until < now),
        )
        assert.equal(await isDue(store, id, now), due)
        assert.equal(await hasChunk(store, id), chunks.includes(null))
        const parked = new Set(deliveries.flatMap(({ parked }) => parked || []))
        assert.deepEqual(new Set(await parkedScopes(store, id)), parked)
      }
      const unsent = state.mails.filter(({ state }) => ['queued', 'deferred', 'uncertain'].includes(state))
      assert.equal(
        await mailsWait(store, now),
        unsent.some(mail => mail.next_attempt_at <= now),
      )
      const dues = [
        ...sending.flatMap(({ deliveries }) =>
          deliveries.flatMap(({ state, due_at }) => (state === 'sending' ? [] : (due_at ?? []))),
        ),
        ...unsent.flatMap(({ state, next_attempt_at: at }) => (state === 'queued' || at === never ? [] : at)),
      ]
      assert.equal(await nextDueAt(store), dues.length > 0 ? Math.min(...dues) : null)
    }),
    propertyRuns(60),
  )
})
