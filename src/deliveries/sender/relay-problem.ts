/** What is wrong with the relay, kept where every process's pages can read it. */
import type { Logger } from 'pino'
import type { Clock } from '../../clock.ts'
import type { Read, Store } from '../../store/index.ts'
import type { RelayProblem } from './relay-gate.ts'

const key = 'relay-problem'
const pauseAfterErrorMs = 1_000

/**
 * What it returns takes the latest word; null: all is well. Words are written one after the other, and again while the
 * store is away: nobody would say that it is over a second time.
 */
export function createProblemRecorder(
  { store, clock, log }: { store: Store; clock: Clock; log: Logger },
  stopping: AbortSignal,
): (problem: RelayProblem | null) => void {
  let owed: { problem: RelayProblem | null } | null = null
  let writing = false
  const write = async () => {
    writing = true
    for (let said = owed; said; said = owed) {
      try {
        await recordRelayProblem(store, said.problem)
        if (owed === said) owed = null
      } catch (error) {
        log.error({ err: error }, 'a problem was not recorded, and is tried again')
        if (stopping.aborted) break
        await clock.wait(pauseAfterErrorMs, stopping)
      }
    }
    writing = false
  }
  return problem => {
    owed = { problem }
    if (!writing) void write()
  }
}

async function recordRelayProblem(store: Store, problem: RelayProblem | null): Promise<void> {
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
