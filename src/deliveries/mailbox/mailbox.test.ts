import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  addAlert,
  addSubscribers,
  runDeliveries,
  stopFirst,
  testContext,
  until,
  untilState,
} from '../../../test/support/deliver-fixture.ts'
import { freshStore } from '../../../test/support/store.ts'
import { systemClock } from '../../clock.ts'
import { enqueueTest, listMailbox, readMailboxMail } from '../index.ts'

test('without a relay an alert arrives in the built-in mailbox by SMTP, and can be read there', async t => {
  const stops = stopFirst(t)
  const store = await freshStore(t)
  await addSubscribers(store, 2)
  runDeliveries(stops, { store, clock: systemClock, port: null })
  await untilState(store, await addAlert(store, { at: Date.now(), headline: 'Déjà vu' }), 'sent')
  const list = await listMailbox(store.read, { limit: 10 })
  assert.deepEqual(list.map(row => row.to).sort(), ['reader1@example.org', 'reader2@example.org'])
  assert.equal(list[0]?.subject, 'Déjà vu')
  const mail = await readMailboxMail(store.read, list[0]?.id ?? 0)
  assert.match(mail?.html ?? '', /<h1[^>]*>Déjà vu/)
  assert.match(mail?.text ?? '', /sent round by the north/)
  assert.ok(mail?.headers.some(({ name }) => name === 'List-Unsubscribe'))
  assert.equal(await readMailboxMail(store.read, 9_999), null)
})

test('a test mail goes to the one address, is no delivery, and says that it is a test', async t => {
  const stops = stopFirst(t)
  const store = await freshStore(t)
  await addSubscribers(store, 2)
  runDeliveries(stops, { store, clock: systemClock, port: null })
  const id = await addAlert(store, { at: Date.now() })
  await untilState(store, id, 'sent')
  const context = { ...testContext, random: (bytes: number) => new Uint8Array(bytes).fill(1) }
  const wish = { alertId: id, address: 'editor@example.org', at: Date.now() }
  assert.deepEqual(await store.write(tx => enqueueTest(tx, context, wish)), { kind: 'enqueued' })
  await until(store, async () => (await listMailbox(store.read, { limit: 10 })).length === 3)
  const [newest] = await listMailbox(store.read, { limit: 10 })
  assert.deepEqual([newest?.to, newest?.subject.startsWith('[TEST]')], ['editor@example.org', true])
})
