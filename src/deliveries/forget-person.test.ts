import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshStore } from '../../test/support/store.ts'
import { forgetPerson } from './forget-person.ts'

test('mails in the built-in mailbox go, whatever letters the address has, and however it was typed', async t => {
  const store = await freshStore(t)
  const mail = { received_at: 1, envelope_from: 'x@y', subject: 's', raw: 'cmF3' }
  const to = ['Ärztin@example.org', 'ADA@example.org', 'other@example.org']
  for (const envelope_to of to)
    await store.write(tx =>
      tx
        .insertInto('mailbox_mails')
        .values({ ...mail, envelope_to })
        .execute(),
    )
  for (const [id, address] of ['Ärztin@example.org', 'ada@example.org'].entries())
    await store.write(tx => forgetPerson(tx, { id, address }))
  const left = await store.read.selectFrom('mailbox_mails').select('envelope_to').execute()
  assert.deepEqual(
    left.map(row => row.envelope_to),
    ['other@example.org'],
  )
})
