import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addAlert } from '../../test/support/deliver-fixture.ts'
import { freshStore } from '../../test/support/store.ts'
import type { Store } from '../store/index.ts'
import { readRefusals } from './read-refusals.ts'

interface Ended {
  code?: number
  status?: string
  reason: string | null
}

const unknown = { code: 550, status: '5.1.1', reason: 'the relay answered 550 5.1.1 to RCPT' }

async function ended(
  store: Store,
  alertId: number,
  from: number,
  all: readonly (Ended | null)[],
): Promise<void> {
  const rows = all.map((end, n) => ({
    ...{ alert_id: alertId, subscriber_id: from + n, chunk: 1, attempts: 1, resent: 0, updated_at: 1 },
    ...{ state: end ? ('refused' as const) : ('accepted' as const), reason: end?.reason ?? null },
    ...{ smtp_code: end?.code ?? null, smtp_status: end?.status ?? null, smtp_text: null },
  }))
  for (let at = 0; at < rows.length; at += 500)
    await store.write(tx =>
      tx
        .insertInto('deliveries')
        .values(rows.slice(at, at + 500))
        .execute(),
    )
}

test('reasons are in plain words with the answer, the most frequent first, and no more than asked for', async t => {
  const store = await freshStore(t)
  const id = await addAlert(store, { at: 1 })
  const over = { code: 451, reason: 'retries at their end' }
  const ours = { reason: 'the address needs SMTPUTF8 (RFC 6531), which the relay does not offer' }
  const full = { code: 552, status: '5.2.2', reason: 'the relay answered 552 5.2.2 to message' }
  await ended(store, id, 1, [null, over, unknown, null, over, unknown, unknown, ours, ours, full])
  const { reasons, lookedAt } = await readRefusals(store.read, { alertId: id, audience: 10, most: 3 })
  assert.equal(lookedAt, 10)
  assert.deepEqual(reasons, [
    { why: 'there is no such mailbox', answer: '550 5.1.1', count: 3 },
    { why: 'retries at their end', answer: '451', count: 2 },
    { why: ours.reason, answer: null, count: 2 },
  ])
})

test('of a large audience a part is looked at, spread from the first to the last', async t => {
  const store = await freshStore(t)
  const id = await addAlert(store, { at: 1 })
  const half = 3_000
  await ended(store, id, 1, Array(half).fill(unknown))
  await ended(store, id, half + 1, Array(half).fill(null))
  const found = await readRefusals(store.read, { alertId: id, audience: 2 * half, most: 5 })
  assert.deepEqual([found.lookedAt, found.reasons[0]?.count], [5_000, 2_500])
})
