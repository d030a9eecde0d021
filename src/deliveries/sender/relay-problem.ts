/** What is wrong with the relay, kept where every process's pages can read it. */
import type { Read, Store } from '../../store/index.ts'
import type { RelayProblem } from './relay-gate.ts'

const key = 'relay-problem'

/** Null: all is well. */
export async function recordRelayProblem(store: Store, problem: RelayProblem | null): Promise<void> {
  await store.write(async tx => {
    tx.wake('deliveries')
    if (!problem) return tx.deleteFrom('meta').where('key', '=', key).execute()
    const value = JSON.stringify(problem)
    return tx
      .insertInto('meta')
      .values({ key, value })
      .onConflict(conflict => conflict.column('key').doUpdateSet({ value }))
      .execute()
  })
}

/** For the desk: why no mail leaves at the moment; null: nothing is known to be wrong. */
export async function readRelayProblem(read: Read): Promise<RelayProblem | null> {
  const row = await read.selectFrom('meta').select('value').where('key', '=', key).executeTakeFirst()
  // Only recordRelayProblem writes this key.
  return row ? (JSON.parse(row.value) as RelayProblem) : null
}
