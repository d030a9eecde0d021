import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startSite } from '../../test/support/site.ts'
import { readFates } from './read-fates.ts'

test('what became of an alert for one reader: mailed, held for a digest, come in one, taken back, never theirs', async t => {
  const site = await startSite(t)
  const [mailed = 0, held = 0, digested = 0, dropped = 0, others = 0] = [
    await site.sendAlert({ headline: 'Mailed' }),
    await site.sendAlert({ headline: 'Held' }),
    await site.sendAlert({ headline: 'Digested' }),
    await site.sendAlert({ headline: 'Dropped' }),
    await site.sendAlert({ headline: 'Of others' }),
  ]
  await site.store.write(async tx => {
    const delivery = { subscriber_id: 7, chunk: 1, attempts: 0, resent: 0, updated_at: 50 }
    await tx
      .insertInto('deliveries')
      .values([
        { ...delivery, alert_id: mailed, state: 'accepted' },
        // Held at the last look before it left: both rows are there.
        { ...delivery, alert_id: held, state: 'withdrawn', reason: 'held' },
        { ...delivery, alert_id: dropped, state: 'withdrawn', reason: 'held' },
        { ...delivery, alert_id: others, state: 'accepted', subscriber_id: 8 },
      ])
      .execute()
    const waiting = { subscriber_id: 7, why: 'quiet', held_at: 40, mail_id: null } as const
    await tx
      .insertInto('held_alerts')
      .values([
        { ...waiting, alert_id: held, state: 'waiting' },
        { ...waiting, alert_id: digested, state: 'digested' },
        { ...waiting, alert_id: dropped, state: 'dropped' },
      ])
      .execute()
    await tx.insertInto('waiting_digests').values({ subscriber_id: 7, due_at: 90, version: 1 }).execute()
  })
  const alertIds = [mailed, held, digested, dropped, others]
  const fates = await readFates(site.store.read, { alertIds, subscriberId: 7 })
  assert.deepEqual(
    alertIds.map(id => fates.get(id)),
    [
      { kind: 'got', at: 50 },
      { kind: 'held', until: 90 },
      { kind: 'digested', at: 40 },
      { kind: 'replaced' },
      undefined,
    ],
  )
})
