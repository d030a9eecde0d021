/** Every row of the store while nothing is under way, to show what a request did or did not change. */
import assert from 'node:assert/strict'
import type { Store } from '../../src/store/index.ts'
import { pollUntil } from './poll-until.ts'
import { readAllRows, type StoreRows } from './store-rows.ts'

interface Ground {
  store: Store
}

/** All but the heartbeats of who groups (on PostgreSQL) and of who answers, which go on whatever is fetched. */
async function readRows({ store }: Ground): Promise<StoreRows> {
  const { meta = [], listening: _, ...rows } = await readAllRows(store)
  return { ...rows, meta: meta.filter(row => !row.includes('"stories.grouping"')) }
}

/** Once the workers have done what was waiting for them: no sign-up, no mail under way, and two looks that are alike. */
export async function rowsAtRest(ground: Ground): Promise<StoreRows> {
  let last: StoreRows = {}
  return pollUntil('the store to come to rest', async () => {
    const now = await readRows(ground)
    const busy = [...(now['outbox'] ?? []), ...(now['alerts'] ?? []), ...(now['deliveries'] ?? [])].some(
      row => /"state":"(?:queued|sending)"/.test(row),
    )
    const rests = !busy && now['sign_up_requests']?.length === 0 && changedTables(now, last).length === 0
    last = now
    return rests && now
  })
}

export function changedTables(now: StoreRows, before: StoreRows): string[] {
  const names = Object.keys({ ...now, ...before })
  return names.filter(name => JSON.stringify(now[name]) !== JSON.stringify(before[name]))
}

/** Fails with the rows that differ, and no others. */
export function assertSameRows(now: StoreRows, before: StoreRows, when: string): void {
  for (const name of changedTables(now, before)) {
    const [is, was] = [new Set(now[name]), new Set(before[name])]
    const differ = { now: [...is.difference(was)], before: [...was.difference(is)] }
    assert.deepEqual(differ, { now: [], before: [] }, `${when}, the table ${name}`)
  }
}
