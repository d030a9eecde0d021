/**
 * Days of alerts through the real code of the store, with a clock of its own and without a relay: what is frozen is taken,
 * started and accepted at once or hours later; digests are taken and started when they are due.
 */
import { randomBytes } from 'node:crypto'
import { addAlert, testContext, testSecrets } from '../../../test/support/deliver-fixture.ts'
import { readAlert } from '../../alerts/index.ts'
import type { Store, Tx } from '../../store/index.ts'
import { keepPreferences, type Preferences, plainPreferences } from '../../subscribers/index.ts'
import { createChooserIndex } from '../audience/choosers.ts'
import { freezeChunk } from '../audience/freeze-chunk.ts'
import { askEachChooser } from '../audience/test-matcher.ts'
import { takeDigest } from '../digest/take-digest.ts'
import { closeClaim, takeChunk } from '../ledger/claims.ts'
import { CountChanges } from '../ledger/count-changes.ts'
import { endAttempts } from '../ledger/end-attempts.ts'
import type { Claim } from '../ledger/held-delivery.ts'
import { startDeliveries } from '../ledger/start-deliveries.ts'
import { leaseMails, startMails } from '../outbox/outbox-moves.ts'
import { type People, peopleOf } from '../people.ts'
import { outcomeEnding } from '../sender/outcome-ending.ts'

export interface Started {
  subscriberId: number
  /** Null: a digest. */
  alertId: number | null
  mailId: number | null
  at: number
}

export function createDays(store: Store) {
  const people = peopleOf(testSecrets)
  const index = createChooserIndex((alert, at) => askEachChooser(store.read, alert, at))
  const started: Started[] = []
  const parts = { store, context: testContext, people, random: randomBytes }
  const compose = async (at: number) => {
    let enqueued = 0
    for (;;) {
      const taken = await store.write(tx => takeDigest(tx, parts, at))
      if (taken === 'enqueued') enqueued += 1
      if (taken === 'none') return enqueued
    }
  }
  return {
    started,
    compose,
    composeOne: (tx: Tx, at: number) => takeDigest(tx, parts, at),
    choose: (subscriberId: number, wish: Partial<Preferences>, at: number) =>
      store.write(tx =>
        keepPreferences(tx, { subscriberId, preferences: { ...plainPreferences, ...wish }, at }),
      ),
    alert: (wish: Parameters<typeof addAlert>[1]) => addAlert(store, wish),
    /** All of its audience, or one pass over those of what it follows. */
    async freeze(alertId: number, at: number): Promise<void> {
      const alert = await readAlert(store.read, alertId)
      if (!alert) throw new Error('no such alert')
      for (let frozen = 0; frozen === 0; ) {
        const choosers =
          alert.audience === 'matching'
            ? await index.of(store.read, alert, at)
            : { ids: new Int32Array(), version: 0 }
        await store.write(tx => freezeChunk(tx, { store, people, chunk: 7, choosers }, { alertId, at }))
        const row = await store.read
          .selectFrom('audiences')
          .select('frozen')
          .where('alert_id', '=', alertId)
          .executeTakeFirst()
        frozen = row?.frozen ?? 0
      }
    },
    /** Takes and starts all that waits of it; the relay accepts. */
    async send(alertId: number, at: number): Promise<void> {
      for (;;) {
        const claim = await store.write(tx => takeChunk(tx, store, { alertId, at, leaseUntil: at + 20_000 }))
        if (!claim) return
        started.push(...(await store.write(tx => startAll(tx, store, { people, claim, at }))))
      }
    },
    /** What is due by then is composed, and starts. */
    async digests(at: number): Promise<void> {
      await compose(at)
      await store.write(async tx => {
        const mails = await leaseMails(tx, store, { limit: 100, at, leaseUntil: at + 20_000 })
        const ids = await startMails(tx, store.words, { mails, quietNow: people.quietNow, at })
        for (const { id, subscriberId } of mails)
          if (ids.has(id)) started.push({ subscriberId: subscriberId ?? 0, alertId: null, mailId: id, at })
      })
    },
  }
}

/** Starts what a claim holds, as far as the ledger lets it; the relay accepts. */
async function startAll(
  tx: Tx,
  store: Store,
  { people, claim, at }: { people: People; claim: Claim; at: number },
): Promise<Started[]> {
  const changes = new CountChanges()
  const deliveries = [...claim.held]
  const wish = { deliveries, unwanted: [], people, ticketOf: ({ id }: { id: number }) => id, at }
  const starts = await startDeliveries(tx, store, changes, wish)
  const going = deliveries.filter(delivery => starts(delivery) === 'started')
  const outcome = { kind: 'accepted', reply: { code: 250, status: null, text: 'ok' } } as const
  const endings = going.map(delivery =>
    outcomeEnding(delivery, outcome, { started: true, at, fraction: () => 0 }),
  )
  await endAttempts(tx, store.kind, changes, { endings, at })
  await changes.apply(tx, store.kind)
  await closeClaim(tx, store, { ...claim, givenBack: false })
  return going.map(({ subscriberId, alertId }) => ({ subscriberId, alertId, mailId: null, at }))
}
