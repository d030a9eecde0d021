import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import pino from 'pino'
import {
  addAlert,
  addSubscribers,
  nobodyChose,
  openFence,
  statesOf,
  testSecrets,
} from '../../../test/support/deliver-fixture.ts'
import { createFakeClock } from '../../../test/support/fake-clock.ts'
import { pollUntil } from '../../../test/support/poll-until.ts'
import { freshStore } from '../../../test/support/store.ts'
import type { Store } from '../../store/index.ts'
import { freezeChunk } from '../audience/freeze-chunk.ts'
import { takeChunk } from '../ledger/claims.ts'
import type { Start } from '../ledger/start-deliveries.ts'
import { peopleOf } from '../people.ts'
import { createGroupCommit } from './group-commit.ts'

test('a store that is away for minutes is said a few times, and then everything is written', async t => {
  const store = await freshStore(t)
  const clock = createFakeClock()
  const people = peopleOf(testSecrets)
  await addSubscribers(store, 1)
  await store.write(tx =>
    tx.insertInto('send_epochs').values({ sender_id: 'test', folder_id: 'here', epoch: 1 }).execute(),
  )
  const alertId = await addAlert(store, { at: clock.now() })
  await store.write(tx =>
    freezeChunk(tx, { store, people, chunk: 10, choosers: nobodyChose }, { alertId, at: clock.now() }),
  )
  const wish = { alertId, at: clock.now(), leaseUntil: clock.now() + 600_000 }
  const claim = await store.write(tx => takeChunk(tx, store, wish))
  const [held] = claim?.held ?? []
  assert.ok(claim && held)

  const away = { now: true, asked: 0 }
  const refuse = (): Promise<never> => {
    away.asked += 1
    return Promise.reject(new Error('the store is away'))
  }
  // On PostgreSQL a plain group is one statement that asks `store.read`; the lease to renew makes it none.
  const shaky: Store = { ...store, write: work => (away.now ? refuse() : store.write(work)) }
  const said: string[] = []
  const log = pino({ level: 'error' }, { write: line => void said.push(line) })
  const books = createGroupCommit({ store: shaky, clock, log, people, fence: openFence, random: randomBytes })
  books.hold(claim)
  const starts: Start[] = []
  books.add({ kind: 'renew', leaseUntil: clock.now() + 600_000, renewed: () => undefined })
  books.add({ kind: 'start', held, unwanted: false, decided: start => starts.push(start) })
  for (let second = 0; second < 120; second++) {
    await pollUntil('it to wait', async () => clock.pendingWaits() > 0)
    await clock.advance(1_000)
  }
  assert.ok(away.asked > 30, `${away.asked} tries`)
  assert.ok(said.length >= 3 && said.length <= 8, `${said.length} lines`)
  assert.deepEqual(starts, [])
  away.now = false
  await clock.advance(2_000)
  await books.settled()
  assert.deepEqual(starts, ['started'])
  assert.deepEqual(await statesOf(store, alertId), ['sending'])
})
