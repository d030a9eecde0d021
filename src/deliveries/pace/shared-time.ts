/** The time that all processes of a store share: slots, falls and shares are told by it. */
import { type RawBuilder, sql } from 'kysely'
import type { Clock } from '../../clock.ts'
import type { StoreKind } from '../../store/index.ts'

/** On PostgreSQL the database's own clock, because those of several machines differ; else ours. */
export function storeTime(kind: StoreKind, clock: Clock): () => RawBuilder<number> {
  // Whole milliseconds, as every column of a time has them: PostgreSQL compares nothing else with those.
  if (kind === 'postgres')
    return () => sql<number>`cast(extract(epoch from clock_timestamp()) * 1000 as bigint)`
  return () => clockTime(clock)
}

/** Where all processes have one clock. */
export function clockTime(clock: Clock): RawBuilder<number> {
  return sql<number>`cast(${Math.round(clock.now())} as bigint)`
}
