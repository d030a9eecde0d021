import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshStore } from '../../../test/support/store.ts'
import { enqueueMail } from '../../store/index.ts'
import { endMail, leaseMails } from './outbox-moves.ts'

const hour = 3_600_000
const written = Date.UTC(2026, 0, 1)
const mail = {
  ...{
    kind: 'confirmation',
    recipient: 'reader@example.org',
    subject: 'Confirm',
    text: 'Press.',
    html: null,
  },
  ...{ language: 'en', messageId: 'one@example.org', at: written },
}
const later = {
  kind: 'deferred',
  reply: { code: 451, status: '4.7.1', text: 'greylisted' },
  reason: 'the relay answered 451 4.7.1 to RCPT',
} as const

test('a mail that waited for its relay for more than a day has its day of retries then', async t => {
  const store = await freshStore(t)
  await store.write(tx => enqueueMail(tx, mail))
  const row = () => store.read.selectFrom('outbox').selectAll().executeTakeFirstOrThrow()
  let at = written + 30 * hour
  let tries = 0
  const first = at
  for (; (await row()).state !== 'refused'; tries++) {
    await store.write(async tx => {
      const [leased] = await leaseMails(tx, store, { limit: 1, at, leaseUntil: at + 60_000 })
      assert.ok(leased)
      await endMail(tx, leased, later, { at, fraction: () => 0 })
    })
    const { state, next_attempt_at } = await row()
    if (state === 'deferred') at = next_attempt_at
  }
  assert.ok(tries > 20 && tries < 40, `${tries} tries`)
  assert.ok(at - first > 22 * hour && at - first <= 24 * hour, `for ${(at - first) / hour} hours`)
})
