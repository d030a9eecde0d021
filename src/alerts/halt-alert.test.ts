import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { addAlert, setAlertState, stateOf } from '../../test/support/deliver-fixture.ts'
import { pollUntil } from '../../test/support/poll-until.ts'
import { freshStore } from '../../test/support/store.ts'
import { resumeAlert } from './change-state.ts'
import { haltAlert } from './halt-alert.ts'

test('who resumes at the moment in which another process would pause for the same reason has the last word', async t => {
  const store = await freshStore(t)
  const id = await addAlert(store, { at: 1 })
  await setAlertState(store, id, 'paused')
  let halting: Promise<boolean> | undefined
  await store.write(async tx => {
    await resumeAlert(tx, { id, by: 'editor:Ada', at: 100 })
    halting = store.write(of => haltAlert(of, { id, to: 'paused', note: 'a storm', unlessResumedSince: 50 }))
    // On SQLite it waits for its turn to write; on PostgreSQL it has begun, and waits for the row.
    if (store.kind === 'postgres')
      await pollUntil('it to wait for the row', async () => {
        const { rows } = await sql`select pid from pg_locks where not granted`.execute(store.read)
        return rows.length > 0
      })
  })
  assert.equal(await halting, false)
  assert.equal(await stateOf(store, id), 'sending')
})

test('a resume from before says nothing of what came since', async t => {
  const store = await freshStore(t)
  const id = await addAlert(store, { at: 1 })
  await setAlertState(store, id, 'paused')
  await store.write(tx => resumeAlert(tx, { id, by: 'editor:Ada', at: 100 }))
  const halted = await store.write(tx =>
    haltAlert(tx, { id, to: 'paused', note: 'a storm', unlessResumedSince: 101 }),
  )
  assert.equal(halted, true)
  assert.equal(await stateOf(store, id), 'paused')
})
